import { IDBFactory } from "fake-indexeddb";
import { describe, expect, it } from "vitest";

import { Outbox, SendError, type SaveState } from "./outbox";
import { IndexedActStore, type LoggedAct } from "./store";

/** A server that applies each act id once, and may fail in every way. */
class Server {
  readonly applied: string[] = [];
  private readonly seen = new Set<string>();
  failures: ("down" | "lostAnswer" | "signedOut" | "refuse" | "broken")[] = [];

  receive = (act: LoggedAct): Promise<void> => {
    const failure = this.failures.shift();
    if (failure === "down") return Promise.reject(new SendError("network", "unreachable"));
    if (failure === "signedOut") return Promise.reject(new SendError("signedOut", "sign in"));
    if (failure === "broken") return Promise.reject(new SendError("failed", "internal error"));
    if (failure === "refuse") return Promise.reject(new SendError("refused", "no such document"));
    if (!this.seen.has(act.actId)) {
      this.seen.add(act.actId);
      this.applied.push(String(act.payload));
    }
    return failure === "lostAnswer" ? Promise.reject(new TypeError("connection reset")) : Promise.resolve();
  };
}

const inLine = (work: () => Promise<void>) => work();

interface Setup {
  factory?: IDBFactory;
  server?: Server;
  /** Give true to wait for ever between retries. */
  patient?: boolean;
  userId?: string;
}

function setup({
  factory = new IDBFactory(),
  server = new Server(),
  patient = false,
  userId = "1",
}: Setup = {}) {
  const delays: number[] = [];
  const wait = (milliseconds: number) => {
    delays.push(milliseconds);
    return patient ? new Promise<void>(() => undefined) : Promise.resolve();
  };
  const outbox = new Outbox({ store: new IndexedActStore(factory), userId, exclusively: inLine, wait });
  const states: SaveState["kind"][] = [];
  outbox.subscribe((state) => states.push(state.kind));
  return { outbox, server, factory, delays, states };
}

const act = (payload: string, documentId = "d") => ({ documentId, kind: "labels", payload });

describe("outbox", () => {
  it("sends acts in order and ends up saved with an empty log", async () => {
    const { outbox, server, factory, states } = setup();
    outbox.register("labels", server.receive);
    await Promise.all(["a", "b", "c"].map((payload) => outbox.append(act(payload))));
    await outbox.settled();
    expect(server.applied).toEqual(["a", "b", "c"]);
    expect(outbox.state.kind).toBe("saved");
    expect(states[0]).toBe("saving");
    expect(await new IndexedActStore(factory).list("1")).toEqual([]);
  });

  it("keeps acts while the server is away, with growing pauses, and loses none", async () => {
    const { outbox, server, delays, states } = setup();
    server.failures = ["down", "down", "down", "down", "down", "down", "down"];
    outbox.register("labels", server.receive);
    await outbox.append(act("a"));
    await outbox.append(act("b"));
    await outbox.settled();
    expect(server.applied).toEqual(["a", "b"]);
    expect(delays).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000]);
    expect(states).toContain("offline");
    expect(outbox.state.kind).toBe("saved");
  });

  it("does not double an act whose answer was lost", async () => {
    const { outbox, server } = setup();
    server.failures = ["lostAnswer", "lostAnswer"];
    outbox.register("labels", server.receive);
    await outbox.append(act("a"));
    await outbox.settled();
    expect(server.applied).toEqual(["a"]);
  });

  it("survives a crash before sending: the next visit sends what was logged", async () => {
    const first = setup({ patient: true });
    first.server.failures = ["down"];
    first.outbox.register("labels", first.server.receive);
    await first.outbox.append(act("a"));
    await first.outbox.append(act("b"));
    first.outbox.close();
    const second = setup({ factory: first.factory, server: first.server });
    second.outbox.register("labels", second.server.receive);
    await second.outbox.start();
    expect(second.outbox.pending("d").length).toBeGreaterThan(0);
    await second.outbox.settled();
    expect(second.server.applied).toEqual(["a", "b"]);
  });

  it("survives a crash between sending and removing: the act is sent again and counts once", async () => {
    const first = setup({ patient: true });
    first.server.failures = ["lostAnswer"];
    first.outbox.register("labels", first.server.receive);
    await first.outbox.append(act("a"));
    await Promise.resolve();
    first.outbox.close();
    const second = setup({ factory: first.factory, server: first.server });
    second.outbox.register("labels", second.server.receive);
    await second.outbox.start();
    await second.outbox.append(act("b"));
    await second.outbox.settled();
    expect(second.server.applied).toEqual(["a", "b"]);
    expect(await new IndexedActStore(first.factory).list("1")).toEqual([]);
  });

  it("keeps the log when the sign-in has expired and goes on after the next one", async () => {
    const { outbox, server } = setup({ patient: true });
    server.failures = ["signedOut"];
    outbox.register("labels", server.receive);
    await outbox.append(act("a"));
    await expect.poll(() => outbox.state).toEqual({ kind: "signedOut", waiting: 1 });
    outbox.retry();
    await outbox.settled();
    expect(server.applied).toEqual(["a"]);
    expect(outbox.state.kind).toBe("saved");
  });

  it("parks a refused act, tells why, and goes on with the others", async () => {
    const { outbox, server, factory } = setup();
    server.failures = ["refuse"];
    const outcomes: string[] = [];
    outbox.onOutcome((entry, outcome, message) =>
      outcomes.push(`${String(entry.payload)} ${outcome} ${message ?? ""}`.trim()),
    );
    outbox.register("labels", server.receive);
    await outbox.append(act("bad"));
    await outbox.append(act("good"));
    await outbox.settled();
    expect(outcomes).toEqual(["bad refused no such document", "good acknowledged"]);
    expect(outbox.state).toEqual({ kind: "error", waiting: 0, refused: 1, message: "no such document" });
    expect((await new IndexedActStore(factory).list("1")).map((entry) => entry.refused)).toEqual([
      "no such document",
    ]);
    await outbox.dismissRefusals();
    expect(outbox.state.kind).toBe("saved");
    expect(await new IndexedActStore(factory).list("1")).toEqual([]);
  });

  it("gives up an act that always breaks the server, after a few tries", async () => {
    const { outbox, server } = setup();
    server.failures = ["broken", "broken", "broken", "broken", "broken", "broken"];
    outbox.register("labels", server.receive);
    await outbox.append(act("bad"));
    await outbox.append(act("good"));
    await outbox.settled();
    expect(server.applied).toEqual(["good"]);
    expect(outbox.state).toMatchObject({ kind: "error", refused: 1, message: "internal error" });
  });

  it("never sends the acts of another person", async () => {
    const ann = setup({ patient: true, userId: "ann" });
    ann.server.failures = ["down"];
    ann.outbox.register("labels", ann.server.receive);
    await ann.outbox.append(act("ann's"));
    ann.outbox.close();
    const bob = setup({ factory: ann.factory, server: ann.server, userId: "bob" });
    bob.outbox.register("labels", bob.server.receive);
    await bob.outbox.start();
    await bob.outbox.settled();
    expect(ann.server.applied).toEqual([]);
  });

  it("waits for a sender that registers later, and ignores a repeated id", async () => {
    const { outbox, server } = setup();
    await outbox.append({ ...act("a"), actId: "x" });
    await outbox.append({ ...act("a"), actId: "x" });
    expect(outbox.pending("d").map((entry) => entry.actId)).toEqual(["x"]);
    expect(outbox.pending("other")).toEqual([]);
    outbox.register("labels", server.receive);
    await outbox.settled();
    expect(server.applied).toEqual(["a"]);
  });

  it("gives the same state object until it changes", () => {
    const { outbox } = setup();
    expect(outbox.state).toBe(outbox.state);
  });
});
