import { IDBFactory } from "fake-indexeddb";
import { describe, expect, it } from "vitest";

import type { TabChannel, TabMessage } from "./channel";
import { Outbox, SendError, type SaveState } from "./outbox";
import { IndexedActStore, MissingActStore, type ActStore, type LoggedAct } from "./store";

/** Joins outboxes as a BroadcastChannel joins tabs: everyone hears, but not oneself, and a little later. */
class Tabs {
  private readonly members = new Set<(message: TabMessage) => void>();

  channel(): TabChannel {
    let own: ((message: TabMessage) => void) | undefined;
    return {
      post: (message) => {
        const copy = structuredClone(message);
        for (const member of this.members) if (member !== own) queueMicrotask(() => member(copy));
      },
      listen: (listener) => {
        own = listener;
        this.members.add(listener);
      },
      close: () => {
        if (own) this.members.delete(own);
      },
    };
  }
}

/** The browser's lock: one tab at a time, the others wait. */
function makeLock() {
  let last: Promise<unknown> = Promise.resolve();
  return (work: () => Promise<void>) => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

class Server {
  readonly received: string[] = [];
  down = false;
  signedOut = false;

  receive = (act: LoggedAct): Promise<void> => {
    if (this.down) return Promise.reject(new SendError("network", "unreachable"));
    if (this.signedOut) return Promise.reject(new SendError("signedOut", "sign in"));
    this.received.push(String(act.payload));
    return Promise.resolve();
  };
}

function open(count: number) {
  const [factory, tabs, lock, server] = [new IDBFactory(), new Tabs(), makeLock(), new Server()];
  const make = () => {
    const outbox = new Outbox({
      store: new IndexedActStore(factory),
      userId: "1",
      exclusively: lock,
      channel: tabs.channel(),
      wait: () => new Promise<void>(() => undefined),
    });
    outbox.register("labels", server.receive);
    return outbox;
  };
  return { server, factory, make, outboxes: Array.from({ length: count }, make) };
}

const act = (payload: string, documentId = "d") => ({ documentId, kind: "labels", payload });

describe("two tabs of a person", () => {
  it("send each act once, whoever made it, and both hear of it", async () => {
    const { server, outboxes } = open(2);
    const [first, second] = outboxes as [Outbox, Outbox];
    const heard: string[] = [];
    second.onForeign((foreign) => heard.push(String(foreign.payload)));
    const outcomes: string[] = [];
    second.onOutcome((done, outcome) => outcomes.push(`${String(done.payload)} ${outcome}`));
    await Promise.all(["a", "b", "c"].map((payload) => first.append(act(payload))));
    await second.append(act("d"));
    await expect.poll(() => server.received.length).toBe(4);
    await expect.poll(() => second.state.kind).toBe("saved");
    await expect.poll(() => first.state.kind).toBe("saved");
    expect([...server.received].sort()).toEqual(["a", "b", "c", "d"]);
    expect(server.received.filter((payload) => payload !== "d")).toEqual(["a", "b", "c"]);
    expect(heard).toEqual(["a", "b", "c"]);
    expect([...outcomes].sort()).toEqual([
      "a acknowledged",
      "b acknowledged",
      "c acknowledged",
      "d acknowledged",
    ]);
  });

  it("take over what a closed tab has left, without being loaded anew", async () => {
    const { server, outboxes } = open(2);
    const [first, second] = outboxes as [Outbox, Outbox];
    server.down = true;
    await first.append(act("a"));
    await first.append(act("b"));
    await expect.poll(() => first.state).toEqual({ kind: "offline", waiting: 2 });
    await expect.poll(() => second.state).toEqual({ kind: "offline", waiting: 2 });
    expect(second.pending("d").map((entry) => entry.payload)).toEqual(["a", "b"]);
    first.close();
    server.down = false;
    second.retry();
    await expect.poll(() => second.state.kind).toBe("saved");
    expect(server.received).toEqual(["a", "b"]);
  });

  it("know the trouble of the tab that sends, and can wake it", async () => {
    const { server, outboxes, make } = open(1);
    const [first] = outboxes as [Outbox];
    server.signedOut = true;
    await first.append(act("a"));
    await expect.poll(() => first.state.kind).toBe("signedOut");
    const late = make();
    await late.start();
    await expect.poll(() => late.state).toEqual({ kind: "signedOut", waiting: 1 });
    server.signedOut = false;
    late.retry();
    await expect.poll(() => late.state.kind).toBe("saved");
    expect(server.received).toEqual(["a"]);
  });

  it("share what was refused: sent again or given up in one, it is so in both", async () => {
    const { server, factory, outboxes } = open(2);
    const [first, second] = outboxes as [Outbox, Outbox];
    let closed = true;
    const refuse = (entry: LoggedAct) =>
      closed ? Promise.reject(new SendError("refused", "complete")) : server.receive(entry);
    [first, second].forEach((outbox) => outbox.register("labels", refuse));
    await first.append(act("a"));
    await expect.poll(() => second.state.kind).toBe("error");
    expect(second.export().refused.map((entry) => [entry.payload, entry.refused])).toEqual([
      ["a", "complete"],
    ]);
    closed = false;
    await second.requeueRefusals();
    await expect.poll(() => first.state.kind).toBe("saved");
    expect(server.received).toEqual(["a"]);
    closed = true;
    await first.append(act("b"));
    await expect.poll(() => second.state.kind).toBe("error");
    await first.dismissRefusals();
    await expect.poll(() => second.state.kind).toBe("saved");
    expect(await new IndexedActStore(factory).list("1")).toEqual([]);
  });
});

function alone(store: ActStore, waits = true) {
  const server = new Server();
  const outbox = new Outbox({
    store,
    userId: "1",
    exclusively: (work) => work(),
    channel: new Tabs().channel(),
    wait: () => (waits ? new Promise<void>(() => undefined) : Promise.resolve()),
  });
  return { server, outbox };
}

describe("a browser that stores nothing", () => {
  it("sends all the same, and says that work lives in this tab only", async () => {
    const { server, outbox } = alone(new MissingActStore());
    const states: SaveState[] = [];
    outbox.subscribe((state) => states.push(state));
    server.down = true;
    outbox.register("labels", server.receive);
    await expect(outbox.append(act("a"))).rejects.toThrow("stores nothing");
    await expect.poll(() => outbox.state).toEqual({ kind: "offline", waiting: 1, unstored: 1 });
    expect(outbox.isAtRisk).toBe(true);
    server.down = false;
    outbox.retry();
    await expect.poll(() => outbox.state.kind).toBe("saved");
    expect(outbox.isAtRisk).toBe(false);
    expect(server.received).toEqual(["a"]);
  });

  it("keeps the order when storing works again", async () => {
    const stored = new IndexedActStore(new IDBFactory());
    let full = true;
    const store: ActStore = {
      append: (entry) => (full ? Promise.reject(new Error("full")) : stored.append(entry)),
      list: (userId) => stored.list(userId),
      put: (entry) => stored.put(entry),
      remove: (seq) => stored.remove(seq),
    };
    const { server, outbox } = alone(store);
    server.down = true;
    outbox.register("labels", server.receive);
    await outbox.append(act("a")).catch(() => undefined);
    full = false;
    await outbox.append(act("b"));
    full = true;
    await outbox.append(act("c")).catch(() => undefined);
    server.down = false;
    outbox.retry();
    await expect.poll(() => server.received).toEqual(["a", "b", "c"]);
  });
});

describe("many acts that wait", () => {
  it("travel together, of one document and kind at a time, thousands within seconds", async () => {
    const { server, outbox } = alone(new IndexedActStore(new IDBFactory()));
    const batches: number[] = [];
    server.down = true;
    outbox.register("labels", server.receive, async (acts) => {
      for (const entry of acts) await server.receive(entry);
      batches.push(acts.length);
    });
    const payloads = Array.from({ length: 2000 }, (_, number) => String(number));
    await Promise.all(payloads.map((payload, at) => outbox.append(act(payload, at < 1990 ? "d" : "e"))));
    await expect.poll(() => outbox.state).toEqual({ kind: "offline", waiting: 2000 });
    server.down = false;
    outbox.retry();
    await expect.poll(() => outbox.state.kind, { timeout: 20_000 }).toBe("saved");
    expect(server.received).toEqual(payloads);
    expect(batches.length).toBeLessThan(90);
    expect(Math.max(...batches)).toBe(25);
  });

  it("are sent one by one when one of them is refused", async () => {
    const { server, outbox } = alone(new IndexedActStore(new IDBFactory()));
    server.down = true;
    const one = (entry: LoggedAct) =>
      entry.payload === "2" && !server.down
        ? Promise.reject(new SendError("refused", "no"))
        : server.receive(entry);
    let batches = 0;
    outbox.register("labels", one, async (acts) => {
      batches++;
      if (server.down) throw new SendError("network", "down");
      if (acts.some((entry) => entry.payload === "2")) throw new SendError("refused", "no");
      for (const entry of acts) await server.receive(entry);
    });
    await Promise.all(["1", "2", "3"].map((payload) => outbox.append(act(payload))));
    server.down = false;
    outbox.retry();
    await expect.poll(() => outbox.state).toMatchObject({ kind: "error", waiting: 0, refused: 1 });
    expect(server.received).toEqual(["1", "3"]);
    expect(batches).toBeGreaterThan(0);
  });
});
