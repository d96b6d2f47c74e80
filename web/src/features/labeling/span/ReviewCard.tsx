import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { useTranslation } from "react-i18next";

import {
  Checkbox,
  EmptyState,
  IconButton,
  IconCheck,
  IconChevronLeft,
  IconChevronRight,
  IconClose,
  IconDone,
  Select,
} from "@/design";
import { compareTokens, type Label } from "@/editor/model/types";
import type { Navigator } from "@/editor/session/navigator";
import type { EditorSession } from "@/editor/session/session";
import { lookOf } from "@/editor/view/look";
import type { LabelingContext } from "../context";
import { Card } from "../frame/Card";
import frame from "../frame/frame.module.css";
import { contributorsOf, nameOf, textOfLabel } from "./names";
import styles from "./span.module.css";
import type { WorkFrom } from "./useWorkFrom";

interface ReviewCardProps {
  context: LabelingContext;
  session: EditorSession;
  navigator: Navigator;
  workFrom: WorkFrom;
  conflicts: Label[];
}

type Row = { heading: string; count: number } | { label: Label };

const EVERYONE = "everyone";
const ROW = 44;
const HEADING = 26;

/** Open decisions of a document, in reading order. */
export function openConflicts(session: EditorSession): Label[] {
  const open: Label[] = [];
  for (const label of session.model.labels.all()) if (label.phase === "CONFLICT") open.push(label);
  return open.sort((a, b) => compareTokens(a.start, b.start));
}

export function ReviewCard({ context, session, navigator, workFrom, conflicts }: ReviewCardProps) {
  const { t } = useTranslation();
  const spans = conflicts.filter((label) => label.type === "SPAN");
  const arrows = conflicts.filter((label) => label.type === "ARROW");
  const rows: Row[] = [];
  if (spans.length > 0)
    rows.push(
      { heading: t("labeling.review.spans"), count: spans.length },
      ...spans.map((label) => ({ label })),
    );
  if (arrows.length > 0)
    rows.push(
      { heading: t("labeling.review.arrows"), count: arrows.length },
      ...arrows.map((label) => ({ label })),
    );
  const options = [
    { value: EVERYONE, label: t("labeling.review.everyone") },
    ...workFrom.workers.map((worker) => ({ value: worker.cabinetId, label: worker.name })),
  ];
  const jump = (direction: 1 | -1) => void navigator.nextConflict(direction);

  return (
    <Card
      id="review"
      title={t("labeling.review.title")}
      after={
        <>
          <span className={frame.figure} data-tone={conflicts.length > 0 ? "danger" : undefined}>
            {conflicts.length}
          </span>
          <IconButton
            size="small"
            icon={IconChevronLeft}
            label={t("labeling.review.previous")}
            shortcut="Alt+Shift+Left"
            onClick={() => jump(-1)}
          />
          <IconButton
            size="small"
            icon={IconChevronRight}
            label={t("labeling.review.next")}
            shortcut="Alt+Shift+Right"
            onClick={() => jump(1)}
          />
        </>
      }
    >
      {workFrom.workers.length > 0 && (
        <Select
          label={t("labeling.review.workFrom")}
          value={workFrom.chosen?.cabinetId ?? EVERYONE}
          options={options}
          onChange={(value) => workFrom.choose(value === EVERYONE ? null : value)}
        />
      )}
      <Checkbox
        label={t("labeling.review.showRejected")}
        checked={session.showRejected}
        onChange={(checked) => {
          session.showRejected = checked;
          session.changed();
        }}
      />
      {rows.length === 0 && session.model.allLabelsLoaded && (
        <EmptyState
          compact
          icon={IconDone}
          title={t("labeling.review.noConflicts")}
          text={t("labeling.review.noConflictsText")}
        />
      )}
      {!session.model.allLabelsLoaded && <p className={styles.nothing}>{t("labeling.review.checking")}</p>}
      {rows.length > 0 && (
        <ConflictRows rows={rows} context={context} session={session} navigator={navigator} />
      )}
    </Card>
  );
}

interface ConflictRowsProps extends Pick<ReviewCardProps, "context" | "session" | "navigator"> {
  rows: Row[];
}

function ConflictRows({ rows, context, session, navigator }: ConflictRowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index] && "heading" in rows[index] ? HEADING : ROW),
    overscan: 6,
  });
  return (
    <div ref={scroller} className={styles.conflicts}>
      <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          const style = { height: item.size, transform: `translateY(${item.start}px)` };
          if ("heading" in row) {
            return (
              <div key={row.heading} className={styles.heading} style={style}>
                {row.heading} <span className={frame.figure}>{row.count}</span>
              </div>
            );
          }
          return (
            <ConflictRow
              key={row.label.hash}
              label={row.label}
              style={style}
              context={context}
              session={session}
              navigator={navigator}
            />
          );
        })}
      </div>
    </div>
  );
}

interface ConflictRowProps extends Omit<ConflictRowsProps, "rows"> {
  label: Label;
  style: React.CSSProperties;
}

function ConflictRow({ label, style, context, session, navigator }: ConflictRowProps) {
  const { t } = useTranslation();
  const names = contributorsOf(label).map((id) => nameOf(context, id, t));
  const item = session.classOf(label);
  return (
    <div
      className={styles.conflict}
      style={style}
      data-current={session.selectedHash === label.hash ? "" : undefined}
    >
      <button type="button" className={styles.conflictMain} onClick={() => void navigator.goToLabel(label)}>
        <span className={styles.conflictText}>
          {textOfLabel(session, label) || t("labeling.review.line", { line: label.start.line + 1 })}
        </span>
        <span className={styles.conflictMeta}>
          <span
            className={styles.swatch}
            style={{ background: item?.color || "var(--gx-neutral)" }}
            aria-hidden
          />
          {lookOf(session, label).name || t("labeling.box.noClass")}
          {names.length > 0 && ` · ${t("labeling.review.by", { names: names.join(", ") })}`}
        </span>
      </button>
      {!session.readOnly && (
        <>
          <IconButton
            size="small"
            icon={IconCheck}
            label={t("labeling.review.accept")}
            onClick={() => session.resolveLabels([label], true)}
          />
          <IconButton
            size="small"
            icon={IconClose}
            label={t("labeling.review.reject")}
            onClick={() => session.resolveLabels([label], false)}
          />
        </>
      )}
    </div>
  );
}
