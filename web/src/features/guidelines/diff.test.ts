import { describe, expect, it } from "vitest";

import { diffLines, withContext } from "./diff";

const brief = (before: string, after: string) =>
  diffLines(before, after).map(({ kind, text }) => `${{ same: " ", added: "+", removed: "-" }[kind]}${text}`);

describe("diffLines", () => {
  it("keeps equal lines and shows both sides of a change", () => {
    expect(brief("a\nb\nc", "a\nx\nc\nd")).toEqual([" a", "-b", "+x", " c", "+d"]);
    expect(brief("same", "same")).toEqual([" same"]);
    expect(brief("a\nb\na", "a")).toEqual([" a", "-b", "-a"]);
  });

  it("finds moved blocks by what stays in order", () => {
    expect(brief("1\n2\n3\n4", "3\n4\n1\n2")).toEqual(["-1", "-2", " 3", " 4", "+1", "+2"]);
  });
});

it("leaves out what is far from a change", () => {
  const lines = diffLines("1\n2\n3\n4\n5\n6", "1\n2\n3\n4\n5\nx");
  expect(withContext(lines, 1).map((line) => line?.text ?? "…")).toEqual(["…", "5", "6", "x"]);
});
