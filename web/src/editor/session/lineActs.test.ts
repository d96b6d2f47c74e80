import { describe, expect, it } from "vitest";

import { LineOrder } from "../model/lineOrder";
import type { Label } from "../model/types";
import { arrow, classOf, modelOf, setOf, span } from "../testing";
import { deleteLine, editLine, insertLine, restoreLine } from "./lineActs";
import { EditorSession, type OutgoingAct } from "./session";

const SETS = [setOf([classOf("person"), classOf("town")])];

async function open(labels: Label[] = []) {
  const acts: OutgoingAct[] = [];
  const refusals: string[] = [];
  let ids = 0;
  const session = new EditorSession({
    model: await modelOf(["Ann met Bob in Oslo", "Bob lives here"], () => labels),
    labelSets: SETS,
    rules: { allowMultiLabels: true, maxTokens: 9, allowArrows: true, characterMode: false },
    author: { userId: 1, phase: "LABELER" },
    reviewer: false,
    readOnly: false,
    newId: () => `act${++ids}`,
  });
  session.events.on("act", (act) => acts.push(act));
  session.events.on("refused", ({ reason }) => refusals.push(reason));
  return { session, acts, refusals };
}

const hashes = (session: EditorSession) => [...session.model.labels.all()].map((label) => label.hash).sort();

describe("acts on lines", () => {
  const ann = span(0, 0, 0, "person");
  const bob = span(0, 2, 2, "person");
  const oslo = span(0, 4, 4);

  it("shows the new text and what seems to stay, until the server answers", async () => {
    const { session, acts, refusals } = await open([ann, bob, oslo, arrow(ann, bob)]);
    editLine(session, 0, "Ann saw Tom in Oslo", false);
    const line = session.model.line(0);
    expect([line?.content, line?.change?.original, line?.change?.pending]).toEqual([
      "Ann saw Tom in Oslo",
      "Ann met Bob in Oslo",
      true,
    ]);
    expect(hashes(session)).toEqual([ann.hash, oslo.hash].sort());
    expect(acts[0]?.line).toEqual({
      op: "edit",
      line: 0,
      text: "Ann saw Tom in Oslo",
      whitespace: false,
      reorders: false,
    });
    session.select({ line: 0, offset: 0 }, { line: 0, offset: 0 });
    session.pressClass(0, classOf("town"));
    expect(refusals).toEqual(["lineWaits"]);
    expect(acts).toHaveLength(1);
  });

  it("moves labels behind the change", async () => {
    const { session } = await open([oslo]);
    editLine(session, 0, "Ann met little old Bob in Oslo", false);
    expect(hashes(session)).toEqual([span(0, 6, 6).hash]);
  });

  it("undoes and redoes by the newest act", async () => {
    const { session, acts } = await open([ann, bob, arrow(ann, bob)]);
    const before = hashes(session);
    editLine(session, 0, "Nobody", false);
    expect(session.history.nextUndo?.name).toBe("editLine");
    session.undo();
    expect(session.model.line(0)?.content).toBe("Ann met Bob in Oslo");
    expect(hashes(session)).toEqual(before);
    session.redo();
    session.undo();
    expect(acts.slice(1).map((act) => [act.actId, act.line?.op === "undo" && act.line.undoneActId])).toEqual([
      ["act2", "act1"],
      ["act3", "act2"],
      ["act4", "act3"],
    ]);
  });

  it("deletes and restores", async () => {
    const { session, acts } = await open([ann]);
    deleteLine(session, 0);
    expect(session.model.line(0)?.status).toBe("DELETED");
    expect(hashes(session)).toEqual([]);
    restoreLine(session, 0);
    expect(session.model.line(0)?.status).toBe("DISPLAYED");
    insertLine(session, 1, true);
    expect(acts.map((act) => act.line)).toEqual([
      { op: "delete", line: 0, reorders: false },
      { op: "restore", line: 0, reorders: false },
      { op: "insert", line: 1, text: "", above: true, reorders: true },
    ]);
  });
});

describe("the order of lines", () => {
  const order = new LineOrder(6, [
    { id: 4, anchorId: -1 },
    { id: 5, anchorId: 1 },
    { id: 3, anchorId: 1 },
  ]);

  it("knows places and ids", () => {
    expect([0, 1, 2, 3, 4, 5].map((position) => order.toId(position))).toEqual([4, 0, 1, 5, 3, 2]);
    expect([4, 0, 1, 5, 3, 2].map((id) => order.toPosition(id))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("takes labels and arrows in and out", () => {
    const [from, to] = [span(0, 1, 1, "a:b"), span(3, 0, 2)];
    const wire = arrow(from, to);
    expect(order.labelIn(from)).toEqual(span(1, 1, 1, "a:b"));
    expect(order.labelIn(wire)).toEqual(arrow(span(1, 1, 1, "a:b"), span(4, 0, 2)));
    expect(order.labelOut(order.labelIn(wire))).toEqual(wire);
    const plain = new LineOrder(2);
    expect(plain.labelIn(wire)).toBe(wire);
  });
});
