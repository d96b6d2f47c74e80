import { describe, expect, it } from "vitest";
import {
  findIssues,
  inTreeOrder,
  insertAfter,
  labelSetFromFile,
  labelSetFromJson,
  labelSetToJson,
  moveItem,
  newItem,
  normalColor,
  withoutBlanks,
  withoutItem,
} from "./labelSet";

const tree = labelSetFromJson(
  '[{"id":"1","label":"Food"},{"id":"2","label":"Dish","parentId":"1"},{"id":"3","label":"Cook"},{"id":"4","label":"Soup","parentId":"2"}]',
).items;

describe("label set files", () => {
  it("reads one class a line, with colours from the palette in turn", () => {
    const { name, items } = labelSetFromFile("Kitchen.csv", "Dish\nSpice\n\nCook\n");
    expect(name).toBe("Kitchen");
    expect(items.map((item) => [item.id, item.name, item.color])).toEqual([
      ["1", "Dish", "#df3920"],
      ["2", "Spice", "#ff8000"],
      ["3", "Cook", "#ffc826"],
    ]);
  });

  it("reads colours, parents and quoted names", () => {
    const { items } = labelSetFromFile(
      "x.csv",
      'id,label,color,parent_id\r\nr,"Risk, high",#F00,\r\n2,Loan,00ff00,r\r\n',
    );
    expect(items.map(({ id, name, color, parentId }) => ({ id, name, color, parentId }))).toEqual([
      { id: "r", name: "Risk, high", color: "#ff0000", parentId: null },
      { id: "2", name: "Loan", color: "#00ff00", parentId: "r" },
    ]);
  });

  it.each([
    ["a.csv", "", "The file is empty."],
    ["a.csv", "label,color\nA,#zz0000", "Line 2: #zz0000 is not a colour such as #3399cc."],
    ["a.csv", "A\nB\na", "Line 3: “a” is there twice under the same parent."],
    ["a.tsv", "label\tparent_id\nA\t9", "Line 2: Its parent 9 does not exist."],
    [
      "a.json",
      '[{"id":"1","label":"A","parentId":"2"},{"id":"2","label":"B","parentId":"1"}]',
      "Its parents form a circle.",
    ],
    ["a.json", '[{"color":"#fff"}]', "Class 1 has no “label”."],
    ["a.json", '{"x":1}', "Write a list of classes, or an object with “options”."],
    ["a.pdf", "x", "Choose a .csv, .tsv or .json file."],
  ])("refuses %s holding %j", (name, source, message) => {
    expect(() => labelSetFromFile(name, source)).toThrow(message);
  });

  it("come back from JSON unchanged", () => {
    const draft = {
      name: "K",
      leafOnly: true,
      items: tree.map((item, at) => ({ ...item, description: at === 1 ? "cooked" : "" })),
    };
    expect(labelSetFromJson(labelSetToJson(draft))).toEqual(draft);
  });
});

describe("editing", () => {
  it("orders parents before children", () => {
    expect(inTreeOrder(tree).map(({ item, depth }) => `${item.id}/${depth}`)).toEqual([
      "1/0",
      "2/1",
      "4/2",
      "3/0",
    ]);
  });

  it("removes an item with all below it", () => {
    expect(withoutItem(tree, "1").map((item) => item.id)).toEqual(["3"]);
  });

  it("moves among siblings only", () => {
    expect(moveItem(tree, "3", -1).map((item) => item.id)).toEqual(["3", "2", "1", "4"]);
    expect(moveItem(tree, "2", 1)).toEqual(tree);
  });

  it("finds a free id and names what is missing", () => {
    const item = newItem(tree, "1");
    expect([item.id, item.parentId, item.color]).toEqual(["5", "1", "#4db34d"]);
    expect(findIssues([...tree, item]).get("5")).toBe("A class needs a name.");
  });

  it("drops rows never filled in, unless others hang below them", () => {
    const blank = newItem(tree);
    expect(withoutBlanks(insertAfter(tree, "2", blank))).toEqual(tree);
    expect(
      withoutBlanks([blank, { ...newItem([...tree, blank]), name: "x", parentId: blank.id }]),
    ).toHaveLength(2);
    expect(insertAfter(tree, "2", blank).map((item) => item.id)).toEqual(["1", "2", "5", "3", "4"]);
  });

  it("understands short colours", () => {
    expect([normalColor("#abc"), normalColor("3399CC"), normalColor("blue")]).toEqual([
      "#aabbcc",
      "#3399cc",
      undefined,
    ]);
  });
});
