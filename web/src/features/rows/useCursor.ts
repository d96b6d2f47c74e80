import { useEffect, useRef } from "react";
import { mutate } from "@/api/client";
import type { LabelingContext } from "@/features/labeling/context";
import { SAVE_CURSOR } from "./data/operations";

const CURSOR_AFTER = 2000;

/** Remember the row on the server a moment after the person has settled on it. */
export function useCursor(context: LabelingContext, line: number): void {
  const { document, readOnly } = context;
  const sent = useRef(line);
  useEffect(() => {
    if (readOnly || sent.current === line) return undefined;
    const timer = setTimeout(() => {
      sent.current = line;
      // Losing the place is no reason to disturb anybody.
      mutate(SAVE_CURSOR, { input: { id: document.id, currentSentenceCursor: line } }).catch(() => undefined);
    }, CURSOR_AFTER);
    return () => clearTimeout(timer);
  }, [document.id, line, readOnly]);
}
