/** 100,000 made-up texts: what is shown, what is sent and what comes back are the same characters. */

import { expect, it } from "vitest";

import { random } from "../testing";
import { hashCode, placeOf } from "./hash";
import {
  lineFromCell,
  offsetsOnLine,
  snapToGraphemes,
  splitsCodePoint,
  toCodePoints,
  toTokenRange,
} from "./text";
import type { SpanLabel } from "./types";
import { labelFromWire, labelToInput } from "./wire";

const TEXTS = 100_000;
const PARTS = [
  ..."aZ1.,'@ー\t",
  " ",
  "  ",
  "\r\n",
  "\r",
  "é",
  "e\u0301",
  "a\u0323\u0302",
  "😀",
  "👩‍👩‍👧‍👦",
  "👍🏽",
  "❤️",
  "🇩🇪",
  "🇲🇾",
  "𝒳",
  "𠮷",
  "張",
  "か\u3099",
  "ไม้",
  "각",
  "\u1100\u1161\u11a8",
  "नी",
  "مرحبا",
  "؟",
  "שלום",
  "\u200f",
  "\u200b",
  "\u200d",
  "\ufeff",
];

/** Tokens as the server cuts them, in code points; cut anywhere, since projects bring their own tokens. */
function cut(points: string[], next: () => number): [number, number][] {
  const tokens: [number, number][] = [];
  let start = -1;
  points.forEach((point, at) => {
    const blank = /\s/u.test(point);
    if (start >= 0 && (blank || next() < 0.25)) {
      tokens.push([start, at]);
      start = -1;
    }
    if (start < 0 && !blank) start = at;
  });
  if (start >= 0) tokens.push([start, points.length]);
  return tokens;
}

function check(condition: boolean, text: string, what: string): void {
  // `expect` is too slow to be called a million times.
  if (!condition) expect.fail(`${what}: ${JSON.stringify(text)}`);
}

function checkText(text: string, next: () => number): number {
  const points = [...text];
  const tokens = cut(points, next);
  const line = lineFromCell({ line: 7, content: text, tokenOffsets: tokens });
  tokens.forEach(([from, to], token) => {
    const shown = text.slice(line.starts[token], line.ends[token]);
    check(shown === points.slice(from, to).join(""), text, "a token is shown as it is stored");
    check(toCodePoints(text, line.starts[token] ?? -1) === from, text, "a token's start goes back");
    check(toCodePoints(text, line.ends[token] ?? -1) === to, text, "a token's end goes back");
  });
  const ends = [Math.floor(next() * (text.length + 1)), Math.floor(next() * (text.length + 1))];
  const [from, to] = snapToGraphemes(text, Math.min(...ends), Math.max(...ends));
  check(!splitsCodePoint(text, from) && !splitsCodePoint(text, to), text, "a selection cuts no character");
  const place = toTokenRange(line, line, {
    start: { line: 7, offset: from },
    end: { line: 7, offset: to },
  });
  if (!place) return 0;
  const fields = {
    type: "SPAN" as const,
    classId: "a:b",
    layer: 0,
    ...place,
    counter: 0,
    phase: "LABELER" as const,
  };
  const span: SpanLabel = { ...fields, hash: hashCode(fields) };
  const [low, high] = offsetsOnLine(line, span.start, span.end);
  check(low < high && low >= 0 && high <= text.length, text, "a label covers something");
  check(
    text.slice(low, high).trim() === text.slice(from, to).trim() || lost(text, from, to, line),
    text,
    "a label shows what was selected",
  );
  const sent = labelToInput(span);
  const back = labelFromWire({
    hashCode: sent.id,
    type: "SPAN",
    layer: sent.layer,
    labelSetItemId: sent.l,
    startCellLine: sent.start.sentenceId,
    startTokenIndex: sent.start.tokenId,
    startCharIndex: sent.start.charId,
    endCellLine: sent.end.sentenceId,
    endTokenIndex: sent.end.tokenId,
    endCharIndex: sent.end.charId,
    labeledBy: "LABELER",
  });
  check(back !== null && hashCode(back) === span.hash, text, "a label comes back as it was sent");
  const told = placeOf(span.hash);
  check(
    told !== null && offsetsOnLine(line, told.start, told.end).join() === `${low},${high}`,
    text,
    "the code tells the place",
  );
  // As the server stores it: code points inside the token.
  const first = points.slice(...(tokens[span.start.token] as [number, number])).join("");
  const inside = toCodePoints(first, span.start.char);
  check([...first].slice(0, inside).join("").length === span.start.char, text, "the start is a code point");
  return 1;
}

/** White space at the ends, and joiners that count as such, belong to no token: they are left out of a label. */
function lost(
  text: string,
  from: number,
  to: number,
  line: { starts: Uint32Array; ends: Uint32Array },
): boolean {
  for (let at = from; at < to; at++) {
    const inToken = line.starts.some((start, token) => start <= at && at < (line.ends[token] ?? 0));
    if (!inToken && /\S/u.test(text.charAt(at))) return true;
  }
  return false;
}

it(`agree in ${TEXTS} texts`, () => {
  const next = random(20_251);
  let labeled = 0;
  for (let round = 0; round < TEXTS; round++) {
    const length = 1 + Math.floor(next() * 12);
    let text = "";
    for (let at = 0; at < length; at++) text += PARTS[Math.floor(next() * PARTS.length)] ?? "";
    labeled += checkText(text, next);
  }
  expect(labeled).toBeGreaterThan(TEXTS / 2);
}, 120_000);
