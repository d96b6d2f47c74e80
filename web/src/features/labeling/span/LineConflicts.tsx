import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { query } from "@/api/client";
import { Button } from "@/design";
import type { LineVersion } from "@/editor/model/types";
import { commitLine } from "@/editor/session/lineActs";
import type { Navigator } from "@/editor/session/navigator";
import type { EditorSession } from "@/editor/session/session";
import type { LabelingContext } from "../context";
import { Card } from "../frame/Card";
import frame from "../frame/frame.module.css";
import { GET_LINE_CONFLICTS } from "../data/lineOperations";
import { nameOf } from "./names";
import styles from "./lines.module.css";

interface LineConflictsProps {
  context: LabelingContext;
  session: EditorSession;
  navigator: Navigator;
}

/** Places of lines whose text labelers disagree on. */
function useDisputed(context: LabelingContext, session: EditorSession): number[] {
  const [lines, setLines] = useState<number[]>([]);
  const { outbox } = context;
  const documentId = context.document.id;
  const isReview = context.mode === "REVIEWER" && !session.readOnly;
  useEffect(() => {
    if (!isReview) return;
    let stopped = false;
    const { model } = session;
    const load = async () => {
      const { getEditSentenceConflicts: found } = await query(GET_LINE_CONFLICTS, { documentId });
      const places = found.lines.map((id) => model.order.toPosition(id));
      await Promise.all(places.map((place) => model.ensure(place, place + 1)));
      if (!stopped) setLines(places);
    };
    const ask = () => void load().catch(() => undefined);
    ask();
    const stop = outbox.onOutcome((act) => act.documentId === documentId && ask());
    return () => {
      stopped = true;
      stop();
    };
  }, [session, documentId, outbox, isReview]);
  return lines;
}

/** In the review: what each labeler made of a line, to be chosen from. Nothing while all agree. */
export function LineConflicts({ context, session, navigator }: LineConflictsProps) {
  const { t } = useTranslation();
  const lines = useDisputed(context, session);
  if (lines.length === 0) return null;
  const choose = (line: number, labelerId: number | null) =>
    commitLine(session, "chooseLine", { op: "choose", line, labelerId, resolved: true, reorders: true });
  const textOf = (version: LineVersion) => {
    if (version.status === "DELETED") return <em>{t("lines.conflicts.deleted")}</em>;
    return version.status === "HIDDEN" ? <em>{t("lines.conflicts.missing")}</em> : version.content;
  };
  return (
    <Card
      id="contents"
      title={t("lines.conflicts.title")}
      after={
        <span className={frame.figure} data-tone="danger">
          {lines.length}
        </span>
      }
    >
      {lines.map((line) => (
        <div key={line} className={styles.conflict}>
          <Button size="small" variant="subtle" onClick={() => void navigator.goToLine(line)}>
            {t("lines.conflicts.line", { line: line + 1 })}
          </Button>
          {(session.model.line(line)?.change?.versions ?? []).map((version) => (
            <div key={version.labelerId} className={styles.version}>
              <span className={styles.words} dir="auto">
                {textOf(version)} <span className={styles.by}>{nameOf(context, version.labelerId, t)}</span>
              </span>
              <Button
                size="small"
                variant="subtle"
                disabled={session.readOnly}
                aria-label={t("lines.conflicts.useVersion", {
                  name: nameOf(context, version.labelerId, t),
                })}
                onClick={() => choose(line, version.labelerId)}
              >
                {t("lines.conflicts.use")}
              </Button>
            </div>
          ))}
          <div className={styles.version}>
            <span className={styles.by}>{t("lines.conflicts.original")}</span>
            <Button
              size="small"
              variant="subtle"
              disabled={session.readOnly}
              aria-label={t("lines.conflicts.useOriginal")}
              onClick={() => choose(line, null)}
            >
              {t("lines.conflicts.use")}
            </Button>
          </div>
        </div>
      ))}
    </Card>
  );
}
