/**
 * Scrolling of a document whose line heights are partly guesses. The truth is
 * an anchor (line, pixels into it); the browser's scroll position only follows.
 * What is on screen therefore never moves when a height above is corrected, and
 * documents taller than a browser allows are scaled on the scroll bar.
 */

import type { HeightIndex } from "./heights";

/** Tallest element we make; browsers clamp at about 17 to 33 million pixels. */
const MAX_PHYSICAL = 8_000_000;

export interface Padding {
  top: number;
  bottom: number;
}

export class ScrollModel {
  private anchorLine = 0;
  private anchorPixels = 0;
  private last = 0;
  viewport = 0;

  constructor(
    private readonly heights: HeightIndex,
    private readonly padding: Padding,
  ) {
    this.anchorPixels = -padding.top;
  }

  /** Height of the whole document. */
  get total(): number {
    return this.padding.top + this.heights.total + this.padding.bottom;
  }

  /** Height the scrolled element must have. */
  get physicalHeight(): number {
    return Math.min(MAX_PHYSICAL, Math.max(this.viewport, this.total));
  }

  /** Distance from the top of the document to the top of the screen. */
  get top(): number {
    return this.clamp(this.lineTop(this.anchorLine) + this.anchorPixels);
  }

  lineTop(line: number): number {
    return this.padding.top + this.heights.top(line);
  }

  lineAt(distance: number): number {
    return this.heights.lineAt(distance - this.padding.top);
  }

  setTop(top: number): void {
    const clamped = this.clamp(top);
    this.anchorLine = this.lineAt(clamped);
    this.anchorPixels = clamped - this.lineTop(this.anchorLine);
  }

  /** The browser scrolled to here: small steps count as they are, large ones by their share of the whole. */
  scrolledTo(physical: number): void {
    const delta = physical - this.last;
    this.last = physical;
    const end = this.physicalHeight - this.viewport;
    const scaled = this.total > MAX_PHYSICAL;
    if (physical <= 0) this.setTop(0);
    else if (physical >= end - 1) this.setTop(this.total);
    else if (Math.abs(delta) <= this.viewport * (scaled ? 1.5 : 4)) this.setTop(this.top + delta);
    else this.setTop(scaled ? (physical / end) * (this.total - this.viewport) : physical);
  }

  /** Where the browser's scroll bar should stand. Call `synced` once it does. */
  get physicalTop(): number {
    const room = this.total - this.viewport;
    return room <= 0 ? 0 : this.top * ((this.physicalHeight - this.viewport) / room);
  }

  /** Where the scroll bar stood when last looked at. */
  get lastPhysical(): number {
    return this.last;
  }

  synced(physical: number): void {
    this.last = physical;
  }

  /** Where to scroll so that `[top, bottom]` is in view with some room around; null when it is already. */
  topToShow(top: number, bottom: number, center: boolean): number | null {
    const room = Math.min(80, this.viewport / 4);
    const inside = top >= this.top + room / 2 && bottom <= this.top + this.viewport - room;
    if (inside) return null;
    if (center || Math.abs(top - this.top) > 3 * this.viewport) return top - this.viewport / 3;
    return top < this.top + room ? top - room : bottom + room - this.viewport;
  }

  private clamp(top: number): number {
    return Math.max(0, Math.min(top, this.total - this.viewport));
  }
}
