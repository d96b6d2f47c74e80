/** How logged acts on the text of lines reach the server. */

import { mutate } from "@/api/client";
import { asGlossError } from "@/api/errors";
import { sentBy } from "@/api/sentBy";
import type { Outbox } from "@/editor/oplog/outbox";
import type { LoggedAct } from "@/editor/oplog/store";
import type { LineAct } from "@/editor/session/types";
import { CHOOSE_LINE, DELETE_LINE, EDIT_LINE, INSERT_LINE, RESTORE_LINE, UNDO_LINE } from "./lineOperations";
import { sendError } from "./sendError";
import { forgetSignature, rememberSignature, signatureOf } from "./senders";

export const LINES = "span.lines";

/** The act with the line by its id, which stays true whatever is inserted meanwhile. */
export interface LinePayload {
  act: LineAct;
  sentenceId: number;
}

async function sendOnce(logged: LoggedAct, signature: string): Promise<void> {
  const { documentId, actId } = logged;
  const { act, sentenceId } = logged.payload as LinePayload;
  const common = { documentId, sentenceId, signature, actId };
  const by = sentBy(logged.userId);
  const known = (document: { signature: string }) => rememberSignature(documentId, document.signature);
  switch (act.op) {
    case "edit": {
      const method = act.whitespace ? { tokenizationMethod: "WHITE_SPACE" as const } : {};
      const { editSentence } = await mutate(
        EDIT_LINE,
        { input: { ...common, text: act.text, ...method } },
        by,
      );
      return known(editSentence.document);
    }
    case "insert": {
      const insertTarget = act.above ? { beforeId: sentenceId } : { afterId: sentenceId };
      await mutate(INSERT_LINE, { documentId, signature, actId, content: act.text, insertTarget }, by);
      return forgetSignature(documentId);
    }
    case "delete":
      return known((await mutate(DELETE_LINE, common, by)).deleteSentence.document);
    case "restore":
      return known((await mutate(RESTORE_LINE, common, by)).restoreSentence.document);
    case "choose":
      await mutate(CHOOSE_LINE, { ...common, labelerId: act.labelerId, resolved: act.resolved }, by);
      return forgetSignature(documentId);
    case "undo": {
      const { undoneActId } = act;
      return known(
        (await mutate(UNDO_LINE, { documentId, undoneActId, actId }, by)).undoSentenceAct.document,
      );
    }
  }
}

async function transmit(act: LoggedAct): Promise<void> {
  try {
    await sendOnce(act, await signatureOf(act));
  } catch (error) {
    if (asGlossError(error).code !== "CONFLICT") throw error;
    forgetSignature(act.documentId);
    await sendOnce(act, await signatureOf(act));
  }
}

/** Teach an outbox to send acts on lines. */
export function registerLineSenders(outbox: Outbox): void {
  outbox.register(LINES, async (act) => {
    await transmit(act).catch((error: unknown) => {
      throw sendError(error);
    });
  });
}
