/** Shows in the index bar which lines are answered, disputed or chosen. */

import { useEffect } from "react";

import type { EditorSession } from "@/editor/session/session";
import type { EditorView } from "@/editor/view/view";
import { BLOCK, type RowStore } from "@/features/rows/data/rowStore";
import type { LinePicks } from "./useLinePicks";

/** Answers that did not come are asked for again after this time, when their lines are painted. */
const AGAIN_MS = 5_000;

/** Asks for the answers of lines as they come on screen. */
class Asker {
  private readonly asked = new Map<number, number>();

  constructor(private readonly store: RowStore) {}

  want(line: number): void {
    if (this.store.isLoaded(line)) return;
    const block = Math.floor(line / BLOCK);
    if (performance.now() - (this.asked.get(block) ?? -AGAIN_MS) < AGAIN_MS) return;
    this.asked.set(block, performance.now());
    void this.store.ensure(line, line + 1);
  }
}

export function useLineStates(
  view: EditorView | null,
  session: EditorSession,
  store: RowStore,
  picks: LinePicks,
): void {
  useEffect(() => {
    if (!view) return undefined;
    const asker = new Asker(store);
    const show = () =>
      view.setLineStates((place) => {
        const line = session.model.order.toId(place);
        asker.want(line);
        const state = store.stateOf(line);
        return {
          answered: state === "answered",
          disputed: state === "conflict",
          picked: picks.lines.has(place),
        };
      });
    show();
    const stop = store.subscribe(show);
    return () => {
      stop();
      view.setLineStates(null);
    };
  }, [view, session, store, picks.lines]);
}
