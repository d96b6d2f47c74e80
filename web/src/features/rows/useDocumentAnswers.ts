/** Answers of the open document, with what is not acknowledged laid over them. */

import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiQuery } from "@/api/client";
import type { LabelingContext } from "@/features/labeling/context";
import type { Answers } from "@/question-types";
import { GET_DOCUMENT_ANSWERS } from "./data/operations";
import { DOCUMENT_ANSWERS, registerAnswerSenders, type DocumentPayload } from "./data/senders";
import { useHistory } from "./useHistory";

function merged(base: Answers, change: Answers): Answers {
  return Object.fromEntries(Object.entries({ ...base, ...change }).filter(([, value]) => value !== null));
}

export function useDocumentAnswers(context: LabelingContext, signature: string | undefined) {
  const { t } = useTranslation();
  const { outbox, document, project, notify } = context;
  const documentId = document.id;
  const fetched = useApiQuery(GET_DOCUMENT_ANSWERS, { documentId });
  const [own, setOwn] = useState<Answers>({});
  const { data, refetch } = fetched;
  const base = data?.getDocumentAnswers;

  useEffect(() => registerAnswerSenders(outbox), [outbox]);
  useEffect(() => {
    const waiting = outbox.pending(documentId).filter((act) => act.kind === DOCUMENT_ANSWERS);
    const changes = waiting.map((act) => (act.payload as DocumentPayload).answers);
    if (changes.length > 0) setOwn(Object.assign({}, ...changes) as Answers);
    const stopForeign = outbox.onForeign((act) => {
      if (act.documentId !== documentId || act.kind !== DOCUMENT_ANSWERS) return;
      setOwn((before) => ({ ...before, ...(act.payload as DocumentPayload).answers }));
    });
    const stopOutcome = outbox.onOutcome((act, outcome, message) => {
      if (act.documentId !== documentId || act.kind !== DOCUMENT_ANSWERS || outcome === "acknowledged")
        return;
      setOwn({});
      refetch();
      notify(t("rows.refusedDocument", { message }), "error");
    });
    return () => {
      stopForeign();
      stopOutcome();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- refetch is new on every render; the document decides
  }, [outbox, documentId, notify, t]);

  const saved = useMemo(() => merged((base?.answers ?? {}) as Answers, own), [base, own]);
  const perform = useCallback(
    (answers: Answers) => {
      if (signature === undefined) return;
      setOwn((before) => ({ ...before, ...answers }));
      const payload: DocumentPayload = { projectId: project.id, signature, answers };
      outbox.append({ documentId, kind: DOCUMENT_ANSWERS, payload }).catch(() => undefined);
    },
    [signature, outbox, documentId, project.id],
  );
  const record = useHistory<Answers>(context, perform);
  const save = (answers: Answers) => {
    const back = Object.fromEntries(Object.keys(answers).map((key) => [key, saved[key] ?? null]));
    perform(answers);
    record({ forward: answers, back, name: t("rows.actDocument") });
  };
  const disputed = (base?.metadata ?? []).some(
    (entry) => entry.labeledBy === "CONFLICT" && !(entry.path in own),
  );
  return {
    saved,
    loaded: base !== undefined,
    error: base ? undefined : fetched.error,
    refetch,
    save,
    disputed,
  };
}
