/** Conflicts of a row or a document, fetched when a reviewer looks at it. */

import { useCallback, useEffect, useState } from "react";
import { query } from "@/api/client";
import type { LabelingContext } from "@/features/labeling/context";
import {
  GET_CONFLICT_LINES,
  GET_DOCUMENT_CONFLICTS,
  GET_ROW_CONFLICTS,
} from "@/features/rows/data/operations";
import type { WireConflict } from "./conflicts";

export async function rowConflicts(
  documentId: string,
  start: number,
  end: number,
): Promise<Map<number, WireConflict[]>> {
  const { getRowAnswerConflicts } = await query(GET_ROW_CONFLICTS, { input: { documentId, start, end } });
  return new Map(getRowAnswerConflicts.map((entry) => [entry.line, entry.conflicts as WireConflict[]]));
}

/** Lines with open conflicts, ascending, at most `take`. */
export async function conflictLines(documentId: string, take: number): Promise<number[]> {
  const { getRowConflictLines } = await query(GET_CONFLICT_LINES, { documentId, take });
  return getRowConflictLines;
}

const NONE: WireConflict[] = [];

/** The conflicts of one line (or of the whole document when `line` is null). */
export function useConflicts(documentId: string, line: number | null, enabled: boolean) {
  const key = `${documentId}/${line ?? "document"}`;
  const [found, setFound] = useState<{ key: string; list: WireConflict[] }>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (!enabled) return undefined;
    let wanted = true;
    const ask = async () => {
      const list =
        line === null
          ? ((await query(GET_DOCUMENT_CONFLICTS, { documentId }))
              .getDocumentAnswerConflicts as WireConflict[])
          : ((await rowConflicts(documentId, line, line + 1)).get(line) ?? NONE);
      if (wanted) setFound({ key, list });
    };
    // Without the list the form still works; the labelers' answers are then not shown.
    ask().catch(() => wanted && setFound({ key, list: NONE }));
    return () => {
      wanted = false;
    };
  }, [documentId, line, key, enabled, round]);
  const settle = useCallback(() => setFound({ key, list: NONE }), [key]);
  return {
    conflicts: enabled && found?.key === key ? found.list : NONE,
    loading: enabled && found?.key !== key,
    /** Forget them at once: they were just decided. */
    settle,
    refetch: () => setRound((count) => count + 1),
  };
}

/** Names of labelers, or Labeler 1, 2, … when they are hidden. */
export function nameOfLabeler(
  context: LabelingContext,
  anonymous: (number: number) => string,
): (userId: number) => string {
  const hidden = context.project.settings.hideLabelerNamesDuringReview;
  const known = new Map(context.project.people.map((person) => [person.userId, person.name]));
  const order = [...known.keys()].sort((a, b) => a - b);
  return (userId) => {
    const place = order.indexOf(userId);
    if (!hidden && known.get(userId)) return known.get(userId) ?? "";
    return anonymous(place < 0 ? userId : place + 1);
  };
}
