import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiQuery } from "@/api/client";
import { useWorkspace } from "@/app/workspace";
import { Button, EmptyState, IconPlus, IconQuestion, Inline, Menu, Stack, Tabs, Text } from "@/design";
import { JsonPane } from "@/features/library/JsonPane";
import { UploadButton } from "@/features/library/UploadButton";
import { QuestionForm, type Answers } from "@/question-types";
import { GET_LIBRARY_QUESTION_SETS } from "../operations";
import styles from "../wizard.module.css";
import {
  asQuestions,
  EDITABLE_TYPES,
  entriesFromFile,
  entriesFromJson,
  entriesToJson,
  MAX_QUESTIONS,
  moveEntry,
  newEntry,
  questionProblems,
  removeEntry,
  type QuestionEntry,
} from "./entries";
import { fromLibrary } from "./fromLibrary";
import { QuestionCard } from "./QuestionCard";

const MAX_BYTES = 500_000;

export interface QuestionEditorProps {
  entries: readonly QuestionEntry[];
  /** Columns whose values can become answers. */
  columns: readonly string[];
  onChange: (entries: QuestionEntry[]) => void;
}

/** The questions of a level as a list or as JSON, with the form beside them to try it. */
export function QuestionEditor({ entries, columns, onChange }: QuestionEditorProps) {
  const { t } = useTranslation();
  const [tab, setTab] = useState("standard");
  const questions = useMemo(() => asQuestions(entries), [entries]);
  const [answers, setAnswers] = useState<Answers>({});
  return (
    <div className={styles.questions}>
      <Tabs
        label={t("wizard.questionView")}
        value={tab}
        onChange={setTab}
        tabs={[
          {
            value: "standard",
            label: t("library.standard"),
            content: <EntryList entries={entries} columns={columns} onChange={onChange} />,
          },
          {
            value: "json",
            label: t("library.json"),
            content: (
              <JsonPane
                label={t("library.json")}
                initial={entriesToJson(entries)}
                onApply={(source) => onChange(entriesFromJson(source))}
              />
            ),
          },
        ]}
      />
      <aside className={styles.try} aria-label={t("wizard.try")}>
        <p className={styles.tryTitle}>{t("wizard.try")}</p>
        {entries.length === 0 ? (
          <Text tone="muted">{t("wizard.tryEmpty")}</Text>
        ) : (
          <QuestionForm questions={questions} answers={answers} onChange={setAnswers} />
        )}
      </aside>
    </div>
  );
}

function EntryList({ entries, columns, onChange }: QuestionEditorProps) {
  const { t } = useTranslation();
  const { teamId } = useWorkspace();
  const [open, setOpen] = useState<number | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const problems = questionProblems(entries);
  const library = useApiQuery(GET_LIBRARY_QUESTION_SETS, {
    input: { page: { skip: 0, take: 100 }, filter: { teamId } },
  });
  const known = library.data?.getPaginatedQuestionSets.nodes ?? [];
  const full = entries.length >= MAX_QUESTIONS;

  const add = (more: QuestionEntry[]) => {
    onChange([...entries, ...more].slice(0, MAX_QUESTIONS));
    if (more.length === 1) setOpen(entries.length);
  };
  const move = (from: number, to: number) => {
    if (to < 0 || to >= entries.length) return;
    onChange(moveEntry(entries, from, to));
    if (open === from) setOpen(to);
  };
  return (
    <Stack gap={2}>
      {entries.length === 0 && (
        <EmptyState
          compact
          icon={IconQuestion}
          title={t("wizard.noQuestions")}
          text={t("wizard.noQuestionsText")}
        />
      )}
      {entries.map((entry, at) => (
        <QuestionCard
          key={at}
          number={at}
          entry={entry}
          earlier={entries.slice(0, at)}
          columns={columns}
          problem={problems.get(at)}
          open={open === at}
          onToggle={() => setOpen(open === at ? null : at)}
          onChange={(next) => onChange(entries.map((old, index) => (index === at ? next : old)))}
          onMove={(step) => move(at, at + step)}
          onRemove={() => {
            onChange(removeEntry(entries, at));
            setOpen(null);
          }}
          onDuplicate={() =>
            add([{ ...structuredClone(entry), internalId: undefined, id: undefined, name: "" }])
          }
          onDragStart={() => setDragged(at)}
          onDrop={() => {
            if (dragged !== null && dragged !== at) move(dragged, at);
            setDragged(null);
          }}
        />
      ))}
      <Inline wrap>
        <Menu
          width={224}
          items={EDITABLE_TYPES.map((type) => ({
            label: t(`questions.types.${type}`),
            onSelect: () => add([newEntry(type)]),
          }))}
          trigger={
            <Button icon={IconPlus} disabled={full}>
              {t("wizard.addQuestion")}
            </Button>
          }
        />
        <UploadButton
          accept=".json,.csv,.tsv"
          maxBytes={MAX_BYTES}
          onText={(name, text) => add(entriesFromFile(name, text))}
        />
        <Menu
          width={260}
          items={
            known.length > 0
              ? known.map((set) => ({ label: set.name, onSelect: () => add(set.items.map(fromLibrary)) }))
              : [{ label: t("wizard.libraryEmpty"), disabled: true }]
          }
          trigger={<Button icon={IconQuestion}>{t("wizard.fromLibrary")}</Button>}
        />
      </Inline>
    </Stack>
  );
}
