/** What all questions with options share. */

import { useMemo } from "react";
import { t } from "@/i18n";
import type { Choice } from "./ChoiceList";
import { shuffled, useOrder, useOrderSeed } from "./order";
import { reordered, treeOf, type TreeNode } from "./tree";
import type { Question, QuestionOption } from "./types";
import { textOf } from "./values";

const NONE: QuestionOption[] = [];

/** The options as radio buttons or tick boxes, in the order this person sees them. */
export function useOptionChoices(question: Question): Choice[] {
  const options = useOrder(question, question.config.options ?? NONE);
  return options.map((option) => ({ value: option.label, label: option.label }));
}

/** The options as a list or tree, in the order this person sees them. */
export function useOptionNodes(question: Question): readonly TreeNode[] {
  const seed = useOrderSeed();
  const { nodes } = treeOf(question);
  const isRandom = question.config.randomOrder === true;
  return useMemo(
    () =>
      isRandom
        ? reordered(nodes, (siblings) => shuffled(siblings, `${seed}/${question.id}/${siblings[0]?.path}`))
        : nodes,
    [isRandom, nodes, seed, question.id],
  );
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
