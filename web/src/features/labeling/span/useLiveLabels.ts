/** Shows what others do on the shown document: the person's other tabs at once, other people by live events. */

import { useEffect } from "react";

import { query } from "@/api/client";
import { onServerEvent, RECONNECTED, type ServerEvent } from "@/api/events";
import type { EditorSession } from "@/editor/session/session";
import type { LabelingContext } from "../context";
import { GET_SAVED_AT } from "../data/operations";
import { DECISIONS, LABELS, type SpanPayload } from "../data/senders";

/** Events that come faster than this are answered by one request. */
const GATHER_MS = 120;
/** What is fetched around the place at work when nobody knows which lines have changed. */
const AROUND = 50;

/** Gathers lines to fetch anew; the first ones at once, those that follow closely together. */
class Refresher {
  private readonly lines = new Set<number>();
  private all = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly session: EditorSession) {}

  want(ids: number[] | undefined): void {
    const { order } = this.session.model;
    if (ids) ids.forEach((id) => this.lines.add(order.toPosition(id)));
    else this.all = true;
    if (this.timer !== undefined) return;
    this.run();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.run();
    }, GATHER_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private run(): void {
    const { model, caret } = this.session;
    if (this.all)
      model.reloadAll(Math.max(0, caret.line - AROUND), Math.min(model.lineCount, caret.line + AROUND));
    else if (this.lines.size > 0) void model.reload(new Set(this.lines)).catch(() => undefined);
    this.all = false;
    this.lines.clear();
  }
}

export function useLiveLabels(context: LabelingContext, session: EditorSession, documentId: string): void {
  const { outbox } = context;
  const projectId = context.project.id;

  useEffect(() => {
    const refresher = new Refresher(session);
    let savedAt = "";
    const askSavedAt = async () => (await query(GET_SAVED_AT, { documentId })).getTextDocument.lastSavedAt;
    void askSavedAt()
      .then((at) => (savedAt = at))
      .catch(() => undefined);

    const hear = (event: ServerEvent) => {
      if (event["documentId"] !== documentId) return;
      const { actId, lines } = event;
      // Own acts come back too; what they changed is on screen already.
      if (typeof actId === "string" && outbox.isOwn(actId)) return;
      refresher.want(Array.isArray(lines) ? (lines as number[]) : undefined);
    };
    const catchUp = async () => {
      const at = await askSavedAt();
      if (at === savedAt) return;
      savedAt = at;
      refresher.want(undefined);
    };
    const stops = [
      onServerEvent("DOCUMENT_SAVED", hear, projectId),
      onServerEvent("REVIEW_UPDATED", hear, projectId),
      onServerEvent(RECONNECTED, () => void catchUp().catch(() => undefined), projectId),
      outbox.onForeign((act) => {
        if (act.documentId !== documentId || (act.kind !== LABELS && act.kind !== DECISIONS)) return;
        const { change } = act.payload as SpanPayload;
        session.model.apply(act.actId, session.model.order.changeIn(change));
        session.changed();
      }),
      () => refresher.stop(),
    ];
    return () => stops.forEach((stop) => stop());
  }, [outbox, session, documentId, projectId]);
}
