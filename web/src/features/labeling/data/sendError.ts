/** Whether sending an act again can help. */

import { asGlossError } from "@/api/errors";
import { SendError } from "@/editor/oplog/outbox";

/** Answers that say nothing of the act: the page's token or its address changed, or something between us broke. */
const LATER = new Set(["TOO_MANY_REQUESTS", "CSRF", "ADDRESS_NOT_ALLOWED", "UNREADABLE"]);

/** Map an error of the API to what the outbox has to do about it. */
export function sendError(error: unknown): SendError {
  const known = asGlossError(error);
  if (known.code === "UNAUTHENTICATED") return new SendError("signedOut", known.message);
  if (known.code.startsWith("INTERNAL")) return new SendError("failed", known.message);
  const later = known.isTransient || LATER.has(known.code);
  return new SendError(later ? "network" : "refused", known.message);
}
