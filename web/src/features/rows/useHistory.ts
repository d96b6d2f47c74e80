/** Undo and redo of answers: every step is an act of its own on the server. */

import { useCallback, useEffect, useMemo, useReducer } from "react";
import type { LabelingContext } from "@/features/labeling/context";

interface Step<Change> {
  forward: Change;
  back: Change;
  name: string;
}

/** A history that steps go into instead, where several kinds of work are undone in one order. */
export interface SharedHistory {
  push: (step: { forward: unknown; back: unknown }) => void;
  /** Says how steps are carried out; returns what takes that back. */
  bind: (perform: (change: unknown) => void) => () => void;
}

/** Steps done and taken back. Changed at once, so that keys faster than React meet the newest state. */
class StepStack<Change> {
  private readonly done: Step<Change>[] = [];
  private undone: Step<Change>[] = [];

  get last(): Step<Change> | undefined {
    return this.done.at(-1);
  }

  get next(): Step<Change> | undefined {
    return this.undone.at(-1);
  }

  push(step: Step<Change>): void {
    this.done.push(step);
    this.undone = [];
  }

  undo(): Change | undefined {
    const step = this.done.pop();
    if (step) this.undone.push(step);
    return step?.back;
  }

  redo(): Change | undefined {
    const step = this.undone.pop();
    if (step) this.done.push(step);
    return step?.forward;
  }
}

/** Offers undo and redo to the header; returns the function that records a step just performed. */
export function useHistory<Change>(
  context: Pick<LabelingContext, "registerUndo" | "readOnly">,
  perform: (change: Change) => void,
  shared?: SharedHistory,
) {
  const { registerUndo, readOnly } = context;
  const steps = useMemo(() => new StepStack<Change>(), []);
  const [version, show] = useReducer((count: number) => count + 1, 0);
  const record = useCallback(
    (step: Step<Change>) => {
      if (shared) return shared.push(step);
      steps.push(step);
      show();
    },
    [steps, shared],
  );

  useEffect(() => shared?.bind((change) => perform(change as Change)), [shared, perform]);
  useEffect(() => {
    // Without steps there is nothing to offer: leave undo to others on the screen.
    if (!steps.last && !steps.next) return;
    const replay = (change: Change | undefined) => {
      if (change === undefined) return;
      perform(change);
      show();
    };
    registerUndo(steps, {
      get canUndo() {
        return steps.last !== undefined && !readOnly;
      },
      get canRedo() {
        return steps.next !== undefined && !readOnly;
      },
      undoName: steps.last?.name,
      redoName: steps.next?.name,
      undo: () => replay(steps.undo()),
      redo: () => replay(steps.redo()),
    });
  }, [steps, version, registerUndo, readOnly, perform]);
  useEffect(() => () => registerUndo(steps, null), [steps, registerUndo]);
  return record;
}
