/** Where the person works and for how long, told to the server. Losing one of these costs nothing, so they skip the log. */

import { useEffect } from "react";

import { mutate } from "@/api/client";
import { ADD_ACTIVE_DURATION, UPDATE_CURSOR, UPDATE_LAST_OPENED } from "./operations";

const IDLE_MS = 60_000;
const REPORT_MS = 30_000;

/** Remember the document for the next visit. */
export function useLastOpened(cabinetId: string, documentId: string): void {
  useEffect(() => {
    mutate(UPDATE_LAST_OPENED, { cabinetId, documentId }).catch(() => undefined);
  }, [cabinetId, documentId]);
}

/** Count the time with input; it ends 60 s after the last one, and while the page is hidden. */
export function useActiveTime(documentId: string, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    let active = 0;
    let last = performance.now();
    const touch = () => {
      const now = performance.now();
      active += Math.min(now - last, IDLE_MS);
      last = now;
    };
    const report = () => {
      const durationMillis = Math.round(active);
      if (durationMillis < 1000) return;
      active = 0;
      mutate(ADD_ACTIVE_DURATION, { input: { documentId, durationMillis } }).catch(() => undefined);
    };
    const timer = window.setInterval(report, REPORT_MS);
    const inputs = ["pointerdown", "keydown", "wheel"] as const;
    inputs.forEach((name) => window.addEventListener(name, touch, { passive: true }));
    return () => {
      window.clearInterval(timer);
      inputs.forEach((name) => window.removeEventListener(name, touch));
      report();
    };
  }, [documentId, enabled]);
}

/** Remember the line, at most every two seconds. */
export function cursorReporter(documentId: string): { report: (line: number) => void; flush: () => void } {
  let timer = 0;
  let wanted: number | null = null;
  let told: number | null = null;
  const flush = () => {
    window.clearTimeout(timer);
    timer = 0;
    if (wanted === null || wanted === told) return;
    told = wanted;
    mutate(UPDATE_CURSOR, { input: { id: documentId, currentSentenceCursor: wanted } }).catch(
      () => undefined,
    );
  };
  return {
    report(line) {
      wanted = line;
      timer ||= window.setTimeout(flush, 2_000);
    },
    flush,
  };
}
