/** Checking a form, its first answers, and what is sent. */

import { t } from "@/i18n";
import { isAnswered, visibleQuestions } from "./logic";
import { TYPES } from "./registry";
import { tidyGenerated } from "./scriptGenerated";
import { fieldKey, type Answers, type Errors, type Question } from "./types";
import { asList, isEmpty } from "./values";

function checkQuestion(question: Question, value: unknown, path: string, skipRequired: boolean): Errors {
  const type = TYPES[question.type];
  // What a script made has required questions of its own, also while none is answered.
  if (type.key === "SCRIPT_GENERATED")
    return skipRequired ? {} : (type.checkAll?.(question, value, path) ?? {});
  if (!isAnswered(question, value)) {
    return question.required && !skipRequired ? { [path]: t("questions.errors.required") } : {};
  }
  if (type.checkAll) return type.checkAll(question, value, path);
  if (!Array.isArray(value)) {
    const message = type.check(question, value);
    return message ? { [path]: message } : {};
  }
  const errors: Errors = {};
  value.forEach((item, index) => {
    const message = isEmpty(item) ? null : type.check(question, item);
    if (message) errors[type.repeats === "list" ? `${path}[${index}]` : path] = message;
  });
  return errors;
}

/** Messages of everything that keeps these answers from being saved; empty if nothing does. */
export function checkAnswers(
  questions: readonly Question[],
  answers: Answers,
  prefix = "",
  /** For several rows at once, where an empty field leaves the answer alone. */
  skipRequired = false,
): Errors {
  return Object.assign(
    {},
    ...visibleQuestions(questions, answers).map((question) => {
      const key = fieldKey(question);
      return checkQuestion(question, answers[key], prefix + key, skipRequired);
    }),
  ) as Errors;
}

/** Answers an untouched form starts with: defaults such as today's date. */
export function initialAnswers(questions: readonly Question[], now = new Date()): Answers {
  const answers: Answers = {};
  for (const question of questions) {
    const value = TYPES[question.type].initial?.(question, now);
    if (!isEmpty(value))
      answers[fieldKey(question)] = question.config.multiple && !Array.isArray(value) ? [value] : value;
  }
  return answers;
}

function tidy(question: Question, value: unknown): unknown {
  if (question.type === "SCRIPT_GENERATED") return tidyGenerated(question, value);
  if (question.type === "NESTED") {
    const groups = asList(value)
      .map((group) => tidyAnswers(question.config.questions ?? [], group as Answers, false))
      .filter((group) => Object.keys(group).length > 0);
    return groups.length > 0 ? groups : null;
  }
  if (Array.isArray(value)) {
    const kept = value.filter((item) => !isEmpty(item));
    return kept.length > 0 ? kept : null;
  }
  return isEmpty(value) ? null : value;
}

/** The answers as sent: blanks dropped, hidden questions cleared. With `clear`, every other key is null, which clears it. */
export function tidyAnswers(questions: readonly Question[], answers: Answers, clear = true): Answers {
  const shown = new Set(visibleQuestions(questions, answers).map((question) => question.id));
  const result: Answers = {};
  for (const question of questions) {
    const key = fieldKey(question);
    const value = shown.has(question.id) ? tidy(question, answers[key]) : null;
    if (value !== null || clear) result[key] = value;
  }
  return result;
}

/** Whether any question is answered. */
export function hasAnswers(answers: Answers | undefined): boolean {
  return answers !== undefined && Object.values(answers).some((value) => !isEmpty(value));
}

/** Whether answering this question finishes the form: it is the only one, and one key answers it. */
export function answersAtOnce(questions: readonly Question[], question: Question): boolean {
  return questions.length === 1 && TYPES[question.type].oneKey === true && question.config.multiple !== true;
}
