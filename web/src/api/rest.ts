import { csrfHeaders } from "./csrf";
import { fromStatus, GlossApiError } from "./errors";
import { sessionEnded } from "./session";

interface ErrorBody {
  message?: string;
  errors?: { message?: string }[];
}

/** GET a JSON endpoint that is not GraphQL. Throws {@link GlossApiError}. */
export async function getJson<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: "same-origin", headers: csrfHeaders(), signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new GlossApiError({
      code: "NETWORK",
      type: "NetworkError",
      message: "The server did not answer. Check your connection and try again.",
    });
  }
  if (response.ok) return (await response.json()) as Answer;
  if (response.status === 401) sessionEnded();
  const body = (await response.json().catch(() => ({}))) as ErrorBody;
  throw fromStatus(response.status, body.message ?? body.errors?.[0]?.message ?? response.statusText);
}
