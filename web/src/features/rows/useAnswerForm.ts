/** The form of one row or document: answers so far, the unsent draft over them, and whether anything was changed. */

import { useEffect, useMemo, useRef, useState } from "react";
import { hasAnswers, initialAnswers, sameValue, type Answers, type Question } from "@/question-types";
import { readDraft, writeDraft } from "./data/drafts";

const SAVE_AFTER = 400;

export interface AnswerForm {
  answers: Answers;
  setAnswers: (answers: Answers) => void;
  isDraft: boolean;
  /** Forget the draft: submitted, or thrown away. */
  reset: () => void;
}

export function useAnswerForm(key: string, questions: readonly Question[], saved: Answers): AnswerForm {
  const [draft, setDraft] = useState<{ key: string; answers: Answers | undefined }>(() => ({
    key,
    answers: readDraft(key),
  }));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const waiting = useRef<() => void>(undefined);
  let current = draft;
  if (draft.key !== key) {
    current = { key, answers: readDraft(key) };
    setDraft(current);
  }
  const base = useMemo(
    () => (hasAnswers(saved) ? saved : { ...initialAnswers(questions), ...saved }),
    [saved, questions],
  );
  const answers = current.answers ?? base;

  // A draft is written a moment after the last key, and at the latest when the row is left.
  useEffect(() => () => waiting.current?.(), [key]);

  const setAnswers = (next: Answers) => {
    setDraft({ key, answers: next });
    clearTimeout(timer.current);
    const write = () => {
      clearTimeout(timer.current);
      waiting.current = undefined;
      writeDraft(key, sameValue(next, base) ? undefined : next);
    };
    waiting.current = write;
    timer.current = setTimeout(write, SAVE_AFTER);
  };
  const reset = () => {
    clearTimeout(timer.current);
    waiting.current = undefined;
    writeDraft(key, undefined);
    setDraft({ key, answers: undefined });
  };
  return {
    answers,
    setAnswers,
    isDraft: current.answers !== undefined && !sameValue(current.answers, base),
    reset,
  };
}
