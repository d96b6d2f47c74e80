/** The snippet of a hit with its matches, cut for drawing. Pure. */

import { unitsOf } from "@/extensions/offsets";
import type { Hit } from "./useSearch";

export interface Piece {
  text: string;
  isMatch: boolean;
}

export function pieces(hit: Pick<Hit, "snippet" | "snippetStart" | "cell" | "matches">): Piece[] {
  const { snippet, snippetStart, cell } = hit;
  const found: Piece[] = [];
  let at = 0;
  for (const match of hit.matches) {
    if (match.cell !== cell) continue;
    const start = unitsOf(snippet, Math.max(0, match.start - snippetStart));
    const end = unitsOf(snippet, Math.max(0, match.end - snippetStart));
    if (start < at || end <= start) continue;
    if (start > at) found.push({ text: snippet.slice(at, start), isMatch: false });
    found.push({ text: snippet.slice(start, end), isMatch: true });
    at = end;
  }
  if (at < snippet.length) found.push({ text: snippet.slice(at), isMatch: false });
  return found;
}
