import type { EditorSession } from "@/editor/session/session";
import type { Label } from "@/editor/model/types";
import type { LabelingContext } from "../context";

type Translate = (key: string, values?: Record<string, unknown>) => string;

/** Name of a person by id; Labeler 1, 2, … where names are hidden or unknown. */
export function nameOf(context: LabelingContext, userId: number, t: Translate): string {
  if (String(userId) === context.userId) return t("labeling.tip.me");
  const hidden = context.mode === "REVIEWER" && context.project.settings.hideLabelerNamesDuringReview;
  const { people } = context.project;
  const known = hidden ? undefined : people.find((person) => person.userId === userId)?.name;
  if (known) return known;
  const order = [...new Set(people.map((person) => person.userId))].sort((a, b) => a - b);
  const place = order.indexOf(userId);
  return t("labeling.review.labeler", { id: place < 0 ? userId : place + 1 });
}

/** Who applied a label. */
export function contributorsOf(label: Label): number[] {
  if (label.contributorIds && label.contributorIds.length > 0) return label.contributorIds;
  return label.labeledByUserId ? [label.labeledByUserId] : [];
}

/** Short text of a label for lists: the span's text, or both ends of an arrow. */
export function textOfLabel(session: EditorSession, label: Label): string {
  const { model } = session;
  if (label.type === "SPAN") return model.textOf(label, 60);
  const ends = [label.originHash, label.destinationHash].map((hash) => {
    const span = model.labels.get(hash);
    return span?.type === "SPAN" ? model.textOf(span, 24) : "…";
  });
  return ends.join(" → ");
}
