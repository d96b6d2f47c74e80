/** Which line's threads the panel shows, chosen by a click on a mark in the work area. */

import { useSyncExternalStore } from "react";

let line: number | null = null;
const listeners = new Set<() => void>();

/** Show only the threads of one line; null shows all. */
export function openLine(next: number | null): void {
  line = next;
  for (const listener of listeners) listener();
}

export const useOpenLine = (): number | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => line,
  );
