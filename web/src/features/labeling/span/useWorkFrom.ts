/** Whose work a reviewer looks at: everyone's, merged, or one labeler's copy of the same file. */

import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { useApiQuery } from "@/api/client";
import type { LabelingContext } from "../context";
import { GET_ORIGINAL_COPIES } from "../data/operations";
import { nameOf } from "./names";

export interface Worker {
  cabinetId: string;
  name: string;
  documentId: string;
}

export interface WorkFrom {
  workers: Worker[];
  /** Null shows the merged review copy. */
  chosen: Worker | null;
  documentId: string | null;
  choose: (cabinetId: string | null) => void;
}

export function useWorkFrom(context: LabelingContext): WorkFrom {
  const { project, document, mode } = context;
  const { t } = useTranslation();
  const [cabinetId, setCabinetId] = useState<string | null>(null);
  const { data } = useApiQuery(
    GET_ORIGINAL_COPIES,
    { projectId: project.id },
    { pause: mode !== "REVIEWER" },
  );

  const workers = useMemo(() => {
    const cabinets = (data?.getProjectCabinets ?? []).filter(
      (cabinet) => cabinet.role === "LABELER" && cabinet.owner,
    );
    return cabinets.flatMap((cabinet): Worker[] => {
      const copy = cabinet.documents.find((entry) => entry.originId === document.originId);
      if (!copy) return [];
      const name = nameOf(context, Number(cabinet.owner?.id), t);
      return [{ cabinetId: cabinet.id, name, documentId: copy.id }];
    });
  }, [data, document.originId, context, t]);

  const chosen = workers.find((worker) => worker.cabinetId === cabinetId) ?? null;
  return { workers, chosen, documentId: chosen?.documentId ?? null, choose: setCabinetId };
}
