import { OptionPicker } from "./OptionPicker";
import { checkOption, toggled, useOptionNodes } from "./options";
import type { FieldProps, QuestionTypeDefinition } from "./types";
import { asList, textOf } from "./values";

function DropdownAnswer({ question, path, value, onChange, readOnly, errors, autoFocus }: FieldProps) {
  const several = question.config.multiple === true;
  const nodes = useOptionNodes(question);
  const chosen = asList(value).map(textOf);
  const handleToggle = (label: string) => {
    if (several) onChange(toggled(question, chosen, label));
    else onChange(chosen[0] === label ? null : label);
  };
  return (
    <OptionPicker
      label={question.label}
      nodes={nodes}
      chosen={chosen}
      keyOf={(node) => node.option.label}
      textOf={(label) => label}
      several={several}
      disabled={readOnly}
      autoFocus={autoFocus}
      invalid={errors[path] !== undefined}
      onToggle={handleToggle}
      onClear={() => onChange(null)}
    />
  );
}

export const dropdown: QuestionTypeDefinition = {
  key: "DROPDOWN",
  Field: DropdownAnswer,
  rules: ["IS", "IS_NOT", "IS_ANSWERED", "CONTAINS"],
  oneKey: true,
  repeats: "field",
  check: checkOption,
  initial: ({ config }) =>
    config.options?.find(
      (option) => option.label === config.defaultValue || option.id === config.defaultValue,
    )?.label,
};
