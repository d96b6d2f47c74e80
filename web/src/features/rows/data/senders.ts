/** How logged answers reach the server. */

import { mutate, query } from "@/api/client";
import { asGlossError } from "@/api/errors";
import { SendError, type Outbox } from "@/editor/oplog/outbox";
import type { LoggedAct } from "@/editor/oplog/store";
import type { Answers } from "@/question-types";
import { GET_DOCUMENT_QUESTIONS, GET_ROW_QUESTIONS, SAVE_DOCUMENT, SAVE_ROWS } from "./operations";

export const ROW_ANSWERS = "answers.rows";
export const DOCUMENT_ANSWERS = "answers.document";

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

export interface DocumentPayload {
  projectId: string;
  signature: string;
  answers: Answers;
}

/** Tell the outbox whether trying again can help. */
function sendError(error: unknown): SendError {
  const known = asGlossError(error);
  if (known.code === "UNAUTHENTICATED") return new SendError("signedOut", known.message);
  const later = known.isTransient || known.code === "TOO_MANY_REQUESTS" || known.code.startsWith("INTERNAL");
  return new SendError(later ? "network" : "refused", known.message);
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

async function sendRows(act: LoggedAct): Promise<void> {
  const { projectId, signature, rows } = act.payload as RowPayload;
  const fresh = async () =>
    (await query(GET_ROW_QUESTIONS, { projectId })).getProjectRowQuestionSet.signature;
  const input = { textDocumentId: act.documentId, actId: act.actId, rowAnswers: rows };
  await withFreshSignature(signature, fresh, (current) => mutate(SAVE_ROWS, { input, signature: current }));
}

async function sendDocument(act: LoggedAct): Promise<void> {
  const { projectId, signature, answers } = act.payload as DocumentPayload;
  const { documentId, actId } = act;
  const fresh = async () =>
    (await query(GET_DOCUMENT_QUESTIONS, { projectId })).getProjectDocumentQuestionSet.signature;
  await withFreshSignature(signature, fresh, (current) =>
    mutate(SAVE_DOCUMENT, { documentId, answers, actId, signature: current }),
  );
}

/** Teach an outbox to send answers. Calling it again changes nothing. */
export function registerAnswerSenders(outbox: Outbox): void {
  const guarded = (send: (act: LoggedAct) => Promise<void>) => (act: LoggedAct) =>
    send(act).catch((error: unknown) => {
      throw sendError(error);
    });
  outbox.register(ROW_ANSWERS, guarded(sendRows));
  outbox.register(DOCUMENT_ANSWERS, guarded(sendDocument));
}
