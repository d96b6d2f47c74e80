import { memo, type CSSProperties, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { Hidden } from "@/design";
import type { WireConflict } from "@/features/review/conflicts";
import { fieldKey } from "@/question-types";
import { Cell } from "../Cell";
import type { LineMark } from "@/extensions/canvas";
import type { Row } from "../data/rowStore";
import styles from "../rows.module.css";
import { cellText, type TableColumn } from "./columns";
import { DisputedChips } from "./DisputedChips";

interface TableRowProps {
  row: Row;
  columns: readonly TableColumn[];
  lefts: Map<number, number>;
  top: number;
  ariaIndex: number;
  isCurrent: boolean;
  isSelected: boolean;
  /** What labelers answered, where they disagree. */
  conflicts?: readonly WireConflict[];
  /** Threads on the row and what is in it. */
  mark: LineMark | undefined;
  onOpenMark: (line: number) => void;
  media: string;
  markdown: boolean;
  onPick: (line: number, how: "one" | "range" | "toggle") => void;
}

/** What a comment on a cell hangs on, as the wire names it. */
const anchorOf = ({ id, question }: TableColumn, line: number): string =>
  question ? `ANSWER:${line}:${question.id}` : `CELL:${line}:${id}`;

export const TableRow = memo(function TableRow(props: TableRowProps) {
  const { row, columns, lefts, top, ariaIndex, isCurrent, isSelected, conflicts, media, markdown, onPick } =
    props;
  const { mark } = props;
  const { t } = useTranslation();
  const handleClick = (event: MouseEvent) => {
    if (window.getSelection()?.toString()) return;
    onPick(row.line, event.shiftKey ? "range" : event.ctrlKey || event.metaKey ? "toggle" : "one");
  };
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the grid around it has the focus and the keys
    <div
      id={`row-${row.line}`}
      role="row"
      aria-rowindex={ariaIndex}
      aria-selected={isSelected || isCurrent}
      aria-current={isCurrent || undefined}
      className={styles.row}
      data-selected={isSelected || undefined}
      data-current={isCurrent || undefined}
      style={{ top }}
      onClick={handleClick}
    >
      <div className={styles.index} role="rowheader">
        <span className={styles.mark} data-state={row.state} aria-hidden />
        {row.line + 1}
        <Hidden>{t(`rows.states.${row.state}`)}</Hidden>
        {mark && (
          <button
            type="button"
            tabIndex={-1}
            className={styles.threads}
            title={mark.label}
            aria-label={mark.label}
            onClick={(event) => {
              event.stopPropagation();
              props.onOpenMark(row.line);
            }}
          >
            {mark.count}
          </button>
        )}
      </div>
      {columns.map((column) => {
        const left = lefts.get(column.id);
        const anchor = anchorOf(column, row.line);
        const disputed = column.question && row.disputed.includes(fieldKey(column.question));
        return (
          <div
            key={column.id}
            role="gridcell"
            className={styles.cell}
            data-anchor={anchor}
            data-commented={mark?.anchors.has(anchor) || undefined}
            data-answer={column.question ? "" : undefined}
            data-disputed={disputed || undefined}
            data-frozen={left === undefined ? undefined : ""}
            style={left === undefined ? undefined : ({ left } as CSSProperties)}
          >
            {disputed && column.question && (
              <DisputedChips question={column.question} conflicts={conflicts} />
            )}
            <Cell
              text={cellText(column, row)}
              media={column.question ? "NONE" : media}
              markdown={markdown && !column.question}
            />
          </div>
        );
      })}
    </div>
  );
});
