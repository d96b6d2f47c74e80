import type { OperationContext } from "urql";

import { csrfHeaders } from "./csrf";

/**
 * Context of a request that only the given account may send. The session belongs to the browser, so
 * somebody else may have signed in from another tab: the server then answers as to a signed-out person.
 */
export function sentBy(userId: string): Partial<OperationContext> {
  return {
    fetchOptions: () => ({
      credentials: "same-origin",
      headers: { ...csrfHeaders(), "X-Gloss-User": userId },
    }),
  };
}
