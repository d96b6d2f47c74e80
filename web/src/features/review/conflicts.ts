/** The labelers' answers of one row or document, as a reviewer chooses among them. */

import {
  asList,
  fieldKey,
  isEmpty,
  readable,
  sameValue,
  textOf,
  type Answers,
  type Question,
} from "@/question-types";

export interface WireConflict {
  questionId: string;
  parentQuestionId?: string | null;
  nestedAnswerIndex?: number | null;
  answers: { value: unknown; userIds: readonly (string | number)[] }[];
}

export interface Choice {
  value: unknown;
  text: string;
  userIds: number[];
  /** In the form right now. */
  chosen: boolean;
}

export interface Dispute {
  /** The root question, whose field holds the answer. */
  question: Question;
  /** The question inside a group, and which group. */
  child?: Question;
  index?: number;
  choices: Choice[];
}

/** The wire may carry values as text; bring them into the type's own shape. */
function nativeValue(question: Question, value: unknown): unknown {
  if (question.type === "CHECKBOX") return value === true || value === "true";
  return value;
}

const isSeveral = (question: Question): boolean =>
  question.config.multiple === true || question.type === "MULTIPLE_CHOICE";

function isChosen(question: Question, value: unknown, current: unknown): boolean {
  if (isSeveral(question)) return asList(current).some((item) => sameValue(item, value));
  return !isEmpty(current) && sameValue(current, value);
}

function groupAt(answers: Answers, question: Question, index: number): Answers {
  return (asList(answers[fieldKey(question)])[index] ?? {}) as Answers;
}

/** What is open, with the state of the form laid over it. Most supported answers come first. */
export function disputes(
  questions: readonly Question[],
  conflicts: readonly WireConflict[],
  answers: Answers,
): Dispute[] {
  return conflicts.flatMap((conflict): Dispute[] => {
    const question = questions.find(
      (entry) => String(entry.id) === String(conflict.parentQuestionId ?? conflict.questionId),
    );
    if (!question) return [];
    const nested = conflict.parentQuestionId !== null && conflict.parentQuestionId !== undefined;
    const child = nested
      ? question.config.questions?.find((entry) => String(entry.id) === String(conflict.questionId))
      : undefined;
    if (nested && !child) return [];
    const index = conflict.nestedAnswerIndex ?? 0;
    const leaf = child ?? question;
    const current = child ? groupAt(answers, question, index)[fieldKey(child)] : answers[fieldKey(question)];
    const choices = conflict.answers
      .map((answer) => {
        const value = nativeValue(leaf, answer.value);
        return {
          value,
          text: readable(leaf, value) || textOf(value),
          userIds: answer.userIds.map(Number),
          chosen: isChosen(leaf, value, current),
        };
      })
      .sort((a, b) => b.userIds.length - a.userIds.length);
    return [child ? { question, child, index, choices } : { question, choices }];
  });
}

function toggledValue(question: Question, current: unknown, value: unknown): unknown {
  if (!isSeveral(question)) return isChosen(question, value, current) ? null : value;
  const list = asList(current);
  const left = list.filter((item) => !sameValue(item, value));
  const next = left.length < list.length ? left : [...list, value];
  return next.length > 0 ? next : null;
}

/** The form with one of the labelers' answers taken over, or taken back. */
export function pick(answers: Answers, dispute: Dispute, value: unknown): Answers {
  const { question, child, index = 0 } = dispute;
  const key = fieldKey(question);
  if (!child) return { ...answers, [key]: toggledValue(question, answers[key], value) };
  const groups = asList(answers[key]).map((group) => ({ ...(group as Answers) }));
  while (groups.length <= index) groups.push({});
  const group = groups[index] ?? {};
  groups[index] = { ...group, [fieldKey(child)]: toggledValue(child, group[fieldKey(child)], value) };
  return { ...answers, [key]: groups };
}

/** Whether everybody who answered said the same: then it can be accepted without looking. */
export const isAgreed = (dispute: Dispute): boolean => dispute.choices.length === 1;

/** Take over every answer on which nobody contradicts. Returns null when there is none. */
export function acceptAgreed(answers: Answers, open: readonly Dispute[]): Answers | null {
  const agreed = open.filter((dispute) => isAgreed(dispute) && !dispute.choices[0]?.chosen);
  if (agreed.length === 0) return null;
  return agreed.reduce((form, dispute) => pick(form, dispute, dispute.choices[0]?.value), answers);
}

/** Whether a form has an answer for everything that was open. */
export const allDecided = (open: readonly Dispute[]): boolean =>
  open.every((dispute) => dispute.choices.some((choice) => choice.chosen));

/**
 * What is sent: only questions that were changed or were open, so that answers
 * settled by agreement keep their origin.
 */
export function decidedAnswers(form: Answers, before: Answers, open: readonly Dispute[]): Answers {
  const disputed = new Set(open.map((dispute) => fieldKey(dispute.question)));
  return Object.fromEntries(
    Object.entries(form).filter(([key, value]) => disputed.has(key) || !sameValue(value, before[key])),
  );
}
