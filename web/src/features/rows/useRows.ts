/** Rows of the open document with everything that changes them. */

import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useApiQuery } from "@/api/client";
import { asGlossError, type GlossApiError } from "@/api/errors";
import type { LabelingContext } from "@/features/labeling/context";
import { GET_ROW_DOCUMENT } from "./data/operations";
import { rowSource } from "./data/rowSource";
import { RowStore } from "./data/rowStore";
import { registerAnswerSenders, ROW_ANSWERS, type RowChange, type RowPayload } from "./data/senders";
import { useHistory } from "./useHistory";

export interface Rows {
  store: RowStore | undefined;
  /** Line to begin with: where the person was last. */
  start: number;
  error: GlossApiError | undefined;
  retry: () => void;
  /** Save answers of rows at once on screen, behind on the server. */
  save: (changes: RowChange[]) => void;
}

export function useRows(context: LabelingContext, signature: string | undefined): Rows {
  const { t } = useTranslation();
  const { outbox, document, project, notify } = context;
  const documentId = document.id;
  const meta = useApiQuery(GET_ROW_DOCUMENT, { documentId });
  const found = meta.data?.getTextDocument.id === documentId ? meta.data.getTextDocument : undefined;
  const total = found?.lineCount ?? undefined;
  const store = useMemo(
    () => (total === undefined ? undefined : new RowStore(rowSource(documentId), total)),
    [documentId, total],
  );
  const version = useSyncExternalStore(store?.subscribe ?? noStore, store?.getVersion ?? noVersion);

  const pendingRows = useCallback(
    () =>
      outbox
        .pending(documentId)
        .filter((act) => act.kind === ROW_ANSWERS)
        .flatMap((act) => (act.payload as RowPayload).rows),
    [outbox, documentId],
  );

  useEffect(() => registerAnswerSenders(outbox), [outbox]);
  useEffect(() => {
    if (!store) return undefined;
    store.setPending(pendingRows());
    return outbox.onOutcome((act, outcome, message) => {
      if (act.documentId !== documentId || act.kind !== ROW_ANSWERS) return;
      store.setPending(pendingRows());
      if (outcome === "acknowledged") return;
      store.reload();
      const lines = (act.payload as RowPayload).rows.map((row) => row.line + 1).slice(0, 5);
      notify(t("rows.refused", { lines: lines.join(", "), message }), "error");
    });
  }, [store, outbox, documentId, pendingRows, notify, t]);

  const perform = useCallback(
    (changes: RowChange[]) => {
      if (!store || signature === undefined) return [];
      const back = store.apply(changes);
      const payload: RowPayload = { projectId: project.id, signature, rows: changes };
      void outbox.append({ documentId, kind: ROW_ANSWERS, payload });
      return back;
    },
    [store, signature, outbox, documentId, project.id],
  );
  const record = useHistory<RowChange[]>(context, perform);
  const save = useCallback(
    (changes: RowChange[]) => {
      const back = perform(changes);
      const [first] = changes;
      if (!first) return;
      record({
        forward: changes,
        back,
        name: t("rows.act", { count: changes.length, line: first.line + 1 }),
      });
    },
    [perform, record, t],
  );

  useProgress(context, store, found?.answeredCount ?? 0, version);
  const retry = () => {
    if (!store) return meta.refetch();
    store.error = undefined;
    store.reload();
  };
  const error = found ? storeError(store) : meta.error;
  return { store, start: startOf(found?.currentSentenceCursor, total), error, retry, save };
}

const storeError = (store: RowStore | undefined): GlossApiError | undefined =>
  store?.error === undefined ? undefined : asGlossError(store.error);

const startOf = (cursor = 0, total = 1): number => Math.max(0, Math.min(cursor, total - 1));

const noStore = () => () => undefined;
const noVersion = () => 0;

/** Tell the bottom bar how many rows are answered, counted from where the server stood at opening. */
function useProgress(
  context: LabelingContext,
  store: RowStore | undefined,
  atOpening: number,
  version: number,
): void {
  const { reportProgress } = context;
  const first = useRef<{ store: RowStore; answered: number }>(undefined);
  const reported = useRef("");
  useEffect(() => {
    if (!store) return;
    if (first.current?.store !== store) first.current = { store, answered: atOpening };
    const solved = Math.max(0, Math.min(store.total, first.current.answered + store.gained));
    const text = `${solved}/${store.total}/${store.lastLine ?? ""}`;
    if (text === reported.current) return;
    reported.current = text;
    reportProgress({
      solved,
      total: store.total,
      lastLine: store.lastLine === null ? null : store.lastLine + 1,
    });
  }, [store, atOpening, version, reportProgress]);
}
