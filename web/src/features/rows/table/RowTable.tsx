import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
  useSyncExternalStore,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
} from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { Skeleton } from "@/design";
import { ContextMenu } from "@/features/labeling/span/ContextMenu";
import type { ConflictStore } from "@/features/review/conflictStore";
import type { RowSort } from "../data/lineView";
import type { RowStore } from "../data/rowStore";
import type { Selection } from "../useSelection";
import type { RowMarks } from "../useRowCanvas";
import styles from "../rows.module.css";
import { neighbour, type TableColumn } from "./columns";
import { ColumnHeader } from "./ColumnHeader";
import { ScrollMap } from "./scroll";
import { TableRow } from "./TableRow";
import type { RowView } from "./view";

const INDEX_WIDTH = 76;
const HEADER = 32;
/** Rows drawn beyond the edges: the browser scrolls them in while the next ones are being drawn. */
const SPARE_ROWS = 16;
/** Rows fetched beyond the edges, in both directions. */
const FETCH_AHEAD = 300;

export interface RowTableProps {
  store: RowStore;
  view: RowView;
  columns: readonly TableColumn[];
  rowHeight: number;
  media: string;
  markdown: boolean;
  current: number;
  /** Another number brings the current row into view again. */
  moves: number;
  selection: Selection;
  sort: RowSort | null;
  marks: RowMarks;
  /** Write a comment on a cell or an answer, by its anchor. */
  onComment: (anchor: string) => void;
  /** In the review: what labelers answered in rows on which they disagree. */
  conflicts?: ConflictStore;
  /** A click or key on a row: alone, to the row, or one more. */
  onPick: (line: number, how: "one" | "range" | "toggle") => void;
  onSelectAll: () => void;
  onOpen: () => void;
  onSort: (sort: RowSort | null) => void;
  /** Put a column where another stands. */
  onMove: (id: number, before: number) => void;
  onResize: (column: TableColumn, width: number) => void;
  onHide: (column: TableColumn) => void;
  onFreeze: (column: TableColumn) => void;
}

/** A table of any number of rows that draws only what is visible. */
export function RowTable(props: RowTableProps) {
  const { store, view, columns, rowHeight, current, selection, media, markdown, onPick, onOpen } = props;
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const [viewport, setViewport] = useState(600);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const position = useRef(0);
  useSyncExternalStore(store.subscribe, store.getVersion);
  const map = useMemo(
    () => new ScrollMap(view.count, rowHeight, viewport),
    [view.count, rowHeight, viewport],
  );

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => setViewport(Math.max(rowHeight, element.clientHeight - HEADER));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [rowHeight]);

  // The current row stays in view, also when the filter or the page changes.
  useEffect(() => {
    const element = scroller.current;
    const index = view.indexOf(current);
    if (!element || index < 0) return;
    const next = map.reveal(index, element.scrollTop);
    if (next !== element.scrollTop) element.scrollTop = next;
    position.current = map.position(element.scrollTop);
    redraw();
  }, [current, props.moves, view, map]);

  const first = Math.max(0, Math.floor(position.current / rowHeight) - SPARE_ROWS);
  const last = Math.min(view.count, Math.ceil((position.current + viewport) / rowHeight) + SPARE_ROWS);

  useEffect(() => {
    if (last <= first) return;
    if (!view.ensure) {
      // Rows of a range lie together.
      const [from, to] = [view.lineAt(first) ?? 0, (view.lineAt(last - 1) ?? 0) + 1];
      void store.ensure(from, to).then(() => store.ensure(from - FETCH_AHEAD, to + FETCH_AHEAD));
      return;
    }
    void view.ensure(first - FETCH_AHEAD, last + FETCH_AHEAD);
    const lines = Array.from({ length: last - first }, (_, at) => view.lineAt(first + at));
    void store.ensureLines(lines.filter((line): line is number => line !== undefined));
  }, [store, view, first, last]);

  const go = (index: number, how: "one" | "range") => {
    const line = view.lineAt(Math.max(0, Math.min(view.count - 1, index)));
    if (line !== undefined) onPick(line, how);
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey) return;
    const at = view.indexOf(current);
    const page = Math.max(1, Math.floor(viewport / rowHeight) - 1);
    const mod = event.ctrlKey || event.metaKey;
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: mod ? 0 : NaN,
      End: mod ? view.count - 1 : NaN,
    };
    const target = moves[event.key];
    if (mod && event.key.toLowerCase() === "a") props.onSelectAll();
    else if (target !== undefined && !Number.isNaN(target) && !(mod && event.key.startsWith("Arrow")))
      go(target, event.shiftKey ? "range" : "one");
    else if (event.key === " ") onPick(current, "toggle");
    else if (event.key === "Enter" && !mod) onOpen();
    else return;
    event.preventDefault();
  };

  const shown = useMemo(() => columns.filter((column) => column.displayed), [columns]);
  const lefts = useMemo(() => frozenLefts(shown), [shown]);
  const latest = useRef(onPick);
  useEffect(() => {
    latest.current = onPick;
  });
  // Always the same function, so that rows that did not change are not drawn again.
  const pickRow = useCallback<typeof onPick>((line, how) => latest.current(line, how), []);
  const [menu, setMenu] = useState<{ anchor: string; x: number; y: number } | null>(null);
  const handleMenu = (event: MouseEvent<HTMLElement>) => {
    const anchor = (event.target as HTMLElement).closest<HTMLElement>("[data-anchor]")?.dataset["anchor"];
    if (anchor === undefined) return;
    event.preventDefault();
    onPick(Number(anchor.split(":")[1]), "one");
    setMenu({ anchor, x: event.clientX, y: event.clientY });
  };
  const template = `${INDEX_WIDTH}px ${shown.map((column) => `${column.width}px`).join(" ")}`;
  const width = INDEX_WIDTH + shown.reduce((sum, column) => sum + column.width, 0);

  return (
    <div
      ref={scroller}
      className={styles.table}
      role="grid"
      tabIndex={0}
      aria-label={t("rows.table")}
      aria-rowcount={view.count + 1}
      aria-colcount={shown.length + 1}
      aria-multiselectable
      aria-activedescendant={`row-${current}`}
      style={
        {
          "--columns": template,
          "--table-width": `${width}px`,
          "--row": `${rowHeight}px`,
          "--lines": Math.max(1, Math.floor((rowHeight - 14) / 18)),
        } as CSSProperties
      }
      onKeyDown={handleKey}
      onContextMenu={handleMenu}
      onScroll={(event) => {
        position.current = map.position(event.currentTarget.scrollTop);
        // In the same frame: drawn a frame later, a pull at the scroll bar would show an empty table.
        flushSync(redraw);
      }}
    >
      <div className={styles.head} role="row" aria-rowindex={1}>
        <div className={styles.headIndex} role="columnheader">
          #
        </div>
        {shown.map((column, place) => (
          <ColumnHeader
            key={column.id}
            column={column}
            left={lefts.get(column.id)}
            place={place}
            sorted={sortOf(column, props.sort)}
            onSort={(order) => props.onSort(order && sortBy(column, order))}
            onMove={(dragged) => props.onMove(dragged, column.id)}
            onStep={(step) => {
              const next = neighbour(columns, column.id, step);
              if (next) props.onMove(column.id, next.id);
            }}
            onResize={(next) => props.onResize(column, next)}
            onHide={() => props.onHide(column)}
            onFreeze={() => props.onFreeze(column)}
          />
        ))}
      </div>
      <div className={styles.body} role="rowgroup" style={{ height: map.height }}>
        {Array.from({ length: Math.max(0, last - first) }, (_, place) => {
          const index = first + place;
          const line = view.lineAt(index);
          const row = line === undefined ? undefined : store.row(line);
          return row ? (
            <TableRow
              key={row.line}
              row={row}
              columns={shown}
              lefts={lefts}
              top={map.topOf(index)}
              ariaIndex={index + 2}
              isCurrent={row.line === current}
              isSelected={selection.has(row.line)}
              conflicts={row.state === "conflict" ? props.conflicts?.of(row.line) : undefined}
              mark={props.marks.lines.get(row.line)}
              onOpenMark={props.marks.onOpen}
              media={media}
              markdown={markdown}
              onPick={pickRow}
            />
          ) : (
            <div
              key={`at${index}`}
              className={styles.row}
              style={{ top: map.topOf(index) }}
              role="row"
              aria-busy
            >
              <div className={styles.index} role="rowheader">
                {line === undefined ? "…" : line + 1}
              </div>
              <div className={styles.waiting} role="gridcell">
                <Skeleton width={`${30 + ((index * 13) % 45)}%`} />
              </div>
            </div>
          );
        })}
      </div>
      {menu && (
        <ContextMenu
          {...menu}
          items={[{ label: t("comments.menu"), run: () => props.onComment(menu.anchor) }]}
          onClose={() => setMenu(null)}
        />
      )}
    </div>
  );
}

function sortBy(column: TableColumn, order: RowSort["order"]): RowSort {
  return column.question ? { questionId: column.question.id, order } : { column: column.id, order };
}

function sortOf(column: TableColumn, sort: RowSort | null): RowSort["order"] | null {
  if (!sort) return null;
  const same = column.question ? sort.questionId === column.question.id : sort.column === column.id;
  return same ? sort.order : null;
}

function frozenLefts(columns: readonly TableColumn[]): Map<number, number> {
  const lefts = new Map<number, number>();
  let left = INDEX_WIDTH;
  for (const column of columns) {
    if (!column.frozen) break;
    lefts.set(column.id, left);
    left += column.width;
  }
  return lefts;
}
