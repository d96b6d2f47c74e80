/** Which lines the table shows: all, one page of them, or those a filter found. */

export interface RowView {
  count: number;
  lineAt: (index: number) => number;
  /** Index of the line, or of the nearest one after it; -1 when empty. */
  indexOf: (line: number) => number;
  has: (line: number) => boolean;
}

export function rangeView(start: number, end: number): RowView {
  const count = Math.max(0, end - start);
  return {
    count,
    lineAt: (index) => start + index,
    indexOf: (line) => (count === 0 ? -1 : Math.max(0, Math.min(count - 1, line - start))),
    has: (line) => line >= start && line < end,
  };
}

/** `lines` ascend. */
export function listView(lines: readonly number[]): RowView {
  const search = (line: number) => {
    let [low, high] = [0, lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((lines[middle] ?? 0) < line) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    count: lines.length,
    lineAt: (index) => lines[index] ?? 0,
    indexOf: (line) => (lines.length === 0 ? -1 : Math.min(lines.length - 1, search(line))),
    has: (line) => lines[search(line)] === line,
  };
}
