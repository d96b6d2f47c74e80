import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import { useApiMutation, useApiQuery } from "@/api/client";
import type { GetPaginatedQuestionSetsQuery } from "@/api/generated/graphql";
import {
  CREATE_QUESTION_SET,
  DELETE_QUESTION_SETS,
  GET_QUESTION_SETS,
  UPDATE_QUESTION_SET,
} from "@/api/library";
import { useWorkspace } from "@/app/workspace";
import { Button, ErrorNotice, FormDialog, IconPlus, Stack, Text, toast, type Column } from "@/design";
import { useSubmit } from "@/features/accounts/useSubmit";
import { formatAgo } from "@/util/dates";
import { MAX_FILE_BYTES } from "./labelSet";
import { LibraryList } from "./LibraryList";
import {
  findQuestionIssues,
  newQuestion,
  questionFromWire,
  questionSetFromFile,
  questionToInput,
  type QuestionSetDraft,
} from "./questionSet";
import { QuestionSetEditor } from "./QuestionSetEditor";
import { UploadButton } from "./UploadButton";
import { useDeleteEntries } from "./useDeleteEntries";
import { useLibraryParams } from "./useLibraryParams";

type QuestionSet = GetPaginatedQuestionSetsQuery["getPaginatedQuestionSets"]["nodes"][number];

interface Editing {
  /** Absent for a new set. */
  id?: string;
  draft: QuestionSetDraft;
}

export function QuestionSets() {
  const { t } = useTranslation();
  const { teamId } = useWorkspace();
  const params = useLibraryParams();
  const [editing, setEditing] = useState<Editing>();
  const { keyword, page, sort } = params.query;
  const list = useApiQuery(
    GET_QUESTION_SETS,
    { input: { page, sort, filter: { teamId, keyword } } },
    { types: ["QuestionSet"] },
  );
  const [removeAll] = useApiMutation(DELETE_QUESTION_SETS, { types: ["QuestionSet"] });
  const remove = useDeleteEntries((ids) => removeAll({ ids }), params.setSelected);
  const columns = useQuestionSetColumns();
  const create = () => setEditing({ draft: { name: "", questions: [newQuestion()] } });

  useActions([
    {
      id: "library.newQuestionSet",
      labelKey: "library.newQuestionSet",
      sectionKey: "shell.labelManagement",
      icon: IconPlus,
      scope: "page",
      run: create,
    },
  ]);
  return (
    <>
      <LibraryList
        title={t("library.questionSets")}
        list={list}
        rows={list.data?.getPaginatedQuestionSets.nodes ?? []}
        total={list.data?.getPaginatedQuestionSets.totalCount ?? 0}
        columns={columns}
        params={params}
        emptyTitle={t("library.noQuestionSetsTitle")}
        emptyText={t("library.noQuestionSetsText")}
        addButtons={
          <>
            <UploadButton
              accept=".json,.csv,.tsv"
              maxBytes={MAX_FILE_BYTES}
              onText={(name, text) => setEditing({ draft: questionSetFromFile(name, text) })}
            />
            <Button variant="primary" icon={IconPlus} onClick={create}>
              {t("library.newQuestionSet")}
            </Button>
          </>
        }
        onOpen={(set) =>
          setEditing({ id: set.id, draft: { name: set.name, questions: set.items.map(questionFromWire) } })
        }
        onDelete={(ids) => void remove(ids)}
      />
      {editing && <QuestionSetDialog {...editing} onClose={() => setEditing(undefined)} />}
    </>
  );
}

function useQuestionSetColumns(): Column<QuestionSet>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("library.name"),
        sortField: "name",
        render: (row) => <Text strong>{row.name}</Text>,
      },
      {
        id: "questions",
        header: t("library.questions"),
        width: "54%",
        hideBelow: "sm",
        render: (row) => (
          <Text tone="secondary" truncate>
            {row.items.map((item) => item.label).join(" · ")}
          </Text>
        ),
      },
      {
        id: "count",
        header: t("library.count"),
        width: 72,
        align: "end",
        render: (row) => <Text tabular>{row.items.length}</Text>,
      },
      {
        id: "updated",
        header: t("projects.updated"),
        width: 128,
        hideBelow: "md",
        sortField: "updatedAt",
        firstOrder: "DESC",
        render: (row) => <Text tone="secondary">{formatAgo(row.updatedAt)}</Text>,
      },
    ],
    [t],
  );
}

function QuestionSetDialog({ id, draft: initial, onClose }: Editing & { onClose: () => void }) {
  const { t } = useTranslation();
  const { teamId } = useWorkspace();
  const [draft, setDraft] = useState(initial);
  const [create] = useApiMutation(CREATE_QUESTION_SET, { types: ["QuestionSet"] });
  const [update] = useApiMutation(UPDATE_QUESTION_SET, { types: ["QuestionSet"] });
  const { error, busy, submit } = useSubmit();
  const valid =
    draft.name.trim() !== "" && draft.questions.length > 0 && findQuestionIssues(draft.questions).size === 0;

  const handleSubmit = () =>
    submit(async () => {
      const name = draft.name.trim();
      const items = draft.questions.map(questionToInput);
      if (id) await update({ input: { id, name, items } });
      else await create({ input: { teamId, name, items } });
      toast.success(t("library.saved", { name }));
      onClose();
    });
  return (
    <FormDialog
      opened
      size="large"
      title={t(id ? "library.editQuestionSet" : "library.newQuestionSet")}
      submitLabel={t("library.save")}
      submitting={busy}
      canSubmit={valid}
      onSubmit={() => void handleSubmit()}
      onClose={onClose}
      footer={<Text tone="muted">{t("library.copies")}</Text>}
    >
      <Stack>
        {error && <ErrorNotice error={error} />}
        <QuestionSetEditor draft={draft} onChange={setDraft} />
      </Stack>
    </FormDialog>
  );
}
