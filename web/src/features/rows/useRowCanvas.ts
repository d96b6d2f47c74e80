/** The table as panels of the screen see it. */

import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import type { SearchInput } from "@/api/generated/graphql";
import type { Canvas, CanvasState, LineMark } from "@/extensions/canvas";
import type { LabelingContext } from "@/features/labeling/context";

interface RowCanvasOptions {
  context: LabelingContext;
  current: number;
  goTo: (line: number) => void;
  focus: () => void;
  onSearch: (search: SearchInput | null) => void;
}

const stateOf = (line: number, anchor = `ROW:${line}`): CanvasState => ({ line, cell: 0, text: "", anchor });

const anchorLine = (anchor: string): number => Number(anchor.split(":")[1]);

/** Marks of comment threads beside rows and in their cells. */
export interface RowMarks {
  lines: ReadonlyMap<number, LineMark>;
  onOpen: (line: number) => void;
}

const NO_MARKS: RowMarks = { lines: new Map(), onOpen: () => undefined };

export interface RowCanvas {
  marks: RowMarks;
  /** Write a comment on one cell or answer. */
  comment: (anchor: string) => void;
}

/** Give the screen the canvas while the table is shown. */
export function useRowCanvas({ context, current, goTo, focus, onSearch }: RowCanvasOptions): RowCanvas {
  const { registerCanvas, showPanel } = context;
  const [marks, setMarks] = useState(NO_MARKS);
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
      setMarks: (lines, onOpen) => setMarks({ lines, onOpen }),
      showOnly: (search) => latest.current.onSearch(search),
    }),
    [],
  );
  const show = useCallback((next: CanvasState) => {
    state.current = next;
    for (const listener of listeners.current) listener();
  }, []);
  const comment = useCallback(
    (anchor: string) => {
      show(stateOf(anchorLine(anchor), anchor));
      showPanel("comments", true);
    },
    [show, showPanel],
  );
  useEffect(() => {
    latest.current = { goTo, focus, onSearch };
  });
  useEffect(() => {
    if (state.current.line !== current) show(stateOf(current));
  }, [current, show]);
  useEffect(() => {
    registerCanvas(canvas);
    return () => registerCanvas(null);
  }, [canvas, registerCanvas]);
  return { marks, comment };
}
