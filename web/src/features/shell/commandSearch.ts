import type { Action } from "@/actions";

/** How well `needle` matches `text`: 0 is not at all; starts of words count most. */
export function score(text: string, needle: string): number {
  const haystack = text.toLowerCase();
  const wanted = needle.trim().toLowerCase();
  if (!wanted) return 1;
  const at = haystack.indexOf(wanted);
  if (at === 0) return 100;
  if (at > 0) return haystack[at - 1] === " " ? 80 : 60;
  let position = 0;
  let points = 20;
  for (const sign of wanted) {
    const found = haystack.indexOf(sign, position);
    if (found === -1) return 0;
    points -= Math.min(3, found - position);
    position = found + 1;
  }
  return Math.max(1, points);
}

export interface Command {
  action: Action;
  label: string;
  section: string;
}

/** The commands that match, best first; without a needle in their own order. */
export function matching(commands: readonly Command[], needle: string): Command[] {
  return commands
    .map((command, index) => {
      const own = score(command.label, needle);
      const other = score(`${command.section} ${command.action.keywords ?? ""}`, needle) * 0.6;
      return { command, index, points: Math.max(own, other) };
    })
    .filter(({ points }) => points > 0)
    .sort((a, b) => (needle.trim() ? b.points - a.points : 0) || a.index - b.index)
    .map(({ command }) => command);
}
