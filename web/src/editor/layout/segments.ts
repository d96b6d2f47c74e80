/** Very long lines are cut into pieces that are laid out one by one, so that no text node grows without bound. */

import { splitsCodePoint } from "../model/text";

/** Longest text in one piece, in UTF-16 units. */
export const SEGMENT = 2_400;

/** Start offsets of the pieces of a line; always begins with 0. Cuts lie behind white space where there is any. */
export function segmentStarts(content: string, limit = SEGMENT): number[] {
  const starts = [0];
  let from = 0;
  while (content.length - from > limit * 1.25) {
    let cut = from + limit;
    const lowest = from + Math.floor(limit / 2);
    let space = cut;
    while (space > lowest && !/\s/.test(content.charAt(space - 1))) space--;
    if (space > lowest) cut = space;
    else if (splitsCodePoint(content, cut)) cut--;
    starts.push(cut);
    from = cut;
  }
  return starts;
}
