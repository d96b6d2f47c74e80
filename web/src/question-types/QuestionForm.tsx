import { useEffect, useRef, type FocusEvent, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button, Kbd } from "@/design";
import { checkAnswers, tidyAnswers } from "./check";
import styles from "./fields.module.css";
import { visibleQuestions } from "./logic";
import { OrderSeed } from "./order";
import { firstWrong, QuestionField } from "./QuestionField";
import { useTouched } from "./touched";
import { fieldKey, type Answers, type Errors, type Question } from "./types";

const FOCUSABLE = "input, textarea, button:not([tabindex='-1'])";
const NO_ERRORS: Errors = {};

export interface QuestionFormProps {
  /** What is answered. A new one clears the messages and keeps the fields, so that the next row is drawn at once. */
  formKey?: string;
  /** Decides random orders: the same text gives the same order. */
  seed?: string;
  questions: readonly Question[];
  answers: Answers;
  /** `question` is the one that was just answered. */
  onChange: (answers: Answers, question: Question) => void;
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

/**
 * All questions of a level. Messages stand at a field once it is left or typing in it pauses.
 * Mod+Enter submits from anywhere inside; the first wrong field gets the focus.
 */
export function QuestionForm(props: QuestionFormProps) {
  const {
    formKey = "",
    seed = "",
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
  const touch = useTouched(formKey);
  const found: Errors = touch.isFresh ? NO_ERRORS : checkAnswers(questions, answers, "", partial);
  const errors = touch.shownOf(found);
  const shown = visibleQuestions(questions, answers);

  useEffect(() => {
    if (autoFocus) form.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
  }, [autoFocus]);

  const submit = () => {
    if (!onSubmit || readOnly) return;
    const wrong = firstWrong(shown, checkAnswers(questions, answers, "", partial));
    if (wrong === undefined) return onSubmit(tidyAnswers(questions, answers));
    touch.all();
    const field = form.current?.querySelector(`[data-question="${wrong}"]`);
    field?.querySelector<HTMLElement>(FOCUSABLE)?.focus();
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    submit();
  };
  const handleBlur = (event: FocusEvent<HTMLFormElement>) => {
    const field = event.target.closest("[data-root]");
    if (field instanceof HTMLElement && !field.contains(event.relatedTarget))
      touch.left(field.dataset.root ?? "");
  };

  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the shortcut works in every field of the form
    <form
      ref={form}
      className={styles.form}
      noValidate
      onKeyDown={handleKey}
      onBlur={handleBlur}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <OrderSeed value={seed}>
        {shown.map((question, index) => {
          const key = fieldKey(question);
          return (
            <div key={question.id} data-root={key}>
              <QuestionField
                number={shown.length > 1 ? index + 1 : undefined}
                question={question}
                path={key}
                value={answers[key]}
                errors={errors}
                readOnly={readOnly}
                autoFocus={autoFocus !== false && index === 0}
                before={beforeField?.(question)}
                onChange={(value) => {
                  touch.changed(key);
                  onChange({ ...answers, [key]: value }, question);
                }}
              />
            </div>
          );
        })}
      </OrderSeed>
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
