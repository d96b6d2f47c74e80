/** Undo and redo of answers: every step is an act of its own on the server. */

import { useCallback, useEffect, useState } from "react";
import type { LabelingContext } from "@/features/labeling/context";

interface Step<Change> {
  forward: Change;
  back: Change;
  name: string;
}

export function useHistory<Change>(context: LabelingContext, perform: (change: Change) => void) {
  const [state, setState] = useState<{ done: Step<Change>[]; undone: Step<Change>[] }>({
    done: [],
    undone: [],
  });
  const { registerUndo, readOnly } = context;
  const record = useCallback((step: Step<Change>) => {
    setState(({ done }) => ({ done: [...done, step], undone: [] }));
  }, []);

  useEffect(() => {
    const last = state.done.at(-1);
    const next = state.undone.at(-1);
    registerUndo({
      canUndo: last !== undefined && !readOnly,
      canRedo: next !== undefined && !readOnly,
      undoName: last?.name,
      redoName: next?.name,
      undo: () => {
        if (!last) return;
        perform(last.back);
        setState({ done: state.done.slice(0, -1), undone: [...state.undone, last] });
      },
      redo: () => {
        if (!next) return;
        perform(next.forward);
        setState({ done: [...state.done, next], undone: state.undone.slice(0, -1) });
      },
    });
  }, [state, registerUndo, readOnly, perform]);
  useEffect(() => () => registerUndo(null), [registerUndo]);
  return record;
}
