import { describe, expect, it } from "vitest";

import { classOf, setOf } from "../testing";
import { search } from "./fuzzy";
import { assignHotkeys, RESERVED_LETTERS } from "./hotkeys";
import { paletteEntries } from "./tree";

const items = (...texts: string[]) => texts.map((text) => ({ text }));
const found = (texts: string[], query: string) =>
  search(items(...texts), query).map((match) => match.item.text);

describe("fuzzy search", () => {
  it("puts exact, then prefix, then word start, then scattered letters", () => {
    expect(found(["xloc", "Allocation", "Location", "Loc", "Left of center"], "loc")).toEqual([
      "Loc",
      "Location",
      "xloc",
      "Allocation",
      "Left of center",
    ]);
  });

  it("finds initials and ignores accents and case", () => {
    expect(found(["Geo Political Entity", "Person"], "gpe")).toEqual(["Geo Political Entity"]);
    expect(found(["Café", "Cave"], "cafe")).toEqual(["Café"]);
    expect(found(["Person"], "xyz")).toEqual([]);
  });

  it("keeps the order without a query and marks matched letters", () => {
    expect(found(["b", "a"], " ")).toEqual(["b", "a"]);
    expect(search(items("Location"), "cat")[0]?.positions).toEqual([2, 3, 4]);
  });

  it("searches 10,000 classes within a frame or two", () => {
    const many = Array.from({ length: 10_000 }, (_, i) => ({ text: `Class ${i} of the ${i % 7} group` }));
    search(many, "warm up");
    const before = performance.now();
    expect(search(many, "cl99")[0]?.item.text).toBe("Class 99 of the 1 group");
    expect(performance.now() - before).toBeLessThan(200);
  });
});

describe("hotkeys", () => {
  it("gives digits, then letters of the name, then any letter, then none", () => {
    const names = Array.from({ length: 40 }, (_, i) => (i === 9 ? "Date" : i === 10 ? "Dada" : "arnpg"));
    const keys = assignHotkeys(names);
    expect(keys.slice(0, 12)).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9", "d", "b", "c"]);
    const given = keys.filter((key) => key !== undefined);
    expect(new Set(given).size).toBe(given.length);
    expect(given.some((key) => RESERVED_LETTERS.has(key))).toBe(false);
    expect(keys.at(-1)).toBeUndefined();
  });
});

describe("palette", () => {
  const set = setOf([
    classOf("food"),
    classOf("dish", { parentId: "food" }),
    classOf("madeBy", { kind: "ARROW" }),
    classOf("cook", { kind: "SPAN" }),
  ]);

  it("shows the tree with paths and leaves arrow classes out for spans", () => {
    const entries = paletteEntries(set, "SPAN");
    expect(entries.map((entry) => [entry.text, entry.depth, entry.hotkey])).toEqual([
      ["food", 0, "1"],
      ["food › dish", 1, "2"],
      ["cook", 0, "3"],
    ]);
  });

  it("makes parents headings when only leaves may be applied", () => {
    const entries = paletteEntries({ ...set, leafOnly: true }, "SPAN");
    expect(entries.map((entry) => [entry.selectable, entry.hotkey])).toEqual([
      [false, undefined],
      [true, "1"],
      [true, "2"],
    ]);
  });

  it("offers arrow classes first for arrows and rules single ones out", () => {
    const entries = paletteEntries(set, "ARROW", (item) => item.id !== "food");
    expect(entries.map((entry) => [entry.item.id, entry.hotkey])).toEqual([
      ["madeBy", "1"],
      ["food", undefined],
      ["dish", "2"],
    ]);
  });

  it("survives a circle of parents", () => {
    const circle = setOf([classOf("a", { parentId: "b" }), classOf("b", { parentId: "a" }), classOf("c")]);
    expect(paletteEntries(circle, "SPAN").map((entry) => entry.item.id)).toEqual(["c"]);
  });
});
