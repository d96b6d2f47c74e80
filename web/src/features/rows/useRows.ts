/** Rows of the open document with everything that changes them. */

import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useApiQuery } from "@/api/client";
import { asGlossError, type GlossApiError } from "@/api/errors";
import { onJobEnd } from "@/api/jobs";
import type { LoggedAct } from "@/editor/oplog/store";
import type { LabelingContext } from "@/features/labeling/context";
import type { Answers } from "@/question-types";
import { uuid } from "@/util/uuid";
import { GET_ROW_DOCUMENT } from "./data/operations";
import { lineSource, rowSource } from "./data/rowSource";
import { RowStore } from "./data/rowStore";
import type { ViewQuery } from "./data/lineView";
import {
  jobOfAct,
  MANY_ROWS,
  registerAnswerSenders,
  ROW_ANSWERS,
  UNDO_MANY_ROWS,
  type ManyPayload,
  type RowChange,
  type RowPayload,
  type UndoManyPayload,
} from "./data/senders";
import { useHistory, type SharedHistory } from "./useHistory";
import { useLiveRows } from "./useLiveRows";

export interface Rows {
  store: RowStore | undefined;
  /** Line to begin with: where the person was last. */
  start: number;
  error: GlossApiError | undefined;
  retry: () => void;
  /** Save answers of rows at once on screen, behind on the server. */
  save: (changes: RowChange[]) => void;
  /** Give many rows the same answers: those named, or all that a view shows. */
  saveMany: (many: Many) => void;
}

export interface Many {
  answers: Answers;
  /** How many rows, for the texts. */
  count: number;
  lines?: number[];
  view?: ViewQuery;
}

/** One step of undo or redo. */
type Change =
  | { kind: "rows"; rows: RowChange[] }
  | { kind: "many"; many: Many; act: { id: string } }
  | { kind: "undoMany"; act: { id: string }; count: number; back: RowChange[] };

/** Rows of a mass answer that are shown changed at once; more are fetched anew when it is done. */
const SHOWN_AT_ONCE = 5000;

/** Rows that are lines of a text which the editor shows: only their answers are fetched. */
export interface TextRows {
  /** One more than the largest line id. */
  end: number;
  /** How many lines there are. */
  count: number;
  history: SharedHistory;
}

/** `onReplay` is told which row an undo or redo has changed. */
export function useRows(
  context: LabelingContext,
  signature: string | undefined,
  onReplay?: (line: number) => void,
  text?: TextRows,
): Rows {
  const { t } = useTranslation();
  const { outbox, document, project, notify } = context;
  const documentId = document.id;
  const meta = useApiQuery(GET_ROW_DOCUMENT, { documentId });
  const found = meta.data?.getTextDocument.id === documentId ? meta.data.getTextDocument : undefined;
  const store = useStore(documentId, found, text);
  const words = text ? "lines.answers" : "rows";
  const version = useSyncExternalStore(store?.subscribe ?? noStore, store?.getVersion ?? noVersion);

  const pendingRows = useCallback(
    () => outbox.pending(documentId).flatMap((act) => rowsOf(act)),
    [outbox, documentId],
  );

  useEffect(() => registerAnswerSenders(outbox), [outbox]);
  useEffect(() => {
    if (!store) return undefined;
    store.setPending(pendingRows());
    const stopForeign = outbox.onForeign((act) => {
      if (act.documentId === documentId && KINDS.has(act.kind)) store.setPending(pendingRows());
    });
    const stopOutcome = outbox.onOutcome((act, outcome, message = "") => {
      if (act.documentId !== documentId || !KINDS.has(act.kind)) return;
      store.setPending(pendingRows());
      if (outcome === "acknowledged") {
        // The server knows best which of many rows have changed; a job tells when it is done.
        if (act.kind !== ROW_ANSWERS && jobOfAct(act.actId) === undefined) store.reload();
        return;
      }
      store.reload();
      const lines = rowsOf(act).map((row) => row.line + 1);
      notify(
        lines.length > 0
          ? t(`${words}.refused`, { lines: lines.slice(0, 5).join(", "), message })
          : t("rows.refusedMany", { message }),
        "error",
      );
    });
    return () => {
      stopForeign();
      stopOutcome();
    };
  }, [store, outbox, documentId, pendingRows, notify, words, t]);
  useEffect(() => onJobEnd(() => store?.reload()), [store]);
  useLiveRows(context, store);

  const perform = useCallback(
    (change: Change): RowChange[] => {
      if (!store || signature === undefined) return [];
      if (change.kind === "undoMany") {
        const payload: UndoManyPayload = {
          actId: change.act.id,
          name: t("rows.undoManyJob", { count: change.count }),
        };
        outbox.append({ documentId, kind: UNDO_MANY_ROWS, payload }).catch(() => undefined);
        return store.apply(change.back);
      }
      if (change.kind === "rows") {
        const back = store.apply(change.rows);
        const payload: RowPayload = { projectId: project.id, signature, rows: change.rows };
        outbox.append({ documentId, kind: ROW_ANSWERS, payload }).catch(() => undefined);
        return back;
      }
      const { answers, lines, view, count } = change.many;
      // Done again it is another act: the server would take the same one for a repetition.
      change.act.id = uuid();
      const name = t("rows.manyJob", { count });
      const payload: ManyPayload = { projectId: project.id, signature, answers, name, lines, view };
      const shown = (lines ?? []).filter((line) => store.isLoaded(line)).slice(0, SHOWN_AT_ONCE);
      const back = store.apply(shown.map((line) => ({ line, answers })));
      outbox.append({ documentId, kind: MANY_ROWS, payload, actId: change.act.id }).catch(() => undefined);
      return back;
    },
    [store, signature, outbox, documentId, project.id, t],
  );
  const replay = useCallback(
    (change: Change) => {
      perform(change);
      const line = change.kind === "rows" ? change.rows[0]?.line : undefined;
      if (line !== undefined) onReplay?.(line);
    },
    [perform, onReplay],
  );
  const record = useHistory<Change>(context, replay, text?.history);
  const save = useCallback(
    (rows: RowChange[]) => {
      const [first] = rows;
      if (!first) return;
      const back = perform({ kind: "rows", rows });
      record({
        forward: { kind: "rows", rows },
        back: { kind: "rows", rows: back },
        name: t("rows.act", { count: rows.length, line: first.line + 1 }),
      });
    },
    [perform, record, t],
  );
  const saveMany = useCallback(
    (many: Many) => {
      const act = { id: "" };
      const back = perform({ kind: "many", many, act });
      record({
        forward: { kind: "many", many, act },
        back: { kind: "undoMany", act, count: many.count, back },
        name: t("rows.act", { count: many.count, line: 0 }),
      });
    },
    [perform, record, t],
  );

  useProgress(context, store, found?.answeredCount ?? 0, version, text?.count);
  const retry = () => {
    if (!store) return meta.refetch();
    store.error = undefined;
    store.reload();
  };
  const error = found ? storeError(store) : meta.error;
  return { store, start: startOf(found?.currentSentenceCursor, store?.total), error, retry, save, saveMany };
}

function useStore(
  documentId: string,
  found: { lineCount?: number | null | undefined } | undefined,
  text: TextRows | undefined,
): RowStore | undefined {
  const isText = text !== undefined;
  const total = found && (text?.end ?? found.lineCount ?? undefined);
  return useMemo(() => {
    const source = isText ? lineSource(documentId) : rowSource(documentId);
    return total === undefined ? undefined : new RowStore(source, total);
  }, [documentId, total, isText]);
}

const KINDS = new Set([ROW_ANSWERS, MANY_ROWS, UNDO_MANY_ROWS]);

/** What an act that is not acknowledged makes of rows, as far as it names them. */
function rowsOf(act: LoggedAct): RowChange[] {
  if (act.kind === ROW_ANSWERS) return (act.payload as RowPayload).rows;
  if (act.kind !== MANY_ROWS) return [];
  const { lines = [], answers } = act.payload as ManyPayload;
  return lines.slice(0, SHOWN_AT_ONCE).map((line) => ({ line, answers }));
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
  count?: number,
): void {
  const { reportProgress } = context;
  const first = useRef<{ store: RowStore; answered: number }>(undefined);
  const reported = useRef("");
  useEffect(() => {
    if (!store) return;
    if (first.current?.store !== store) first.current = { store, answered: atOpening };
    const total = count ?? store.total;
    const solved = Math.max(0, Math.min(total, first.current.answered + store.gained));
    const text = `${solved}/${total}/${store.lastLine ?? ""}`;
    if (text === reported.current) return;
    reported.current = text;
    reportProgress({
      solved,
      total,
      // The text has its own last line.
      ...(count === undefined ? { lastLine: store.lastLine === null ? null : store.lastLine + 1 } : {}),
    });
  }, [store, atOpening, version, count, reportProgress]);
}
