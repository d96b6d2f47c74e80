import { useTranslation } from "react-i18next";

import type { Label } from "@/editor/model/types";
import type { EditorSession } from "@/editor/session/session";
import type { LabelingContext } from "../context";
import { contributorsOf, nameOf } from "./names";
import styles from "./span.module.css";

interface LabelTipProps {
  context: LabelingContext;
  session: EditorSession;
  hash: string;
  rect: DOMRect;
}

/** Shown while the pointer rests on a label: class, set, state and who did what. */
export function LabelTip({ context, session, hash, rect }: LabelTipProps) {
  const { t } = useTranslation();
  const label = session.model.labels.get(hash);
  if (!label) return null;
  const item = session.classOf(label);
  const set = session.labelSets.find((candidate) => candidate.index === label.layer);
  const lines = detailsOf(context, label, t);
  const left = Math.min(rect.left, window.innerWidth - 280);
  return (
    <div className={styles.tip} role="tooltip" style={{ left, top: rect.bottom + 6 }}>
      <strong>{item?.name ?? (label.classId || t("labeling.box.noClass"))}</strong>
      {set && session.labelSets.length > 1 && <span>{set.name}</span>}
      {item?.description && <span>{item.description}</span>}
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  );
}

function detailsOf(
  context: LabelingContext,
  label: Label,
  t: (key: string, values?: Record<string, unknown>) => string,
): string[] {
  const lines: string[] = [];
  if (context.mode === "REVIEWER") lines.push(t(`labeling.phase.${label.phase}`));
  const people = contributorsOf(label);
  if (people.length > 0)
    lines.push(t("labeling.tip.by", { names: people.map((id) => nameOf(context, id, t)).join(", ") }));
  if (label.acceptedByUserId)
    lines.push(t("labeling.tip.accepted", { name: nameOf(context, label.acceptedByUserId, t) }));
  else if (label.phase === "AUTO") lines.push(t("labeling.tip.auto"));
  if (label.rejectedByUserId)
    lines.push(t("labeling.tip.rejected", { name: nameOf(context, label.rejectedByUserId, t) }));
  if (label.confidence != null)
    lines.push(t("labeling.tip.confidence", { score: label.confidence.toFixed(2) }));
  return lines;
}
