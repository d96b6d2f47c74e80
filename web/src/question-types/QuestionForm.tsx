import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button, Kbd } from "@/design";
import { checkAnswers, tidyAnswers } from "./check";
import styles from "./fields.module.css";
import { visibleQuestions } from "./logic";
import { firstWrong, QuestionField } from "./QuestionField";
import { fieldKey, type Answers, type Errors, type Question } from "./types";

export interface QuestionFormProps {
  questions: readonly Question[];
  answers: Answers;
  onChange: (answers: Answers) => void;
  /** Called with checked answers; every key is there, cleared ones are null. */
  onSubmit?: (answers: Answers) => void;
  submitLabel?: string;
  readOnly?: boolean;
  /** For several rows at once: nothing is required, and only touched questions should be sent. */
  partial?: boolean;
  /** Whether the first field takes the focus: text fields do unless false, lists of choices only when true. */
  autoFocus?: boolean;
  /** Shown above a question's field, e.g. the labelers' answers in a review. */
  beforeField?: (question: Question) => ReactNode;
  /** Buttons beside Submit. */
  footer?: ReactNode;
}

/** All questions of a level. Mod+Enter submits from anywhere inside; the first wrong field gets the focus. */
export function QuestionForm(props: QuestionFormProps) {
  const {
    questions,
    answers,
    onChange,
    onSubmit,
    submitLabel,
    readOnly,
    partial,
    autoFocus,
    beforeField,
    footer,
  } = props;
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(false);
  const errors: Errors = tried ? checkAnswers(questions, answers, "", partial) : {};
  const shown = visibleQuestions(questions, answers);

  useEffect(() => {
    if (autoFocus) form.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
  }, [autoFocus]);

  const submit = () => {
    if (!onSubmit || readOnly) return;
    const found = checkAnswers(questions, answers, "", partial);
    const wrong = firstWrong(shown, found);
    setTried(wrong !== undefined);
    if (wrong === undefined) return onSubmit(tidyAnswers(questions, answers));
    const field = form.current?.querySelector(`[data-question="${wrong}"]`);
    field?.querySelector<HTMLElement>("input, textarea, button:not([tabindex='-1'])")?.focus();
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    submit();
  };

  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the shortcut works in every field of the form
    <form
      ref={form}
      className={styles.form}
      noValidate
      onKeyDown={handleKey}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {shown.map((question, index) => {
        const key = fieldKey(question);
        return (
          <QuestionField
            key={question.id}
            number={shown.length > 1 ? index + 1 : undefined}
            question={question}
            path={key}
            value={answers[key]}
            errors={errors}
            readOnly={readOnly}
            autoFocus={autoFocus !== false && index === 0}
            before={beforeField?.(question)}
            onChange={(value) => onChange({ ...answers, [key]: value })}
          />
        );
      })}
      {onSubmit && !readOnly && (
        <div className={styles.footer}>
          <Button type="submit" variant="primary">
            {submitLabel ?? t("questions.submit")} <Kbd chord="Mod+Enter" plain />
          </Button>
          <span className={styles.spring} />
          {footer}
        </div>
      )}
    </form>
  );
}
