import { useEffect, useMemo, useState } from "react";
import type { RowState, RowStore } from "./data/rowStore";
import { listView, rangeView, type RowView } from "./table/view";

export interface RowViewState {
  view: RowView;
  filter: RowState | null;
  setFilter: (filter: RowState | null) => void;
  /** Rows searched so far while a filter is still at work; null when it is done. */
  progress: number | null;
  page: number;
  pages: number;
  setPage: (page: number) => void;
}

/** The lines the table shows: a filter's, a page's, or all. Rows answered under a filter stay until it is set again. */
export function useRowView(store: RowStore, perPage: number, current: number): RowViewState {
  const [filter, setFilter] = useState<RowState | null>(null);
  const [found, setFound] = useState<{ lines: number[]; done: number }>({ lines: [], done: 0 });
  const [page, setPage] = useState(() => (perPage > 0 ? Math.floor(current / perPage) : 0));
  const [last, setLast] = useState(current);
  const pages = perPage > 0 ? Math.max(1, Math.ceil(store.total / perPage)) : 1;

  // A jump to a row turns to its page.
  if (last !== current) {
    setLast(current);
    if (perPage > 0) setPage(Math.floor(current / perPage));
  }

  useEffect(() => {
    if (filter === null) return undefined;
    let wanted = true;
    void store
      .filter(
        filter,
        (lines, done) => wanted && setFound({ lines, done }),
        () => wanted,
      )
      .catch((error: unknown) => {
        store.error = error;
      });
    return () => {
      wanted = false;
    };
  }, [filter, store]);

  const view = useMemo(() => {
    if (filter !== null) return listView(found.lines);
    if (perPage > 0) return rangeView(page * perPage, Math.min(store.total, (page + 1) * perPage));
    return rangeView(0, store.total);
  }, [filter, found.lines, perPage, page, store.total]);

  return {
    view,
    filter,
    setFilter: (next) => {
      setFound({ lines: [], done: 0 });
      setFilter(next);
    },
    progress: filter !== null && found.done < store.total ? found.done : null,
    page,
    pages,
    setPage,
  };
}
