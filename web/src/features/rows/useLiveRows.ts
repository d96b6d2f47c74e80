/** Shows what other people answer in the open table, e.g. on the shared copy of a review. */

import { useEffect } from "react";
import { onServerEvent, RECONNECTED, type ServerEvent } from "@/api/events";
import type { LabelingContext } from "@/features/labeling/context";
import type { RowStore } from "./data/rowStore";

export function useLiveRows(context: LabelingContext, store: RowStore | undefined): void {
  const { outbox, document, project } = context;
  const [documentId, projectId] = [document.id, project.id];

  useEffect(() => {
    if (!store) return undefined;
    const hear = (event: ServerEvent) => {
      const { actId, lines } = event;
      if (event["documentId"] !== documentId || event["answers"] !== true) return;
      // Own acts come back too; what they changed is on screen already.
      if (typeof actId === "string" && outbox.isOwn(actId)) return;
      if (Array.isArray(lines)) void store.refresh(lines as number[]).catch(() => undefined);
      else store.reload();
    };
    const stops = [
      onServerEvent("DOCUMENT_SAVED", hear, projectId),
      onServerEvent(RECONNECTED, () => store.reload(), projectId),
    ];
    return () => stops.forEach((stop) => stop());
  }, [store, outbox, documentId, projectId]);
}
