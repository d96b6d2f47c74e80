/** Measures one text node: rectangles of ranges, the caret, and which character lies under a point. */

export interface Rect {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Adjacent rectangles of the same row become one. */
function merged(rects: Rect[]): Rect[] {
  const result: Rect[] = [];
  for (const rect of rects) {
    if (rect.width < 0.5) continue;
    const last = result[result.length - 1];
    const sameRow = last && Math.abs(last.top - rect.top) < 3;
    if (last && sameRow && Math.abs(last.left + last.width - rect.left) < 1) last.width = rect.left + rect.width - last.left;
    else if (last && sameRow && Math.abs(rect.left + rect.width - last.left) < 1) {
      last.width += last.left - rect.left;
      last.left = rect.left;
    } else result.push({ ...rect });
  }
  return result;
}

export class TextGeometry {
  constructor(
    private readonly node: Text,
    /** Rectangles are relative to this element. */
    private readonly body: HTMLElement,
    private readonly rightToLeft: boolean,
  ) {}

  /** Place of the caret before an offset, taken from the character after (or before) it; null in an empty text. */
  caret(offset: number, side: "before" | "after"): Rect | null {
    const at = Math.max(0, Math.min(this.node.length, offset));
    const useNext = side === "after" ? at < this.node.length : at === 0;
    const [start, end] = useNext ? [at, Math.min(this.node.length, at + 1)] : [Math.max(0, at - 1), at];
    const rects = start === end ? [] : this.rects(start, end);
    const rect = useNext ? rects[0] : rects[rects.length - 1];
    if (!rect) return null;
    const right = useNext === this.rightToLeft;
    return { left: right ? rect.left + rect.width : rect.left, top: rect.top, width: 0, height: rect.height };
  }

  /** Rectangles of `[from, to)` relative to the body, merged per row. */
  rects(from: number, to: number, origin = this.body.getBoundingClientRect()): Rect[] {
    const range = document.createRange();
    range.setStart(this.node, Math.min(from, this.node.length));
    range.setEnd(this.node, Math.min(to, this.node.length));
    return merged(
      Array.from(range.getClientRects(), (rect) => ({
        left: rect.left - origin.left,
        top: rect.top - origin.top,
        width: rect.width,
        height: rect.height,
      })),
    );
  }

  /** The boundary between characters nearest to a point of the screen. */
  boundaryAt(x: number, y: number): number {
    const found = caretFromPoint(x, y);
    if (found && found.node === this.node) return found.offset;
    return this.nearestBoundary(x, y);
  }

  /** For places where the browser finds no caret: the character whose box is nearest. */
  private nearestBoundary(x: number, y: number): number {
    let best = 0;
    let least = Infinity;
    const range = document.createRange();
    for (let at = 0; at < this.node.length; at++) {
      range.setStart(this.node, at);
      range.setEnd(this.node, at + 1);
      const rect = range.getBoundingClientRect();
      const dy = Math.max(0, rect.top - y, y - rect.bottom);
      const dx = Math.max(0, rect.left - x, x - rect.right);
      const distance = dy * 1000 + dx;
      if (distance >= least) continue;
      least = distance;
      best = x > (rect.left + rect.right) / 2 !== this.rightToLeft ? at + 1 : at;
    }
    return best;
  }

  /** The character under a point, next to a boundary found there. */
  characterAt(boundary: number, x: number, y: number, rowHeight: number): number {
    const range = document.createRange();
    for (const at of [boundary, boundary - 1, boundary - 2]) {
      if (at < 0 || at >= this.node.length) continue;
      range.setStart(this.node, at);
      range.setEnd(this.node, at + 1);
      for (const rect of range.getClientRects()) {
        if (x >= rect.left && x <= rect.right && Math.abs((rect.top + rect.bottom) / 2 - y) < rowHeight / 2) return at;
      }
    }
    return Math.max(0, Math.min(this.node.length - 1, boundary));
  }
}

interface CaretDocument {
  caretPositionFromPoint?: (x: number, y: number) => { offsetNode: Node; offset: number } | null;
  caretRangeFromPoint?: (x: number, y: number) => Range | null;
}

function caretFromPoint(x: number, y: number): { node: Node; offset: number } | null {
  const source = document as unknown as CaretDocument;
  const position = source.caretPositionFromPoint?.(x, y);
  if (position) return { node: position.offsetNode, offset: position.offset };
  const range = source.caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}
