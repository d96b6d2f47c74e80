import { useRef, type CSSProperties, type KeyboardEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { IconButton, IconEye, IconKey, IconMore, IconQuestion, Menu } from "@/design";
import styles from "../rows.module.css";
import { clampWidth, type TableColumn } from "./columns";

interface ColumnHeaderProps {
  column: TableColumn;
  /** Distance from the left of a frozen column. */
  left: number | undefined;
  onResize: (width: number) => void;
  onHide: () => void;
  onFreeze: () => void;
}

export function ColumnHeader({ column, left, onResize, onHide, onFreeze }: ColumnHeaderProps) {
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
    <div
      role="columnheader"
      className={styles.headCell}
      data-frozen={left === undefined ? undefined : ""}
      data-answer={column.question ? "" : undefined}
      style={left === undefined ? undefined : ({ left } as CSSProperties)}
    >
      {column.question && <IconQuestion size={13} aria-hidden />}
      <span className={styles.headName} title={column.name}>
        {column.name}
      </span>
      {column.labelerRestricted && <IconKey size={12} aria-label={t("rows.restricted")} />}
      <Menu
        width={176}
        items={[
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
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a separator with a value is a control */}
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={t("rows.resize", { name: column.name })}
        aria-valuenow={column.width}
        className={styles.resize}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
        tabIndex={0}
        onPointerDown={handleDown}
        onPointerMove={handleMove}
        onPointerUp={() => (drag.current = null)}
        onKeyDown={handleKey}
      />
    </div>
  );
}
