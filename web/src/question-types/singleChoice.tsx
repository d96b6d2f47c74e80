import { ChoiceList } from "./ChoiceList";
import { checkOption, useOptionChoices } from "./options";
import styles from "./fields.module.css";
import type { FieldProps, QuestionTypeDefinition } from "./types";
import { asList, textOf } from "./values";

export function SingleChoiceAnswer({
  question,
  labelledBy,
  value,
  onChange,
  readOnly,
  autoFocus,
}: FieldProps) {
  const choices = useOptionChoices(question);
  const current = textOf(asList(value)[0]);
  return (
    <>
      {question.config.hint && <span className={styles.hint}>{question.config.hint}</span>}
      <ChoiceList
        choices={choices}
        chosen={current ? [current] : []}
        labelledBy={labelledBy}
        disabled={readOnly}
        autoFocus={autoFocus}
        onToggle={(label) => onChange(label === current ? null : label)}
      />
    </>
  );
}

export const singleChoice: QuestionTypeDefinition = {
  key: "SINGLE_CHOICE",
  Field: SingleChoiceAnswer,
  rules: ["IS", "IS_NOT", "IS_ANSWERED"],
  oneKey: true,
  repeats: "never",
  check: checkOption,
  initial: (question) => question.config.defaultValue,
};
