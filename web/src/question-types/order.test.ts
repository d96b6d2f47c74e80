import { describe, expect, it } from "vitest";
import { shuffled } from "./order";
import { reordered, searchNodes, treeOf } from "./tree";
import type { Question } from "./types";

const LETTERS = [..."abcdefghij"];

function treeQuestion(options: { id: string; label: string; parentId?: string }[]): Question {
  return {
    id: 0,
    type: "HIERARCHICAL_DROPDOWN",
    name: "t",
    label: "T",
    required: false,
    config: { options },
  };
}

describe("random order", () => {
  it("is the same for the same person and row, and another for others", () => {
    const first = shuffled(LETTERS, "7/d1/3");
    expect(shuffled(LETTERS, "7/d1/3")).toEqual(first);
    expect([...first].sort()).toEqual(LETTERS);
    const others = new Set(Array.from({ length: 20 }, (_, row) => shuffled(LETTERS, `7/d1/${row}`).join("")));
    expect(others.size).toBe(20);
  });

  it("brings every option to every place about equally often", () => {
    const firsts = new Map<string, number>();
    for (let row = 0; row < 5000; row++) {
      const [letter = ""] = shuffled(LETTERS, `7/d1/${row}`);
      firsts.set(letter, (firsts.get(letter) ?? 0) + 1);
    }
    for (const count of firsts.values()) {
      expect(count).toBeGreaterThan(350);
      expect(count).toBeLessThan(650);
    }
  });

  it("keeps what lies below an option below it", () => {
    const { nodes } = treeOf(
      treeQuestion([
        { id: "1", label: "A" },
        { id: "2", label: "A1", parentId: "1" },
        { id: "3", label: "A2", parentId: "1" },
        { id: "4", label: "B" },
      ]),
    );
    const turned = reordered(nodes, (siblings) => [...siblings].reverse());
    expect(turned.map((node) => node.path)).toEqual(["B", "A", "A > A2", "A > A1"]);
  });
});

describe("searching options", () => {
  const { nodes } = treeOf(
    treeQuestion([
      { id: "1", label: "Café" },
      { id: "2", label: "Espresso", parentId: "1" },
      { id: "3", label: "Cold food" },
      { id: "4", label: "Press" },
      { id: "5", label: "Geo Political Entity" },
    ]),
  );
  const found = (query: string) => searchNodes(nodes, query).map((node) => node.path);

  it("puts whole words first and ignores case and accents", () => {
    expect(found("press")).toEqual(["Press", "Café > Espresso"]);
    expect(found("cafe esp")).toEqual(["Café > Espresso"]);
    expect(found("COLD")).toEqual(["Cold food"]);
  });

  it("takes scattered letters when no word fits", () => {
    expect(found("gpe")).toEqual(["Geo Political Entity"]);
    expect(found("zzz")).toEqual([]);
    expect(found(" ")).toHaveLength(5);
  });

  it("searches 10,000 options within a few frames", () => {
    const many = treeOf(
      treeQuestion(
        Array.from({ length: 10_000 }, (_, at) => ({
          id: `o${at}`,
          label: `Option ${at}`,
          ...(at % 100 ? { parentId: `o${at - (at % 100)}` } : {}),
        })),
      ),
    ).nodes;
    searchNodes(many, "warm up");
    const times = ["o", "op", "optn", "9942", "option 99 42"].map((query) => {
      const before = performance.now();
      searchNodes(many, query);
      return performance.now() - before;
    });
    expect(searchNodes(many, "9942")[0]?.option.id).toBe("o9942");
    expect(times.sort((a, b) => a - b)[2]).toBeLessThan(50);
  });
});
