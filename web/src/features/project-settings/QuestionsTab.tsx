import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiMutation, useApiQuery } from "@/api/client";
import { Button, confirm, ErrorNotice, Inline, Notice, Section, Skeleton, Stack } from "@/design";
import { useDocumentQuestions, useRowQuestions } from "@/features/rows/data/questions";
import { GET_COLUMNS } from "@/features/rows/data/operations";
import { questionInput } from "@/features/wizard/model/input";
import { questionProblems, type QuestionEntry } from "@/features/wizard/questions/entries";
import { QuestionEditor } from "@/features/wizard/questions/QuestionEditor";
import { isEmpty, type Question } from "@/question-types";
import { SAVE_DOCUMENT_QUESTIONS, SAVE_ROW_QUESTIONS } from "./operations";
import type { TabProps } from "./ProjectSettings";
import { useSave } from "./useSave";

export function QuestionsTab({ project, kinds }: TabProps) {
  const hasRows = kinds.includes("ROW_BASED");
  const hasDocuments = kinds.includes("DOCUMENT_BASED");
  const isSpan = kinds.includes("TOKEN_BASED");
  const columns = useColumns(project.reviewCabinet?.id, hasRows && !isSpan);
  return (
    <Stack gap={6}>
      {hasRows && <Level level="row" projectId={project.id} isLine={isSpan} columns={columns} />}
      {hasDocuments && <Level level="document" projectId={project.id} />}
    </Stack>
  );
}

/** The columns of the files themselves; those that answers make are no source for answers. */
function useColumns(cabinetId: string | undefined, wanted: boolean): string[] {
  const { data } = useApiQuery(
    GET_COLUMNS,
    { cabinetId: cabinetId ?? "" },
    { types: ["Question"], pause: !wanted || !cabinetId },
  );
  return useMemo(
    () =>
      (data?.getDocumentMetasByCabinetId ?? [])
        .filter((column) => column.rowQuestionIndex === null || column.rowQuestionIndex === undefined)
        .map((column) => column.name),
    [data],
  );
}

function entryOf(question: Question): QuestionEntry {
  const { questions, ...config } = question.config;
  const set = Object.fromEntries(
    Object.entries(config).filter(([name, value]) => name !== "__typename" && !isEmpty(value)),
  );
  return {
    id: question.id,
    internalId: question.internalId,
    type: question.type,
    name: question.name,
    label: question.label,
    required: question.required,
    bindToColumn: question.bindToColumn ?? null,
    activationConditionLogic: question.activationConditionLogic ?? null,
    config: { ...set, ...(questions ? { questions: questions.map(entryOf) } : {}) },
  };
}

interface LevelProps {
  level: "row" | "document";
  projectId: string;
  isLine?: boolean;
  columns?: readonly string[];
}

function Level({ level, projectId, isLine, columns = [] }: LevelProps) {
  const { t } = useTranslation();
  const rows = useRowQuestions(projectId, level !== "row");
  const documents = useDocumentQuestions(projectId, level !== "document");
  const { set, error, refetch } = level === "row" ? rows : documents;
  const stored = useMemo(() => set?.questions.map(entryOf), [set]);
  const [edited, setEdited] = useState<QuestionEntry[]>();
  const [saveRows] = useApiMutation(SAVE_ROW_QUESTIONS, { types: ["Question", "Project"] });
  const [saveDocuments] = useApiMutation(SAVE_DOCUMENT_QUESTIONS, { types: ["Question", "Project"] });
  const { busy, save } = useSave(() => {
    setEdited(undefined);
    refetch();
  });
  if (error && !stored) return <ErrorNotice error={error} onRetry={refetch} />;
  if (!stored) return <Skeleton height={200} />;
  const entries = edited ?? stored;
  const changed = edited !== undefined && JSON.stringify(edited) !== JSON.stringify(stored);

  const handleSave = async () => {
    const kept = new Map(entries.map((entry) => [entry.internalId, entry.type]));
    const lost = stored.filter((entry) => kept.get(entry.internalId) !== entry.type);
    if (lost.length > 0) {
      const sure = await confirm({
        title: t("projectSettings.loseTitle", { count: lost.length }),
        body: t("projectSettings.loseText", { names: lost.map((entry) => entry.label).join(", ") }),
        confirmLabel: t("projectSettings.loseConfirm"),
        danger: true,
      });
      if (!sure) return;
    }
    const input = entries.map(questionInput);
    await save(() => (level === "row" ? saveRows : saveDocuments)({ input, projectId }));
  };
  const title =
    level === "document"
      ? "wizard.documentQuestions"
      : isLine
        ? "wizard.lineQuestions"
        : "wizard.rowQuestions";
  return (
    <Section title={t(title)} description={t("projectSettings.questionsText")}>
      <Stack>
        {changed && <Notice>{t("projectSettings.unsaved")}</Notice>}
        <QuestionEditor entries={entries} columns={columns} onChange={setEdited} />
        <Inline>
          <Button
            variant="primary"
            loading={busy}
            disabled={!changed || questionProblems(entries).size > 0}
            onClick={() => void handleSave()}
          >
            {t("projectSettings.save")}
          </Button>
          {changed && <Button onClick={() => setEdited(undefined)}>{t("common.cancel")}</Button>}
        </Inline>
      </Stack>
    </Section>
  );
}
