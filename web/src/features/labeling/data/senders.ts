/** How logged acts of the text editor reach the server. */

import { mutate, query } from "@/api/client";
import { asGlossError } from "@/api/errors";
import type { LabelChange } from "@/editor/model/labelStore";
import { labelToInput, type WireLabelInput } from "@/editor/model/wire";
import { SendError, type Outbox } from "@/editor/oplog/outbox";
import type { LoggedAct } from "@/editor/oplog/store";
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

/** Signatures change when somebody edits the text; the newest one is sent with each act. */
export function rememberSignature(documentId: string, signature: string): void {
  signatures.set(documentId, signature);
}

/** The text has changed and with it the signature: ask for the new one before it is needed again. */
export function forgetSignature(documentId: string): void {
  signatures.delete(documentId);
}

/** The newest signature known, else the one the server tells. */
export async function signatureOf(documentId: string): Promise<string> {
  return signatures.get(documentId) ?? freshSignature(documentId);
}

export function onPartialRefusal(listener: (refusal: PartialRefusal) => void): () => void {
  refusalListeners.add(listener);
  return () => refusalListeners.delete(listener);
}

async function freshSignature(documentId: string): Promise<string> {
  const { getTextDocument } = await query(GET_SPAN_DOCUMENT, { documentId });
  rememberSignature(documentId, getTextDocument.signature);
  return getTextDocument.signature;
}

/** Map an error of the API to what the outbox has to do about it. */
export function sendError(error: unknown): SendError {
  const known = asGlossError(error);
  if (known.code === "UNAUTHENTICATED") return new SendError("signedOut", known.message);
  if (known.code.startsWith("INTERNAL")) return new SendError("failed", known.message);
  const later = known.isTransient || known.code === "TOO_MANY_REQUESTS";
  return new SendError(later ? "network" : "refused", known.message);
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

async function sendLabels(act: LoggedAct, labels: WireLabelInput[], undo: boolean, signature: string) {
  const input = {
    documentId: act.documentId,
    actId: act.actId,
    action: undo ? ("UNDO" as const) : ("LABEL" as const),
    labels,
    signature,
  };
  return mutate(UPDATE_SPAN_LABELS, { input });
}

async function transmitLabels(act: LoggedAct, labels: WireLabelInput[], undo: boolean): Promise<void> {
  const { documentId } = act;
  let result;
  try {
    const signature = await signatureOf(documentId);
    result = await sendLabels(act, labels, undo, signature);
  } catch (error) {
    if (asGlossError(error).code !== "CONFLICT") throw error;
    // The text changed under us: the newest signature once, then it is a real conflict.
    result = await sendLabels(act, labels, undo, await freshSignature(documentId));
  }
  const { rejectedLabels } = result.updateLabels;
  const [first] = rejectedLabels;
  if (!first) return;
  const lines = new Set(labels.flatMap((label) => [label.start.sentenceId, label.end.sentenceId]));
  const refusal = {
    documentId,
    lines,
    hashes: rejectedLabels.map((entry) => entry.label.hashCode),
    reason: first.reason,
  };
  refusalListeners.forEach((listener) => listener(refusal));
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
  await mutate(UPDATE_SPAN_CONFLICTS, { documentId: act.documentId, input });
}

/** Teach an outbox to send the acts of the text editor. */
export function registerSpanSenders(outbox: Outbox): void {
  outbox.register(LABELS, async (act) => {
    const { change, undo } = act.payload as SpanPayload;
    await transmitLabels(act, labelInputs(change), undo).catch((error: unknown) => {
      throw sendError(error);
    });
  });
  outbox.register(DECISIONS, async (act) => {
    await transmitDecisions(act).catch((error: unknown) => {
      throw sendError(error);
    });
  });
}
