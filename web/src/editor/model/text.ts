/** Text arithmetic: code points, UTF-16, tokens and graphemes of one line. */

import {
  comparePositions,
  type LineDifference,
  type LineMetadata,
  type LineStatus,
  type TextLine,
  type TextRange,
  type TokenPosition,
} from "./types";

/** One cell as `getCells` sends it. */
export interface WireCell {
  line: number;
  index?: number;
  content: string;
  tokens?: string[];
  /** `[start, end)` in code points. */
  tokenOffsets?: [number, number][];
  metadata?: LineMetadata[] | null;
  status?: LineStatus;
  isEdited?: boolean;
  isInserted?: boolean;
  originCell?: { content: string } | null;
  conflict?: boolean;
  conflicts?: { labelerId: number; cell: { content: string; status: LineStatus } }[];
}

const isLeadSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isTrailSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** True when the offset falls between the two units of one code point. */
export function splitsCodePoint(text: string, offset: number): boolean {
  return (
    offset > 0 &&
    offset < text.length &&
    isTrailSurrogate(text.charCodeAt(offset)) &&
    isLeadSurrogate(text.charCodeAt(offset - 1))
  );
}

/** Convert ascending code point offsets to UTF-16 offsets in one pass; offsets past the end are clamped. */
export function toUtf16(text: string, codePoints: ArrayLike<number>): Uint32Array {
  const result = new Uint32Array(codePoints.length);
  let unit = 0;
  let point = 0;
  for (let i = 0; i < codePoints.length; i++) {
    const wanted = codePoints[i] ?? 0;
    while (point < wanted && unit < text.length) {
      unit += isLeadSurrogate(text.charCodeAt(unit)) && isTrailSurrogate(text.charCodeAt(unit + 1)) ? 2 : 1;
      point++;
    }
    result[i] = unit;
  }
  return result;
}

/** Number of code points before a UTF-16 offset. */
export function toCodePoints(text: string, offset: number): number {
  let points = 0;
  for (let unit = 0; unit < offset && unit < text.length; points++) {
    unit += isLeadSurrogate(text.charCodeAt(unit)) && isTrailSurrogate(text.charCodeAt(unit + 1)) ? 2 : 1;
  }
  return points;
}

function offsetsFromTokens(content: string, tokens: string[]): [Uint32Array, Uint32Array] {
  const starts = new Uint32Array(tokens.length);
  const ends = new Uint32Array(tokens.length);
  let from = 0;
  tokens.forEach((token, i) => {
    const found = content.indexOf(token, from);
    starts[i] = found < 0 ? from : found;
    ends[i] = Math.min(content.length, (starts[i] ?? 0) + token.length);
    from = ends[i] ?? from;
  });
  return [starts, ends];
}

function differenceOf(cell: WireCell): { change: LineDifference } | Record<string, never> {
  const versions = cell.conflicts ?? [];
  if (!cell.isEdited && !cell.isInserted && versions.length === 0) return {};
  return {
    change: {
      inserted: cell.isInserted ?? false,
      original: cell.originCell?.content ?? null,
      pending: false,
      conflict: cell.conflict ?? false,
      versions: versions.map(({ labelerId, cell: { content, status } }) => ({ labelerId, content, status })),
    },
  };
}

/** A line with another text before the server has found its tokens: words as a person sees them. */
export function draftOf(line: TextLine, content: string): TextLine {
  const words = [...content.matchAll(/[\p{L}\p{N}\p{M}_]+|[^\s\p{L}\p{N}\p{M}_]/gu)];
  const base = { inserted: false, original: null, conflict: false, versions: [] };
  return {
    ...line,
    content,
    status: "DISPLAYED",
    starts: Uint32Array.from(words, (word) => word.index),
    ends: Uint32Array.from(words, (word) => word.index + word[0].length),
    change: { ...base, original: line.content, ...line.change, pending: true },
  };
}

/** Build a line from the wire; without token offsets the tokens are searched from left to right. */
export function lineFromCell(cell: WireCell): TextLine {
  let starts: Uint32Array;
  let ends: Uint32Array;
  if (cell.tokenOffsets) {
    const flat = new Uint32Array(cell.tokenOffsets.length * 2);
    cell.tokenOffsets.forEach(([start, end], i) => {
      flat[2 * i] = start;
      flat[2 * i + 1] = end;
    });
    const units = toUtf16(cell.content, flat);
    starts = units.filter((_, i) => i % 2 === 0);
    ends = units.filter((_, i) => i % 2 === 1);
  } else {
    [starts, ends] = offsetsFromTokens(cell.content, cell.tokens ?? []);
  }
  return {
    index: cell.line,
    content: cell.content,
    starts,
    ends,
    status: cell.status ?? "DISPLAYED",
    metadata: cell.metadata ?? [],
    ...differenceOf(cell),
  };
}

/** Index of the first token that ends after the offset, or the token count. */
export function firstTokenEndingAfter(line: TextLine, offset: number): number {
  let low = 0;
  let high = line.ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((line.ends[middle] ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Index of the last token that starts before the offset, or -1. */
export function lastTokenStartingBefore(line: TextLine, offset: number): number {
  let low = 0;
  let high = line.starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((line.starts[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The token under the offset; in a gap the nearest one. -1 in a line without tokens. */
export function tokenNear(line: TextLine, offset: number): number {
  const count = line.starts.length;
  if (count === 0) return -1;
  const next = firstTokenEndingAfter(line, offset);
  if (next >= count) return count - 1;
  const start = line.starts[next] ?? 0;
  if (start <= offset || next === 0) return next;
  return offset - (line.ends[next - 1] ?? 0) <= start - offset ? next - 1 : next;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const words = new Intl.Segmenter(undefined, { granularity: "word" });
const sentences = new Intl.Segmenter(undefined, { granularity: "sentence" });
const SENTENCE = 4_000;

/** Text around an offset that surely holds whole graphemes; keeps segmenting cheap in very long lines. */
const WINDOW = 256;

function windowAround(text: string, offset: number): [number, string] {
  let from = Math.max(0, offset - WINDOW);
  if (splitsCodePoint(text, from)) from--;
  return [from, text.slice(from, offset + WINDOW)];
}

/** Next grapheme boundary in the given direction (1 or -1). */
export function graphemeStep(text: string, offset: number, direction: 1 | -1): number {
  const [from, slice] = windowAround(text, offset);
  if (direction > 0) {
    const segment = graphemes.segment(slice).containing(offset - from);
    return segment ? Math.min(text.length, from + segment.index + segment.segment.length) : text.length;
  }
  if (offset <= 0) return 0;
  const segment = graphemes.segment(slice).containing(offset - from - 1);
  return segment ? from + segment.index : 0;
}

/** Widen a range so that it cuts no grapheme in two. */
export function snapToGraphemes(text: string, start: number, end: number): [number, number] {
  const low =
    start <= 0
      ? 0
      : graphemeStep(text, graphemeStep(text, start, -1), 1) === start
        ? start
        : graphemeStep(text, start, -1);
  if (end >= text.length) return [low, text.length];
  const before = graphemeStep(text, end, -1);
  const high = graphemeStep(text, before, 1) === end ? end : graphemeStep(text, before, 1);
  return [low, Math.max(low, high)];
}

/** Word boundaries around an offset, also for scripts without spaces. */
export function wordAround(text: string, offset: number): [number, number] {
  const [from, slice] = windowAround(text, offset);
  const segment = words.segment(slice).containing(Math.min(offset - from, Math.max(0, slice.length - 1)));
  if (!segment) return [offset, offset];
  return [from + segment.index, from + segment.index + segment.segment.length];
}

/** The sentence around an offset, without the white space after it; a line without sentence marks is one sentence. */
export function sentenceAround(text: string, offset: number): [number, number] {
  const at = Math.max(0, Math.min(offset, text.length - 1));
  // Long lines are cut: no sentence worth a triple click is longer.
  const from = Math.max(0, at - SENTENCE);
  const start = splitsCodePoint(text, from) ? from - 1 : from;
  const segment = sentences.segment(text.slice(start, at + SENTENCE)).containing(at - start);
  if (!segment) return [offset, offset];
  return [start + segment.index, start + segment.index + segment.segment.trimEnd().length];
}

/** Next word start (forward) or the start of the word before (backward). */
export function wordStep(text: string, offset: number, direction: 1 | -1): number {
  const [from, slice] = windowAround(text, offset);
  const starts = [...words.segment(slice)].filter((part) => part.isWordLike).map((part) => from + part.index);
  if (direction > 0)
    return starts.find((start) => start > offset) ?? Math.min(text.length, from + slice.length);
  return starts.filter((start) => start < offset).pop() ?? (from === 0 ? 0 : from);
}

/** UTF-16 range of a label on one of its lines: `[start, end)`. */
export function offsetsOnLine(line: TextLine, start: TokenPosition, end: TokenPosition): [number, number] {
  const from = start.line < line.index ? 0 : (line.starts[start.token] ?? 0) + start.char;
  const to = end.line > line.index ? line.content.length : (line.starts[end.token] ?? 0) + end.char + 1;
  return [Math.min(from, line.content.length), Math.min(Math.max(from, to), line.content.length)];
}

/** Wire coordinates of a range, or null when it covers no character of any token. */
export function toTokenRange(
  startLine: TextLine,
  endLine: TextLine,
  range: TextRange,
): { start: TokenPosition; end: TokenPosition } | null {
  const first = firstTokenEndingAfter(startLine, range.start.offset);
  const last = lastTokenStartingBefore(endLine, range.end.offset);
  if (first >= startLine.starts.length || last < 0) return null;
  if (startLine.index === endLine.index && first > last) return null;
  if (comparePositions(range.start, range.end) >= 0) return null;
  const firstStart = startLine.starts[first] ?? 0;
  const lastStart = endLine.starts[last] ?? 0;
  const lastEnd = Math.min(range.end.offset, endLine.ends[last] ?? 0);
  return {
    start: { line: startLine.index, token: first, char: Math.max(0, range.start.offset - firstStart) },
    end: { line: endLine.index, token: last, char: lastEnd - lastStart - 1 },
  };
}

/** Widen a range to whole tokens; ends that lie in gaps move inwards. */
export function snapToTokens(startLine: TextLine, endLine: TextLine, range: TextRange): TextRange | null {
  const tokens = toTokenRange(startLine, endLine, range);
  if (!tokens) return null;
  return {
    start: { line: startLine.index, offset: startLine.starts[tokens.start.token] ?? 0 },
    end: { line: endLine.index, offset: endLine.ends[tokens.end.token] ?? 0 },
  };
}
