import { lazy, Suspense, useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox } from "../controls/Checkbox";
import { cx } from "../cx";
import { IconArrowDown, IconArrowUp } from "../icons";
import { Hidden } from "../layout/layout";
import { Skeleton } from "./display";
import styles from "./Table.module.css";

export interface Column<Row> {
  id: string;
  header: string;
  /** CSS width; columns without one share what is left. */
  width?: number | string;
  align?: "start" | "end";
  /** Left out below this screen width: `lg` 1080, `md` 820, `sm` 560 px. */
  hideBelow?: "sm" | "md" | "lg";
  /** Name of the field sent to the server when sorting by this column. */
  sortField?: string;
  /** Order of the first click, ASC unless told: dates begin with the newest. */
  firstOrder?: Sorting["order"];
  render: (row: Row) => ReactNode;
}

export interface Sorting {
  field: string;
  order: "ASC" | "DESC";
}

export interface TableProps<Row> {
  /** Spoken name of the table. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Name of a row, for the spoken label of its checkbox. */
  rowName?: (row: Row) => string;
  onOpen?: (row: Row) => void;
  rowMenu?: (row: Row) => ReactNode;
  selected?: ReadonlySet<string>;
  onSelect?: (selected: Set<string>) => void;
  sorting?: Sorting;
  onSort?: (sorting: Sorting) => void;
  /** Nothing is known yet: skeleton rows. */
  loading?: boolean;
  /** Rows are shown while newer ones are fetched. */
  refreshing?: boolean;
  empty?: ReactNode;
  /** Height of the scroll area; needed to draw only visible rows of a long list. */
  height?: number | string;
}

const VIRTUAL_FROM = 120;

// Most lists are short: the code for long ones is fetched with the first long list.
const VirtualRows = lazy(async () => ({ default: (await import("./VirtualRows")).VirtualRows }));

/** A dense table for lists of any length. Arrow keys move between rows, Enter opens, Space ticks. */
export function Table<Row>(props: TableProps<Row>) {
  const { label, columns, rows, loading, refreshing, empty, height } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const renderRow = (row: Row | undefined) =>
    row === undefined ? null : <BodyRow key={props.rowKey(row)} row={row} {...props} />;
  if (!loading && rows.length === 0 && empty) return <>{empty}</>;
  return (
    <div ref={scroller} className={styles.scroller} style={{ maxHeight: height }}>
      <table
        className={cx(styles.table, refreshing && styles.refreshing)}
        aria-label={label}
        aria-busy={loading}
      >
        <Head {...props} />
        <tbody>
          {loading ? (
            <SkeletonRows columns={columns} extra={(props.onSelect ? 1 : 0) + (props.rowMenu ? 1 : 0)} />
          ) : height !== undefined && rows.length > VIRTUAL_FROM ? (
            <Suspense>
              <VirtualRows
                count={rows.length}
                scroller={scroller}
                renderRow={(index) => renderRow(rows[index])}
              />
            </Suspense>
          ) : (
            rows.map(renderRow)
          )}
        </tbody>
      </table>
    </div>
  );
}

function cellClass<Row>(column: Column<Row>): string {
  return cx(column.align === "end" && styles.end, column.hideBelow && styles[column.hideBelow]);
}

function Head<Row>({ columns, rows, rowKey, selected, onSelect, sorting, onSort, rowMenu }: TableProps<Row>) {
  const { t } = useTranslation();
  const keys = rows.map(rowKey);
  const ticked = keys.filter((key) => selected?.has(key)).length;
  return (
    <thead>
      <tr>
        {onSelect && (
          <th className={styles.check} scope="col">
            <Checkbox
              ariaLabel={t("table.selectAll")}
              checked={ticked > 0 && ticked === keys.length}
              indeterminate={ticked > 0 && ticked < keys.length}
              onChange={(all) => onSelect(new Set(all ? keys : []))}
            />
          </th>
        )}
        {columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            style={{ width: column.width }}
            className={cellClass(column)}
            aria-sort={ariaSort(column, sorting)}
          >
            <HeaderCell column={column} sorting={sorting} onSort={onSort} />
          </th>
        ))}
        {rowMenu && (
          <th className={styles.menu} scope="col">
            <Hidden>{t("table.rowActions")}</Hidden>
          </th>
        )}
      </tr>
    </thead>
  );
}

function ariaSort<Row>(column: Column<Row>, sorting?: Sorting) {
  if (!column.sortField) return undefined;
  if (sorting?.field !== column.sortField) return "none" as const;
  return sorting.order === "ASC" ? ("ascending" as const) : ("descending" as const);
}

const OTHER_ORDER = { ASC: "DESC", DESC: "ASC" } as const;

interface HeaderCellProps<Row> extends Pick<TableProps<Row>, "sorting" | "onSort"> {
  column: Column<Row>;
}

function HeaderCell<Row>({ column, sorting, onSort }: HeaderCellProps<Row>) {
  const field = column.sortField;
  if (!field || !onSort) return column.header;
  const sorted = sorting?.field === field;
  const Arrow = sorted && sorting.order === "ASC" ? IconArrowUp : IconArrowDown;
  const { firstOrder = "ASC" } = column;
  const next = sorted ? OTHER_ORDER[sorting.order] : firstOrder;
  return (
    <button
      type="button"
      className={styles.sort}
      data-sorted={sorted || undefined}
      onClick={() => onSort({ field, order: next })}
    >
      {column.header}
      {sorted && <Arrow size={12} aria-hidden />}
    </button>
  );
}

function toggled(selected: ReadonlySet<string> | undefined, key: string): Set<string> {
  const next = new Set(selected);
  if (!next.delete(key)) next.add(key);
  return next;
}

function isControl(target: EventTarget): boolean {
  return (
    target instanceof Element &&
    target.closest("a, button, input, label, [role=menu], [role=dialog]") !== null
  );
}

interface BodyRowProps<Row> extends TableProps<Row> {
  row: Row;
}

function BodyRow<Row>(props: BodyRowProps<Row>) {
  const { row, columns, rowKey, rowName, onOpen, rowMenu, selected, onSelect } = props;
  const { t } = useTranslation();
  const key = rowKey(row);
  const ticked = selected?.has(key) ?? false;

  const handleClick = (event: MouseEvent) => {
    if (!isControl(event.target) && event.currentTarget.contains(event.target as Node)) onOpen?.(row);
  };
  const handleKeyDown = (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (event.target !== event.currentTarget) return;
    const other = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key] as
      "nextElementSibling" | "previousElementSibling" | undefined;
    if (other) (event.currentTarget[other] as HTMLElement | null)?.focus();
    else if (event.key === "Enter") onOpen?.(row);
    else if (event.key === " ") onSelect?.(toggled(selected, key));
    else return;
    event.preventDefault();
  };

  return (
    <tr
      className={styles.row}
      tabIndex={onOpen || onSelect ? 0 : undefined}
      data-link={onOpen ? true : undefined}
      data-selected={ticked || undefined}
      aria-selected={onSelect ? ticked : undefined}
      onClick={handleClick}
      onKeyDown={handleKeyDown}
    >
      {onSelect && (
        <td className={styles.check}>
          <Checkbox
            ariaLabel={t("table.select", { name: rowName?.(row) ?? key })}
            checked={ticked}
            onChange={() => onSelect(toggled(selected, key))}
          />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.id} className={cellClass(column)}>
          {column.render(row)}
        </td>
      ))}
      {rowMenu && <td className={styles.menu}>{rowMenu(row)}</td>}
    </tr>
  );
}

function SkeletonRows<Row>({ columns, extra }: { columns: readonly Column<Row>[]; extra: number }) {
  return Array.from({ length: 8 }, (_, index) => (
    <tr key={index}>
      {extra > 0 && <td />}
      {columns.map((column, place) => (
        <td key={column.id} className={cellClass(column)}>
          <Skeleton width={place === 0 ? `${45 + ((index * 17) % 40)}%` : "60%"} />
        </td>
      ))}
      {extra > 1 && <td />}
    </tr>
  ));
}
