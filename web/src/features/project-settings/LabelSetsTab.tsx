import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiMutation } from "@/api/client";
import {
  Button,
  confirm,
  EmptyState,
  FormDialog,
  IconButton,
  IconEdit,
  IconLabels,
  IconPlus,
  IconTrash,
  Inline,
  LabelChip,
  Stack,
  Text,
} from "@/design";
import {
  findIssues,
  labelSetFromFile,
  MAX_FILE_BYTES,
  normalColor,
  paletteColor,
} from "@/features/library/labelSet";
import { UploadButton } from "@/features/library/UploadButton";
import { LabelSetFields, MAX_LABEL_SETS } from "@/features/wizard/LabelSetList";
import type { LabelSetChoice } from "@/features/wizard/model/state";
import wizard from "@/features/wizard/wizard.module.css";
import { ADD_LABEL_SET, DELETE_LABEL_SET, SAVE_LABEL_SET } from "./operations";
import type { SettingsProject, TabProps } from "./ProjectSettings";
import { useSave } from "./useSave";

type WireSet = SettingsProject["labelSets"][number];

function draftOf(set: WireSet): LabelSetChoice {
  return {
    name: set.name,
    leafOnly: set.leafOnly ?? false,
    arrowLabelRequired: set.arrowLabelRequired,
    items: set.tagItems.map((item, at) => ({
      id: item.id,
      name: item.tagName,
      color: normalColor(item.color ?? "") ?? paletteColor(at),
      parentId: item.parentId,
      type: item.type,
      description: item.desc ?? "",
      arrowRules: (item.arrowRules ?? []).map(({ originIds, destinationIds }) => ({
        originIds,
        destinationIds,
      })),
    })),
  };
}

const tagItems = (set: LabelSetChoice) =>
  set.items.map((item) => ({
    id: item.id,
    tagName: item.name.trim(),
    color: item.color,
    parentId: item.parentId,
    type: item.type,
    desc: item.description,
    arrowRules: item.arrowRules,
  }));

const usesOf = (set: WireSet, kept: ReadonlySet<string>): number =>
  set.tagItems.filter((item) => !kept.has(item.id)).reduce((sum, item) => sum + (item.count ?? 0), 0);

interface Editing {
  /** Absent for a new one. */
  set?: WireSet;
  draft: LabelSetChoice;
}

export function LabelSetsTab({ project, refetch }: TabProps) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<Editing>();
  const [update] = useApiMutation(SAVE_LABEL_SET, { types: ["Project", "LabelSet"] });
  const [add] = useApiMutation(ADD_LABEL_SET, { types: ["Project", "LabelSet"] });
  const [remove] = useApiMutation(DELETE_LABEL_SET, { types: ["Project", "LabelSet"] });
  const { busy, save } = useSave(refetch);
  const sets = project.labelSets;
  const full = sets.length >= MAX_LABEL_SETS;

  const handleSave = async () => {
    if (!editing) return;
    const { set, draft } = editing;
    const { name, leafOnly, arrowLabelRequired } = draft;
    const shared = { name, leafOnly, arrowLabelRequired, tagItems: tagItems(draft) };
    const gone = set ? set.tagItems.filter((item) => !draft.items.some((kept) => kept.id === item.id)) : [];
    if (set && gone.length > 0) {
      const sure = await confirm({
        title: t("projectSettings.removeClassesTitle", { count: gone.length }),
        body: t("projectSettings.removeClassesText", {
          names: gone.map((item) => item.tagName).join(", "),
          count: usesOf(set, new Set(draft.items.map((item) => item.id))),
        }),
        confirmLabel: t("projectSettings.removeClasses"),
        danger: true,
      });
      if (!sure) return;
    }
    const used = sets.map((entry) => entry.index);
    const free = [0, 1, 2, 3, 4].find((index) => !used.includes(index));
    const done = await save(() =>
      set
        ? update({
            input: { projectId: project.id, id: set.id, labelSetSignature: set.signature, ...shared },
          })
        : add({ projectId: project.id, input: { ...shared, index: free } }),
    );
    if (done) setEditing(undefined);
  };
  const handleRemove = async (set: WireSet) => {
    const sure = await confirm({
      title: t("projectSettings.deleteSetTitle", { name: set.name }),
      body: t("projectSettings.deleteSetText", { count: usesOf(set, new Set()) }),
      confirmLabel: t("projectSettings.deleteSet"),
      danger: true,
    });
    if (sure) await save(() => remove({ id: set.id }));
  };

  return (
    <Stack>
      {sets.length === 0 && (
        <EmptyState compact icon={IconLabels} title={t("wizard.noSets")} text={t("wizard.noSetsText")} />
      )}
      {sets.map((set) => (
        <div key={set.id} className={wizard.set}>
          <div className={wizard.setHead}>
            <span className={wizard.setName}>{set.name}</span>
            <Text tone="muted">{t("wizard.classCount", { count: set.tagItems.length })}</Text>
            <IconButton
              icon={IconEdit}
              label={t("wizard.editSet", { name: set.name })}
              onClick={() => setEditing({ set, draft: draftOf(set) })}
            />
            <IconButton
              icon={IconTrash}
              label={t("wizard.removeSet", { name: set.name })}
              onClick={() => void handleRemove(set)}
            />
          </div>
          <div className={wizard.chips}>
            {set.tagItems.slice(0, 40).map((item) => (
              <LabelChip key={item.id} name={item.tagName} color={item.color} />
            ))}
          </div>
        </div>
      ))}
      <Inline wrap>
        <Button
          icon={IconPlus}
          disabled={full}
          onClick={() =>
            setEditing({
              draft: {
                name: t("wizard.newSet", { number: sets.length + 1 }),
                leafOnly: false,
                arrowLabelRequired: false,
                items: [],
              },
            })
          }
        >
          {t("wizard.typeIn")}
        </Button>
        {!full && (
          <UploadButton
            accept=".csv,.tsv,.json,.txt"
            maxBytes={MAX_FILE_BYTES}
            onText={(name, text) =>
              setEditing({ draft: { ...labelSetFromFile(name, text), arrowLabelRequired: false } })
            }
          />
        )}
        {full && <Text tone="muted">{t("wizard.setLimit", { count: MAX_LABEL_SETS })}</Text>}
      </Inline>
      {editing && (
        <FormDialog
          opened
          size="large"
          title={editing.set ? t("wizard.editSet", { name: editing.set.name }) : t("projectSettings.newSet")}
          submitLabel={t("projectSettings.save")}
          submitting={busy}
          canSubmit={editing.draft.name.trim() !== "" && findIssues(editing.draft.items).size === 0}
          onSubmit={() => void handleSave()}
          onClose={() => setEditing(undefined)}
        >
          <LabelSetFields set={editing.draft} onChange={(draft) => setEditing({ ...editing, draft })} />
        </FormDialog>
      )}
    </Stack>
  );
}
