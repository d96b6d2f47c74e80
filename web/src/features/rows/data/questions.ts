/** The question set of a project level, with the signature that goes along with every answer. */

import { useMemo } from "react";
import { useApiQuery } from "@/api/client";
import type { GlossApiError } from "@/api/errors";
import type { Question } from "@/question-types";
import { GET_DOCUMENT_QUESTIONS, GET_ROW_QUESTIONS } from "./operations";

export interface LoadedQuestions {
  questions: Question[];
  signature: string;
}

interface QuestionsState {
  set: LoadedQuestions | undefined;
  error: GlossApiError | undefined;
  refetch: () => void;
}

export function useRowQuestions(projectId: string, pause = false): QuestionsState {
  const { data, error, refetch } = useApiQuery(
    GET_ROW_QUESTIONS,
    { projectId },
    { types: ["Question"], pause },
  );
  const found = data?.getProjectRowQuestionSet;
  const set = useMemo(
    () => found && { questions: found.questions as Question[], signature: found.signature },
    [found],
  );
  return { set, error, refetch };
}

export function useDocumentQuestions(projectId: string, pause = false): QuestionsState {
  const { data, error, refetch } = useApiQuery(
    GET_DOCUMENT_QUESTIONS,
    { projectId },
    { types: ["Question"], pause },
  );
  const found = data?.getProjectDocumentQuestionSet;
  const set = useMemo(
    () => found && { questions: found.questions as Question[], signature: found.signature },
    [found],
  );
  return { set, error, refetch };
}
