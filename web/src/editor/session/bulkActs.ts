/** Acts of a session on many labels: all equal texts, a whole document, a whole label set, a copied class. */

import { deleteLabels, isEmpty } from "../commands/acts";
import { applyToPlaces, copyToSet, type CopyPlan } from "../commands/bulk";
import { spanRefusal, tokenLength } from "../commands/rules";
import { isSpan, type Label, type LabelClass, type LabelSet } from "../model/types";
import type { EqualPlace } from "./equalText";
import { spansAtCaret } from "./lookup";
import type { EditorSession } from "./session";
import type { Brush } from "./types";

/** Label all places with a class, as one act; returns how many labels are new. */
export function labelPlaces(
  session: EditorSession,
  places: readonly EqualPlace[],
  layer: number,
  item: LabelClass,
): number {
  const set = session.labelSets.find((candidate) => candidate.index === layer);
  const [first] = places;
  if (session.readOnly || !set || !first) return 0;
  const reason = spanRefusal(
    session.rules,
    set,
    item,
    tokenLength(first.start, first.end, () => undefined),
  );
  if (reason) {
    session.refuse(reason);
    return 0;
  }
  const { model, author, rules } = session;
  const change = applyToPlaces(model.labels, places, layer, item.id, author, rules.allowMultiLabels);
  const made = change.added.filter(isSpan).length;
  session.commit("labelAll", change);
  session.clearSelection();
  return made;
}

/** Every label of the document, fetched where it is not here yet; hidden ones are left out. */
export async function allLabels(session: EditorSession): Promise<Label[]> {
  const { model } = session;
  await model.ensureLabels(0, model.lineCount);
  return [...model.labels.all()].filter((label) => session.isVisible(label));
}

/** Delete these labels as one act. */
export function clearLabels(session: EditorSession, labels: Label[]): void {
  if (session.readOnly) return session.refuse("readOnly");
  session.commit("clear", deleteLabels(session.model.labels, labels));
  session.clearSelection();
}

/** What copying one label set into another would do; nothing is changed yet. */
export async function planCopy(session: EditorSession, from: LabelSet, to: LabelSet): Promise<CopyPlan> {
  const labels = await allLabels(session);
  const { model, author, rules } = session;
  return copyToSet(model.labels, labels, from, to, author, rules.allowMultiLabels);
}

export function commitCopy(session: EditorSession, plan: CopyPlan): void {
  if (session.readOnly || isEmpty(plan.change)) return;
  session.commit("copy", plan.change);
  session.changed();
}

/** The class of the chosen label, or of the innermost span at the caret. */
export function classAtCaret(session: EditorSession): Brush | null {
  const label = session.selectedLabel ?? spansAtCaret(session)[0];
  const item = label && session.classOf(label);
  return label && item ? { layer: label.layer, item } : null;
}

/** One for all documents, like the clipboard of the system. */
let copied: Brush | null = null;

/** Remember the class at the caret for `pasteClass`; a caret on plain text leaves what was copied before. */
export function copyClass(session: EditorSession): void {
  copied = classAtCaret(session) ?? copied;
}

/** Give the copied class to the selection or the chosen label; false when there is nothing to do. */
export function pasteClass(session: EditorSession): boolean {
  if (!copied || session.readOnly || (!session.selection && !session.selectedHash)) return false;
  const { layer, item } = copied;
  const current = session.labelSets
    .find((set) => set.index === layer)
    ?.classes.find((candidate) => candidate.id === item.id);
  if (!current) return false;
  session.applyClass(layer, current);
  return true;
}
