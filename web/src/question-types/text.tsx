import { TextArea, TextField } from "@/design";
import { t } from "@/i18n";
import styles from "./fields.module.css";
import type { FieldProps, Question, QuestionTypeDefinition } from "./types";
import { checkText, lengthOf, textOf } from "./values";

export function TextAnswer({ question, path, value, onChange, readOnly, errors, autoFocus }: FieldProps) {
  const shared = {
    ariaLabel: question.label,
    value: textOf(value),
    error: errors[path],
    autoFocus,
    disabled: readOnly,
    onChange: (text: string) => onChange(text === "" ? null : text),
  };
  return (
    <>
      {question.config.multiline ? (
        <TextArea {...shared} minRows={3} maxRows={10} />
      ) : (
        <TextField {...shared} />
      )}
      <Limits question={question} text={shared.value} />
    </>
  );
}

/** How much may still be written; said only where there is a limit. */
function Limits({ question, text: written }: { question: Question; text: string }) {
  const { minLength, maxLength } = question.config;
  const length = lengthOf(written);
  if (maxLength)
    return (
      <span className={styles.limit} data-over={length > maxLength || undefined}>
        {t("questions.lengthOf", { length, count: maxLength })}
      </span>
    );
  if (!minLength || length >= minLength) return null;
  return <span className={styles.limit}>{t("questions.atLeast", { length, count: minLength })}</span>;
}

export const text: QuestionTypeDefinition = {
  key: "TEXT",
  Field: TextAnswer,
  rules: ["IS", "IS_NOT", "IS_ANSWERED", "CONTAINS", "STARTS_WITH", "ENDS_WITH"],
  repeats: "list",
  check: checkText,
  initial: (question) => question.config.defaultValue,
};
