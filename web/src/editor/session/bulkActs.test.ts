import { describe, expect, it } from "vitest";

import { inParts } from "../commands/bulk";
import { placeOf } from "../model/hash";
import type { Label } from "../model/types";
import { arrow, classOf, lineOf, modelOf, setOf, span } from "../testing";
import { allLabels, clearLabels, commitCopy, copyClass, labelPlaces, pasteClass, planCopy } from "./bulkActs";
import { equalInLine, equalPlaces, type EqualPlace } from "./equalText";
import { EditorSession, type OutgoingAct } from "./session";

const TEXT = ["New York is far.", "I love New York, new york too.", "Newer Yorks", "New York"];
const town = classOf("town");
const PLACES = setOf([town, classOf("person")]);
const OTHER = setOf([classOf("t2", { name: "Town" })], { id: "o", index: 1 });

async function open(labels: Label[] = [], allowMultiLabels = true) {
  const acts: OutgoingAct[] = [];
  const session = new EditorSession({
    model: await modelOf(TEXT, () => labels),
    labelSets: [PLACES, OTHER],
    rules: { allowMultiLabels, maxTokens: 5, allowArrows: true, characterMode: false },
    author: { userId: 1, phase: "LABELER" },
    reviewer: false,
    readOnly: false,
  });
  session.events.on("act", (act) => acts.push(act));
  return { session, acts };
}

async function find(session: EditorSession, text: string, matchCase = true): Promise<EqualPlace[]> {
  const all: EqualPlace[] = [];
  for await (const { places } of equalPlaces(session.model, text, { unit: "token", matchCase }))
    all.push(...places);
  return all;
}

describe("equal texts", () => {
  it("are whole tokens by token, anything by character, and do not overlap", async () => {
    const { session } = await open();
    const found = await find(session, "New York");
    expect(found.map(({ line, from, to }) => [line, from, to])).toEqual([
      [0, 0, 8],
      [1, 7, 15],
      [3, 0, 8],
    ]);
    expect(found[1]).toMatchObject({ before: "I love ", text: "New York", after: ", new york too." });
    expect(await find(session, "New York", false)).toHaveLength(4);
    const line = lineOf(0, "aaaa a");
    expect(
      equalInLine(line, "aa", { unit: "character", matchCase: true }).map((place) => place.from),
    ).toEqual([0, 2]);
    expect(equalInLine(line, "aa", { unit: "token", matchCase: true })).toEqual([]);
  });

  it("never cut a character in two and keep their offsets beside letters that grow in lower case", () => {
    const line = lineOf(0, "İstanbul 👩‍👧 e\u0301 BANK");
    const options = { unit: "character", matchCase: false } as const;
    expect(equalInLine(line, "e", options)).toEqual([]);
    expect(equalInLine(line, "👩", options)).toEqual([]);
    expect(equalInLine(line, "BANK", options).map((place) => place.text)).toEqual(["BANK"]);
  });

  it("are labeled by one act that one undo takes back", async () => {
    const { session, acts } = await open([span(0, 0, 1, "town", { end: { line: 0, token: 1, char: 3 } })]);
    const made = labelPlaces(session, await find(session, "New York"), 0, town);
    expect([made, acts.length, session.model.labels.size]).toEqual([2, 1, 3]);
    session.undo();
    expect(session.model.labels.size).toBe(1);
    session.redo();
    expect(session.model.labels.size).toBe(3);
  });
});

describe("a whole document", () => {
  it("is cleared with its arrows and brought back by undo", async () => {
    const [a, b] = [span(0, 0, 1), span(3, 0, 1)];
    const { session } = await open([a, b, arrow(a, b)]);
    clearLabels(session, await allLabels(session));
    expect(session.model.labels.size).toBe(0);
    session.undo();
    expect(session.model.labels.size).toBe(3);
  });

  it("is copied to the classes of the same name in another set", async () => {
    const { session } = await open([span(0, 0, 1, "town"), span(3, 0, 1, "person")]);
    const plan = await planCopy(session, PLACES, OTHER);
    expect([plan.copied, plan.missing]).toEqual([1, ["person"]]);
    commitCopy(session, plan);
    expect(session.model.labels.onLine(0).map((label) => [label.layer, label.classId])).toEqual([
      [0, "town"],
      [1, "t2"],
    ]);
    expect((await planCopy(session, PLACES, OTHER)).copied).toBe(0);
  });
});

describe("a copied class", () => {
  it("is given to what is selected", async () => {
    const { session } = await open([span(0, 0, 1, "person")]);
    expect(pasteClass(session)).toBe(false);
    session.selectLabel(span(0, 0, 1, "person").hash);
    copyClass(session);
    session.select({ line: 3, offset: 0 }, { line: 3, offset: 4 });
    expect(pasteClass(session)).toBe(true);
    expect(session.model.labels.onLine(3).map((label) => label.classId)).toEqual(["person"]);
  });
});

describe("large acts", () => {
  it("go out in parts, arrows before the spans they leave and after the spans they join", () => {
    const spans = Array.from({ length: 5 }, (_, line) => span(line, 0, 0));
    const [a, b] = spans as [Label & { type: "SPAN" }, Label & { type: "SPAN" }];
    const link = arrow(a, b);
    const gone = inParts({ removed: [...spans, link], added: [] }, 2);
    expect(gone.map((part) => part.removed.length)).toEqual([2, 2, 2]);
    expect(gone[0]?.removed[0]).toBe(link);
    const come = inParts({ removed: [], added: [link, ...spans] }, 4);
    expect(come.map((part) => part.added.length)).toEqual([4, 2]);
    expect(come[1]?.added[1]).toBe(link);
    const state = { ...a, phase: "REVIEWER" as const };
    const parts = inParts({ removed: [a, b], added: [state] }, 1);
    expect(parts[0]).toEqual({ removed: [a], added: [state] });
  });

  it("know the place of a span from its code", () => {
    const town2 = span(4, 2, 3, "a:b");
    expect(placeOf(town2.hash)).toEqual({ start: town2.start, end: town2.end });
    expect(placeOf("ARROW:x")).toBeNull();
  });
});
