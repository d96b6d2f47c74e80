import { useMemo, useRef, useState, type CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import type { LabelClassType } from "@/api/generated/graphql";
import {
  Button,
  Checkbox,
  ColorField,
  IconArrowDown,
  IconArrowUp,
  IconButton,
  IconComment,
  IconMore,
  IconPlus,
  IconTrash,
  Menu,
  Select,
  Stack,
  Tabs,
  Text,
  TextField,
} from "@/design";
import { JsonPane } from "./JsonPane";
import {
  findIssues,
  inTreeOrder,
  insertAfter,
  labelSetFromJson,
  labelSetToJson,
  moveItem,
  newItem,
  withoutItem,
  type LabelItem,
  type LabelSetDraft,
} from "./labelSet";
import styles from "./library.module.css";

interface LabelSetEditorProps {
  draft: LabelSetDraft;
  onChange: (draft: LabelSetDraft) => void;
}

/** Edit a label set as a list or as JSON; both show the same draft. */
export function LabelSetEditor({ draft, onChange }: LabelSetEditorProps) {
  const { t } = useTranslation();
  const [tab, setTab] = useState("standard");
  return (
    <Stack>
      <div className={styles.editorTop}>
        <TextField
          label={t("library.name")}
          value={draft.name}
          maxLength={255}
          autoFocus
          onChange={(name) => onChange({ ...draft, name })}
        />
        <Checkbox
          label={t("library.leafOnly")}
          checked={draft.leafOnly}
          onChange={(leafOnly) => onChange({ ...draft, leafOnly })}
        />
      </div>
      <Tabs
        label={t("library.view")}
        value={tab}
        onChange={setTab}
        tabs={[
          {
            value: "standard",
            label: t("library.standard"),
            content: <ItemList items={draft.items} onChange={(items) => onChange({ ...draft, items })} />,
          },
          {
            value: "json",
            label: t("library.json"),
            content: (
              <JsonPane
                label={t("library.json")}
                initial={labelSetToJson(draft)}
                onApply={(source) => onChange(labelSetFromJson(source, draft.name))}
              />
            ),
          },
        ]}
      />
    </Stack>
  );
}

interface ItemListProps {
  items: readonly LabelItem[];
  onChange: (items: LabelItem[]) => void;
}

function ItemList({ items, onChange }: ItemListProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const ordered = useMemo(() => inTreeOrder(items), [items]);
  const issues = useMemo(() => findIssues(items), [items]);

  const add = (parentId: string | null, afterId?: string) => {
    const item = newItem(items, parentId);
    onChange(afterId === undefined ? [...items, item] : insertAfter(items, afterId, item));
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLInputElement>(`[data-item="${item.id}"] input[type=text]`)?.focus(),
    );
  };
  const change = (next: LabelItem) => onChange(items.map((item) => (item.id === next.id ? next : item)));

  return (
    <Stack gap={2}>
      <div ref={list} className={styles.rows}>
        {ordered.map(({ item, depth }) => (
          <ItemRow
            key={item.id}
            item={item}
            depth={depth}
            issue={item.name ? issues.get(item.id) : undefined}
            onChange={change}
            onEnter={() => add(item.parentId, item.id)}
            onChild={() => add(item.id)}
            onMove={(step) => onChange(moveItem(items, item.id, step))}
            onRemove={() => onChange(withoutItem(items, item.id))}
          />
        ))}
        {items.length === 0 && <Text tone="muted">{t("library.noClasses")}</Text>}
      </div>
      <div>
        <Button icon={IconPlus} onClick={() => add(null)}>
          {t("library.addClass")}
        </Button>
      </div>
    </Stack>
  );
}

interface ItemRowProps {
  item: LabelItem;
  depth: number;
  issue: string | undefined;
  onChange: (item: LabelItem) => void;
  onEnter: () => void;
  onChild: () => void;
  onMove: (step: -1 | 1) => void;
  onRemove: () => void;
}

const TYPES: readonly LabelClassType[] = ["SPAN", "ARROW", "ALL"];

function ItemRow({ item, depth, issue, onChange, onEnter, onChild, onMove, onRemove }: ItemRowProps) {
  const { t } = useTranslation();
  const [explaining, setExplaining] = useState(item.description !== "");
  const name = item.name || t("library.unnamed");
  return (
    <div className={styles.row} data-item={item.id} style={{ "--depth": depth } as CSSProperties}>
      <ColorField
        label={t("library.colorOf", { name })}
        value={item.color}
        onChange={(color) => onChange({ ...item, color })}
      />
      <div className={styles.fields}>
        <Stack gap={1}>
          <TextField
            ariaLabel={t("library.className")}
            placeholder={t("library.className")}
            value={item.name}
            error={issue}
            maxLength={255}
            onEnter={onEnter}
            onChange={(next) => onChange({ ...item, name: next })}
          />
          {explaining && (
            <TextField
              ariaLabel={t("library.clarificationOf", { name })}
              placeholder={t("library.clarification")}
              value={item.description}
              onChange={(description) => onChange({ ...item, description })}
            />
          )}
        </Stack>
      </div>
      <Select
        className={styles.type}
        ariaLabel={t("library.typeOf", { name })}
        value={item.type}
        options={TYPES.map((value) => ({ value, label: t(`library.types.${value}`) }))}
        onChange={(type) => onChange({ ...item, type: (type ?? "SPAN") as LabelClassType })}
      />
      <IconButton
        icon={IconComment}
        label={t("library.addClarification")}
        active={explaining}
        onClick={() => setExplaining(!explaining)}
      />
      <Menu
        items={[
          { label: t("library.addChild"), icon: IconPlus, onSelect: onChild },
          { label: t("library.moveUp"), icon: IconArrowUp, onSelect: () => onMove(-1) },
          { label: t("library.moveDown"), icon: IconArrowDown, onSelect: () => onMove(1) },
          "divider",
          { label: t("library.remove"), icon: IconTrash, danger: true, onSelect: onRemove },
        ]}
        trigger={<IconButton icon={IconMore} label={t("library.actionsOf", { name })} tooltip={false} />}
      />
    </div>
  );
}
