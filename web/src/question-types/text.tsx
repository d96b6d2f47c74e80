import { TextArea, TextField } from "@/design";
import type { FieldProps, QuestionTypeDefinition } from "./types";
import { checkText, textOf } from "./values";

export function TextAnswer({ question, path, value, onChange, readOnly, errors, autoFocus }: FieldProps) {
  const shared = {
    ariaLabel: question.label,
    value: textOf(value),
    error: errors[path],
    autoFocus,
    disabled: readOnly,
    onChange: (text: string) => onChange(text === "" ? null : text),
  };
  if (question.config.multiline) return <TextArea {...shared} minRows={3} maxRows={10} />;
  return <TextField {...shared} />;
}

export const text: QuestionTypeDefinition = {
  key: "TEXT",
  Field: TextAnswer,
  rules: ["IS", "IS_NOT", "IS_ANSWERED", "CONTAINS", "STARTS_WITH", "ENDS_WITH"],
  repeats: "list",
  check: checkText,
  initial: (question) => question.config.defaultValue,
};
