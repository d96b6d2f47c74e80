import { Button, Inline, TextField } from "@/design";
import { t } from "@/i18n";
import { localTime, readTime, TIME_FORMATS, writeTime } from "./moments";
import type { FieldProps, Question, QuestionTypeDefinition } from "./types";
import { textOf } from "./values";

const formatOf = (question: Question): string => question.config.format ?? TIME_FORMATS[0] ?? "";
const read = (question: Question, text: string) =>
  readTime(text, formatOf(question)) ?? readTime(text, "HH:mm:ss");

function TimeAnswer({ question, path, value, onChange, readOnly, errors, autoFocus }: FieldProps) {
  const format = formatOf(question);
  return (
    <Inline gap={1}>
      <TextField
        ariaLabel={question.label}
        value={textOf(value)}
        placeholder={format}
        error={errors[path]}
        disabled={readOnly}
        autoFocus={autoFocus}
        onChange={(text) => onChange(text || null)}
      />
      {!readOnly && (
        <Button
          size="small"
          variant="subtle"
          tabIndex={-1}
          onClick={() => onChange(writeTime(localTime(new Date()), format))}
        >
          {t("questions.now")}
        </Button>
      )}
    </Inline>
  );
}

export const time: QuestionTypeDefinition = {
  key: "TIME",
  Field: TimeAnswer,
  rules: ["IS", "IS_NOT", "IS_ANSWERED"],
  repeats: "list",
  check: (question, value) =>
    read(question, textOf(value)) === null
      ? t("questions.errors.time", { format: formatOf(question) })
      : null,
  initial: (question, now) =>
    question.config.defaultValue === "NOW" ? writeTime(localTime(now), formatOf(question)) : null,
};
