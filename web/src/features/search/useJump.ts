/** Go to a line that was found, in another file too: the file opens first, then its line. */

import { useCallback, useEffect, useRef } from "react";

import type { Place } from "@/extensions/canvas";
import type { LabelingContext } from "@/features/labeling/context";
import type { Hit } from "./useSearch";

export function placeOfHit(hit: Pick<Hit, "line" | "cell" | "matches">): Place {
  const first = hit.matches.find((match) => match.cell === hit.cell);
  const place = { line: hit.line, cell: hit.cell };
  return first ? { ...place, start: first.start, end: first.end } : place;
}

export function useJump(context: LabelingContext) {
  const { canvas, document, goToDocument } = context;
  const waiting = useRef<{ documentId: string; place: Place; left: typeof canvas } | null>(null);

  useEffect(() => {
    const wanted = waiting.current;
    // The canvas of the file that was left may still be there.
    if (!wanted || wanted.documentId !== document.id || !canvas || canvas === wanted.left) return;
    waiting.current = null;
    canvas.goTo(wanted.place);
  }, [canvas, document.id]);

  return useCallback(
    (hit: Hit) => {
      const place = placeOfHit(hit);
      if (hit.documentId === document.id) {
        canvas?.goTo(place);
        return;
      }
      waiting.current = { documentId: hit.documentId, place, left: canvas };
      goToDocument(hit.documentId);
    },
    [canvas, document.id, goToDocument],
  );
}
