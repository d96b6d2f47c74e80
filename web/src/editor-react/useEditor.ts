/** React's view of a session: a number that grows with every change worth showing. */

import { useCallback, useRef, useSyncExternalStore } from "react";

import type { EditorSession } from "../editor/session/session";

/** Arriving text and labels are shown in the panels this often at most. */
const BACKGROUND_MS = 400;

/**
 * Re-render when selection, labels or history change. The canvas paints first: panels follow right after
 * that frame, so that they never delay what a key does to the text. Fetched data is shown at leisure.
 */
export function useSessionVersion(session: EditorSession): number {
  const version = useRef(0);
  const subscribe = useCallback(
    (listener: () => void) => {
      let frame = 0;
      let after = 0;
      let later = 0;
      const show = () => {
        window.clearTimeout(later);
        frame = after = later = 0;
        version.current++;
        listener();
      };
      const soon = () => {
        frame ||= requestAnimationFrame(() => {
          after = window.setTimeout(show);
        });
      };
      const leisurely = () => {
        later ||= window.setTimeout(show, BACKGROUND_MS);
      };
      const stops = [
        session.events.on("change", soon),
        session.events.on("history", soon),
        session.model.events.on("labels", soon),
        session.model.events.on("fetched", leisurely),
      ];
      return () => {
        cancelAnimationFrame(frame);
        window.clearTimeout(after);
        window.clearTimeout(later);
        stops.forEach((stop) => stop());
      };
    },
    [session],
  );
  return useSyncExternalStore(subscribe, () => version.current);
}
