import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useActions } from "@/actions";
import { useApiMutation, useApiQuery } from "@/api/client";
import type { GetLabelSetTemplatesQuery, LabelSetTemplateItemInput } from "@/api/generated/graphql";
import {
  CREATE_LABEL_SET_TEMPLATE,
  DELETE_LABEL_SET_TEMPLATES,
  GET_LABEL_SET_TEMPLATES,
  UPDATE_LABEL_SET_TEMPLATE,
} from "@/api/library";
import { useWorkspace } from "@/app/workspace";
import {
  Button,
  ErrorNotice,
  FormDialog,
  IconPlus,
  LabelChip,
  Stack,
  Text,
  toast,
  type Column,
} from "@/design";
import { useSubmit } from "@/features/accounts/useSubmit";
import { formatAgo } from "@/util/dates";
import {
  findIssues,
  labelSetFromFile,
  MAX_FILE_BYTES,
  newItem,
  paletteColor,
  withoutBlanks,
  type LabelSetDraft,
} from "./labelSet";
import { LabelSetEditor } from "./LabelSetEditor";
import { LibraryList } from "./LibraryList";
import { UploadButton } from "./UploadButton";
import { useDeleteEntries } from "./useDeleteEntries";
import { useLibraryParams } from "./useLibraryParams";
import styles from "./library.module.css";

type Template = GetLabelSetTemplatesQuery["getLabelSetTemplates"]["nodes"][number];

interface Editing {
  /** Absent for a new set. */
  id?: string;
  draft: LabelSetDraft;
}

const SHOWN_CLASSES = 6;

function toDraft(template: Template): LabelSetDraft {
  const options = template.items?.[0]?.options ?? [];
  return {
    name: template.name,
    leafOnly: template.leafOnly ?? false,
    items: options.map((option, index) => ({
      id: option.id,
      name: option.label,
      color: option.color ?? paletteColor(index),
      parentId: option.parentId,
      type: option.type,
      description: option.description ?? "",
      arrowRules: (option.arrowRules ?? []).map(({ originIds, destinationIds }) => ({
        originIds,
        destinationIds,
      })),
    })),
  };
}

function toQuestions(draft: LabelSetDraft): LabelSetTemplateItemInput[] {
  const options = withoutBlanks(draft.items).map((item) => ({
    id: item.id,
    label: item.name.trim(),
    color: item.color,
    parentId: item.parentId,
    type: item.type,
    description: item.description || undefined,
    arrowRules: item.arrowRules.length > 0 ? item.arrowRules : undefined,
  }));
  return [{ type: "TOKEN", name: draft.name, label: draft.name, config: { options } }];
}

export function LabelSets() {
  const { t } = useTranslation();
  const { teamId } = useWorkspace();
  const params = useLibraryParams();
  const [editing, setEditing] = useState<Editing>();
  const { keyword, page, sort } = params.query;
  const input = { page, sort, filter: { teamId, keyword, types: ["TOKEN" as const] } };
  const list = useApiQuery(GET_LABEL_SET_TEMPLATES, { input }, { types: ["LabelSetTemplate"] });
  const [removeAll] = useApiMutation(DELETE_LABEL_SET_TEMPLATES, { types: ["LabelSetTemplate"] });
  const remove = useDeleteEntries((ids) => removeAll({ ids }), params.setSelected);
  const columns = useLabelSetColumns();
  const create = () => setEditing({ draft: { name: "", leafOnly: false, items: [newItem([])] } });

  useActions([
    {
      id: "library.newLabelSet",
      labelKey: "library.newLabelSet",
      sectionKey: "shell.labelManagement",
      icon: IconPlus,
      scope: "page",
      run: create,
    },
  ]);
  return (
    <>
      <LibraryList
        title={t("library.labelSets")}
        list={list}
        rows={list.data?.getLabelSetTemplates.nodes ?? []}
        total={list.data?.getLabelSetTemplates.totalCount ?? 0}
        columns={columns}
        params={params}
        emptyTitle={t("library.noLabelSetsTitle")}
        emptyText={t("library.noLabelSetsText")}
        addButtons={
          <>
            <UploadButton
              accept=".csv,.tsv,.json"
              maxBytes={MAX_FILE_BYTES}
              onText={(name, text) => setEditing({ draft: labelSetFromFile(name, text) })}
            />
            <Button variant="primary" icon={IconPlus} onClick={create}>
              {t("library.newLabelSet")}
            </Button>
          </>
        }
        onOpen={(template) => setEditing({ id: template.id, draft: toDraft(template) })}
        onDelete={(ids) => void remove(ids)}
      />
      {editing && <LabelSetDialog {...editing} onClose={() => setEditing(undefined)} />}
    </>
  );
}

function useLabelSetColumns(): Column<Template>[] {
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
        id: "classes",
        header: t("library.classes"),
        width: "58%",
        hideBelow: "sm",
        render: (row) => <Classes template={row} />,
      },
      {
        id: "count",
        header: t("library.count"),
        width: 72,
        align: "end",
        render: (row) => <Text tabular>{row.count}</Text>,
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

function Classes({ template }: { template: Template }) {
  const options = template.items?.[0]?.options ?? [];
  return (
    <span className={styles.chips}>
      {options.slice(0, SHOWN_CLASSES).map((option) => (
        <LabelChip key={option.id} name={option.label} color={option.color} />
      ))}
      {options.length > SHOWN_CLASSES && <Text tone="muted">+{options.length - SHOWN_CLASSES}</Text>}
    </span>
  );
}

function LabelSetDialog({ id, draft: initial, onClose }: Editing & { onClose: () => void }) {
  const { t } = useTranslation();
  const { teamId } = useWorkspace();
  const [draft, setDraft] = useState(initial);
  const [create] = useApiMutation(CREATE_LABEL_SET_TEMPLATE, { types: ["LabelSetTemplate"] });
  const [update] = useApiMutation(UPDATE_LABEL_SET_TEMPLATE, { types: ["LabelSetTemplate"] });
  const { error, busy, submit } = useSubmit();
  const items = withoutBlanks(draft.items);
  const valid = draft.name.trim() !== "" && items.length > 0 && findIssues(items).size === 0;

  const handleSubmit = () =>
    submit(async () => {
      const content = { name: draft.name.trim(), questions: toQuestions(draft), leafOnly: draft.leafOnly };
      if (id) await update({ input: { id, ...content } });
      else await create({ input: { teamId, ...content } });
      toast.success(t("library.saved", { name: content.name }));
      onClose();
    });
  return (
    <FormDialog
      opened
      size="large"
      title={t(id ? "library.editLabelSet" : "library.newLabelSet")}
      submitLabel={t("library.save")}
      submitting={busy}
      canSubmit={valid}
      onSubmit={() => void handleSubmit()}
      onClose={onClose}
      footer={<Text tone="muted">{t("library.copies")}</Text>}
    >
      <Stack>
        {error && <ErrorNotice error={error} />}
        <LabelSetEditor draft={draft} onChange={setDraft} />
      </Stack>
    </FormDialog>
  );
}
