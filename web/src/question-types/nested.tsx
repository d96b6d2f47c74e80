import { useTranslation } from "react-i18next";
import { Button, IconButton, IconPlus, IconTrash } from "@/design";
import { checkAnswers, hasAnswers } from "./check";
import styles from "./fields.module.css";
import { readableAll, visibleQuestions } from "./logic";
import { useOrder } from "./order";
import { QuestionField } from "./QuestionField";
import { fieldKey, type Answers, type FieldProps, type Question, type QuestionTypeDefinition } from "./types";
import { asList } from "./values";

function groupsOf(value: unknown): Answers[] {
  const groups = asList(value).filter((item): item is Answers => typeof item === "object" && item !== null);
  return groups.length > 0 ? groups : [{}];
}

const NONE: Question[] = [];

/** Conditions look at the order of the set, the person at their own. */
function inOrder(ordered: readonly Question[], shown: readonly Question[]): Question[] {
  const ids = new Set(shown.map((question) => question.id));
  return ordered.filter((question) => ids.has(question.id));
}

function NestedAnswer({ question, path, value, onChange, readOnly, errors, autoFocus }: FieldProps) {
  const { t } = useTranslation();
  const children = question.config.questions ?? NONE;
  const ordered = useOrder(question, children);
  const groups = groupsOf(value);
  const several = question.config.multiple === true;
  const change = (index: number, key: string, next: unknown) =>
    onChange(groups.map((group, at) => (at === index ? { ...group, [key]: next } : group)));
  const remove = (index: number) => {
    const left = groups.filter((_, at) => at !== index);
    onChange(left.length > 0 ? left : null);
  };
  return (
    <div className={styles.list}>
      {groups.map((group, index) => (
        <div key={index} className={styles.group} role="group" aria-label={`${question.label} ${index + 1}`}>
          {several && (
            <div className={styles.groupHead}>
              <span>{t("questions.group", { number: index + 1 })}</span>
              {!readOnly && groups.length > 1 && (
                <IconButton
                  icon={IconTrash}
                  size="small"
                  label={t("questions.removeGroup", { number: index + 1 })}
                  onClick={() => remove(index)}
                />
              )}
            </div>
          )}
          {inOrder(ordered, visibleQuestions(children, group)).map((child, place) => (
            <QuestionField
              key={child.id}
              question={child}
              path={`${path}[${index}].${fieldKey(child)}`}
              value={group[fieldKey(child)]}
              errors={errors}
              readOnly={readOnly}
              autoFocus={autoFocus && index === 0 && place === 0}
              onChange={(next) => change(index, fieldKey(child), next)}
            />
          ))}
        </div>
      ))}
      {several && !readOnly && (
        <span>
          <Button size="small" variant="subtle" icon={IconPlus} onClick={() => onChange([...groups, {}])}>
            {t("questions.addGroup")}
          </Button>
        </span>
      )}
    </div>
  );
}

/** A group as people read it: `label: answer` pairs. */
function readableGroup(question: Question, value: unknown): string {
  const group = (value ?? {}) as Answers;
  return (question.config.questions ?? [])
    .filter((child) => group[fieldKey(child)] !== undefined && group[fieldKey(child)] !== null)
    .map((child) => `${child.label}: ${readableAll(child, group[fieldKey(child)])}`)
    .join(", ");
}

/** Questions that are answered together, once or several times. The answer is always a list of groups. */
export const nested: QuestionTypeDefinition = {
  key: "NESTED",
  Field: NestedAnswer,
  rules: [],
  repeats: "field",
  check: () => null,
  isAnswered: (value) => asList(value).some((group) => hasAnswers(group as Answers)),
  readable: readableGroup,
  checkAll: (question, value, path) =>
    Object.assign(
      {},
      ...groupsOf(value).map((group, index) =>
        hasAnswers(group) ? checkAnswers(question.config.questions ?? [], group, `${path}[${index}].`) : {},
      ),
    ) as Record<string, string>,
};
