/** Passes the session's acts to the outbox and the server's answers back to the session. */

import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import { linesOf } from "@/editor/session/documentModel";
import type { EditorSession } from "@/editor/session/session";
import type { LabelingContext } from "../context";
import { LINES } from "../data/lineSenders";
import { DECISIONS, LABELS, onPartialRefusal, type SpanPayload } from "../data/senders";

export function useSpanSaving(context: LabelingContext, session: EditorSession): void {
  const { t } = useTranslation();
  const { outbox, document, notify } = context;
  const documentId = document.id;

  useEffect(() => {
    const { model } = session;
    const stops = [
      session.events.on("act", ({ actId, kind, undo, change }) => {
        if (kind === "lines") return;
        const payload: SpanPayload = { undo, change: model.order.changeOut(change) };
        const sender = kind === "resolve" ? DECISIONS : LABELS;
        // An act that cannot be stored is sent all the same; the save chip warns.
        outbox.append({ documentId, kind: sender, payload, actId }).catch(() => undefined);
      }),
      outbox.onOutcome((act, outcome, message) => {
        if (act.documentId !== documentId || act.kind === LINES) return;
        if (outcome === "acknowledged") {
          model.acknowledge(act.actId);
          // A decision may settle competing labels and arrows too: show what the server made of it.
          if (act.kind === DECISIONS)
            model
              .reload(linesOf(model.order.changeIn((act.payload as SpanPayload).change)))
              .catch(() => undefined);
          return;
        }
        void model.forget(act.actId).catch(() => undefined);
        notify(t("labeling.refused", { message }), "error");
      }),
      onPartialRefusal((refusal) => {
        if (refusal.documentId !== documentId) return;
        refusal.hashes.forEach((hash) => model.labels.remove(hash));
        notify(t("labeling.rejected", { reason: refusal.reason }), "error");
        void model
          .reload(new Set([...refusal.lines].map((line) => model.order.toPosition(line))))
          .catch(() => undefined);
      }),
      session.events.on("refused", ({ reason }) => {
        const values = reason === "tooLong" ? { count: session.rules.maxTokens } : {};
        notify(t(`labeling.refusal.${reason}`, values), "error");
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, [session, outbox, documentId, notify, t]);
}
