import { useRef, type CSSProperties, type DragEvent, type KeyboardEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconButton,
  IconEye,
  IconKey,
  IconMore,
  IconQuestion,
  Menu,
} from "@/design";
import type { RowSort } from "../data/lineView";
import styles from "../rows.module.css";
import { clampWidth, type TableColumn } from "./columns";

type Order = RowSort["order"];

interface ColumnHeaderProps {
  column: TableColumn;
  /** From 0 among the shown ones. */
  place: number;
  /** Distance from the left of a frozen column. */
  left: number | undefined;
  sorted: Order | null;
  onSort: (order: Order | null) => void;
  /** Another column was dropped here: it is to take this place. */
  onMove: (dragged: number) => void;
  onStep: (step: 1 | -1) => void;
  onResize: (width: number) => void;
  onHide: () => void;
  onFreeze: () => void;
}

const DRAGGED = "application/x-gloss-column";
const NEXT_ORDER: Record<Order | "none", Order | null> = { none: "ASC", ASC: "DESC", DESC: null };

/** Click sorts, drag moves, the edge resizes; the menu does all of it by keyboard. */
export function ColumnHeader(props: ColumnHeaderProps) {
  const { column, place, left, sorted, onSort, onMove, onStep, onResize, onHide, onFreeze } = props;
  const { t } = useTranslation();
  const handleDrop = (event: DragEvent) => {
    const id = event.dataTransfer.getData(DRAGGED);
    if (id === "") return;
    event.preventDefault();
    onMove(Number(id));
  };
  const SortIcon = sorted === "DESC" ? IconArrowDown : IconArrowUp;
  return (
    // eslint-disable-next-line jsx-a11y/interactive-supports-focus -- the controls inside have the focus and the keys
    <div
      role="columnheader"
      aria-colindex={place + 2}
      aria-sort={sorted === null ? undefined : sorted === "ASC" ? "ascending" : "descending"}
      className={styles.headCell}
      data-frozen={left === undefined ? undefined : ""}
      data-answer={column.question ? "" : undefined}
      style={left === undefined ? undefined : ({ left } as CSSProperties)}
      draggable
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, String(column.id))}
      onDragOver={(event) => event.dataTransfer.types.includes(DRAGGED) && event.preventDefault()}
      onDrop={handleDrop}
    >
      {column.question && <IconQuestion size={13} aria-hidden />}
      <button
        type="button"
        className={styles.headName}
        title={column.name}
        onClick={() => onSort(NEXT_ORDER[sorted ?? "none"])}
      >
        {column.name}
      </button>
      {sorted && <SortIcon size={13} aria-hidden />}
      {column.labelerRestricted && <IconKey size={12} aria-label={t("rows.restricted")} />}
      <Menu
        width={208}
        items={[
          {
            label: t("rows.sortUp"),
            icon: IconArrowUp,
            checked: sorted === "ASC",
            onSelect: () => onSort("ASC"),
          },
          {
            label: t("rows.sortDown"),
            icon: IconArrowDown,
            checked: sorted === "DESC",
            onSelect: () => onSort("DESC"),
          },
          { label: t("rows.unsort"), disabled: sorted === null, onSelect: () => onSort(null) },
          "divider",
          { label: t("rows.moveLeft"), icon: IconArrowLeft, onSelect: () => onStep(-1) },
          { label: t("rows.moveRight"), icon: IconArrowRight, onSelect: () => onStep(1) },
          { label: t(column.frozen ? "rows.unfreeze" : "rows.freeze"), onSelect: onFreeze },
          { label: t("rows.hide"), icon: IconEye, onSelect: onHide },
        ]}
        trigger={
          <IconButton
            icon={IconMore}
            size="small"
            label={t("rows.columnMenu", { name: column.name })}
            tooltip={false}
          />
        }
      />
      <ResizeEdge column={column} onResize={onResize} />
    </div>
  );
}

function ResizeEdge({ column, onResize }: Pick<ColumnHeaderProps, "column" | "onResize">) {
  const { t } = useTranslation();
  const drag = useRef<{ x: number; width: number } | null>(null);
  const handleDown = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, width: column.width };
  };
  const handleMove = (event: PointerEvent) => {
    if (drag.current) onResize(clampWidth(drag.current.width + event.clientX - drag.current.x));
  };
  const handleKey = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    onResize(clampWidth(column.width + step));
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a separator with a value is a control
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t("rows.resize", { name: column.name })}
      aria-valuemin={64}
      aria-valuemax={1200}
      aria-valuenow={column.width}
      className={styles.resize}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
      tabIndex={0}
      draggable
      onDragStart={(event) => {
        event.preventDefault();
        event.stopPropagation();
      }}
      onPointerDown={handleDown}
      onPointerMove={handleMove}
      onPointerUp={() => (drag.current = null)}
      onKeyDown={handleKey}
    />
  );
}
