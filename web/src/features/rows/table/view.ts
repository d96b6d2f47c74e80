/** Which lines the table shows: all, one page of them, or those a filter found. */

export interface RowView {
  readonly count: number;
  /** Nothing while it is not known yet. */
  lineAt: (index: number) => number | undefined;
  /** Place of the line, or of the nearest one after it where lines ascend; -1 when unknown or empty. */
  indexOf: (line: number) => number;
  has: (line: number) => boolean;
  /** Learn which lines stand at these places. */
  ensure?: (start: number, end: number) => Promise<void>;
}

export function rangeView(start: number, end: number): RowView {
  const count = Math.max(0, end - start);
  return {
    count,
    lineAt: (index) => (index >= 0 && index < count ? start + index : undefined),
    indexOf: (line) => (count === 0 ? -1 : Math.max(0, Math.min(count - 1, line - start))),
    has: (line) => line >= start && line < end,
  };
}
