/** Which questions of a form have been worked on, so that messages come neither before nor long after the mistake. */

import { useEffect, useRef, useState } from "react";
import type { Errors } from "./types";

/** Pause in typing, in ms, after which a half-written answer is judged. */
const SETTLED_AFTER = 700;

interface Touched {
  key: string;
  /** Root keys whose messages are shown; `true` shows all. */
  shown: ReadonlySet<string> | true;
}

const NOTHING: ReadonlySet<string> = new Set();
const rootOf = (path: string): string => path.split("[")[0] ?? path;

/** Tracks one form; another `key` starts afresh. */
export function useTouched(key: string) {
  const [stored, setState] = useState<Touched>({ key, shown: NOTHING });
  const state = stored.key === key ? stored : { key, shown: NOTHING };
  const changes = useRef<{ key: string; roots: Set<string> }>({ key, roots: new Set() });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), [key]);

  const show = (root: string) =>
    setState((before) => {
      const shown = before.key === key ? before.shown : NOTHING;
      return shown === true || shown.has(root) ? before : { key, shown: new Set([...shown, root]) };
    });
  const changedRoots = () => {
    if (changes.current.key !== key) changes.current = { key, roots: new Set() };
    return changes.current.roots;
  };
  return {
    /** Nothing was worked on: there is nothing to show, and no need to check. */
    isFresh: state.shown !== true && state.shown.size === 0,
    shownOf: (errors: Errors): Errors => {
      const { shown } = state;
      if (shown === true) return errors;
      return Object.fromEntries(Object.entries(errors).filter(([path]) => shown.has(rootOf(path))));
    },
    changed: (root: string) => {
      changedRoots().add(root);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => show(root), SETTLED_AFTER);
    },
    left: (root: string) => {
      if (changedRoots().has(root)) show(root);
    },
    all: () => setState({ key, shown: true }),
  };
}
