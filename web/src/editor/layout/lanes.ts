/** Lanes: overlapping spans of a line get rows of captions above the text, inner spans nearest to it. */

export interface Interval {
  start: number;
  /** Exclusive. */
  end: number;
  /** Ties (equal places) are put in this order. */
  order: number;
}

/**
 * Lane of every interval (0 = nearest to the text) and the number of lanes.
 * Short spans are placed first, so that a span lies under those that contain it.
 */
export function assignLanes(intervals: readonly Interval[]): { lanes: number[]; count: number } {
  const lanes = new Array<number>(intervals.length).fill(0);
  const byLength = intervals
    .map((interval, index) => ({ interval, index }))
    .sort(
      (a, b) =>
        a.interval.end - a.interval.start - (b.interval.end - b.interval.start) ||
        a.interval.start - b.interval.start ||
        a.interval.order - b.interval.order,
    );
  const taken: Interval[][] = [];
  for (const { interval, index } of byLength) {
    let lane = 0;
    while (taken[lane]?.some((other) => other.start < interval.end && interval.start < other.end)) lane++;
    // A container lies above everything it contains, even where a lower lane has room.
    for (let above = taken.length - 1; above >= lane; above--) {
      if (taken[above]?.some((other) => other.start < interval.end && interval.start < other.end)) {
        lane = above + 1;
        break;
      }
    }
    (taken[lane] ??= []).push(interval);
    lanes[index] = lane;
  }
  return { lanes, count: taken.length };
}
