/** React's view of a session: a number that grows with every change worth showing. */

import { useCallback, useRef, useSyncExternalStore } from "react";

import type { EditorSession } from "../editor/session/session";

/** Re-render when selection, labels or history change; bursts become one render per frame. */
export function useSessionVersion(session: EditorSession): number {
  const version = useRef(0);
  const subscribe = useCallback(
    (listener: () => void) => {
      let frame = 0;
      const bump = () => {
        version.current++;
        frame ||= requestAnimationFrame(() => {
          frame = 0;
          listener();
        });
      };
      const stops = [
        session.events.on("change", bump),
        session.events.on("history", bump),
        session.model.events.on("labels", bump),
        session.model.events.on("lines", bump),
      ];
      return () => {
        cancelAnimationFrame(frame);
        stops.forEach((stop) => stop());
      };
    },
    [session],
  );
  return useSyncExternalStore(subscribe, () => version.current);
}
