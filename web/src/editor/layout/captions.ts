/** Room for captions: each may be as wide as the gap to the next one in its row and lane. */

export interface CaptionBox {
  row: number;
  lane: number;
  /** Near edge in reading direction: left, or right when `rightToLeft`. */
  x: number;
  rightToLeft: boolean;
  /** Width of the whole name. */
  width: number;
}

/** Gap kept free between neighbours. */
const GAP = 2;

/** Width each caption gets, in the order given. */
export function fitCaptions(boxes: readonly CaptionBox[], rowWidth: number, least: number): number[] {
  const widths = boxes.map((box) => box.width);
  const groups = new Map<string, number[]>();
  boxes.forEach((box, index) => {
    const key = `${box.row}:${box.lane}:${box.rightToLeft}`;
    const group = groups.get(key) ?? [];
    group.push(index);
    groups.set(key, group);
  });
  for (const group of groups.values()) {
    const ahead = (index: number) =>
      boxes[index]?.rightToLeft ? rowWidth - (boxes[index]?.x ?? 0) : (boxes[index]?.x ?? 0);
    group.sort((a, b) => ahead(a) - ahead(b));
    group.forEach((index, i) => {
      const next = group[i + 1];
      const limit = (next === undefined ? rowWidth : ahead(next) - GAP) - ahead(index);
      widths[index] = Math.max(least, Math.min(widths[index] ?? 0, limit));
    });
  }
  return widths;
}
