/** What all questions with options share. */

import { t } from "@/i18n";
import type { Choice } from "./ChoiceList";
import type { Question } from "./types";
import { textOf } from "./values";

export function optionChoices(question: Question): Choice[] {
  return (question.config.options ?? []).map((option) => ({ value: option.label, label: option.label }));
}

const labelsOf = new WeakMap<object, Set<string>>();

/** Answers name options by label. */
export function checkOption(question: Question, value: unknown): string | null {
  const options = question.config.options ?? [];
  let labels = labelsOf.get(options);
  if (!labels) {
    labels = new Set(options.flatMap((option) => [option.label, option.id]));
    labelsOf.set(options, labels);
  }
  return labels.has(textOf(value)) ? null : t("questions.errors.option", { value: textOf(value) });
}

/** Add or take away one answer; the answers keep the order of the options. Null when none is left. */
export function toggled(
  question: Question,
  chosen: readonly string[],
  value: string,
  key: "id" | "label" = "label",
): string[] | null {
  const next = new Set(chosen);
  if (!next.delete(value)) next.add(value);
  const order = (question.config.options ?? []).map((option) => option[key]);
  const sorted = order.filter((item) => next.has(item));
  const unknown = [...next].filter((item) => !order.includes(item));
  const result = [...sorted, ...unknown];
  return result.length > 0 ? result : null;
}
