/** The wire's hash code: the identity of a label, made from all its fields. */

import type { Label, TokenPosition } from "./types";

interface HashFields {
  type: "SPAN" | "ARROW";
  classId: string;
  layer: number;
  start: TokenPosition;
  end: TokenPosition;
  counter: number;
  originHash?: string;
  destinationHash?: string;
}

/** Compose the colon-joined code; spans end in a literal `undefined` twice. */
export function hashCode(fields: HashFields): string {
  const { start, end } = fields;
  return [
    fields.type,
    fields.classId,
    fields.layer,
    start.line,
    0,
    start.token,
    start.char,
    end.line,
    0,
    end.token,
    end.char,
    fields.counter,
    fields.originHash ?? "undefined",
    fields.destinationHash ?? "undefined",
  ].join(":");
}

/** Origin and destination hashes inside an arrow's code, or null for anything else. */
export function arrowEnds(hash: string): { originHash: string; destinationHash: string } | null {
  if (!hash.startsWith("ARROW:")) return null;
  const first = hash.indexOf(":SPAN:");
  const second = hash.indexOf(":SPAN:", first + 1);
  if (first < 0 || second < 0) return null;
  return { originHash: hash.slice(first + 1, second), destinationHash: hash.slice(second + 1) };
}

/** The same label with another class, place or ends: hash recomputed. */
export function rehash<L extends Label>(label: L): L {
  return { ...label, hash: hashCode(label) };
}

/** Where a span's code says it stands, for spans that are not loaded; null for anything else. */
export function placeOf(hash: string): { start: TokenPosition; end: TokenPosition } | null {
  const parts = hash.split(":");
  if (parts[0] !== "SPAN" || parts.length < 14) return null;
  // Counted from the end: class ids may hold colons.
  const [line, , token, char, endLine, , endToken, endChar] = parts.slice(-11, -3).map(Number);
  if ([line, token, char, endLine, endToken, endChar].some((value) => !Number.isInteger(value))) return null;
  return {
    start: { line: line ?? 0, token: token ?? 0, char: char ?? 0 },
    end: { line: endLine ?? 0, token: endToken ?? 0, char: endChar ?? 0 },
  };
}
