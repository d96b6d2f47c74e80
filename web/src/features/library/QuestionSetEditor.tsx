import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { QuestionType } from "@/api/generated/graphql";
import {
  Button,
  Checkbox,
  IconArrowDown,
  IconArrowUp,
  IconButton,
  IconMore,
  IconPlus,
  IconTrash,
  Menu,
  NumberField,
  Select,
  Stack,
  Tabs,
  TextArea,
  TextField,
} from "@/design";
import { JsonPane } from "./JsonPane";
import {
  findQuestionIssues,
  formatOptions,
  hasOptions,
  MAX_QUESTIONS,
  newQuestion,
  parseOptions,
  QUESTION_TYPES,
  questionsFromJson,
  questionsToJson,
  withType,
  type QuestionConfig,
  type QuestionDraft,
  type QuestionSetDraft,
} from "./questionSet";
import styles from "./library.module.css";

interface QuestionSetEditorProps {
  draft: QuestionSetDraft;
  onChange: (draft: QuestionSetDraft) => void;
}

/** Edit a question set as a list or as JSON; both show the same draft. */
export function QuestionSetEditor({ draft, onChange }: QuestionSetEditorProps) {
  const { t } = useTranslation();
  const [tab, setTab] = useState("standard");
  const setQuestions = (questions: QuestionDraft[]) => onChange({ ...draft, questions });
  return (
    <Stack>
      <TextField
        label={t("library.name")}
        value={draft.name}
        maxLength={255}
        autoFocus
        onChange={(name) => onChange({ ...draft, name })}
      />
      <Tabs
        label={t("library.view")}
        value={tab}
        onChange={setTab}
        tabs={[
          {
            value: "standard",
            label: t("library.standard"),
            content: <QuestionList questions={draft.questions} onChange={setQuestions} />,
          },
          {
            value: "json",
            label: t("library.json"),
            content: (
              <JsonPane
                label={t("library.json")}
                initial={questionsToJson(draft.questions)}
                onApply={(source) => setQuestions(questionsFromJson(source))}
              />
            ),
          },
        ]}
      />
    </Stack>
  );
}

interface QuestionListProps {
  questions: readonly QuestionDraft[];
  /** Questions of a group cannot hold groups themselves. */
  inGroup?: boolean;
  onChange: (questions: QuestionDraft[]) => void;
}

function swapped<Item>(list: readonly Item[], from: number, to: number): Item[] {
  const next = [...list];
  const [item] = next.splice(from, 1);
  if (item !== undefined && to >= 0 && to <= next.length) next.splice(to, 0, item);
  return next.length === list.length ? next : [...list];
}

function QuestionList({ questions, inGroup, onChange }: QuestionListProps) {
  const { t } = useTranslation();
  const issues = findQuestionIssues(questions);
  const replace = (at: number, question: QuestionDraft) =>
    onChange(questions.map((old, i) => (i === at ? question : old)));
  return (
    <Stack gap={2}>
      <div>
        {questions.map((question, at) => (
          <QuestionRow
            key={at}
            number={at + 1}
            question={question}
            issue={question.label ? issues.get(at) : undefined}
            types={inGroup ? QUESTION_TYPES.filter((type) => type !== "NESTED") : QUESTION_TYPES}
            onChange={(next) => replace(at, next)}
            onMove={(step) => onChange(swapped(questions, at, at + step))}
            onRemove={() => onChange(questions.filter((_, i) => i !== at))}
          />
        ))}
      </div>
      <div>
        <Button
          icon={IconPlus}
          size={inGroup ? "small" : "medium"}
          disabled={questions.length >= MAX_QUESTIONS}
          onClick={() => onChange([...questions, newQuestion()])}
        >
          {t("library.addQuestion")}
        </Button>
      </div>
    </Stack>
  );
}

interface QuestionRowProps {
  number: number;
  question: QuestionDraft;
  issue: string | undefined;
  types: readonly QuestionType[];
  onChange: (question: QuestionDraft) => void;
  onMove: (step: -1 | 1) => void;
  onRemove: () => void;
}

function QuestionRow({ number, question, issue, types, onChange, onMove, onRemove }: QuestionRowProps) {
  const { t } = useTranslation();
  const configure = (change: Partial<QuestionConfig>) =>
    onChange({ ...question, config: { ...question.config, ...change } });
  return (
    <div className={styles.question}>
      <div className={styles.questionHead}>
        <span className={styles.number}>{number}.</span>
        <TextField
          ariaLabel={t("library.questionText", { number })}
          placeholder={t("library.questionPlaceholder")}
          value={question.label}
          error={issue}
          onChange={(label) => onChange({ ...question, label })}
        />
        <Select
          ariaLabel={t("library.questionType", { number })}
          value={question.type}
          options={types.map((value) => ({ value, label: t(`library.questionTypes.${value}`) }))}
          onChange={(type) => type && onChange(withType(question, type as QuestionType))}
        />
        <Menu
          items={[
            { label: t("library.moveUp"), icon: IconArrowUp, onSelect: () => onMove(-1) },
            { label: t("library.moveDown"), icon: IconArrowDown, onSelect: () => onMove(1) },
            "divider",
            { label: t("library.remove"), icon: IconTrash, danger: true, onSelect: onRemove },
          ]}
          trigger={
            <IconButton
              icon={IconMore}
              label={t("library.actionsOf", { name: `${number}` })}
              tooltip={false}
            />
          }
        />
      </div>
      <div className={styles.config}>
        <Checkbox
          label={t("library.required")}
          checked={question.required}
          onChange={(required) => onChange({ ...question, required })}
        />
        <TypeSettings question={question} onChange={configure} />
      </div>
    </div>
  );
}

interface TypeSettingsProps {
  question: QuestionDraft;
  onChange: (change: Partial<QuestionConfig>) => void;
}

const DATE_FORMATS = ["YYYY-MM-DD", "DD-MM-YYYY", "MM-DD-YYYY", "YYYY/MM/DD", "DD/MM/YYYY", "MM/DD/YYYY"];
const TIME_FORMATS = ["HH:mm:ss", "HH:mm", "HH.mm.ss", "HH.mm"];
const MULTIPLE = new Set<QuestionType>([
  "TEXT",
  "DROPDOWN",
  "HIERARCHICAL_DROPDOWN",
  "DATE",
  "URL",
  "NESTED",
]);

/** The settings that belong to the type of the question. */
function TypeSettings({ question, onChange }: TypeSettingsProps) {
  const { t } = useTranslation();
  const { type, config } = question;
  const formats = type === "DATE" ? DATE_FORMATS : type === "TIME" ? TIME_FORMATS : [];
  return (
    <>
      {MULTIPLE.has(type) && (
        <Checkbox
          label={t("library.multiple")}
          checked={config.multiple ?? false}
          onChange={(multiple) => onChange({ multiple })}
        />
      )}
      {type === "TEXT" && (
        <Checkbox
          label={t("library.multiline")}
          checked={config.multiline ?? false}
          onChange={(multiline) => onChange({ multiline })}
        />
      )}
      {formats.length > 0 && (
        <Select
          ariaLabel={t("library.format")}
          value={config.format ?? formats[0] ?? null}
          options={formats.map((value) => ({ value, label: value }))}
          onChange={(format) => onChange({ format: format ?? undefined })}
        />
      )}
      {type === "SLIDER" &&
        (["min", "max", "step"] as const).map((key) => (
          <NumberField
            key={key}
            className={styles.short}
            label={t(`library.${key}`)}
            value={config[key]}
            onChange={(value) => onChange({ [key]: value })}
          />
        ))}
      {type === "CHECKBOX" && (
        <TextField
          label={t("library.hint")}
          value={config.hint ?? ""}
          onChange={(hint) => onChange({ hint })}
        />
      )}
      {hasOptions(type) && <OptionsField question={question} onChange={onChange} />}
      {type === "NESTED" && (
        <div className={styles.nested}>
          <QuestionList
            inGroup
            questions={config.questions ?? []}
            onChange={(questions) => onChange({ questions })}
          />
        </div>
      )}
    </>
  );
}

function OptionsField({ question, onChange }: TypeSettingsProps) {
  const { t } = useTranslation();
  const nested = question.type === "HIERARCHICAL_DROPDOWN";
  const [text, setText] = useState(formatOptions(question.config.options ?? []));
  return (
    <div className={styles.wide}>
      <TextArea
        label={t("library.options")}
        description={t(nested ? "library.nestedOptionsHint" : "library.optionsHint")}
        value={text}
        minRows={2}
        maxRows={10}
        onChange={(next) => {
          setText(next);
          onChange({ options: parseOptions(next, nested) });
        }}
      />
    </div>
  );
}
