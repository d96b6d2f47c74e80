import { t } from "@/i18n";
import { OptionPicker } from "./OptionPicker";
import { toggled, useOptionNodes } from "./options";
import { pathOf, treeOf } from "./tree";
import type { FieldProps, Question, QuestionTypeDefinition } from "./types";
import { asList, textOf } from "./values";

function HierarchicalAnswer({ question, path, value, onChange, readOnly, errors, autoFocus }: FieldProps) {
  const several = question.config.multiple === true;
  const nodes = useOptionNodes(question);
  const chosen = asList(value).map(textOf);
  const handleToggle = (id: string) => {
    if (several) onChange(toggled(question, chosen, id, "id"));
    else onChange(chosen[0] === id ? null : id);
  };
  return (
    <OptionPicker
      label={question.label}
      nodes={nodes}
      chosen={chosen}
      keyOf={(node) => node.option.id}
      textOf={(id) => pathOf(question, id)}
      several={several}
      leavesOnly={question.config.leafOptionsOnly === true}
      disabled={readOnly}
      autoFocus={autoFocus}
      invalid={errors[path] !== undefined}
      onToggle={handleToggle}
      onClear={() => onChange(null)}
    />
  );
}

function check(question: Question, value: unknown): string | null {
  const node = treeOf(question).byId.get(textOf(value));
  if (!node) return t("questions.errors.option", { value: textOf(value) });
  return question.config.leafOptionsOnly && node.hasChildren
    ? t("questions.errors.leaf", { value: node.path })
    : null;
}

/** A choice from a tree; the answer is the option's id, shown as its path. */
export const hierarchicalDropdown: QuestionTypeDefinition = {
  key: "HIERARCHICAL_DROPDOWN",
  Field: HierarchicalAnswer,
  rules: ["IS", "IS_NOT", "IS_ANSWERED", "CONTAINS"],
  oneKey: true,
  repeats: "field",
  check,
  readable: (question, value) => pathOf(question, textOf(value)),
};
