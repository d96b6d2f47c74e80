/** Questions of the library as entries of a project. */

import type { GetWizardQuestionSetsQuery } from "@/api/generated/graphql";
import type { QuestionEntry } from "./entries";

type Item = GetWizardQuestionSetsQuery["getPaginatedQuestionSets"]["nodes"][number]["items"][number];

export function fromLibrary(item: Item | NonNullable<Item["nestedQuestions"]>[number]): QuestionEntry {
  const config: Record<string, unknown> = {
    multiple: item.multipleAnswer,
    multiline: item.multiline,
    minLength: item.minLength,
    maxLength: item.maxLength,
    pattern: item.pattern,
    min: item.min,
    max: item.max,
    step: item.step,
    theme: item.theme,
    format: item.format,
    hint: item.hint,
    defaultValue: item.defaultValue,
    options: item.options?.map(({ id, label, parentId }) => ({ id, label, parentId })),
    questions: "nestedQuestions" in item ? item.nestedQuestions?.map(fromLibrary) : undefined,
  };
  return {
    type: item.type,
    name: "",
    label: item.label,
    required: item.required,
    bindToColumn: item.bindToColumn,
    activationConditionLogic: item.activationConditionLogic,
    config: Object.fromEntries(
      Object.entries(config).filter(([, value]) => value !== null && value !== undefined),
    ) as QuestionEntry["config"],
  };
}
