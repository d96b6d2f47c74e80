import { ChoiceList } from "./ChoiceList";
import styles from "./fields.module.css";
import { t } from "@/i18n";
import type { FieldProps, QuestionTypeDefinition } from "./types";

/** Yes and no side by side: an explicit "no" is an answer, an untouched question is none. */
function CheckboxAnswer({ question, labelledBy, value, onChange, readOnly, autoFocus }: FieldProps) {
  const chosen = typeof value === "boolean" ? [String(value)] : [];
  return (
    <>
      {question.config.hint && <span className={styles.hint}>{question.config.hint}</span>}
      <ChoiceList
        choices={[
          { value: "true", label: t("questions.yes") },
          { value: "false", label: t("questions.no") },
        ]}
        chosen={chosen}
        labelledBy={labelledBy}
        disabled={readOnly}
        autoFocus={autoFocus}
        onToggle={(text) => onChange(chosen[0] === text ? null : text === "true")}
      />
    </>
  );
}

export const checkbox: QuestionTypeDefinition = {
  key: "CHECKBOX",
  Field: CheckboxAnswer,
  rules: ["IS_CHECKED", "IS_UNCHECKED"],
  oneKey: true,
  repeats: "never",
  check: () => null,
  isAnswered: (value) => typeof value === "boolean",
  readable: (_question, value) => t(value === true || value === "true" ? "questions.yes" : "questions.no"),
};
