/** The editing session of the shown document: made once per document, kept for undo while the screen is open. */

import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import { query } from "@/api/client";
import { asGlossError, type GlossApiError } from "@/api/errors";
import type { LineCommand } from "@/editor/commands/history";
import { LineOrder } from "@/editor/model/lineOrder";
import type { EditorRules, LabelSet } from "@/editor/model/types";
import type { LoggedAct } from "@/editor/oplog/store";
import { DocumentModel } from "@/editor/session/documentModel";
import { EditorSession } from "@/editor/session/session";
import type { LabelingContext } from "../context";
import { GET_LABEL_USES, GET_SPAN_DOCUMENT } from "../data/operations";
import { DECISIONS, LABELS, type SpanPayload } from "../data/senders";
import { documentSource } from "../data/source";
import { rememberSignature } from "../data/senders";

const KEPT = 6;
/** Up to this many labels all are fetched, behind everything else; beyond, only those the person looks at. */
const FILL_LIMIT = 5_000;
/** About a screen and a half of short lines. */
const FIRST_LINES = 48;
/** Reviewers need every open decision of the document. */
const REVIEW_LIMIT = 100_000;

export interface OpenedSession {
  session: EditorSession;
  /** Line of the last visit. */
  cursor: number;
}

type Cache = Map<string, OpenedSession>;

const idle = () =>
  new Promise<void>((resolve) => {
    if (typeof requestIdleCallback === "function") requestIdleCallback(() => resolve(), { timeout: 3_000 });
    else setTimeout(resolve, 30);
  });

function rulesOf(context: LabelingContext): EditorRules {
  const { settings } = context;
  return {
    allowMultiLabels: settings.allowMultiLabels,
    maxTokens: settings.textLabelMaxTokenLength,
    allowArrows: settings.allowArcDrawing,
    characterMode: settings.allowCharacterBasedLabeling,
  };
}

const isSpanAct = (act: LoggedAct) => act.kind === LABELS || act.kind === DECISIONS;

async function open(
  context: LabelingContext,
  documentId: string,
  labelSets: LabelSet[],
  earlier?: EditorSession,
): Promise<OpenedSession> {
  const [{ getTextDocument }] = await Promise.all([
    query(GET_SPAN_DOCUMENT, { documentId }),
    context.outbox.start(),
  ]);
  rememberSignature(documentId, getTextDocument.signature);
  const { numberOfSentences, numberOfTokens, numberOfEntitiesLabeled } = getTextDocument.statistic;
  const order = new LineOrder(numberOfSentences, getTextDocument.insertedLines);
  const model = new DocumentModel(numberOfSentences, numberOfTokens, documentSource(documentId, order));
  model.order = order;
  const waiting = context.outbox.pending(documentId).filter(isSpanAct);
  model.restore(
    waiting.map((act) => ({ actId: act.actId, change: order.changeIn((act.payload as SpanPayload).change) })),
  );
  const reviewer = context.mode === "REVIEWER";
  const session = new EditorSession({
    model,
    labelSets,
    rules: rulesOf(context),
    author: { userId: Number(context.userId) || null, phase: reviewer ? "REVIEWER" : "LABELER" },
    reviewer,
    readOnly: context.readOnly,
  });
  const cursor = Math.min(getTextDocument.currentSentenceCursor, Math.max(0, numberOfSentences - 1));
  session.caret = { line: cursor, offset: 0 };
  if (earlier) moveIn(session, earlier);
  // On its way while the page is still being built.
  const { line } = session.caret;
  model.prefetch(Math.max(0, line - FIRST_LINES / 2), Math.min(numberOfSentences, line + FIRST_LINES), line);
  if ((numberOfEntitiesLabeled ?? 0) <= (reviewer ? REVIEW_LIMIT : FILL_LIMIT)) void model.fillLabels(idle);
  else
    void idle()
      .then(() => countUses(model, documentId, session))
      .catch(() => undefined);
  return { session, cursor: session.caret.line };
}

/** The same document after lines came or went: what was done stays undoable, at its new place. */
function moveIn(session: EditorSession, earlier: EditorSession): void {
  const from = earlier.model.order;
  const to = session.model.order;
  session.history.adopt(earlier.history, (command) => ({
    ...command,
    change: to.changeIn(from.changeOut(command.change)),
    ...(command.line ? { line: movedCommand(command.line, from, to) } : {}),
  }));
  const { caret, activeLayer, unit } = earlier;
  const [fresh] = to.newSince(from);
  session.caret =
    fresh === undefined
      ? { line: to.toPosition(from.toId(caret.line)), offset: caret.offset }
      : { line: fresh, offset: 0 };
  session.activeLayer = activeLayer;
  session.unit = unit;
}

function movedCommand(line: LineCommand, from: LineOrder, to: LineOrder): LineCommand {
  const index = to.toPosition(from.toId(line.line));
  const { before, after, ...rest } = line;
  return {
    ...rest,
    line: index,
    ...(before && after ? { before: { ...before, index }, after: { ...after, index } } : {}),
  };
}

async function countUses(model: DocumentModel, documentId: string, session: EditorSession): Promise<void> {
  const { getLabelUses } = await query(GET_LABEL_USES, { documentId });
  model.setUses(getLabelUses.map((use) => ({ ...use, classId: use.labelSetItemId })));
  session.changed();
}

/** Open a document copy; `documentId` may be another person's copy, which is then read-only. */
export function useSpanSession(context: LabelingContext, documentId: string) {
  const [opened, setOpened] = useState<{ id: string; value: OpenedSession }>();
  const [error, setError] = useState<GlossApiError>();
  const [attempt, setAttempt] = useState(0);
  const cache = useMemo<Cache>(() => new Map(), []);
  const moving = useRef<EditorSession>(undefined);
  const { labelSets, readOnly } = context;
  const foreign = documentId !== context.document.id;

  useEffect(() => {
    let stopped = false;
    setError(undefined);
    const known = cache.get(documentId);
    if (known) {
      cache.delete(documentId);
      cache.set(documentId, known);
      known.session.model.reloadAll(known.session.caret.line, known.session.caret.line + 1);
      setOpened({ id: documentId, value: known });
      return;
    }
    const earlier = moving.current;
    moving.current = undefined;
    open(context, documentId, labelSets, earlier)
      .then((value) => {
        if (stopped) return value.session.model.close();
        earlier?.model.close();
        cache.set(documentId, value);
        for (const [id, old] of cache) {
          if (cache.size <= KEPT) break;
          old.session.model.close();
          cache.delete(id);
        }
        setOpened({ id: documentId, value });
        return undefined;
      })
      .catch((problem: unknown) => {
        if (!stopped) setError(asGlossError(problem));
      });
    return () => {
      stopped = true;
    };
    // A session takes newer settings below; only another document needs another session.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [documentId, attempt, cache]);

  const value = opened?.id === documentId ? opened.value : undefined;
  useEffect(() => {
    if (!value) return;
    value.session.readOnly = readOnly || foreign;
    value.session.setLabelSets(labelSets);
  }, [value, readOnly, foreign, labelSets]);

  /** Lines came or went: open the document anew, and keep what was done. */
  const reopen = useCallback(() => {
    moving.current = cache.get(documentId)?.session;
    cache.delete(documentId);
    setAttempt((number) => number + 1);
  }, [cache, documentId]);

  return { opened: value, error, retry: () => setAttempt(attempt + 1), reopen };
}
