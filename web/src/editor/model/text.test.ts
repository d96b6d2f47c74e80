import { describe, expect, it } from "vitest";

import { lineOf, random } from "../testing";
import {
  firstTokenEndingAfter,
  graphemeStep,
  lastTokenStartingBefore,
  lineFromCell,
  offsetsOnLine,
  snapToGraphemes,
  snapToTokens,
  splitsCodePoint,
  toCodePoints,
  tokenNear,
  toTokenRange,
  toUtf16,
  wordAround,
} from "./text";

const PARTS = [
  "a",
  "é",
  "e\u0301",
  "😀",
  "👩‍👩‍👧‍👦",
  "🇩🇪",
  "張",
  "مرحبا",
  "नी",
  " ",
  "  ",
  ".",
  "Ǆ",
  "\u200b",
  "𝒳",
];

function text(next: () => number, length: number): string {
  return Array.from({ length }, () => PARTS[Math.floor(next() * PARTS.length)]).join("");
}

describe("offsets", () => {
  it("converts every code point offset there and back", () => {
    const next = random(1);
    for (let round = 0; round < 200; round++) {
      const value = text(next, 1 + Math.floor(next() * 30));
      const points = [...value];
      const units = toUtf16(value, [...points.keys(), points.length]);
      let expected = 0;
      points.forEach((point, index) => {
        expect(units[index]).toBe(expected);
        expect(toCodePoints(value, expected)).toBe(index);
        expected += point.length;
      });
      expect(units[points.length]).toBe(value.length);
    }
  });

  it("clamps offsets past the end", () => {
    expect([...toUtf16("a😀", [2, 3, 9])]).toEqual([3, 3, 3]);
  });

  it("reads token offsets of the wire as code points", () => {
    const line = lineFromCell({
      line: 3,
      content: "😀 met 張伟",
      tokenOffsets: [
        [0, 1],
        [2, 5],
        [6, 8],
      ],
    });
    expect([...line.starts]).toEqual([0, 3, 7]);
    expect([...line.ends]).toEqual([2, 6, 9]);
  });

  it("finds tokens in order when the wire sends no offsets", () => {
    const line = lineFromCell({ line: 0, content: "to be, to", tokens: ["to", "be", ",", "to"] });
    expect([...line.starts]).toEqual([0, 3, 5, 7]);
  });

  it("never steps into a grapheme", () => {
    const next = random(2);
    for (let round = 0; round < 100; round++) {
      const value = text(next, 1 + Math.floor(next() * 20));
      const forward: number[] = [0];
      for (let at = 0; at < value.length;) forward.push((at = graphemeStep(value, at, 1)));
      const backward: number[] = [value.length];
      for (let at = value.length; at > 0;) backward.push((at = graphemeStep(value, at, -1)));
      expect(backward.reverse()).toEqual(forward);
      for (const at of forward) expect(splitsCodePoint(value, at)).toBe(false);
    }
  });

  it("widens a range to whole graphemes", () => {
    expect(snapToGraphemes("a👩‍👧b", 2, 4)).toEqual([1, 6]);
    expect(snapToGraphemes("e\u0301x", 0, 1)).toEqual([0, 2]);
    expect(snapToGraphemes("abc", 1, 2)).toEqual([1, 2]);
  });
});

describe("tokens", () => {
  const line = lineOf(0, "Ann met Bob.");

  it("finds the token at, before and after an offset", () => {
    expect(firstTokenEndingAfter(line, 3)).toBe(1);
    expect(lastTokenStartingBefore(line, 4)).toBe(0);
    expect([0, 3, 4, 7, 8, 11, 99].map((offset) => tokenNear(line, offset))).toEqual([0, 0, 1, 1, 2, 3, 3]);
    expect(tokenNear(lineOf(0, "   "), 1)).toBe(-1);
  });

  it("maps any range to the wire and back to what it covers", () => {
    const next = random(3);
    for (let round = 0; round < 300; round++) {
      const value = lineOf(0, text(next, 1 + Math.floor(next() * 20)));
      const a = Math.floor(next() * (value.content.length + 1));
      const b = Math.floor(next() * (value.content.length + 1));
      const range = { start: { line: 0, offset: Math.min(a, b) }, end: { line: 0, offset: Math.max(a, b) } };
      const place = toTokenRange(value, value, range);
      if (!place) continue;
      const [from, to] = offsetsOnLine(value, place.start, place.end);
      expect(from).toBeGreaterThanOrEqual(range.start.offset);
      expect(to).toBeLessThanOrEqual(range.end.offset);
      expect(value.content.slice(range.start.offset, from).trim()).toBe("");
      expect(value.content.slice(to, range.end.offset).trim()).toBe("");
    }
  });

  it("gives no place for white space alone", () => {
    const range = { start: { line: 0, offset: 3 }, end: { line: 0, offset: 4 } };
    expect(toTokenRange(line, line, range)).toBeNull();
    expect(snapToTokens(line, line, range)).toBeNull();
  });

  it("snaps a range to whole tokens", () => {
    const range = { start: { line: 0, offset: 1 }, end: { line: 0, offset: 9 } };
    expect(snapToTokens(line, line, range)).toEqual({
      start: { line: 0, offset: 0 },
      end: { line: 0, offset: 11 },
    });
  });

  it("uses inclusive ends on the wire and whole lines in between", () => {
    const start = { line: 0, token: 1, char: 1 };
    const end = { line: 2, token: 0, char: 1 };
    expect(offsetsOnLine(lineOf(0, "Ann met Bob."), start, end)).toEqual([5, 12]);
    expect(offsetsOnLine(lineOf(1, "then"), start, end)).toEqual([0, 4]);
    expect(offsetsOnLine(lineOf(2, "left"), start, end)).toEqual([0, 2]);
  });

  it("finds words in scripts without spaces", () => {
    const [from, to] = wordAround("自然言語処理は", 0);
    expect(from).toBe(0);
    expect(to).toBeGreaterThan(1);
  });
});
