/** What a screen reader is told: names of labels, what the caret is on, what an act did. */

import { isSpan, type Label } from "@/editor/model/types";
import { spansAtCaret } from "@/editor/session/lookup";
import type { EditorSession, OutgoingAct } from "@/editor/session/session";

export type Translate = (key: string, values?: Record<string, unknown>) => string;

const NAMES = 3;

/** The spoken name of a label, as in "Dish: soup, line 3". */
export function describer(session: EditorSession, t: Translate): (label: Label) => string {
  const { model } = session;
  return (label) => {
    const line = label.start.line + 1;
    const name = session.classOf(label)?.name ?? label.classId;
    if (isSpan(label)) return t("span.speak.span", { name, text: model.textOf(label), line });
    const end = (hash: string) => {
      const span = model.labels.get(hash);
      return span && isSpan(span) ? model.textOf(span, 40) : "…";
    };
    return t("span.speak.arrow", {
      name: name || t("span.speak.noClass"),
      from: end(label.originHash),
      to: end(label.destinationHash),
      line,
    });
  };
}

/** What the caret is on, or what an arrow aims at. */
export function whereAmI(session: EditorSession, t: Translate): string {
  const { arrow, model, range, selectedLabel, caret } = session;
  if (arrow.step === "target") {
    if (arrow.target) return t("span.speak.aim", { name: session.describe(arrow.target) });
    return arrow.origin ? t("span.speak.aimStart", { name: session.describe(arrow.origin) }) : "";
  }
  if (selectedLabel) return session.describe(selectedLabel);
  const line = caret.line + 1;
  if (!range) return "";
  const text = model.textIn(range);
  if (text === "") return t("span.speak.lineEmpty", { line });
  const names = spansAtCaret(session).map((span) => session.classOf(span)?.name ?? span.classId);
  return names.length > 0
    ? t("span.speak.selectedIn", { text, line, names: names.slice(0, NAMES).join(", ") })
    : t("span.speak.selected", { text, line });
}

/** What an act did. */
export function outcomeOf(session: EditorSession, act: OutgoingAct, name: string, t: Translate): string {
  if (act.undo) return t("span.speak.undone", { what: t(`labeling.commands.${name}`) });
  if (act.kind === "lines") return t(`labeling.commands.${name}`);
  const { added, removed } = act.change;
  const named = (labels: Label[]) => labels.slice(0, NAMES).map(session.describe).join("; ");
  if (added.length === 0) return t("span.speak.delete", { count: removed.length, names: named(removed) });
  const key = name === "relabel" || name === "resize" ? name : "label";
  return t(`span.speak.${key}`, { count: added.length, names: named(added) });
}
