/** How logged answers reach the server. */

import { mutate, query } from "@/api/client";
import { asGlossError } from "@/api/errors";
import { trackJob } from "@/api/jobs";
import { sentBy } from "@/api/sentBy";
import type { Outbox } from "@/editor/oplog/outbox";
import type { LoggedAct } from "@/editor/oplog/store";
import { sendError } from "@/features/labeling/data/sendError";
import type { Answers } from "@/question-types";
import type { ViewQuery } from "./lineView";
import {
  ANSWER_LINES,
  GET_DOCUMENT_QUESTIONS,
  GET_ROW_QUESTIONS,
  SAVE_DOCUMENT,
  SAVE_ROWS,
  UNDO_ANSWER_LINES,
} from "./operations";

export const ROW_ANSWERS = "answers.rows";
export const DOCUMENT_ANSWERS = "answers.document";
/** The same answers for many rows, and taking them back. */
export const MANY_ROWS = "answers.many";
export const UNDO_MANY_ROWS = "answers.undoMany";

export interface RowChange {
  line: number;
  /** Missing keys leave an answer, null clears it. */
  answers: Answers;
}

export interface RowPayload {
  projectId: string;
  signature: string;
  rows: RowChange[];
}

/** Either lines, or everything a filter finds. */
export interface ManyPayload {
  projectId: string;
  signature: string;
  answers: Answers;
  lines?: number[];
  view?: ViewQuery;
  /** Name of the job if it becomes one. */
  name: string;
}

export interface UndoManyPayload {
  /** The act that answered them. */
  actId: string;
  name: string;
}

export interface DocumentPayload {
  projectId: string;
  signature: string;
  answers: Answers;
}

/** Send with the signature of the form; when only recolouring or adding questions changed it, send with the newest one. */
async function withFreshSignature(
  signature: string,
  fresh: () => Promise<string>,
  send: (signature: string) => Promise<unknown>,
): Promise<void> {
  try {
    await send(signature);
  } catch (error) {
    if (asGlossError(error).code !== "CONFLICT") throw error;
    const newest = await fresh();
    if (newest === signature) throw error;
    await send(newest);
  }
}

const rowSignature = async (projectId: string, userId: string): Promise<string> =>
  (await query(GET_ROW_QUESTIONS, { projectId }, sentBy(userId))).getProjectRowQuestionSet.signature;

async function sendRows(act: LoggedAct): Promise<void> {
  const { projectId, signature, rows } = act.payload as RowPayload;
  const by = sentBy(act.userId);
  const fresh = () => rowSignature(projectId, act.userId);
  const input = { textDocumentId: act.documentId, actId: act.actId, rowAnswers: rows };
  await withFreshSignature(signature, fresh, (current) =>
    mutate(SAVE_ROWS, { input, signature: current }, by),
  );
}

/** Jobs of many rows that are under way, by the act that started them. */
const jobs = new Map<string, string>();

/** The job that carries out an act, if it became one. */
export const jobOfAct = (actId: string): string | undefined => jobs.get(actId);

export const isJobOfRows = (jobId: string): boolean => [...jobs.values()].includes(jobId);

function follow(actId: string, name: string, job: { id: string } | null | undefined): void {
  if (!job) return;
  jobs.set(actId, job.id);
  trackJob({ id: job.id, name, kind: "other" });
}

async function sendMany(act: LoggedAct): Promise<void> {
  const { projectId, signature, answers, lines, view, name } = act.payload as ManyPayload;
  const { documentId, actId } = act;
  const where = view ? { view: { ...view, start: 0, end: 1 } } : { lines };
  await withFreshSignature(
    signature,
    () => rowSignature(projectId, act.userId),
    async (current) => {
      const input = { documentId, ...where, answers, questionSetSignature: current, actId };
      follow(actId, name, (await mutate(ANSWER_LINES, { input }, sentBy(act.userId))).answerLines.job);
    },
  );
}

async function sendUndoMany(act: LoggedAct): Promise<void> {
  const { actId, name } = act.payload as UndoManyPayload;
  const { undoAnswerLines } = await mutate(
    UNDO_ANSWER_LINES,
    { documentId: act.documentId, actId },
    sentBy(act.userId),
  );
  follow(act.actId, name, undoAnswerLines.job);
}

async function sendDocument(act: LoggedAct): Promise<void> {
  const { projectId, signature, answers } = act.payload as DocumentPayload;
  const { documentId, actId } = act;
  const by = sentBy(act.userId);
  const fresh = async () =>
    (await query(GET_DOCUMENT_QUESTIONS, { projectId }, by)).getProjectDocumentQuestionSet.signature;
  await withFreshSignature(signature, fresh, (current) =>
    mutate(SAVE_DOCUMENT, { documentId, answers, actId, signature: current }, by),
  );
}

/** Teach an outbox to send answers. Calling it again changes nothing. */
export function registerAnswerSenders(outbox: Outbox): void {
  const guarded = (send: (act: LoggedAct) => Promise<void>) => (act: LoggedAct) =>
    send(act).catch((error: unknown) => {
      throw sendError(error);
    });
  outbox.register(ROW_ANSWERS, guarded(sendRows));
  outbox.register(MANY_ROWS, guarded(sendMany));
  outbox.register(UNDO_MANY_ROWS, guarded(sendUndoMany));
  outbox.register(DOCUMENT_ANSWERS, guarded(sendDocument));
}
