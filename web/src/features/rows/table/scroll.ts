/**
 * Scrolling through more rows than a browser can make an element high.
 * Small moves are exact; a pull at the scroll bar jumps in proportion.
 */

/** Below the height at which Firefox stops. */
export const MAX_HEIGHT = 12_000_000;

export class ScrollMap {
  private offset = 0;
  private last = 0;
  readonly height: number;
  private readonly full: number;

  constructor(
    readonly count: number,
    readonly rowHeight: number,
    private readonly viewport: number,
  ) {
    this.full = count * rowHeight;
    this.height = Math.min(this.full, MAX_HEIGHT);
  }

  private get spare(): number {
    return this.full - this.height;
  }

  private clampOffset(offset: number): number {
    return Math.max(0, Math.min(this.spare, offset));
  }

  /** The pixel of the whole table at the top of the view. */
  position(scrollTop: number): number {
    if (this.spare === 0) return scrollTop;
    const moved = scrollTop - this.last;
    this.last = scrollTop;
    const end = this.height - this.viewport;
    if (scrollTop <= 0) this.offset = 0;
    else if (scrollTop >= end) this.offset = this.spare;
    else if (Math.abs(moved) > this.viewport) this.offset = this.clampOffset((scrollTop / end) * this.spare);
    return scrollTop + this.offset;
  }

  /** Where the row with this index is drawn inside the element. */
  topOf(index: number): number {
    return index * this.rowHeight - this.offset;
  }

  /** The scroll position that shows a row, moving as little as possible. */
  reveal(index: number, scrollTop: number): number {
    const from = index * this.rowHeight;
    const at = scrollTop + (this.spare === 0 ? 0 : this.offset);
    if (from >= at && from + this.rowHeight <= at + this.viewport) return scrollTop;
    const near = Math.abs(from - at) < this.viewport * 2;
    const target = from < at || !near ? from : from + this.rowHeight - this.viewport;
    if (this.spare === 0) return Math.max(0, target);
    const end = this.height - this.viewport;
    const ratio = Math.max(0, Math.min(1, target / (this.full - this.viewport)));
    const next = ratio * end;
    this.offset = this.clampOffset(target - next);
    this.last = next;
    return next;
  }
}
