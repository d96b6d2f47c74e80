/** Reports counts to the bottom bar and offers undo and redo to the header. */

import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { EditorSession } from "@/editor/session/session";
import type { LabelingContext } from "../context";

const REPORT_MS = 250;

export function useSpanProgress(
  context: LabelingContext,
  session: EditorSession,
  version: number,
  conflicts: number,
): void {
  const { t } = useTranslation();
  const { reportProgress, registerUndo, mode } = context;
  const known = useRef(context.document.labelCount);
  const lastLine = useRef<number | null>(null);

  useEffect(
    () =>
      session.events.on("act", ({ change }) => {
        const label = change.added[0] ?? change.removed[0];
        if (label) lastLine.current = label.start.line + 1;
      }),
    [session],
  );

  useEffect(() => {
    // The frame around the text need not follow every key at once.
    const timer = window.setTimeout(() => {
      const complete = session.model.allLabelsLoaded;
      reportProgress({
        labels: session.model.total ?? known.current,
        lastLine: lastLine.current,
        ...(mode === "REVIEWER" && complete ? { conflicts } : {}),
      });
    }, REPORT_MS);
    return () => window.clearTimeout(timer);
  }, [session, version, conflicts, mode, reportProgress]);

  const { nextUndo, nextRedo } = session.history;
  useEffect(() => {
    registerUndo(session, {
      // Asked at the time of the key: what was rendered last may be a frame behind.
      get canUndo() {
        return session.history.nextUndo !== undefined && !session.readOnly;
      },
      get canRedo() {
        return session.history.nextRedo !== undefined && !session.readOnly;
      },
      ...(nextUndo ? { undoName: t(`labeling.commands.${nextUndo.name}`) } : {}),
      ...(nextRedo ? { redoName: t(`labeling.commands.${nextRedo.name}`) } : {}),
      undo: () => session.undo(),
      redo: () => session.redo(),
    });
    return () => registerUndo(session, null);
  }, [session, session.readOnly, nextUndo, nextRedo, registerUndo, t]);
}
