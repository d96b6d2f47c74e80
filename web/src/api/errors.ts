import type { CombinedError } from "urql";

/** Parameters the server attaches to an error, such as the field or the line at fault. */
export interface ErrorDetails {
  field?: string;
  fileName?: string;
  line?: number;
  column?: number;
  requestId?: string;
  [key: string]: unknown;
}

/** An error of the API in the shape all screens understand. */
export class GlossApiError extends Error {
  /** Machine-readable reason, e.g. `NOT_FOUND`; `NETWORK` when the server was not reached. */
  readonly code: string;
  /** Family of the error, e.g. `UserInputError`. */
  readonly type: string;
  readonly details: ErrorDetails;

  constructor(init: { code: string; type: string; message: string; details?: ErrorDetails }) {
    super(init.message);
    this.name = "GlossApiError";
    this.code = init.code;
    this.type = init.type;
    this.details = init.details ?? {};
  }

  /** True when trying again later may help: the server was not reached or is overloaded. */
  get isTransient(): boolean {
    return this.code === "NETWORK" || this.code === "RATE_LIMITED" || this.code === "SERVICE_UNAVAILABLE";
  }
}

function isUnreachable(error: CombinedError): boolean {
  return error.networkError !== undefined && error.response === undefined;
}

/** Map what urql reports to a {@link GlossApiError}; the first GraphQL error decides. */
export function toGlossError(error: CombinedError): GlossApiError {
  const first = error.graphQLErrors[0];
  if (first) {
    const { code, type, ...details } = first.extensions as ErrorDetails & { code?: string; type?: string };
    return new GlossApiError({
      code: code ?? "INTERNAL_SERVER_ERROR",
      type: type ?? "InternalError",
      message: first.message,
      details,
    });
  }
  if (isUnreachable(error)) {
    return new GlossApiError({
      code: "NETWORK",
      type: "NetworkError",
      message: "The server did not answer. Check your connection and try again.",
    });
  }
  const status = (error.response as Response | undefined)?.status ?? 500;
  return TOLD_BY_STATUS.has(status) ? fromStatus(status, error.message) : unreadable(status);
}

/** Answers that mean the same whoever gives them. */
const TOLD_BY_STATUS = new Set([401, 413, 429, 500, 502, 503, 504]);

/** Not from our server, which always answers in JSON: a sign-in page of a hotel, a proxy without a target. */
function unreadable(status: number): GlossApiError {
  return new GlossApiError({
    code: "UNREADABLE",
    type: "NetworkError",
    message: `Something between this browser and the server answered instead of it (status ${status}).`,
  });
}

const BY_STATUS: Record<number, { code: string; type: string }> = {
  400: { code: "BAD_USER_INPUT", type: "UserInputError" },
  401: { code: "UNAUTHENTICATED", type: "AuthenticationError" },
  403: { code: "FORBIDDEN", type: "ForbiddenError" },
  404: { code: "NOT_FOUND", type: "NotFoundError" },
  409: { code: "CONFLICT", type: "ConflictError" },
  413: { code: "FILE_TOO_LARGE", type: "UserInputError" },
  429: { code: "RATE_LIMITED", type: "RateLimitError" },
  502: { code: "SERVICE_UNAVAILABLE", type: "NetworkError" },
  503: { code: "SERVICE_UNAVAILABLE", type: "NetworkError" },
  504: { code: "SERVICE_UNAVAILABLE", type: "NetworkError" },
};

/** The error of a REST answer with this status. */
export function fromStatus(status: number, message: string, details?: ErrorDetails): GlossApiError {
  const known = BY_STATUS[status] ?? { code: "INTERNAL_SERVER_ERROR", type: "InternalError" };
  return new GlossApiError({ ...known, message, details });
}

/** Turn anything thrown into a {@link GlossApiError}. */
export function asGlossError(error: unknown): GlossApiError {
  if (error instanceof GlossApiError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new GlossApiError({ code: "INTERNAL_CLIENT_ERROR", type: "InternalError", message });
}
