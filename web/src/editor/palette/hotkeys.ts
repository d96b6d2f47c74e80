/** Keys of label classes: digits for the first nine, then a letter out of the name, then any letter left. */

/** Letters the editor uses itself: arrow, next, previous, guidelines. */
export const RESERVED_LETTERS = new Set(["a", "r", "n", "p", "g"]);

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** One key per class, in order; undefined when keys have run out. */
export function assignHotkeys(names: readonly string[]): (string | undefined)[] {
  const free = new Set([...LETTERS].filter((letter) => !RESERVED_LETTERS.has(letter)));
  return names.map((name, index) => {
    if (index < 9) return String(index + 1);
    const letter = [...name.toLowerCase()].find((candidate) => free.has(candidate)) ?? [...free][0];
    if (letter) free.delete(letter);
    return letter;
  });
}
