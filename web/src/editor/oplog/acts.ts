/** What goes into the log, how it leaves, and how that stands. */

import type { ActQueue } from "./actQueue";
import type { Trouble } from "./channel";
import type { LoggedAct } from "./store";

interface Waiting {
  /** Acts the server does not have yet. */
  waiting: number;
  /** Of those, acts that the browser would not store: they are lost when this tab closes. */
  unstored?: number;
}

export type SaveState =
  | { kind: "saved"; at: number | null }
  | ({ kind: "saving" } & Waiting)
  | ({ kind: "offline" } & Waiting)
  | ({ kind: "signedOut" } & Waiting)
  | ({ kind: "error"; refused: number; message: string } & Waiting);

/** Why sending failed, as far as it decides what to do next. */
export class SendError extends Error {
  constructor(
    /** `failed`: the server broke on it; worth a few more tries, then it counts as refused. */
    readonly reason: "network" | "signedOut" | "refused" | "failed",
    message: string,
  ) {
    super(message);
    this.name = "SendError";
  }
}

/** Transmits one act; throws a SendError. Anything else thrown counts as a network failure. */
export type Sender = (act: LoggedAct) => Promise<void>;
/** Transmits acts of one document in order; all or, as far as the caller can tell, none. */
export type BatchSender = (acts: LoggedAct[]) => Promise<void>;

export interface NewAct {
  documentId: string;
  kind: string;
  payload: unknown;
  /** Give one to make a repeated call harmless; made when absent. */
  actId?: string;
}

/** How the log stands, as the person is told. */
export function saveStateOf(
  queue: ActQueue,
  refusals: readonly LoggedAct[],
  trouble: Trouble | null,
  savedAt: number | null,
): SaveState {
  const unstored = queue.unloggedCount;
  const waiting = { waiting: queue.length, ...(unstored > 0 ? { unstored } : {}) };
  const [refusal] = refusals;
  if (trouble === "signedOut") return { kind: "signedOut", ...waiting };
  if (trouble === "offline" && waiting.waiting > 0) return { kind: "offline", ...waiting };
  if (refusal) return { kind: "error", ...waiting, refused: refusals.length, message: refusal.refused ?? "" };
  return waiting.waiting > 0 ? { kind: "saving", ...waiting } : { kind: "saved", at: savedAt };
}
