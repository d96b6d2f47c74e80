import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
  useSyncExternalStore,
  type CSSProperties,
  type KeyboardEvent,
} from "react";
import { useTranslation } from "react-i18next";
import { Skeleton } from "@/design";
import type { RowStore } from "../data/rowStore";
import styles from "../rows.module.css";
import type { TableColumn } from "./columns";
import { ColumnHeader } from "./ColumnHeader";
import { ScrollMap } from "./scroll";
import { TableRow } from "./TableRow";
import type { RowView } from "./view";

const INDEX_WIDTH = 76;
const HEADER = 32;
const SPARE_ROWS = 6;

export interface RowTableProps {
  store: RowStore;
  view: RowView;
  columns: readonly TableColumn[];
  rowHeight: number;
  media: string;
  markdown: boolean;
  current: number;
  selected: ReadonlySet<number>;
  /** A click or key on a row: alone, to the row, or one more. */
  onPick: (line: number, how: "one" | "range" | "toggle") => void;
  onOpen: () => void;
  onResize: (column: TableColumn, width: number) => void;
  onHide: (column: TableColumn) => void;
  onFreeze: (column: TableColumn) => void;
}

/** A table of any number of rows that draws only what is visible. */
export function RowTable(props: RowTableProps) {
  const { store, view, columns, rowHeight, current, selected, media, markdown, onPick, onOpen } = props;
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
  }, [current, view, map]);

  const first = Math.max(0, Math.floor(position.current / rowHeight) - SPARE_ROWS);
  const last = Math.min(view.count, Math.ceil((position.current + viewport) / rowHeight) + SPARE_ROWS);

  useEffect(() => {
    if (last <= first) return;
    // Rows of a filter lie apart; of a range together.
    void store.ensure(view.lineAt(first), view.lineAt(first) + 1);
    for (let index = first; index < last; index++) {
      const line = view.lineAt(index);
      if (!store.row(line)) void store.ensure(line, line + 1);
    }
  });

  const go = (index: number, how: "one" | "range") => {
    const next = Math.max(0, Math.min(view.count - 1, index));
    if (view.count > 0) onPick(view.lineAt(next), how);
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
    if (target !== undefined && !Number.isNaN(target)) go(target, event.shiftKey ? "range" : "one");
    else if (event.key === " ") onPick(current, "toggle");
    else if (event.key === "Enter" && !mod) onOpen();
    else return;
    event.preventDefault();
  };

  const shown = columns.filter((column) => column.displayed);
  const lefts = frozenLefts(shown);
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
      onScroll={(event) => {
        position.current = map.position(event.currentTarget.scrollTop);
        redraw();
      }}
    >
      <div className={styles.head} role="row" aria-rowindex={1}>
        <div className={styles.headIndex} role="columnheader">
          #
        </div>
        {shown.map((column) => (
          <ColumnHeader
            key={column.id}
            column={column}
            left={lefts.get(column.id)}
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
          const row = store.row(line);
          return row ? (
            <TableRow
              key={line}
              row={row}
              columns={shown}
              lefts={lefts}
              top={map.topOf(index)}
              ariaIndex={index + 2}
              isCurrent={line === current}
              isSelected={selected.has(line)}
              media={media}
              markdown={markdown}
              onPick={onPick}
            />
          ) : (
            <div key={line} className={styles.row} style={{ top: map.topOf(index) }} role="row" aria-busy>
              <div className={styles.index}>{line + 1}</div>
              <div className={styles.waiting}>
                <Skeleton width={`${30 + ((line * 13) % 45)}%`} />
              </div>
            </div>
          );
        })}
      </div>
    </div>
  );
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
