import { ChoiceList } from "./ChoiceList";
import { checkOption, useOptionChoices, toggled } from "./options";
import styles from "./fields.module.css";
import type { FieldProps, QuestionTypeDefinition } from "./types";
import { asList, textOf } from "./values";

export function MultipleChoiceAnswer({
  question,
  labelledBy,
  value,
  onChange,
  readOnly,
  autoFocus,
}: FieldProps) {
  const choices = useOptionChoices(question);
  const chosen = asList(value).map(textOf);
  return (
    <>
      {question.config.hint && <span className={styles.hint}>{question.config.hint}</span>}
      <ChoiceList
        several
        choices={choices}
        chosen={chosen}
        labelledBy={labelledBy}
        disabled={readOnly}
        autoFocus={autoFocus}
        onToggle={(label) => onChange(toggled(question, chosen, label))}
      />
    </>
  );
}

export const multipleChoice: QuestionTypeDefinition = {
  key: "MULTIPLE_CHOICE",
  Field: MultipleChoiceAnswer,
  rules: ["IS", "IS_NOT", "IS_ANSWERED", "CONTAINS"],
  repeats: "field",
  check: checkOption,
  initial: (question) => (question.config.defaultValue ? [question.config.defaultValue] : null),
};
