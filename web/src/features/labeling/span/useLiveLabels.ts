/** Fetches labels anew when somebody else changed the shown document. */

import { useEffect } from "react";

import { onServerEvent } from "@/api/events";
import type { EditorSession } from "@/editor/session/session";
import type { LabelingContext } from "../context";

const QUIET_MS = 1_500;

export function useLiveLabels(context: LabelingContext, session: EditorSession, documentId: string): void {
  const { outbox } = context;
  const projectId = context.project.id;

  useEffect(() => {
    let timer = 0;
    let ownAt = -Infinity;
    const stopOwn = outbox.onOutcome((act) => {
      if (act.documentId === documentId) ownAt = performance.now();
    });
    const refresh = () => {
      const { line } = session.caret;
      session.model.reloadAll(Math.max(0, line - 50), Math.min(session.model.lineCount, line + 50));
    };
    const stopLive = onServerEvent(
      "DOCUMENT_SAVED",
      (event) => {
        // Our own saves come back too; what they changed is on screen already.
        if (
          event["documentId"] !== documentId ||
          outbox.state.kind === "saving" ||
          performance.now() - ownAt < QUIET_MS
        )
          return;
        window.clearTimeout(timer);
        timer = window.setTimeout(refresh, QUIET_MS);
      },
      projectId,
    );
    return () => {
      window.clearTimeout(timer);
      stopOwn();
      stopLive();
    };
  }, [outbox, session, documentId, projectId]);
}
