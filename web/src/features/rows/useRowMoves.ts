/** From row to row: one by one in the order shown, and to the next one in some state. */

import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { LabelingContext } from "@/features/labeling/context";
import type { ConflictStore } from "@/features/review/conflictStore";
import { isPlain, nearestInView, viewQuery, viewSource, NO_FILTER, type RowFilter } from "./data/lineView";
import type { RowStore } from "./data/rowStore";
import type { RowView } from "./table/view";

type Wanted = "unanswered" | "conflict";

interface MovesOptions {
  context: LabelingContext;
  store: RowStore;
  view: RowView;
  filter: RowFilter;
  current: number;
  goTo: (line: number) => void;
}

const BATCH = 100;
const MOST_BATCHES = 50;

/** The next line in a state in the order that a filter or a sort shows. */
export async function findInView(
  store: RowStore,
  view: RowView,
  from: number,
  direction: 1 | -1,
  wanted: Wanted,
): Promise<number | undefined> {
  let place = from + direction;
  for (let batch = 0; batch < MOST_BATCHES && place >= 0 && place < view.count; batch++) {
    const end = direction === 1 ? Math.min(view.count, place + BATCH) : place + 1;
    const start = direction === 1 ? place : Math.max(0, place + 1 - BATCH);
    await view.ensure?.(start, end);
    const lines = Array.from({ length: end - start }, (_, at) => view.lineAt(start + at));
    const known = lines.filter((line): line is number => line !== undefined);
    await store.ensureLines(known);
    const ordered = direction === 1 ? known : known.reverse();
    const found = ordered.find((line) => store.stateOf(line) === wanted);
    if (found !== undefined) return found;
    place = direction === 1 ? end : start - 1;
  }
  return undefined;
}

export function useRowMoves({ context, store, view, filter, current, goTo }: MovesOptions) {
  const { t } = useTranslation();
  /** False at the end of the view. */
  const step = (by: number): boolean => {
    const at = view.indexOf(current);
    const isShown = view.has(current);
    const next = at < 0 ? 0 : isShown || by < 0 ? at + by : at;
    if (next < 0 || next >= view.count) return false;
    const line = view.lineAt(next);
    if (line !== undefined) goTo(line);
    else
      void view.ensure?.(next, next + 1).then(() => {
        const found = view.lineAt(next);
        if (found !== undefined) goTo(found);
      });
    return true;
  };
  const seek = async (direction: 1 | -1, state: Wanted) => {
    const answerState = state === "conflict" ? "CONFLICT" : "UNANSWERED";
    const source = viewSource(viewQuery(context.document.id, { ...NO_FILTER, state: answerState }));
    const line = isPlain(filter)
      ? await store.find(current, direction, state, (from) => nearestInView(source, from, direction))
      : await findInView(store, view, view.indexOf(current), direction, state);
    if (line === undefined) context.notify(t(state === "conflict" ? "rows.noConflict" : "rows.noUnanswered"));
    else goTo(line);
  };
  return { step, seek };
}

const AHEAD = 40;
const AHEAD_APART = 12;

interface PrefetchOptions {
  store: RowStore;
  view: RowView;
  current: number;
  conflicts: ConflictStore | undefined;
}

/** Fetch the rows that come next before they are asked for, so that going on waits for nothing. */
export function usePrefetch({ store, view, current, conflicts }: PrefetchOptions): void {
  useEffect(() => {
    const at = view.indexOf(current);
    if (!view.ensure) {
      const last = Math.min(view.lineAt(view.count - 1) ?? current, current + AHEAD);
      void store.ensure(current, last + 1);
      void conflicts?.ensure(current);
      if (last > current) void conflicts?.ensure(last);
      return;
    }
    const places = Array.from({ length: AHEAD_APART }, (_, place) => view.lineAt(Math.max(0, at) + place));
    const lines = [current, ...places.filter((line): line is number => line !== undefined)];
    void store.ensureLines(lines);
    if (conflicts) for (const line of lines) void conflicts.ensure(line);
  }, [store, view, current, conflicts]);
}
