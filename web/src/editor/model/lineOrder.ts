/**
 * Where lines stand. The wire names a line by an id that never changes; inside
 * the editor a line is the place it stands at. Both are the same until lines
 * are inserted: those have ids past the document's own.
 */

import { rehash } from "./hash";
import type { LabelChange } from "./labelStore";
import { isArrow, type Label } from "./types";

export interface InsertedLine {
  id: number;
  /** The document's line it stands after, -1 for the first place. */
  anchorId: number;
}

export class LineOrder {
  private readonly positionOf = new Map<number, number>();
  private readonly positions: number[];

  /** `count` lines in all; `inserted` in text order. */
  constructor(
    readonly count: number,
    private readonly inserted: InsertedLine[] = [],
  ) {
    this.positions = inserted.map(({ anchorId }, nth) => anchorId + 1 + nth);
    inserted.forEach(({ id }, nth) => this.positionOf.set(id, this.positions[nth] ?? 0));
  }

  get isPlain(): boolean {
    return this.inserted.length === 0;
  }

  /** One more than the largest id. */
  get idEnd(): number {
    const own = this.count - this.inserted.length;
    return this.inserted.reduce((end, { id }) => Math.max(end, id + 1), own);
  }

  /** Places of lines that another order of the same document does not have. */
  newSince(earlier: LineOrder): number[] {
    return this.inserted.filter(({ id }) => !earlier.positionOf.has(id)).map(({ id }) => this.toPosition(id));
  }

  toPosition(id: number): number {
    if (this.isPlain) return id;
    const known = this.positionOf.get(id);
    if (known !== undefined) return known;
    return id + this.inserted.filter(({ anchorId }) => anchorId < id).length;
  }

  toId(position: number): number {
    const nth = this.positions.indexOf(position);
    if (nth >= 0) return this.inserted[nth]?.id ?? position;
    return position - this.positions.filter((other) => other < position).length;
  }

  /** A label of the wire as the editor keeps it. */
  labelIn<L extends Label>(label: L): L {
    return this.isPlain ? label : moved(label, (line) => this.toPosition(line));
  }

  /** A label of the editor as the wire names it. */
  labelOut<L extends Label>(label: L): L {
    return this.isPlain ? label : moved(label, (line) => this.toId(line));
  }

  changeIn(change: LabelChange): LabelChange {
    return this.mapped(change, (label) => this.labelIn(label));
  }

  changeOut(change: LabelChange): LabelChange {
    return this.mapped(change, (label) => this.labelOut(label));
  }

  private mapped(change: LabelChange, map: (label: Label) => Label): LabelChange {
    return this.isPlain ? change : { removed: change.removed.map(map), added: change.added.map(map) };
  }
}

function movedHash(hash: string, map: (line: number) => number): string {
  const parts = hash.split(":");
  // Counted from the end: class ids may hold colons.
  for (const at of [parts.length - 11, parts.length - 7]) parts[at] = String(map(Number(parts[at])));
  return parts.join(":");
}

function moved<L extends Label>(label: L, map: (line: number) => number): L {
  const place = {
    start: { ...label.start, line: map(label.start.line) },
    end: { ...label.end, line: map(label.end.line) },
  };
  const ends = isArrow(label)
    ? { originHash: movedHash(label.originHash, map), destinationHash: movedHash(label.destinationHash, map) }
    : {};
  return rehash({ ...label, ...place, ...ends });
}
