/**
 * What `graphql(...)` of the generated code becomes in the bundle (see the alias in vite.config.ts):
 * the text itself. The generated version would put every operation of the app, parsed, into the
 * first download. A fragment written by itself is added to the texts that use it; it must be
 * evaluated before them, so it stands above them or in a module they import.
 */

const fragments = new Map<string, string>();

/** Fragments that `text` uses but does not define, and those that they use. */
function usedBy(text: string, found = new Map<string, string>()): Map<string, string> {
  for (const [, name = ""] of text.matchAll(/\.\.\.\s*(\w+)/g)) {
    const fragment = fragments.get(name);
    if (!fragment || found.has(name) || text.includes(`fragment ${name} on `)) continue;
    found.set(name, fragment);
    usedBy(fragment, found);
  }
  return found;
}

export function graphql(text: string): string {
  const own = /^\s*fragment (\w+) on /.exec(text)?.[1];
  if (own) fragments.set(own, text);
  return [text, ...usedBy(text).values()].join("");
}
