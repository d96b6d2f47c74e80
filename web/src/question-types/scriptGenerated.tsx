import { Notice, Skeleton } from "@/design";
import { t } from "@/i18n";
import { checkAnswers, tidyAnswers } from "./check";
import styles from "./fields.module.css";
import { readableAll } from "./logic";
import { QuestionField } from "./QuestionField";
import {
  fieldKey,
  type Answers,
  type FieldProps,
  type Generated,
  type Question,
  type QuestionTypeDefinition,
} from "./types";
import { isEmpty } from "./values";

const valuesOf = (value: unknown): Answers =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Answers) : {};

/** Answers are stored by name; inside the form they go by field, as everywhere. */
function byField(questions: readonly Question[], value: unknown): Answers {
  const named = valuesOf(value);
  return Object.fromEntries(
    questions
      .filter(({ name }) => name in named)
      .map((question) => [fieldKey(question), named[question.name]]),
  );
}

function byName(questions: readonly Question[], answers: Answers): Answers | null {
  const given = questions
    .map((question) => [question.name, answers[fieldKey(question)]] as const)
    .filter(([, value]) => !isEmpty(value));
  return given.length > 0 ? Object.fromEntries(given) : null;
}

const pathOf = (path: string, question: Question): string => `${path}[0].${fieldKey(question)}`;

function ScriptAnswer({ question, path, value, onChange, readOnly, errors, autoFocus }: FieldProps) {
  const { generated } = question.config;
  if (!generated) return <Skeleton height={28} />;
  if (generated.error) {
    return (
      <Notice tone="warning">
        <strong>{t("questions.scriptFailed")}</strong>
        <pre className={styles.script}>{generated.error}</pre>
        {t("questions.scriptSkip")}
      </Notice>
    );
  }
  const { questions } = generated;
  if (questions.length === 0) return <span className={styles.hint}>{t("questions.scriptNothing")}</span>;
  const answers = byField(questions, value);
  return (
    <div className={styles.list}>
      {questions.map((child, place) => (
        <QuestionField
          key={child.name}
          question={child}
          path={pathOf(path, child)}
          value={answers[fieldKey(child)]}
          errors={errors}
          readOnly={readOnly}
          autoFocus={autoFocus && place === 0}
          onChange={(next) => onChange(byName(questions, { ...answers, [fieldKey(child)]: next }))}
        />
      ))}
    </div>
  );
}

/** Questions with what their scripts gave for one row; without it they are still waiting. */
export function withGenerated(
  questions: readonly Question[],
  found: ReadonlyMap<string, Generated> | undefined,
): Question[] {
  return questions.map((question) =>
    question.type === "SCRIPT_GENERATED"
      ? {
          ...question,
          config: {
            ...question.config,
            generated: found && (found.get(String(question.id)) ?? { error: null, questions: [] }),
          },
        }
      : question,
  );
}

/** Blanks dropped; null when nothing is answered. Without the questions the answers stay as they were. */
export function tidyGenerated(question: Question, value: unknown): Answers | null {
  const questions = question.config.generated?.questions;
  if (!questions || question.config.generated?.error) return byFieldless(value);
  return byName(questions, tidyAnswers(questions, byField(questions, value), false));
}

const byFieldless = (value: unknown): Answers | null =>
  Object.keys(valuesOf(value)).length > 0 ? valuesOf(value) : null;

/** Questions that a script makes for each row. A script that fails keeps nobody from going on. */
export const scriptGenerated: QuestionTypeDefinition = {
  key: "SCRIPT_GENERATED",
  Field: ScriptAnswer,
  rules: [],
  repeats: "never",
  check: () => null,
  isAnswered: (value) => Object.values(valuesOf(value)).some((item) => !isEmpty(item)),
  readable: (question, value) =>
    Object.entries(valuesOf(value))
      .map(([name, answer]) => {
        const child = question.config.generated?.questions.find((entry) => entry.name === name);
        const text = child ? readableAll(child, answer) : [answer].flat().map(String).join("; ");
        return `${child?.label ?? name}: ${text}`;
      })
      .join(", "),
  checkAll: (question, value, path) => {
    const { generated } = question.config;
    if (!generated || generated.error) return {};
    return checkAnswers(generated.questions, byField(generated.questions, value), `${path}[0].`);
  },
};
