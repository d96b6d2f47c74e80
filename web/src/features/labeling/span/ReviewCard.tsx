import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { useTranslation } from "react-i18next";

import {
  Checkbox,
  EmptyState,
  Hidden,
  IconButton,
  IconCheck,
  IconChevronLeft,
  IconChevronRight,
  IconClose,
  IconDone,
  Select,
  Skeleton,
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
  conflicts: Conflicts;
}

/** What is known of a document's open decisions, from one moment. */
export interface Conflicts {
  /** In reading order. */
  open: Label[];
  /** False while labels are still being fetched: there may be more. */
  complete: boolean;
}

type Row = { heading: string; count: number } | { label: Label };

const EVERYONE = "everyone";
const ROW = 44;
const HEADING = 26;
const PLACEHOLDERS = 3;

/** Open decisions of a document; none for those who do not review. */
export function conflictsOf(session: EditorSession): Conflicts {
  const open: Label[] = [];
  const complete = session.model.allLabelsKnown;
  if (!session.reviewer) return { open, complete };
  for (const label of session.model.labels.all()) if (label.phase === "CONFLICT") open.push(label);
  return { open: open.sort((a, b) => compareTokens(a.start, b.start)), complete };
}

export function ReviewCard({ context, session, navigator, workFrom, conflicts }: ReviewCardProps) {
  const { t } = useTranslation();
  const { open, complete } = conflicts;
  const spans = open.filter((label) => label.type === "SPAN");
  const arrows = open.filter((label) => label.type === "ARROW");
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
          <span className={frame.figure} data-tone={open.length > 0 ? "danger" : undefined}>
            {complete || open.length > 0 ? open.length : <Skeleton width={12} />}
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
      <div className={styles.results} aria-busy={!complete}>
        {rows.length > 0 && (
          <ConflictRows rows={rows} context={context} session={session} navigator={navigator} />
        )}
        {rows.length === 0 && complete && (
          <EmptyState
            compact
            icon={IconDone}
            title={t("labeling.review.noConflicts")}
            text={t("labeling.review.noConflictsText")}
          />
        )}
        {!complete && <Checking rows={rows.length === 0 ? PLACEHOLDERS : 1} />}
      </div>
    </Card>
  );
}

/** Rows still to come, as high as those that will take their place. */
function Checking({ rows }: { rows: number }) {
  const { t } = useTranslation();
  return (
    <>
      <Hidden>{t("labeling.review.checking")}</Hidden>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.conflictPlace}>
          <Skeleton width="55%" />
          <Skeleton width="35%" height={10} />
        </div>
      ))}
    </>
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
