/** How logged acts of the text editor reach the server. */

import { mutate, query } from "@/api/client";
import { sentBy } from "@/api/sentBy";
import type { LabelChange } from "@/editor/model/labelStore";
import { labelToInput, type WireLabelInput } from "@/editor/model/wire";
import type { Outbox } from "@/editor/oplog/outbox";
import type { LoggedAct } from "@/editor/oplog/store";
import { asGlossError } from "@/api/errors";
import { labelBatch, type LabelReply } from "./labelBatch";
import { sendError } from "./sendError";
import { GET_SPAN_DOCUMENT, UPDATE_SPAN_CONFLICTS, UPDATE_SPAN_LABELS } from "./operations";

export const LABELS = "span.labels";
export const DECISIONS = "span.decisions";

/** Payload of both kinds: the change is kept whole, to lay it over what is fetched before it is sent. */
export interface SpanPayload {
  undo: boolean;
  change: LabelChange;
}

/** Labels the server did not take, with its reason. */
export interface PartialRefusal {
  documentId: string;
  hashes: string[];
  lines: Set<number>;
  reason: string;
}

const signatures = new Map<string, string>();
const refusalListeners = new Set<(refusal: PartialRefusal) => void>();
/** The tab that sends need not be the one that shows the document. */
let otherTabs: BroadcastChannel | undefined;

/** Signatures change when somebody edits the text; the newest one is sent with each act. */
export function rememberSignature(documentId: string, signature: string): void {
  signatures.set(documentId, signature);
}

/** The text has changed and with it the signature: ask for the new one before it is needed again. */
export function forgetSignature(documentId: string): void {
  signatures.delete(documentId);
}

/** The newest signature known of an act's document, else the one the server tells. */
export async function signatureOf(act: LoggedAct): Promise<string> {
  return signatures.get(act.documentId) ?? freshSignature(act);
}

export function onPartialRefusal(listener: (refusal: PartialRefusal) => void): () => void {
  refusalListeners.add(listener);
  return () => refusalListeners.delete(listener);
}

async function freshSignature({ documentId, userId }: LoggedAct): Promise<string> {
  const { getTextDocument } = await query(GET_SPAN_DOCUMENT, { documentId }, sentBy(userId));
  rememberSignature(documentId, getTextDocument.signature);
  return getTextDocument.signature;
}

/** Spans are deleted after their arrows and made before them, since an arrow needs both ends. */
export function labelInputs(change: LabelChange): WireLabelInput[] {
  const kept = new Set(change.added.map((label) => label.hash));
  const gone = change.removed.filter((label) => !kept.has(label.hash));
  const arrowsFirst = (a: { type: string }, b: { type: string }) =>
    Number(b.type === "ARROW") - Number(a.type === "ARROW");
  const removed = [...gone].sort(arrowsFirst).map((label) => labelToInput(label, true));
  const added = [...change.added].sort((a, b) => arrowsFirst(b, a)).map((label) => labelToInput(label));
  return [...removed, ...added];
}

function labelsInput(act: LoggedAct, labels: WireLabelInput[], undo: boolean, signature: string) {
  const action = undo ? ("UNDO" as const) : ("LABEL" as const);
  return { documentId: act.documentId, actId: act.actId, action, labels, signature };
}

async function transmitLabels(act: LoggedAct, labels: WireLabelInput[], undo: boolean): Promise<void> {
  const send = async (signature: string) =>
    mutate(UPDATE_SPAN_LABELS, { input: labelsInput(act, labels, undo, signature) }, sentBy(act.userId));
  let result;
  try {
    result = await send(await signatureOf(act));
  } catch (error) {
    if (asGlossError(error).code !== "CONFLICT") throw error;
    // The text changed under us: the newest signature once, then it is a real conflict.
    result = await send(await freshSignature(act));
  }
  tellRejected(act, labels, result.updateLabels);
}

function tellRejected(act: LoggedAct, labels: WireLabelInput[], { rejectedLabels }: LabelReply): void {
  const [first] = rejectedLabels;
  if (!first) return;
  const lines = new Set(labels.flatMap((label) => [label.start.sentenceId, label.end.sentenceId]));
  const refusal = {
    documentId: act.documentId,
    lines,
    hashes: rejectedLabels.map((entry) => entry.label.hashCode),
    reason: first.reason,
  };
  refusalListeners.forEach((listener) => listener(refusal));
  otherTabs?.postMessage(refusal);
}

/** Many acts in one request, as they wait after hours without network. */
async function transmitLabelBatch(acts: LoggedAct[]): Promise<void> {
  const [first] = acts;
  if (!first) return;
  const signature = await signatureOf(first);
  const inputs = acts.map((act) => {
    const { change, undo } = act.payload as SpanPayload;
    return labelsInput(act, labelInputs(change), undo, signature);
  });
  const replies = await labelBatch(inputs, sentBy(first.userId));
  acts.forEach((act, index) => {
    const reply = replies[index];
    if (reply) tellRejected(act, inputs[index]?.labels ?? [], reply);
  });
}

async function transmitDecisions(act: LoggedAct): Promise<void> {
  const { change, undo } = act.payload as SpanPayload;
  if (undo) {
    // Decisions have no way back of their own on the wire: write the label with its earlier state.
    const labels = change.added.map((label) => {
      const input = labelToInput(label);
      return label.phase === "REJECTED" ? input : { ...input, labeledBy: label.phase };
    });
    return transmitLabels(act, labels, true);
  }
  const input = change.added.map((label) => ({ ref: label.hash, resolved: label.phase === "REVIEWER" }));
  const { documentId, actId } = act;
  await mutate(UPDATE_SPAN_CONFLICTS, { documentId, actId, input }, sentBy(act.userId));
}

/** Teach an outbox to send the acts of the text editor. */
export function registerSpanSenders(outbox: Outbox): void {
  if (!otherTabs && typeof BroadcastChannel !== "undefined") {
    otherTabs = new BroadcastChannel("gloss-rejected-labels");
    otherTabs.onmessage = (event: MessageEvent<PartialRefusal>) =>
      refusalListeners.forEach((listener) => listener(event.data));
  }
  const rethrow = (error: unknown) => {
    throw sendError(error);
  };
  outbox.register(
    LABELS,
    async (act) => {
      const { change, undo } = act.payload as SpanPayload;
      await transmitLabels(act, labelInputs(change), undo).catch(rethrow);
    },
    (acts) => transmitLabelBatch(acts).catch(rethrow),
  );
  outbox.register(DECISIONS, (act) => transmitDecisions(act).catch(rethrow));
}
