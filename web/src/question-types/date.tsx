import { useState } from "react";
import { Button, Inline, TextField } from "@/design";
import { t } from "@/i18n";
import { DATE_FORMATS, localDate, readDate, writeDate } from "./moments";
import type { FieldProps, Question, QuestionTypeDefinition } from "./types";
import { textOf } from "./values";

const formatOf = (question: Question): string => question.config.format ?? DATE_FORMATS[0] ?? "";
const read = (question: Question, text: string) =>
  readDate(text, formatOf(question)) ?? readDate(text, "YYYY-MM-DD");

function DateAnswer({ question, path, value, onChange, readOnly, errors, autoFocus }: FieldProps) {
  const [typing, setTyping] = useState(false);
  const format = formatOf(question);
  const given = textOf(value);
  const iso = read(question, given);
  const shared = { ariaLabel: question.label, error: errors[path], disabled: readOnly, autoFocus };
  return (
    <Inline gap={1}>
      {typing || (given !== "" && iso === null) ? (
        <TextField
          {...shared}
          value={given}
          placeholder={format}
          onChange={(text) => onChange(text || null)}
        />
      ) : (
        <TextField
          {...shared}
          type="date"
          value={iso ?? ""}
          onChange={(text) => onChange(text ? writeDate(text, format) : null)}
        />
      )}
      {!readOnly && (
        <>
          <Button
            size="small"
            variant="subtle"
            tabIndex={-1}
            onClick={() => onChange(writeDate(localDate(new Date()), format))}
          >
            {t("questions.today")}
          </Button>
          <Button size="small" variant="subtle" tabIndex={-1} onClick={() => setTyping(!typing)}>
            {t(typing ? "questions.calendar" : "questions.type")}
          </Button>
        </>
      )}
    </Inline>
  );
}

export const date: QuestionTypeDefinition = {
  key: "DATE",
  Field: DateAnswer,
  rules: ["IS", "IS_NOT", "IS_ANSWERED"],
  repeats: "list",
  check: (question, value) =>
    read(question, textOf(value)) === null
      ? t("questions.errors.date", { format: formatOf(question) })
      : null,
  initial: (question, now) =>
    question.config.defaultValue === "NOW" ? writeDate(localDate(now), formatOf(question)) : null,
};
