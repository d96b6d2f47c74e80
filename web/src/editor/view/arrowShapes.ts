/** Geometry of arrows, in screen coordinates of the canvas. */

/** One end: the top middle of a caption. */
export interface End {
  x: number;
  y: number;
  /** Top of all captions of this row: arrows run above it. */
  roof: number;
  onScreen: boolean;
}

export interface Shape {
  path: string;
  head: string;
  label: { x: number; y: number };
}

const HEAD = 6;
const SHIFT = 4;

const headDown = (x: number, y: number): string =>
  `M${x} ${y}L${x - 4} ${y - HEAD - 1}L${x + 4} ${y - HEAD - 1}Z`;

/** An arc over both captions; it rises with distance, so that nested arrows stay apart. */
export function arc(from: End, to: End): Shape {
  const sameRow = Math.abs(from.y - to.y) < 4 || Math.abs(from.roof - to.roof) < 4;
  const side = Math.sign(to.x - from.x || 1) * SHIFT;
  const startX = from.x + side;
  const endX = to.x - side;
  if (sameRow) {
    const top = Math.min(from.roof, to.roof) - Math.min(16, 6 + Math.abs(endX - startX) / 30);
    const bend = Math.min(10, Math.abs(endX - startX) / 3) * Math.sign(side);
    const path = `M${startX} ${from.y}C${startX} ${top} ${startX} ${top} ${startX + bend} ${top}L${endX - bend} ${top}C${endX} ${top} ${endX} ${top} ${endX} ${to.y - HEAD}`;
    return { path, head: headDown(endX, to.y), label: { x: (startX + endX) / 2, y: top } };
  }
  const top1 = from.roof - 12;
  const top2 = to.roof - 12;
  const path = `M${startX} ${from.y}C${startX} ${top1 - 8} ${endX} ${top2 - 16} ${endX} ${to.y - HEAD}`;
  return {
    path,
    head: headDown(endX, to.y),
    label: { x: (startX + endX) / 2, y: (from.y + 3 * top1 + 3 * top2 + to.y) / 8 - 6 },
  };
}

/** A short hook beside a caption for an arrow whose other end is off screen. */
export function hook(end: End, leaving: boolean): Shape {
  const top = end.roof - 8;
  const x = end.x + SHIFT;
  const path = `M${x} ${end.y - (leaving ? 0 : HEAD)}C${x} ${top} ${x} ${top} ${x + 12} ${top}`;
  return { path, head: leaving ? "" : headDown(x, end.y), label: { x: x + 10, y: top } };
}
