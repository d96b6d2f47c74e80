/** Steps of zooming, as shares of the fitting size. */

const ZOOMS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];

/** The next step in a direction; the same at the ends. */
export function zoomed(zoom: number, direction: 1 | -1): number {
  const beyond = ZOOMS.filter((step) => (direction === 1 ? step > zoom : step < zoom));
  return (direction === 1 ? beyond[0] : beyond.at(-1)) ?? zoom;
}
