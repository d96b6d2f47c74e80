import { beforeEach, describe, expect, it } from "vitest";

import { arrow, classOf, modelOf, setOf, span } from "../testing";
import type { Label } from "../model/types";
import { cycleSpans, targets } from "./lookup";
import { Navigator } from "./navigator";
import { EditorSession, type OutgoingAct } from "./session";

const TEXT = ["Ann met Bob in Oslo.", "", "Bob lives in Bergen now.", "مرحبا Ann", "Nobody here."];
const SETS = [
  setOf([classOf("person", { kind: "SPAN" }), classOf("town", { kind: "SPAN" })]),
  setOf([classOf("in", { kind: "ARROW" })], { id: "r", index: 1 }),
];

let server: Label[] = [];
let acts: OutgoingAct[] = [];
let refusals: string[] = [];

async function open(over: Partial<ConstructorParameters<typeof EditorSession>[0]> = {}) {
  acts = [];
  refusals = [];
  const session = new EditorSession({
    model: await modelOf(TEXT, () => server),
    labelSets: SETS,
    rules: { allowMultiLabels: true, maxTokens: 3, allowArrows: true, characterMode: false },
    author: { userId: 1, phase: "LABELER" },
    reviewer: false,
    readOnly: false,
    ...over,
  });
  session.events.on("act", (act) => acts.push(act));
  session.events.on("refused", ({ reason }) => refusals.push(reason));
  return session;
}

const person = SETS[0]?.classes[0] as ReturnType<typeof classOf>;
const town = SETS[0]?.classes[1] as ReturnType<typeof classOf>;
const at = (line: number, offset: number) => ({ line, offset });

beforeEach(() => {
  server = [];
});

describe("growing a selection", () => {
  const grown = async (content: string, offset: number, keys: number) => {
    const model = await modelOf([content]);
    const session = await open({ model });
    session.select({ line: 0, offset }, { line: 0, offset });
    for (let key = 0; key < keys; key++) session.moveCaret("phraseRight", true);
    const { range } = session;
    return range && model.textIn(range);
  };

  it("takes a whole name with one key, small words inside it included", async () => {
    expect(await grown("She joined the Bank of New York in 1990.", 15, 1)).toBe("Bank of New York");
    expect(await grown("Maria da Silva Reyes, mayor", 0, 1)).toBe("Maria da Silva Reyes");
    expect(await grown("On 3 May 2024 it rained.", 3, 1)).toBe("3 May 2024");
  });

  it("takes other words up to the next sign, and one token more at its end", async () => {
    expect(await grown("a bowl of soup, hot", 2, 1)).toBe("bowl of soup");
    expect(await grown("a bowl of soup, hot", 2, 2)).toBe("bowl of soup,");
    expect(await grown("Oslo rained.", 0, 1)).toBe("Oslo rained");
  });
});

describe("selecting and labeling", () => {
  it("snaps to tokens, labels, and sends one act", async () => {
    const session = await open();
    session.select(at(0, 9), at(0, 16));
    expect(session.range).toEqual({ start: at(0, 8), end: at(0, 19) });
    session.pressClass(0, person);
    expect(acts.map((act) => act.change.added.map((label) => label.hash))).toEqual([
      ["SPAN:person:0:0:0:2:0:0:0:4:3:0:undefined:undefined"],
    ]);
    expect(session.selection).toBeNull();
  });

  it("works backwards, over lines and by character", async () => {
    const session = await open();
    session.select(at(2, 1), at(0, 16));
    expect(session.range).toEqual({ start: at(0, 15), end: at(2, 3) });
    session.select(at(0, 1), at(0, 5), "character");
    expect(session.place).toEqual({
      start: { line: 0, token: 0, char: 1 },
      end: { line: 0, token: 1, char: 0 },
    });
  });

  it("keeps the selection with Shift, so that several classes can be added", async () => {
    const session = await open();
    session.select(at(0, 0), at(0, 0));
    session.pressClass(0, person, true);
    session.pressClass(0, town);
    expect(session.model.labels.onLine(0).map((label) => label.classId)).toEqual(["person", "town"]);
  });

  it("takes up the brush without a selection and paints with it", async () => {
    const session = await open();
    session.pressClass(0, town);
    expect(session.brush?.item.id).toBe("town");
    session.select(at(0, 15), at(0, 15));
    session.finishSelection();
    session.select(at(2, 13), at(2, 13));
    session.finishSelection();
    expect(acts).toHaveLength(2);
    session.escape();
    expect(session.brush).toBeNull();
  });

  it("refuses what the rules forbid and changes nothing", async () => {
    const session = await open();
    session.select(at(0, 0), at(0, 16));
    session.pressClass(0, person);
    session.readOnly = true;
    session.pressClass(0, person);
    session.deleteSelected();
    expect(refusals).toEqual(["tooLong", "readOnly"]);
    expect([acts.length, session.model.labels.size]).toEqual([0, 0]);
  });

  it("undoes and redoes, telling which is which", async () => {
    const session = await open();
    session.select(at(0, 0), at(0, 0));
    session.pressClass(0, person);
    session.undo();
    expect(session.model.labels.size).toBe(0);
    session.redo();
    expect(session.model.labels.size).toBe(1);
    expect(acts.map((act) => act.undo)).toEqual([false, true, false]);
    expect(new Set(acts.map((act) => act.actId)).size).toBe(3);
  });

  it("moves by token and stops at the ends", async () => {
    const session = await open();
    session.moveCaret("right", false);
    expect(session.range).toEqual({ start: at(0, 0), end: at(0, 3) });
    session.moveCaret("right", false);
    session.moveCaret("right", true);
    expect(session.range).toEqual({ start: at(0, 4), end: at(0, 11) });
    for (let i = 0; i < 20; i++) session.moveCaret("right", false);
    expect(session.caret.line).toBe(4);
    session.moveCaret("documentStart", false);
    session.moveCaret("left", false);
    expect(session.caret).toEqual(at(0, 0));
  });

  it("cycles through overlapping spans, innermost first", async () => {
    server = [span(0, 0, 2, "town"), span(0, 0, 0, "person")];
    const session = await open();
    session.select(at(0, 0), at(0, 0));
    cycleSpans(session);
    expect(session.selectedLabel?.classId).toBe("person");
    cycleSpans(session);
    expect(session.selectedLabel?.classId).toBe("town");
  });
});

describe("arrows", () => {
  it("take a span, a typed target and a class: four keys and the target", async () => {
    const ann = span(0, 0, 0, "person", { end: { line: 0, token: 0, char: 2 } });
    const bergen = span(2, 3, 3, "town", { end: { line: 2, token: 3, char: 5 } });
    server = [ann, bergen, span(0, 4, 4, "town", { end: { line: 0, token: 4, char: 3 } })];
    const session = await open();
    session.selectLabel(ann.hash);
    session.arrow.start();
    for (const letter of "ber") session.arrow.type(letter);
    expect(session.arrow.targetHash).toBe(bergen.hash);
    session.arrow.pick();
    expect([session.arrow.step, session.activeLayer]).toEqual(["class", 1]);
    const [entry] = session.entries();
    if (entry) session.pressClass(entry.layer, entry.item);
    expect(
      session.model.labels
        .arrowsOf(ann.hash)
        .map((label) => [label.classId, label.layer, label.destinationHash]),
    ).toEqual([["in", 1, bergen.hash]]);
    expect(session.arrow.step).toBe("idle");
  });

  it("walk through candidates by arrow keys, nearest first", async () => {
    server = [span(0, 0, 0), span(0, 2, 2), span(2, 0, 0)];
    const session = await open();
    session.arrow.start(server[1]?.hash);
    session.arrow.advance(1);
    expect(session.arrow.targetHash).toBe(server[2]?.hash);
    session.arrow.advance(1);
    expect(session.arrow.targetHash).toBe(server[0]?.hash);
    session.escape();
    expect(session.arrow.active).toBe(false);
  });

  it("go with a deleted span and come back with undo", async () => {
    const [a, b] = [span(0, 0, 0), span(0, 2, 2)];
    server = [a, b, arrow(a, b)];
    const session = await open();
    session.selectLabel(b.hash);
    session.deleteSelected();
    expect(session.model.labels.size).toBe(1);
    session.undo();
    expect(session.model.labels.arrowsOf(b.hash)).toHaveLength(1);
  });
});

describe("answers of the server", () => {
  it("keep unsent acts on top of what is fetched", async () => {
    const session = await open();
    session.select(at(0, 0), at(0, 0));
    session.pressClass(0, person);
    await session.model.reload(new Set([0]));
    expect(session.model.labels.size).toBe(1);
    session.model.acknowledge(acts[0]?.actId ?? "");
    server = [acts[0]?.change.added[0] as Label];
    await session.model.reload(new Set([0]));
    expect(session.model.labels.size).toBe(1);
  });

  it("take a refused act back", async () => {
    const session = await open();
    session.select(at(0, 0), at(0, 0));
    session.pressClass(0, person);
    await session.model.forget(acts[0]?.actId ?? "");
    expect(session.model.labels.size).toBe(0);
  });

  it("restore unsent acts of an earlier visit", async () => {
    const model = await modelOf(TEXT, () => []);
    model.restore([{ actId: "x", change: { removed: [], added: [span(0, 0, 0)] } }]);
    await model.reload(new Set([0]));
    expect(model.labels.size).toBe(1);
  });
});

describe("review", () => {
  it("accepts and rejects, hides rejected labels, and finds the next conflict", async () => {
    server = [
      span(0, 0, 0, "person", { phase: "AUTO" }),
      span(0, 2, 2, "person", { phase: "CONFLICT" }),
      span(2, 0, 0, "person", { phase: "CONFLICT" }),
    ];
    const session = await open({ reviewer: true, author: { userId: 9, phase: "REVIEWER" } });
    const navigator = new Navigator(session);
    expect(await navigator.nextConflict(1)).toBe(true);
    expect(session.selectedHash).toBe(server[1]?.hash);
    session.resolveLabels(targets(session), false);
    expect(acts[0]).toMatchObject({ kind: "resolve", undo: false });
    expect(session.isVisible(session.model.labels.get(server[1]?.hash ?? "") as Label)).toBe(false);
    expect(await navigator.nextConflict(1)).toBe(true);
    expect(session.selectedHash).toBe(server[2]?.hash);
    expect(await navigator.nextConflict(1)).toBe(false);
  });
});

describe("rejecting a span", () => {
  it("rejects its arrows, and undo brings both back", async () => {
    const ends = [
      span(0, 0, 0, "person", { phase: "CONFLICT" }),
      span(0, 2, 2, "person", { phase: "AUTO" }),
    ] as const;
    const between = { ...arrow(...ends, "in"), phase: "AUTO" as const };
    server = [...ends, between];
    const session = await open({ reviewer: true, author: { userId: 9, phase: "REVIEWER" } });
    session.resolveLabels([ends[0]], false);
    expect(acts[0]?.change.added.map((label) => [label.hash, label.phase])).toEqual([
      [ends[0].hash, "REJECTED"],
      [between.hash, "REJECTED"],
    ]);
    session.undo();
    expect(acts[1]).toMatchObject({ kind: "resolve", undo: true });
    expect(session.model.labels.get(ends[0].hash)?.phase).toBe("CONFLICT");
    expect(session.model.labels.get(between.hash)?.phase).toBe("AUTO");
  });
});

describe("jumps", () => {
  it("go to labels and unlabeled lines, skipping empty ones", async () => {
    server = [span(0, 0, 0), span(2, 0, 0)];
    const session = await open();
    const navigator = new Navigator(session);
    expect(await navigator.nextUnlabeledLine(1)).toBe(true);
    expect(session.caret.line).toBe(3);
    expect(await navigator.nextSpan(-1)).toBe(true);
    expect(session.selectedHash).toBe(server[1]?.hash);
    expect(await navigator.nextSpan(1)).toBe(false);
    await navigator.goToLine(99);
    expect(session.caret.line).toBe(4);
  });
});
