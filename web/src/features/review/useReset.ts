/** Emptying one's own copy of a document: asked first, done in the background, then fetched anew. */

import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import { mutate } from "@/api/client";
import { graphql } from "@/api/generated";
import { asGlossError } from "@/api/errors";
import { trackJob, useJobEnd } from "@/api/jobs";
import { confirm, IconRefresh, toast } from "@/design";

const RESET = graphql(`
  mutation ResetLabelingWork($documentId: ID!) {
    resetLabelingWork(documentId: $documentId) {
      id
    }
  }
`);

interface ResetTarget {
  documentId: string;
  fileName: string;
  teamId: string | null;
  /** Only labelers, and only in what is not complete. */
  isPossible: boolean;
}

/** Add "Reset labeling work" to the actions of the screen. The page loads again when the work is gone. */
export function useReset({ documentId, fileName, teamId, isPossible }: ResetTarget): void {
  const { t } = useTranslation();
  const running = useRef<string | null>(null);
  useJobEnd((job) => {
    if (job.id !== running.current) return;
    running.current = null;
    if (job.status === "DELIVERED") window.location.reload();
    else toast.error(job.error ?? t("review.resetFailed"));
  });
  const reset = async () => {
    const sure = await confirm({
      title: t("review.resetTitle", { name: fileName }),
      body: t("review.resetText"),
      confirmLabel: t("review.resetConfirm"),
      danger: true,
    });
    if (!sure) return;
    try {
      const { resetLabelingWork } = await mutate(RESET, { documentId });
      running.current = resetLabelingWork.id;
      trackJob({
        id: resetLabelingWork.id,
        name: t("review.resetJob", { name: fileName }),
        kind: "other",
        teamId,
      });
    } catch (error) {
      toast.error(asGlossError(error));
    }
  };
  useActions([
    {
      id: "review.reset",
      labelKey: "review.reset",
      sectionKey: "labeling.sections.file",
      icon: IconRefresh,
      scope: "page",
      isEnabled: () => isPossible,
      run: () => void reset(),
    },
  ]);
}
