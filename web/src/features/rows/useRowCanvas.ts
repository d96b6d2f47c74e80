/** The table as panels of the screen see it. */

import { useEffect, useMemo, useRef } from "react";

import type { SearchInput } from "@/api/generated/graphql";
import type { Canvas, CanvasState } from "@/extensions/canvas";
import type { LabelingContext } from "@/features/labeling/context";

interface RowCanvasOptions {
  context: LabelingContext;
  current: number;
  goTo: (line: number) => void;
  focus: () => void;
  onSearch: (search: SearchInput | null) => void;
}

const stateOf = (line: number): CanvasState => ({ line, cell: 0, text: "", anchor: `ROW:${line}` });

/** Give the screen the canvas while the table is shown. */
export function useRowCanvas({ context, current, goTo, focus, onSearch }: RowCanvasOptions): void {
  const { registerCanvas } = context;
  const state = useRef(stateOf(current));
  const listeners = useRef(new Set<() => void>());
  const latest = useRef({ goTo, focus, onSearch });
  const canvas = useMemo(
    (): Canvas => ({
      getState: () => state.current,
      subscribe: (listener) => {
        listeners.current.add(listener);
        return () => listeners.current.delete(listener);
      },
      goTo: ({ line }) => latest.current.goTo(line),
      focus: () => latest.current.focus(),
      showOnly: (search) => latest.current.onSearch(search),
    }),
    [],
  );
  useEffect(() => {
    latest.current = { goTo, focus, onSearch };
  });
  useEffect(() => {
    if (state.current.line === current) return;
    state.current = stateOf(current);
    for (const listener of listeners.current) listener();
  }, [current]);
  useEffect(() => {
    registerCanvas(canvas);
    return () => registerCanvas(null);
  }, [canvas, registerCanvas]);
}
