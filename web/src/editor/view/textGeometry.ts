/**
 * The text of one piece: rows that may each have headroom above them, measured
 * ranges, the caret, and which character lies under a point. Without headroom it
 * is one text node; with it the text is cut where the browser wraps it (so that
 * shaping never changes) and every row stands in boxes that add room above only.
 */

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
    if (last && sameRow && Math.abs(last.left + last.width - rect.left) < 1)
      last.width = rect.left + rect.width - last.left;
    else if (last && sameRow && Math.abs(rect.left + rect.width - last.left) < 1) {
      last.width += last.left - rect.left;
      last.left = rect.left;
    } else result.push({ ...rect });
  }
  return result;
}

interface Piece {
  node: Text;
  start: number;
}

export class TextGeometry {
  readonly element: HTMLElement;
  private pieces: Piece[] = [];
  /** Where each row begins; known once measured, for the present width. */
  private rowStarts: number[] | null = null;
  private headrooms: number[] = [];
  private shape = "";

  constructor(
    private readonly content: string,
    /** Rectangles are relative to this element. */
    private readonly body: HTMLElement,
    private readonly rightToLeft: boolean,
    private readonly row: number,
  ) {
    this.element = document.createElement("div");
    this.element.className = "gx-text";
    this.element.dir = rightToLeft ? "rtl" : "ltr";
    this.element.style.lineHeight = `${row}px`;
    this.makePlain();
  }

  get length(): number {
    return this.content.length;
  }

  /** True when `measureRows` has to run before headroom can be given. */
  get needsRows(): boolean {
    return this.rowStarts === null;
  }

  /** Read: find where the browser wraps. Rows follow the text's logical order, in any direction. */
  measureRows(): void {
    const count = this.plainRows;
    const starts = [0];
    const top = (at: number) => this.topOf(at);
    while (starts.length < count) {
      const from = starts[starts.length - 1] ?? 0;
      const current = top(from);
      let low = from + 1;
      let high = this.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (top(middle) > current + this.row / 2) high = middle;
        else low = middle + 1;
      }
      if (low >= this.length) break;
      starts.push(low);
    }
    this.rowStarts = starts;
  }

  /** Row of an offset. */
  rowOf(offset: number): number {
    const starts = this.rowStarts ?? [0];
    let row = starts.length - 1;
    while (row > 0 && (starts[row] ?? 0) > offset) row--;
    return row;
  }

  get rowCount(): number {
    return this.rowStarts?.length ?? this.plainRows;
  }

  /** Write: give rows room above. An empty list takes all of it back. */
  setHeadrooms(headrooms: number[]): void {
    const shape = headrooms.some((room) => room > 0) ? headrooms.join(",") : "";
    if (shape === this.shape) return;
    this.headrooms = shape === "" ? [] : headrooms;
    if (shape === "") this.makePlain();
    else this.makeRows(headrooms);
    this.shape = shape;
  }

  /** The row at a distance from the top of the text, and the middle of its letters. */
  rowAt(y: number): { row: number; middle: number } {
    let top = 0;
    for (let row = 0; row < this.rowCount; row++) {
      const bottom = top + this.row + (this.headrooms[row] ?? 0);
      if (y < bottom || row === this.rowCount - 1) return { row, middle: bottom - this.row / 2 };
      top = bottom;
    }
    return { row: 0, middle: this.row / 2 };
  }

  /** Room above a row. */
  headroom(row: number): number {
    return this.headrooms[row] ?? 0;
  }

  /** Place of the caret before an offset, taken from the character after (or before) it; null in an empty text. */
  caret(offset: number, side: "before" | "after"): Rect | null {
    const at = Math.max(0, Math.min(this.length, offset));
    const useNext = side === "after" ? at < this.length : at === 0;
    const [start, end] = useNext ? [at, Math.min(this.length, at + 1)] : [Math.max(0, at - 1), at];
    const rects = start === end ? [] : this.rects(start, end);
    const rect = useNext ? rects[0] : rects[rects.length - 1];
    if (!rect) return null;
    const right = useNext === this.rightToLeft;
    return { left: right ? rect.left + rect.width : rect.left, top: rect.top, width: 0, height: rect.height };
  }

  /** Rectangles of `[from, to)` relative to the body, merged per row. */
  rects(from: number, to: number, origin = this.body.getBoundingClientRect()): Rect[] {
    return merged(
      Array.from(this.range(from, to).getClientRects(), (rect) => ({
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
    const piece = found && this.pieces.find((candidate) => candidate.node === found.node);
    return piece && found ? piece.start + found.offset : this.nearestBoundary(x, y);
  }

  /** The character under a point, next to a boundary found there. */
  characterAt(boundary: number, x: number, y: number): number {
    for (const at of [boundary, boundary - 1, boundary - 2]) {
      if (at < 0 || at >= this.length) continue;
      for (const rect of this.range(at, at + 1).getClientRects()) {
        if (x >= rect.left && x <= rect.right && Math.abs((rect.top + rect.bottom) / 2 - y) < this.row / 2)
          return at;
      }
    }
    return Math.max(0, Math.min(this.length - 1, boundary));
  }

  private get plainRows(): number {
    const extra = this.headrooms.reduce((sum, room) => sum + room, 0);
    return Math.max(1, Math.round((this.element.offsetHeight - extra) / this.row));
  }

  private makePlain(): void {
    const node = document.createTextNode(this.content);
    this.pieces = [{ node, start: 0 }];
    this.headrooms = [];
    this.shape = "";
    this.element.replaceChildren(node);
  }

  private makeRows(headrooms: number[]): void {
    const starts = this.rowStarts ?? [0];
    const fragment = document.createDocumentFragment();
    this.pieces = starts.map((start, row) => {
      const node = document.createTextNode(this.content.slice(start, starts[row + 1] ?? this.length));
      fragment.append(this.raised(node, headrooms[row] ?? 0));
      return { node, start };
    });
    this.element.replaceChildren(fragment);
  }

  /** The outer box reaches up by the headroom; the inner one brings the letters back to the base line. */
  private raised(node: Text, headroom: number): Node {
    if (headroom === 0) return node;
    const outer = document.createElement("span");
    const inner = document.createElement("span");
    outer.style.lineHeight = `${this.row + headroom}px`;
    outer.style.verticalAlign = `${headroom / 2}px`;
    inner.style.lineHeight = `${this.row}px`;
    inner.style.verticalAlign = `${-headroom / 2}px`;
    inner.append(node);
    outer.append(inner);
    return outer;
  }

  private range(from: number, to: number): Range {
    const range = document.createRange();
    const start = this.pieces.findLast((piece) => piece.start <= from) ?? this.pieces[0];
    const end = this.pieces.findLast((piece) => piece.start < to) ?? this.pieces[0];
    if (start) range.setStart(start.node, Math.min(start.node.length, from - start.start));
    if (end) range.setEnd(end.node, Math.max(0, Math.min(end.node.length, to - end.start)));
    return range;
  }

  private topOf(at: number): number {
    return this.range(at, at + 1).getBoundingClientRect().top;
  }

  /** For places where the browser finds no caret: the character whose box is nearest. */
  private nearestBoundary(x: number, y: number): number {
    let best = 0;
    let least = Infinity;
    for (let at = 0; at < this.length; at++) {
      const rect = this.range(at, at + 1).getBoundingClientRect();
      const dy = Math.max(0, rect.top - y, y - rect.bottom);
      const dx = Math.max(0, rect.left - x, x - rect.right);
      const distance = dy * 1000 + dx;
      if (distance >= least) continue;
      least = distance;
      best = x > (rect.left + rect.right) / 2 !== this.rightToLeft ? at + 1 : at;
    }
    return best;
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
