/** What the server reads of the chosen files, and which of them it cannot read. */

import { useEffect, useState } from "react";
import { query } from "@/api/client";
import { asGlossError } from "@/api/errors";
import type { PreviewDocumentInput, PreviewWizardDocumentQuery } from "@/api/generated/graphql";
import { creationSettings, kindsOf } from "../model/input";
import type { WizardFile, WizardState } from "../model/state";
import { PREVIEW_DOCUMENT } from "../operations";
import type { Wizard } from "../useWizard";

export type Preview = PreviewWizardDocumentQuery["previewDocument"];

/** Everything that decides how a file is read, as one text; none before it is uploaded. */
export function readingKey(state: WizardState, file: WizardFile | undefined): string | undefined {
  if (!file?.objectKey) return undefined;
  const settings = { ...creationSettings(state), customHeaderColumns: [] };
  return JSON.stringify({
    document: { name: file.name, objectKey: file.objectKey },
    kinds: kindsOf(state),
    creationSettings: settings,
  });
}

/** Read the start of one file and remember whether it could be read. */
async function read(wizard: Wizard, fileId: string, key: string): Promise<Preview> {
  const input = JSON.parse(key) as PreviewDocumentInput;
  const { previewDocument } = await query(PREVIEW_DOCUMENT, { input });
  wizard.setUnreadable(fileId, previewDocument.error ? { key, message: previewDocument.error } : null);
  return previewDocument;
}

/** The parsed start of one file, read again whenever a setting that matters changes. */
export function usePreview(wizard: Wizard, fileId: string | null) {
  const { state } = wizard;
  const [shown, setShown] = useState<{ key: string; preview?: Preview; error?: string }>();
  const key = readingKey(
    state,
    state.files.find((entry) => entry.id === fileId),
  );
  useEffect(() => {
    if (fileId === null || key === undefined) return undefined;
    let wanted = true;
    read(wizard, fileId, key)
      .then((preview) => wanted && setShown({ key, preview }))
      .catch((error: unknown) => wanted && setShown({ key, error: asGlossError(error).message }));
    return () => {
      wanted = false;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the key holds everything that matters
  }, [fileId, key]);
  return { ...shown, stale: shown?.key !== key };
}

/** Try files that could not be read again once a setting changed; the shown one is read anyway. */
export function useRereading(wizard: Wizard, shown: string | null): void {
  const { state } = wizard;
  const outdated = state.files.flatMap((file) => {
    const key = readingKey(state, file);
    const known = state.unreadable[file.id];
    return known && key && file.id !== shown && known.key !== key ? [[file.id, key] as const] : [];
  });
  const all = JSON.stringify(outdated);
  useEffect(() => {
    // One that cannot be asked about stays as it was known.
    for (const [fileId, key] of JSON.parse(all) as [string, string][])
      read(wizard, fileId, key).catch(() => undefined);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the files and their keys are all that matters
  }, [all]);
}
