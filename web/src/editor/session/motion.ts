/** Where the caret goes: pure steps over loaded lines, by token, character or word. */

import { graphemeStep, tokenNear, wordStep } from "../model/text";
import {
  compareTokens,
  type Position,
  type TextLine,
  type TextRange,
  type TokenPosition,
} from "../model/types";

export type Unit = "token" | "character";
export type Motion =
  | "left"
  | "right"
  | "wordLeft"
  | "wordRight"
  | "phraseLeft"
  | "phraseRight"
  | "lineStart"
  | "lineEnd"
  | "documentStart"
  | "documentEnd";

export interface TextAccess {
  lineCount: number;
  line(index: number): TextLine | undefined;
}

/** The token under a position as a range; an empty range in a line without tokens. */
export function tokenRange(line: TextLine, offset: number): TextRange {
  const token = tokenNear(line, offset);
  const start = token < 0 ? 0 : (line.starts[token] ?? 0);
  const end = token < 0 ? 0 : (line.ends[token] ?? 0);
  return { start: { line: line.index, offset: start }, end: { line: line.index, offset: end } };
}

function lineEdge(text: TextAccess, index: number, edge: "start" | "end"): Position | null {
  const line = text.line(index);
  if (!line) return null;
  return { line: index, offset: edge === "start" ? 0 : line.content.length };
}

function stepToken(text: TextAccess, from: Position, direction: 1 | -1): Position | null {
  const line = text.line(from.line);
  if (!line) return null;
  const next = tokenNear(line, from.offset) + direction;
  if (line.starts.length > 0 && next >= 0 && next < line.starts.length) {
    return { line: from.line, offset: line.starts[next] ?? 0 };
  }
  for (let index = from.line + direction; index >= 0 && index < text.lineCount; index += direction) {
    const other = text.line(index);
    if (!other) return null;
    if (other.starts.length === 0) continue;
    return { line: index, offset: other.starts[direction > 0 ? 0 : other.starts.length - 1] ?? 0 };
  }
  return from;
}

function stepCharacter(text: TextAccess, from: Position, direction: 1 | -1, words: boolean): Position | null {
  const line = text.line(from.line);
  if (!line) return null;
  const atEdge = direction > 0 ? from.offset >= line.content.length : from.offset <= 0;
  if (atEdge) {
    const next = from.line + direction;
    if (next < 0 || next >= text.lineCount) return from;
    return lineEdge(text, next, direction > 0 ? "start" : "end");
  }
  const step = words ? wordStep : graphemeStep;
  return { line: from.line, offset: step(line.content, from.offset, direction) };
}

const NAME = /^[\p{Lu}\p{Lt}\p{N}]/u;
const WORD = /[\p{L}\p{N}]/u;
/** Small words inside names, in the languages that use them so. */
const INSIDE = new Set(
  "af al bin da das de del den der des di do du e el la le of the van von y zu".split(" "),
);

/**
 * The end of the phrase a token is in: of a name, the last of its capitalized words and numbers ("Bank of
 * New York"); of other words, the last one before a sign. At that end already, one token further.
 */
function stepPhrase(text: TextAccess, from: Position, direction: 1 | -1): Position | null {
  const line = text.line(from.line);
  if (!line) return null;
  const token = (index: number) => line.content.slice(line.starts[index], line.ends[index]);
  const start = tokenNear(line, from.offset);
  const isName = NAME.test(token(start));
  let end = start;
  for (let index = start + direction; index >= 0 && index < line.starts.length; index += direction) {
    const word = token(index);
    if (!WORD.test(word)) break;
    if (!isName || NAME.test(word)) end = index;
    else if (!INSIDE.has(word)) break;
  }
  if (end === start || start < 0) return stepToken(text, from, direction);
  return { line: from.line, offset: line.starts[end] ?? 0 };
}

/** The position after a motion; null when the line needed is not loaded yet. */
export function move(text: TextAccess, from: Position, motion: Motion, unit: Unit): Position | null {
  switch (motion) {
    case "lineStart":
      return lineEdge(text, from.line, "start");
    case "lineEnd":
      return lineEdge(text, from.line, "end");
    case "documentStart":
      return lineEdge(text, 0, "start");
    case "documentEnd":
      return lineEdge(text, text.lineCount - 1, "end");
    case "phraseRight":
    case "phraseLeft":
      if (unit === "token") return stepPhrase(text, from, motion === "phraseRight" ? 1 : -1);
      return stepCharacter(text, from, motion === "phraseRight" ? 1 : -1, true);
    default: {
      const direction = motion === "right" || motion === "wordRight" ? 1 : -1;
      if (unit === "token") return stepToken(text, from, direction);
      return stepCharacter(text, from, direction, motion === "wordLeft" || motion === "wordRight");
    }
  }
}

type Border = "start" | "end";
type Place = Record<Border, TokenPosition>;

function tokenBorder(
  text: TextAccess,
  place: Place,
  border: Border,
  direction: 1 | -1,
): TokenPosition | null {
  const line = text.line(place[border].line);
  const from = line && { line: line.index, offset: line.starts[place[border].token] ?? 0 };
  const next = from && stepToken(text, from, direction);
  const other = next && text.line(next.line);
  if (!next || !other) return null;
  const token = other.starts.indexOf(next.offset);
  if (token < 0) return null;
  const last = (other.ends[token] ?? 0) - (other.starts[token] ?? 0) - 1;
  return { line: next.line, token, char: border === "end" ? last : 0 };
}

function characterBorder(
  text: TextAccess,
  place: Place,
  border: Border,
  direction: 1 | -1,
): TokenPosition | null {
  const line = text.line(place[border].line);
  if (!line) return null;
  const after = border === "end" ? 1 : 0;
  const at = (line.starts[place[border].token] ?? 0) + place[border].char + after;
  const unit = graphemeStep(line.content, at, direction) - after;
  const token = line.ends.findIndex((end, index) => end > unit && (line.starts[index] ?? 0) <= unit);
  return token < 0 ? null : { line: line.index, token, char: unit - (line.starts[token] ?? 0) };
}

/** A span's place after one of its borders moved by a token or a character; null where that is not possible. */
export function movedBorder(
  text: TextAccess,
  place: Place,
  border: Border,
  direction: 1 | -1,
  unit: Unit,
): Place | null {
  const step = unit === "token" ? tokenBorder : characterBorder;
  const moved = step(text, place, border, direction);
  if (!moved) return null;
  const next = { start: { ...place.start }, end: { ...place.end }, [border]: moved };
  return compareTokens(next.start, next.end) <= 0 ? next : null;
}
