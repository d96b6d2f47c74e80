import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button, Hidden, IconButton, IconPlus, IconTrash, IconWarning } from "@/design";
import styles from "./fields.module.css";
import { TYPES } from "./registry";
import type { Errors, FieldProps, Question } from "./types";
import { asList } from "./values";

export interface QuestionFieldProps extends Omit<FieldProps, "labelledBy"> {
  /** One-based place shown before the label. */
  number?: number;
  /** Shown between label and field, e.g. the labelers' answers in a review. */
  before?: ReactNode;
}

/** A question with its label, one or several answers, and its message. */
export function QuestionField({ question, number, before, ...field }: QuestionFieldProps) {
  const { t } = useTranslation();
  const labelId = useId();
  const type = TYPES[question.type];
  const message = field.errors[field.path];
  // Text fields show their own message.
  const shownInside = type.repeats === "list" && question.config.multiple !== true;
  return (
    <div className={styles.question} role="group" aria-labelledby={labelId} data-question={field.path}>
      <div id={labelId} className={styles.label}>
        {number !== undefined && <span className={styles.index}>{number}.</span>}
        <span>
          {question.label}
          {question.required && (
            <span className={styles.asterisk}>
              {" "}
              <span aria-hidden>*</span>
              <Hidden>{t("questions.required")}</Hidden>
            </span>
          )}
        </span>
      </div>
      {before}
      {type.repeats === "list" && question.config.multiple ? (
        <RepeatedField question={question} labelledBy={labelId} {...field} />
      ) : (
        <type.Field question={question} labelledBy={labelId} {...field} />
      )}
      {message && !shownInside && <FieldError message={message} />}
    </div>
  );
}

function FieldError({ message }: { message: string }) {
  return (
    <span className={styles.error} role="alert">
      <IconWarning size={13} aria-hidden />
      {message}
    </span>
  );
}

function RepeatedField({
  question,
  value,
  onChange,
  path,
  readOnly,
  errors,
  autoFocus,
  labelledBy,
}: FieldProps) {
  const { t } = useTranslation();
  const { Field } = TYPES[question.type];
  const given = Array.isArray(value) ? value : asList(value);
  const entries: unknown[] = given.length > 0 ? given : [null];
  const remove = (index: number) => {
    const left = entries.filter((_, at) => at !== index);
    onChange(left.length > 0 ? left : null);
  };
  const own: Errors = {};
  for (const [key, text] of Object.entries(errors)) if (key !== path) own[key] = text;
  return (
    <div className={styles.list}>
      {entries.map((entry, index) => (
        <div key={index} className={styles.entry}>
          <div>
            <Field
              question={question}
              labelledBy={labelledBy}
              path={`${path}[${index}]`}
              value={entry}
              errors={own}
              readOnly={readOnly}
              autoFocus={autoFocus && index === 0}
              onChange={(next) => onChange(entries.map((item, at) => (at === index ? next : item)))}
            />
          </div>
          {entries.length > 1 && !readOnly && (
            <IconButton
              icon={IconTrash}
              label={t("questions.removeAnswer", { number: index + 1 })}
              onClick={() => remove(index)}
            />
          )}
        </div>
      ))}
      {!readOnly && (
        <span>
          <Button size="small" variant="subtle" icon={IconPlus} onClick={() => onChange([...entries, null])}>
            {t("questions.addAnswer")}
          </Button>
        </span>
      )}
    </div>
  );
}

/** The first question of a form that is wrong. */
export function firstWrong(questions: readonly Question[], errors: Errors): string | undefined {
  const paths = Object.keys(errors);
  return questions
    .map((question) => `Q${question.id}`)
    .find((key) => paths.some((path) => path === key || path.startsWith(`${key}[`)));
}
