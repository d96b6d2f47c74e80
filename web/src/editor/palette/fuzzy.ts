/** Fuzzy search over label classes: letters in order, word starts and runs first. Fast enough for 10,000 items a key. */

export interface Searchable {
  /** What is searched, e.g. the class path. */
  text: string;
}

export interface Match<T> {
  item: T;
  score: number;
  /** UTF-16 indices of the matched letters. */
  positions: number[];
}

const RUN = 8;
const WORD_START = 10;
const TEXT_START = 14;
const GAP = -1;
const LENGTH = -0.05;

const plain = /^[\x20-\x7e]*$/;
const fold = (text: string): string =>
  plain.test(text) ? text.toLowerCase() : text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const isWordStart = (text: string, index: number): boolean =>
  index === 0 ||
  /[\s_\-./:›]/.test(text.charAt(index - 1)) ||
  (/\p{Lu}/u.test(text.charAt(index)) && /\p{Ll}/u.test(text.charAt(index - 1)));

function walk(
  original: string,
  text: string,
  query: string,
  from: number,
): { score: number; positions: number[] } | null {
  const positions: number[] = [];
  let score = 0;
  let last = -1;
  let cursor = from;
  for (const letter of query) {
    const found = text.indexOf(letter, cursor);
    if (found < 0) return null;
    if (found === 0) score += TEXT_START;
    else if (isWordStart(original, found)) score += WORD_START;
    if (last >= 0) score += found === last + 1 ? RUN : GAP * Math.min(8, found - last);
    positions.push(found);
    last = found;
    cursor = found + letter.length;
  }
  return { score: score + LENGTH * text.length, positions };
}

/** Score of one text against a folded query, or null when it does not match. */
export function score(text: string, query: string): { score: number; positions: number[] } | null {
  const folded = fold(text);
  const comparable = folded.length === text.length ? text : folded;
  const whole = folded.indexOf(query);
  if (whole >= 0) {
    const bonus = whole === 0 ? TEXT_START : isWordStart(comparable, whole) ? WORD_START : 0;
    const exact = folded.length === query.length ? 50 : 0;
    const positions = Array.from({ length: query.length }, (_, i) => whole + i);
    return { score: 30 + bonus + exact + RUN * query.length + LENGTH * folded.length, positions };
  }
  let best: { score: number; positions: number[] } | null = null;
  const [first] = query;
  for (
    let from = folded.indexOf(first ?? "");
    from >= 0 && from < 64;
    from = folded.indexOf(first ?? "", from + 1)
  ) {
    const found = walk(comparable, folded, query, from);
    if (!found) break;
    if (!best || found.score > best.score) best = found;
  }
  return best;
}

/** Items that match, best first; an empty query keeps all in their order. */
export function search<T extends Searchable>(
  items: readonly T[],
  query: string,
  limit = Infinity,
): Match<T>[] {
  const wanted = fold(query.trim()).replace(/\s+/g, "");
  if (wanted === "") return items.slice(0, limit).map((item) => ({ item, score: 0, positions: [] }));
  const matches: (Match<T> & { order: number })[] = [];
  items.forEach((item, order) => {
    const found = score(item.text, wanted);
    if (found) matches.push({ item, order, ...found });
  });
  matches.sort((a, b) => b.score - a.score || a.order - b.order);
  return matches.slice(0, limit);
}
