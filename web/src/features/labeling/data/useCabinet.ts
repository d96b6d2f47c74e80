/** The caller's copy of a project; made on the first visit. */

import { useCallback, useEffect, useState } from "react";

import { query } from "@/api/client";
import { asGlossError, type GlossApiError } from "@/api/errors";
import type { GetLabelingCabinetQuery } from "@/api/generated/graphql";
import type { LabelingCabinet, LabelingMode } from "../context";
import { GET_CABINET_JOBS, GET_LABELING_CABINET, REPLICATE_CABINET } from "./operations";

const POLL_MS = 400;

type WireCabinet = GetLabelingCabinetQuery["getCabinet"];

export interface CabinetState {
  cabinet: LabelingCabinet | undefined;
  lastOpenedDocumentId: string | null;
  error: GlossApiError | undefined;
  /** The copy is being made: share done, 0 to 100. */
  preparing: number | null;
  refetch: () => Promise<void>;
  /** Change what is known of a document without asking the server. */
  patchDocument: (documentId: string, patch: Partial<LabelingCabinet["documents"][number]>) => void;
}

function cabinetFromWire(wire: WireCabinet, role: LabelingMode): LabelingCabinet {
  return {
    id: wire.id,
    role,
    status: wire.status,
    documents: wire.documents.map((document) => ({
      id: document.id,
      fileName: document.fileName,
      name: document.name,
      part: document.part,
      originId: document.originId ?? null,
      isCompleted: document.isCompleted,
      status: document.status ?? (document.isCompleted ? "COMPLETE" : "IN_PROGRESS"),
      labelCount: (document.labelCount ?? 0) + (document.answeredCount ?? 0),
      conflictCount: document.conflictCount ?? 0,
    })),
  };
}

async function replicate(
  projectId: string,
  role: LabelingMode,
  onProgress: (done: number) => void,
  cancelled: () => boolean,
) {
  const { replicateCabinet: job } = await query(REPLICATE_CABINET, { projectId, role });
  let { status } = job;
  while (status !== "DELIVERED" && !cancelled()) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const { getJobs } = await query(GET_CABINET_JOBS, { jobIds: [job.id] });
    const [state] = getJobs;
    if (!state) return;
    if (state.status === "FAILED") throw new Error(state.errors[0]?.stack ?? "The copy could not be made.");
    onProgress(state.progress);
    status = state.status;
  }
}

/** Load the cabinet of a role, making it first when there is none yet. */
export function useCabinet(projectId: string, role: LabelingMode): CabinetState {
  const [loaded, setLoaded] = useState<{ key: string; wire: WireCabinet; cabinet: LabelingCabinet }>();
  const [error, setError] = useState<GlossApiError>();
  const [preparing, setPreparing] = useState<number | null>(null);
  const key = `${projectId}:${role}`;

  const load = useCallback(
    async (cancelled: () => boolean) => {
      const ask = async () => (await query(GET_LABELING_CABINET, { projectId, role })).getCabinet;
      try {
        const wire = await ask().catch(async (problem: unknown) => {
          if (asGlossError(problem).code !== "NOT_FOUND") throw problem;
          setPreparing(0);
          await replicate(projectId, role, setPreparing, cancelled);
          return ask();
        });
        if (cancelled()) return;
        setError(undefined);
        setLoaded({ key, wire, cabinet: cabinetFromWire(wire, role) });
      } catch (problem) {
        if (!cancelled()) setError(asGlossError(problem));
      } finally {
        if (!cancelled()) setPreparing(null);
      }
    },
    [projectId, role, key],
  );

  useEffect(() => {
    let stopped = false;
    void load(() => stopped);
    return () => {
      stopped = true;
    };
  }, [load]);

  const patchDocument = useCallback<CabinetState["patchDocument"]>((documentId, patch) => {
    setLoaded((state) => {
      if (!state) return state;
      const documents = state.cabinet.documents.map((entry) =>
        entry.id === documentId ? { ...entry, ...patch } : entry,
      );
      return { ...state, cabinet: { ...state.cabinet, documents } };
    });
  }, []);

  const refetch = useCallback(() => load(() => false), [load]);
  const fresh = loaded?.key === key ? loaded : undefined;
  return {
    cabinet: fresh?.cabinet,
    lastOpenedDocumentId: fresh?.wire.lastOpenedDocumentId ?? null,
    error,
    preparing,
    refetch,
    patchDocument,
  };
}
