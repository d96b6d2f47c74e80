import { useState } from "react";
import { asGlossError, type GlossApiError } from "@/api/errors";

interface Submit {
  error: GlossApiError | undefined;
  busy: boolean;
  /** The message of the error if it names this field. */
  errorOf: (field: string) => string | undefined;
  /** Run once; a second call while busy does nothing. */
  submit: (work: () => Promise<void>) => Promise<void>;
}

/** State of a form being sent: busy, error, and errors of single fields. */
export function useSubmit(): Submit {
  const [error, setError] = useState<GlossApiError>();
  const [busy, setBusy] = useState(false);
  const submit = async (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await work();
    } catch (problem) {
      setError(asGlossError(problem));
    } finally {
      setBusy(false);
    }
  };
  return {
    error,
    busy,
    submit,
    errorOf: (field) => (error?.details.field === field ? error.message : undefined),
  };
}
