/** Grey bars in place of lines whose text is still on its way. */

import type { HeightIndex } from "../layout/heights";

/** Widths vary by line number, so that a screen of bars looks like text and does not flicker. */
const widthOf = (line: number): string => `${35 + ((line * 37) % 60)}%`;

export class Placeholders {
  private readonly rows = new Map<number, HTMLElement>();

  constructor(private readonly parent: HTMLElement) {}

  /** Show bars for exactly these lines. */
  show(missing: Set<number>): void {
    for (const [line, row] of this.rows) {
      if (missing.has(line)) continue;
      row.remove();
      this.rows.delete(line);
    }
    for (const line of missing) {
      if (!this.rows.has(line)) this.rows.set(line, this.make(line));
    }
  }

  place(topOf: (line: number) => number, heights: HeightIndex): void {
    for (const [line, row] of this.rows) {
      row.style.top = `${topOf(line)}px`;
      row.style.height = `${heights.height(line)}px`;
    }
  }

  private make(line: number): HTMLElement {
    const row = document.createElement("div");
    row.className = "gx-line";
    const number = document.createElement("div");
    number.className = "gx-number";
    number.textContent = String(line + 1);
    const bar = document.createElement("div");
    bar.className = "gx-skeleton";
    bar.style.width = widthOf(line);
    row.append(number, bar);
    this.parent.append(row);
    return row;
  }
}
