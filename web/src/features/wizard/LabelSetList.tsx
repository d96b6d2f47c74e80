import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiQuery } from "@/api/client";
import { useWorkspace } from "@/app/workspace";
import {
  Button,
  Checkbox,
  EmptyState,
  IconButton,
  IconChevronDown,
  IconChevronRight,
  IconLabels,
  IconPlus,
  IconTrash,
  Inline,
  LabelChip,
  Menu,
  Stack,
  Text,
} from "@/design";
import { labelSetFromFile, MAX_FILE_BYTES, normalColor, paletteColor } from "@/features/library/labelSet";
import { LabelSetEditor } from "@/features/library/LabelSetEditor";
import { UploadButton } from "@/features/library/UploadButton";
import { ArrowRules } from "./ArrowRules";
import type { LabelSetChoice } from "./model/state";
import { GET_LIBRARY_LABEL_SETS } from "./operations";
import styles from "./wizard.module.css";

export const MAX_LABEL_SETS = 5;

interface LabelSetListProps {
  sets: readonly LabelSetChoice[];
  onChange: (sets: LabelSetChoice[]) => void;
}

/** Up to five span label sets: typed in, uploaded, or taken from the library. */
export function LabelSetList({ sets, onChange }: LabelSetListProps) {
  const { t } = useTranslation();
  const { teamId } = useWorkspace();
  const [open, setOpen] = useState<number | null>(sets.length === 1 ? 0 : null);
  const library = useApiQuery(GET_LIBRARY_LABEL_SETS, {
    input: { page: { skip: 0, take: 100 }, filter: { teamId, types: ["TOKEN"] } },
  });
  const known = library.data?.getLabelSetTemplates.nodes ?? [];
  const full = sets.length >= MAX_LABEL_SETS;
  const add = (set: LabelSetChoice) => {
    onChange([...sets, set]);
    setOpen(sets.length);
  };
  const addFromLibrary = (id: string) => {
    const found = known.find((entry) => entry.id === id);
    if (!found) return;
    const options = found.items?.flatMap((item) => item.options ?? []) ?? [];
    add({
      name: found.name,
      leafOnly: found.leafOnly ?? false,
      arrowLabelRequired: found.arrowLabelRequired ?? found.items?.[0]?.arrowLabelRequired ?? false,
      items: options.map((option, at) => ({
        id: option.id,
        name: option.label,
        color: normalColor(option.color ?? "") ?? paletteColor(at),
        parentId: option.parentId,
        type: option.type,
        description: option.description ?? "",
        arrowRules: (option.arrowRules ?? []).map(({ originIds, destinationIds }) => ({
          originIds,
          destinationIds,
        })),
      })),
    });
  };
  return (
    <Stack gap={3}>
      {sets.length === 0 && (
        <EmptyState compact icon={IconLabels} title={t("wizard.noSets")} text={t("wizard.noSetsText")} />
      )}
      {sets.map((set, at) => (
        <LabelSetCard
          key={at}
          set={set}
          open={open === at}
          onToggle={() => setOpen(open === at ? null : at)}
          onChange={(next) => onChange(sets.map((old, index) => (index === at ? next : old)))}
          onRemove={() => onChange(sets.filter((_, index) => index !== at))}
        />
      ))}
      <Inline wrap>
        <Button
          icon={IconPlus}
          disabled={full}
          onClick={() =>
            add({
              name: t("wizard.newSet", { number: sets.length + 1 }),
              leafOnly: false,
              arrowLabelRequired: false,
              items: [],
            })
          }
        >
          {t("wizard.typeIn")}
        </Button>
        {!full && (
          <UploadButton
            accept=".csv,.tsv,.json,.txt"
            maxBytes={MAX_FILE_BYTES}
            onText={(name, text) => add({ ...labelSetFromFile(name, text), arrowLabelRequired: false })}
          />
        )}
        <Menu
          width={260}
          items={
            known.length > 0
              ? known.map((entry) => ({ label: entry.name, onSelect: () => addFromLibrary(entry.id) }))
              : [{ label: t("wizard.libraryEmpty"), disabled: true }]
          }
          trigger={
            <Button icon={IconLabels} disabled={full}>
              {t("wizard.fromLibrary")}
            </Button>
          }
        />
        {full && <Text tone="muted">{t("wizard.setLimit", { count: MAX_LABEL_SETS })}</Text>}
      </Inline>
    </Stack>
  );
}

interface LabelSetCardProps {
  set: LabelSetChoice;
  open: boolean;
  onToggle: () => void;
  onChange: (set: LabelSetChoice) => void;
  onRemove: () => void;
}

function LabelSetCard({ set, open, onToggle, onChange, onRemove }: LabelSetCardProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.set}>
      <div className={styles.setHead}>
        <IconButton
          icon={open ? IconChevronDown : IconChevronRight}
          size="small"
          tooltip={false}
          aria-expanded={open}
          label={t("wizard.editSet", { name: set.name })}
          onClick={onToggle}
        />
        <span className={styles.setName}>{set.name}</span>
        <Text tone="muted">{t("wizard.classCount", { count: set.items.length })}</Text>
        <IconButton
          icon={IconTrash}
          size="small"
          label={t("wizard.removeSet", { name: set.name })}
          onClick={onRemove}
        />
      </div>
      {open ? (
        <div className={styles.setBody}>
          <LabelSetFields set={set} onChange={onChange} />
        </div>
      ) : (
        <div className={styles.chips}>
          {set.items.slice(0, 40).map((item) => (
            <LabelChip key={item.id} name={item.name} color={item.color} />
          ))}
        </div>
      )}
    </div>
  );
}

export function LabelSetFields({
  set,
  onChange,
}: {
  set: LabelSetChoice;
  onChange: (set: LabelSetChoice) => void;
}) {
  const { t } = useTranslation();
  const hasArrows = set.items.some((item) => item.type !== "SPAN");
  return (
    <Stack>
      <LabelSetEditor draft={set} onChange={(draft) => onChange({ ...set, ...draft })} />
      {hasArrows && (
        <>
          <Checkbox
            label={t("wizard.arrowRequired")}
            description={t("wizard.arrowRequiredText")}
            checked={set.arrowLabelRequired}
            onChange={(arrowLabelRequired) => onChange({ ...set, arrowLabelRequired })}
          />
          <ArrowRules items={set.items} onChange={(items) => onChange({ ...set, items })} />
        </>
      )}
    </Stack>
  );
}
