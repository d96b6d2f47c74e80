/** Who gets which document. */

import type { ProjectAssignmentRole } from "@/api/generated/graphql";

/** A document or one part of it. */
export interface Piece {
  key: string;
  fileName: string;
  part: number;
  /** Size the load is measured by. */
  weight: number;
}

export const pieceKey = (fileName: string, part: number): string => `${fileName}\u0000${part}`;

export function pieces(files: readonly { name: string; size: number }[], parts: number): Piece[] {
  return files.flatMap((file) =>
    Array.from({ length: parts }, (_, part) => ({
      key: pieceKey(file.name, part),
      fileName: file.name,
      part,
      weight: file.size / parts,
    })),
  );
}

export const isLabeler = (role: ProjectAssignmentRole | undefined): boolean =>
  role === "LABELER" || role === "LABELER_AND_REVIEWER";

/**
 * Give each document as many labelers as the consensus asks for, as evenly as
 * possible: the heaviest document first, each time to those with the least so
 * far, ties by the order of the list. Documents split alike are dealt part by
 * part, so that one labeler gets the same part of every file.
 */
export function distribute(
  documents: readonly Piece[],
  labelers: readonly string[],
  consensus: number,
): Record<string, string[]> {
  const grid: Record<string, string[]> = Object.fromEntries(labelers.map((id) => [id, []]));
  const load = new Map(labelers.map((id) => [id, 0]));
  const order = [...documents].sort((a, b) => b.weight - a.weight);
  const each = Math.min(Math.max(1, consensus), labelers.length);
  for (const piece of order) {
    const chosen = [...labelers].sort((a, b) => (load.get(a) ?? 0) - (load.get(b) ?? 0)).slice(0, each);
    for (const id of chosen) {
      grid[id]?.push(piece.key);
      load.set(id, (load.get(id) ?? 0) + piece.weight);
    }
  }
  return grid;
}

/** How many labelers each document has. */
export function coverage(
  documents: readonly Piece[],
  grid: Record<string, string[]> | null,
  labelers: readonly string[],
): Map<string, number> {
  const counts = new Map(documents.map((piece) => [piece.key, grid === null ? labelers.length : 0]));
  if (grid !== null) {
    for (const id of labelers)
      for (const key of grid[id] ?? []) if (counts.has(key)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
