/** What may be labeled: the project's rules, checked here before the server checks them again. */

import type { EditorRules, LabelClass, LabelSet, SpanLabel, TextLine, TokenPosition } from "../model/types";

export type Refusal =
  | "emptySelection"
  | "tooLong"
  | "notLeaf"
  | "arrowOnlyClass"
  | "spanOnlyClass"
  | "arrowsOff"
  | "arrowToItself"
  | "arrowRule"
  | "arrowClassRequired"
  | "arrowExists"
  | "lineWaits"
  | "changedElsewhere"
  | "readOnly";

/** Ids of classes that have children. */
export function parentIds(set: LabelSet): Set<string> {
  const parents = new Set<string>();
  for (const item of set.classes) if (item.parentId) parents.add(item.parentId);
  return parents;
}

/** Tokens a selection covers; a line that is not loaded counts as one token. */
export function tokenLength(
  start: TokenPosition,
  end: TokenPosition,
  lineAt: (line: number) => TextLine | undefined,
): number {
  if (start.line === end.line) return end.token - start.token + 1;
  let count = end.token + 1 + ((lineAt(start.line)?.starts.length ?? start.token + 1) - start.token);
  for (let line = start.line + 1; line < end.line; line++) count += lineAt(line)?.starts.length ?? 1;
  return count;
}

/** Why a class may not label a span of this many tokens, or null. */
export function spanRefusal(
  rules: EditorRules,
  set: LabelSet,
  item: LabelClass,
  tokens: number,
): Refusal | null {
  if (item.kind === "ARROW") return "arrowOnlyClass";
  if (set.leafOnly && parentIds(set).has(item.id)) return "notLeaf";
  if (tokens > rules.maxTokens) return "tooLong";
  return null;
}

/** True when one of the class's rules (or no rule) allows the pair of span classes. */
export function arrowRuleAllows(
  item: LabelClass,
  originClass: string,
  destinationClass: string | null,
): boolean {
  if (item.arrowRules.length === 0) return true;
  return item.arrowRules.some(
    (rule) =>
      rule.originIds.includes(originClass) &&
      (destinationClass === null || rule.destinationIds.includes(destinationClass)),
  );
}

/** Why an arrow between two spans is not allowed with this class (null = no class), or null. */
export function arrowRefusal(
  rules: EditorRules,
  set: LabelSet | undefined,
  item: LabelClass | null,
  origin: SpanLabel,
  destination: SpanLabel,
): Refusal | null {
  if (!rules.allowArrows) return "arrowsOff";
  if (origin.hash === destination.hash) return "arrowToItself";
  if (!item) return set?.arrowLabelRequired ? "arrowClassRequired" : null;
  if (item.kind === "SPAN") return "spanOnlyClass";
  if (!arrowRuleAllows(item, origin.classId, destination.classId)) return "arrowRule";
  return null;
}

/** May any arrow class of the set (or an arrow without class) join these spans? Used to highlight targets. */
export function canPoint(
  rules: EditorRules,
  sets: LabelSet[],
  origin: SpanLabel,
  destination: SpanLabel,
): boolean {
  return sets.some(
    (set) =>
      arrowRefusal(rules, set, null, origin, destination) === null ||
      set.classes.some((item) => arrowRefusal(rules, set, item, origin, destination) === null),
  );
}
