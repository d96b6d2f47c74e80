import { csrfHeaders } from "./csrf";
import { fromStatus, GlossApiError } from "./errors";
import { sessionEnded } from "./session";

export interface UploadOptions {
  /** Called with bytes sent and bytes in all. */
  onProgress?: (sent: number, total: number) => void;
  signal?: AbortSignal;
}

export interface UploadedFile {
  /** Name of the stored file, to be used as `objectKey` in a project's documents. */
  objectKey: string;
}

interface ErrorBody {
  message?: string;
  errors?: { message?: string }[];
}

function readMessage(body: string, fallback: string): string {
  try {
    const parsed = JSON.parse(body) as ErrorBody;
    return parsed.message ?? parsed.errors?.[0]?.message ?? fallback;
  } catch {
    return fallback;
  }
}

/** Send one file to the server's temporary store. Throws {@link GlossApiError}; abort with code `ABORTED`. */
export function uploadFile(file: File, options: UploadOptions = {}): Promise<UploadedFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/static/proxy/upload");
    for (const [name, value] of Object.entries(csrfHeaders())) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => options.onProgress?.(event.loaded, event.total);
    request.onload = () => {
      if (request.status === 401) sessionEnded();
      if (request.status >= 200 && request.status < 300) {
        resolve(JSON.parse(request.responseText) as UploadedFile);
        return;
      }
      const message = readMessage(
        request.responseText,
        `The upload of ${file.name} failed (${request.status}).`,
      );
      reject(fromStatus(request.status, message, { fileName: file.name }));
    };
    request.onerror = () =>
      reject(
        new GlossApiError({
          code: "NETWORK",
          type: "NetworkError",
          message: `The connection broke while sending ${file.name}.`,
          details: { fileName: file.name },
        }),
      );
    request.onabort = () =>
      reject(new GlossApiError({ code: "ABORTED", type: "Aborted", message: "Upload stopped." }));
    options.signal?.addEventListener("abort", () => request.abort(), { once: true });
    const form = new FormData();
    form.append("file", file, file.name);
    request.send(form);
  });
}

/** Send many files, `parallel` at a time. `onFile` reports each file's state by its index. */
export async function uploadFiles(
  files: readonly File[],
  onFile: (
    index: number,
    state: { sent: number; total: number; objectKey?: string; error?: GlossApiError },
  ) => void,
  options: { parallel?: number; signal?: AbortSignal } = {},
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < files.length && !options.signal?.aborted) {
      const index = next++;
      const file = files[index];
      if (!file) continue;
      try {
        const { objectKey } = await uploadFile(file, {
          signal: options.signal,
          onProgress: (sent, total) => onFile(index, { sent, total }),
        });
        onFile(index, { sent: file.size, total: file.size, objectKey });
      } catch (error) {
        onFile(index, { sent: 0, total: file.size, error: error as GlossApiError });
      }
    }
  };
  await Promise.all(Array.from({ length: options.parallel ?? 4 }, worker));
}
