import { expect, it } from "vitest";

import { pieces } from "./snippet";

it("marks matches in code points from the start of the cell", () => {
  const hit = {
    snippet: "😀 bank by the bank",
    snippetStart: 10,
    cell: 0,
    matches: [
      { cell: 0, start: 12, end: 16 },
      { cell: 1, start: 0, end: 4 },
      { cell: 0, start: 24, end: 28 },
    ],
  };
  expect(pieces(hit)).toEqual([
    { text: "😀 ", isMatch: false },
    { text: "bank", isMatch: true },
    { text: " by the ", isMatch: false },
    { text: "bank", isMatch: true },
  ]);
});

it("shows all without matches", () => {
  expect(pieces({ snippet: "a", snippetStart: 0, cell: 0, matches: [] })).toEqual([
    { text: "a", isMatch: false },
  ]);
});
