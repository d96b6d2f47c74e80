/** Marking a file or all work complete: ask the server, show what it finds, go on anyway where that is allowed. */

import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { mutate } from "@/api/client";
import { asGlossError, type GlossApiError } from "@/api/errors";
import { toast } from "@/design";
import type { Outbox } from "@/editor/oplog/outbox";
import type { LabelingDocument, LabelingMode } from "../context";
import { TOGGLE_CABINET, TOGGLE_DOCUMENT } from "../data/operations";
import type { CabinetState } from "../data/useCabinet";
import { problemsOf, type CompleteTarget, type Problem } from "./CompleteDialog";

interface CompletionOptions {
  projectId: string;
  cabinetState: CabinetState & { cabinet: NonNullable<CabinetState["cabinet"]> };
  mode: LabelingMode;
  outbox: Outbox;
  onJump: (documentId: string) => void;
}

interface Asked {
  target: CompleteTarget;
  document: LabelingDocument | null;
  problems: Problem[] | null;
  error: GlossApiError | undefined;
}

const PATIENCE_MS = 5_000;

/** Wait until all work has reached the server; refuse when it cannot be reached. */
async function sent(outbox: Outbox, message: string): Promise<void> {
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  await Promise.race([outbox.settled(), patience]);
  const { kind } = outbox.state;
  if (kind !== "saved" && kind !== "error") throw new Error(message);
}

export function useCompletion({ projectId, cabinetState, mode, outbox, onJump }: CompletionOptions) {
  const { t } = useTranslation();
  const { cabinet, patchDocument, refetch } = cabinetState;
  const [asked, setAsked] = useState<Asked | null>(null);

  const fail = useCallback((target: CompleteTarget, document: LabelingDocument | null, problem: unknown) => {
    const error = asGlossError(problem);
    const problems = problemsOf(error);
    if (problems) setAsked({ target, document, problems, error: undefined });
    else if (target === "document") toast.error(error);
    else setAsked({ target, document, problems: null, error });
  }, []);

  const sendDocument = useCallback(
    async (document: LabelingDocument, skipValidation: boolean) => {
      await sent(outbox, t("labeling.save.offlineHint")); // The server judges what it has.
      const { toggleDocumentStatus } = await mutate(TOGGLE_DOCUMENT, {
        documentId: document.id,
        skipValidation,
      });
      const { isCompleted, status } = toggleDocumentStatus;
      patchDocument(document.id, {
        isCompleted,
        status: status ?? (isCompleted ? "COMPLETE" : "IN_PROGRESS"),
      });
      setAsked(null);
    },
    [outbox, patchDocument, t],
  );

  const toggleDocument = useCallback(
    (document: LabelingDocument) =>
      void sendDocument(document, false).catch((error: unknown) => fail("document", document, error)),
    [sendDocument, fail],
  );

  const sendCabinet = useCallback(
    async (skipValidation: boolean) => {
      await sent(outbox, t("labeling.save.offlineHint"));
      await mutate(TOGGLE_CABINET, { projectId, role: mode, skipValidation });
      await refetch();
      setAsked(null);
    },
    [outbox, projectId, mode, refetch, t],
  );

  const target: CompleteTarget = mode === "REVIEWER" ? "review" : "cabinet";
  const toggleCabinet = useCallback(() => {
    if (cabinet.status === "COMPLETE")
      sendCabinet(false).catch((error: unknown) => toast.error(asGlossError(error)));
    else setAsked({ target, document: null, problems: null, error: undefined });
  }, [cabinet.status, sendCabinet, target]);

  const dialog = asked && {
    target: asked.target,
    openFiles: asked.document
      ? []
      : cabinet.documents.filter((entry) => !entry.isCompleted).map((entry) => entry.fileName),
    problems: asked.problems,
    error: asked.error,
    onClose: () => setAsked(null),
    onConfirm: async (skipValidation: boolean) => {
      const { document } = asked;
      try {
        await (document ? sendDocument(document, skipValidation) : sendCabinet(skipValidation));
      } catch (error) {
        fail(asked.target, document, error);
      }
    },
    onJump: (documentId: string) => {
      setAsked(null);
      onJump(documentId);
    },
  };

  return { toggleDocument, toggleCabinet, dialog };
}
