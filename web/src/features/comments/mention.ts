/** The name being written after an @ sign. Pure. */

export interface Person {
  id: string;
  name: string;
  handle: string;
}

/** The unfinished mention before the caret: where its @ stands and what follows; null when there is none. */
export function openMention(text: string, caret: number): { at: number; query: string } | null {
  const before = text.slice(0, caret);
  const at = before.lastIndexOf("@");
  if (at < 0) return null;
  const previous = before[at - 1];
  if (previous !== undefined && /[\p{L}\p{N}._+-]/u.test(previous)) return null;
  const query = before.slice(at + 1);
  return query.includes("\n") || query.length > 40 || query.startsWith(" ") ? null : { at, query };
}

/** People whose name or one of its words begins so, at most eight. */
export function matching(people: readonly Person[], query: string): Person[] {
  const wanted = query.toLowerCase();
  const fits = (one: Person) => {
    const name = one.name.toLowerCase();
    return (
      name.startsWith(wanted) || name.includes(` ${wanted}`) || one.handle.toLowerCase().startsWith(wanted)
    );
  };
  const found = people.filter(fits).slice(0, 8);
  // What is written whole already needs no more help.
  return found.length === 1 && found[0]?.handle.toLowerCase() === wanted ? [] : found;
}

/** The text with the mention finished, and where the caret then stands. */
export function complete(text: string, caret: number, at: number, handle: string): [string, number] {
  const head = `${text.slice(0, at)}@${handle} `;
  return [head + text.slice(caret).replace(/^ /, ""), head.length];
}
