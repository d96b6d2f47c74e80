import { describe, expect, it } from "vitest";

import { arrow, classOf, random, setOf, span } from "../testing";
import { LabelStore } from "../model/labelStore";
import { isSpan, type EditorRules, type Label } from "../model/types";
import {
  applyLabel,
  createArrow,
  deleteLabels,
  inverse,
  relabel,
  resize,
  resolve,
  reverseArrow,
  type Author,
} from "./acts";
import { History } from "./history";
import { arrowRefusal, canPoint, spanRefusal, tokenLength } from "./rules";

const ME: Author = { userId: 1, phase: "LABELER" };
const RULES: EditorRules = {
  allowMultiLabels: true,
  maxTokens: 10,
  allowArrows: true,
  characterMode: false,
};

function storeOf(...labels: Label[]): LabelStore {
  const store = new LabelStore();
  labels.forEach((label) => store.add(label));
  return store;
}

const contents = (store: LabelStore) =>
  [...store.all()].map((label) => `${label.hash} ${label.phase}`).sort();
const place = (line: number, from: number, to: number) => ({
  start: { line, token: from, char: 0 },
  end: { line, token: to, char: 0 },
});

describe("acts", () => {
  it("label a place once", () => {
    const store = storeOf();
    store.apply(applyLabel(store, place(0, 1, 2), 0, "town", ME, true));
    expect(contents(store)).toEqual(["SPAN:town:0:0:0:1:0:0:0:2:0:0:undefined:undefined LABELER"]);
    expect(applyLabel(store, place(0, 1, 2), 0, "town", ME, true)).toEqual({ removed: [], added: [] });
  });

  it("add a second class, or replace the first where only one is allowed", () => {
    const old = span(0, 1, 2, "town");
    const store = storeOf(old);
    expect(applyLabel(store, place(0, 1, 2), 0, "river", ME, true)).toMatchObject({
      removed: [],
      added: [{ classId: "river" }],
    });
    expect(applyLabel(store, place(0, 1, 2), 0, "river", ME, false)).toMatchObject({
      removed: [old],
      added: [{ classId: "river" }],
    });
    expect(applyLabel(store, place(0, 1, 3), 0, "river", ME, false).removed).toEqual([]);
  });

  it("accept a conflict when a reviewer labels the same place", () => {
    const open = span(0, 1, 2, "town", { phase: "CONFLICT" });
    const change = applyLabel(
      storeOf(open),
      place(0, 1, 2),
      0,
      "town",
      { userId: 5, phase: "REVIEWER" },
      true,
    );
    expect(change.added).toEqual([
      { ...open, phase: "REVIEWER", acceptedByUserId: 5, rejectedByUserId: null },
    ]);
  });

  it("carry arrows along when a span changes class or borders", () => {
    const from = span(0, 0, 0, "a");
    const to = span(0, 4, 4, "b");
    const link = arrow(from, to);
    const store = storeOf(from, to, link);
    store.apply(relabel(store, from, 0, "c", ME));
    const moved = store.onLine(0).find((label) => label.classId === "c");
    expect(
      moved && store.arrowsOf(moved.hash).map((label) => [label.originHash, label.destinationHash]),
    ).toEqual([[moved?.hash, to.hash]]);
    expect(store.get(link.hash)).toBeUndefined();
    store.apply(resize(store, to, place(0, 4, 6), ME));
    const wide = store.onLine(0).find((label) => label.end.token === 6);
    expect(moved && store.arrowsOf(moved.hash)[0]?.destinationHash).toBe(wide?.hash);
    expect(moved && store.arrowsOf(moved.hash)[0]?.end.token).toBe(6);
  });

  it("merge a span into an equal one", () => {
    const a = span(0, 1, 1, "a");
    const b = span(0, 1, 1, "b");
    expect(relabel(storeOf(a, b), a, 0, "b", ME)).toEqual({ removed: [a], added: [] });
  });

  it("delete arrows with their span, and draw one arrow once", () => {
    const from = span(0, 0, 0, "a");
    const to = span(3, 0, 0, "b");
    const store = storeOf(from, to);
    const made = createArrow(store, from, to, 0, "in", ME);
    store.apply(made);
    expect(createArrow(store, from, to, 0, "in", ME).added).toEqual([]);
    expect(deleteLabels(store, [to]).removed.map((label) => label.type)).toEqual(["SPAN", "ARROW"]);
    const back = reverseArrow(store, made.added[0] as ReturnType<typeof arrow>, ME);
    expect(back.added[0]).toMatchObject({ originHash: to.hash, destinationHash: from.hash });
  });

  it("write decisions with who took them", () => {
    const open = span(0, 0, 0, "a", { phase: "CONFLICT" });
    expect(resolve(open, true, 9).added[0]).toMatchObject({
      phase: "REVIEWER",
      acceptedByUserId: 9,
      hash: open.hash,
    });
    expect(resolve(open, false, 9).added[0]).toMatchObject({ phase: "REJECTED", rejectedByUserId: 9 });
  });

  it("are all undone exactly by their inverse", () => {
    const next = random(11);
    const store = storeOf();
    const done: { before: string[]; change: ReturnType<typeof relabel> }[] = [];
    const classes = ["a", "b", "c"];
    const any = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T;
    for (let round = 0; round < 300; round++) {
      const spans = [...store.all()].filter(isSpan);
      const from = Math.floor(next() * 8);
      const spot = place(Math.floor(next() * 3), from, from + Math.floor(next() * 3));
      const kind = Math.floor(next() * 5);
      let change = applyLabel(store, spot, 0, any(classes), ME, next() > 0.3);
      if (kind === 1 && spans.length > 0) change = relabel(store, any(spans), 0, any(classes), ME);
      if (kind === 2 && spans.length > 0) change = resize(store, any(spans), spot, ME);
      if (kind === 3 && spans.length > 1)
        change = createArrow(store, any(spans), any(spans), 0, any(classes), ME);
      if (kind === 4 && spans.length > 3) change = deleteLabels(store, [any(spans)]);
      done.push({ before: contents(store), change });
      store.apply(change);
    }
    expect(store.size).toBeGreaterThan(3);
    for (const { before, change } of done.reverse()) {
      store.apply(inverse(change));
      expect(contents(store)).toEqual(before);
    }
    expect(store.size).toBe(0);
  });
});

describe("history", () => {
  const command = (name: string) => ({
    name,
    kind: "labels" as const,
    change: { removed: [], added: [span(0, 0, 0, name)] },
  });

  it("undoes without limit and forgets redo after a new act", () => {
    const history = new History();
    for (let i = 0; i < 1000; i++) history.push(command(String(i)));
    for (let i = 999; i >= 0; i--) expect(history.undo()?.command.name).toBe(String(i));
    expect(history.undo()).toBeNull();
    expect(history.redo()?.command.name).toBe("0");
    history.push(command("new"));
    expect(history.redo()).toBeNull();
    expect(history.nextUndo?.name).toBe("new");
  });

  it("hands out inverse changes and drops refused acts", () => {
    const history = new History();
    const act = command("a");
    history.push(act);
    expect(history.undo()?.change).toEqual({ removed: act.change.added, added: [] });
    history.drop(act);
    expect(history.redo()).toBeNull();
  });
});

describe("rules", () => {
  const set = setOf([
    classOf("food"),
    classOf("dish", { parentId: "food" }),
    classOf("by", { kind: "ARROW", arrowRules: [{ originIds: ["dish"], destinationIds: ["cook"] }] }),
  ]);
  const [food, dish, by] = set.classes as [
    ReturnType<typeof classOf>,
    ReturnType<typeof classOf>,
    ReturnType<typeof classOf>,
  ];

  it("refuse spans that are too long, of parents, or of arrow classes", () => {
    expect(spanRefusal(RULES, set, food, 11)).toBe("tooLong");
    expect(spanRefusal(RULES, set, food, 10)).toBeNull();
    expect(spanRefusal(RULES, { ...set, leafOnly: true }, food, 1)).toBe("notLeaf");
    expect(spanRefusal(RULES, { ...set, leafOnly: true }, dish, 1)).toBeNull();
    expect(spanRefusal(RULES, set, by, 1)).toBe("arrowOnlyClass");
  });

  it("count tokens over lines", () => {
    const lines = [
      { starts: new Uint32Array(5) },
      { starts: new Uint32Array(7) },
      { starts: new Uint32Array(4) },
    ];
    const at = (line: number) => lines[line] as never;
    expect(tokenLength({ line: 0, token: 3, char: 0 }, { line: 2, token: 1, char: 0 }, at)).toBe(2 + 7 + 2);
    expect(tokenLength({ line: 0, token: 1, char: 0 }, { line: 0, token: 3, char: 0 }, at)).toBe(3);
  });

  it("honour arrow rules, required classes and the switch", () => {
    const from = span(0, 0, 0, "dish");
    const cook = span(0, 2, 2, "cook");
    const town = span(0, 4, 4, "town");
    expect(arrowRefusal(RULES, set, by, from, cook)).toBeNull();
    expect(arrowRefusal(RULES, set, by, from, town)).toBe("arrowRule");
    expect(arrowRefusal(RULES, set, null, from, town)).toBeNull();
    const strict = { ...set, arrowLabelRequired: true, classes: [by] };
    expect(arrowRefusal(RULES, strict, null, from, cook)).toBe("arrowClassRequired");
    expect(arrowRefusal(RULES, set, by, from, from)).toBe("arrowToItself");
    expect(arrowRefusal({ ...RULES, allowArrows: false }, set, by, from, cook)).toBe("arrowsOff");
    expect([canPoint(RULES, [strict], from, cook), canPoint(RULES, [strict], from, town)]).toEqual([
      true,
      false,
    ]);
  });
});
