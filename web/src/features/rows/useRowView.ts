import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import {
  isNarrowing,
  isPlain,
  LineView,
  NO_FILTER,
  viewQuery,
  viewSource,
  type RowFilter,
  type ViewQuery,
} from "./data/lineView";
import { rangeView, type RowView } from "./table/view";

export interface RowViewState {
  view: RowView;
  filter: RowFilter;
  setFilter: (change: Partial<RowFilter>) => void;
  clearFilter: () => void;
  /** Only some rows are shown. */
  isNarrowed: boolean;
  /** Percent of the file looked at while a filter is at work; null when it is done. */
  progress: number | null;
  error: unknown;
  /** What the server would be asked for all rows of the view; null when it is a page or everything. */
  query: ViewQuery | null;
  page: number;
  pages: number;
  setPage: (page: number) => void;
}

interface Filtered {
  filter: RowFilter;
  lines: LineView;
}

const nothing = () => () => undefined;
const zero = () => 0;

/** The lines the table shows: a filter's or an order's, a page's, or all. Rows answered under a filter stay until it is set again. */
export function useRowView(
  documentId: string,
  total: number,
  perPage: number,
  current: number,
): RowViewState {
  const [filter, setWhole] = useState<RowFilter>(NO_FILTER);
  const [page, setPage] = useState(() => (perPage > 0 ? Math.floor(current / perPage) : 0));
  const [last, setLast] = useState(current);
  const pages = perPage > 0 ? Math.max(1, Math.ceil(total / perPage)) : 1;

  // A jump to a row turns to its page.
  if (last !== current) {
    setLast(current);
    if (perPage > 0) setPage(Math.floor(current / perPage));
  }

  const { filtered, progress, error } = useFiltered(documentId, filter);
  const plain = useMemo(
    () =>
      perPage > 0 ? rangeView(page * perPage, Math.min(total, (page + 1) * perPage)) : rangeView(0, total),
    [perPage, page, total],
  );
  const setFilter = useCallback(
    (change: Partial<RowFilter>) => setWhole((before) => ({ ...before, ...change })),
    [],
  );
  return {
    view: filtered ?? plain,
    filter,
    setFilter,
    clearFilter: useCallback(() => setWhole(NO_FILTER), []),
    isNarrowed: isNarrowing(filter),
    progress,
    error,
    query: queryOf(documentId, filter, perPage),
    page,
    pages: filtered ? 1 : pages,
    setPage,
  };
}

function queryOf(documentId: string, filter: RowFilter, perPage: number): ViewQuery | null {
  if (!isPlain(filter)) return viewQuery(documentId, filter);
  return perPage > 0 ? null : { documentId };
}

/** The view of a filter or an order, asked for while there is one. */
function useFiltered(
  documentId: string,
  filter: RowFilter,
): { filtered: RowView | undefined; progress: number | null; error: unknown } {
  const [wanted, setWanted] = useState<Filtered | null>(null);
  const [shown, setShown] = useState<Filtered | null>(null);
  useEffect(() => {
    if (isPlain(filter)) {
      setWanted(null);
      setShown(null);
      return undefined;
    }
    const lines = new LineView(viewSource(viewQuery(documentId, filter)));
    const next = { filter, lines };
    setWanted(next);
    // The rows shown before stay until the first ones of the new filter are there.
    const stop = lines.subscribe(() => {
      if (lines.isStarted || lines.error !== undefined) setShown(next);
    });
    void lines.start();
    return () => {
      stop();
      lines.close();
    };
  }, [documentId, filter]);

  const live = wanted?.lines;
  const version = useSyncExternalStore(live?.subscribe ?? nothing, live?.getVersion ?? zero);
  // A new object when the lines change, so that what depends on them is made anew.
  const filtered = useMemo((): RowView | undefined => {
    void version;
    const lines = shown?.lines;
    if (!lines) return undefined;
    return {
      count: lines.count,
      lineAt: (index) => lines.lineAt(index),
      indexOf: (line) => lines.indexOf(line),
      has: (line) => lines.has(line),
      ensure: (from, to) => lines.ensure(from, to),
    };
  }, [shown, version]);

  const isDone = isPlain(filter) || (live?.isComplete === true && shown === wanted);
  return { filtered, progress: isDone ? null : (live?.progress ?? 0), error: live?.error };
}
