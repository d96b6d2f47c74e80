import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import {
  Badge,
  Checkbox,
  IconButton,
  IconChevronDown,
  IconChevronRight,
  IconCopy,
  IconGrip,
  IconTrash,
  Select,
  TextField,
} from "@/design";
import type { QuestionTypeKey } from "@/question-types";
import styles from "../wizard.module.css";
import { EDITABLE_TYPES, settingsOf, type QuestionEntry } from "./entries";
import { LogicEditor } from "./LogicEditor";
import { TypeSettings } from "./TypeSettings";

interface QuestionCardProps {
  /** Place in the list, from 0. */
  number: number;
  entry: QuestionEntry;
  earlier: readonly QuestionEntry[];
  columns: readonly string[];
  problem: string | undefined;
  open: boolean;
  onToggle: () => void;
  onChange: (entry: QuestionEntry) => void;
  onMove: (step: -1 | 1) => void;
  onRemove: () => void;
  onDuplicate: () => void;
  onDragStart: () => void;
  onDrop: () => void;
}

/** One question of the list; the grip moves it by pointer, or with the arrow keys. */
export function QuestionCard(props: QuestionCardProps) {
  const { number, entry, problem, open, onToggle, onMove, onRemove, onDuplicate, onDragStart, onDrop } =
    props;
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const title = entry.label || t("wizard.untitled", { number: number + 1 });
  const handleKey = (event: KeyboardEvent) => {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (step === 0) return;
    event.preventDefault();
    onMove(step);
  };
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- only takes what is dropped; the grip has the keys
    <div
      className={styles.question}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onDrop();
      }}
    >
      <div className={styles.questionHead}>
        <button
          type="button"
          className={styles.grip}
          draggable
          aria-label={t("wizard.moveQuestion", { name: title })}
          title={t("wizard.moveHint")}
          onDragStart={onDragStart}
          onKeyDown={handleKey}
        >
          <IconGrip size={14} aria-hidden />
        </button>
        <button type="button" className={styles.questionTitle} aria-expanded={open} onClick={onToggle}>
          <span>
            {number + 1}. {title}
            {entry.required && " *"}
          </span>
          <Badge>{t(`questions.types.${entry.type}`)}</Badge>
        </button>
        <IconButton
          icon={IconCopy}
          size="small"
          label={t("wizard.duplicate", { name: title })}
          onClick={onDuplicate}
        />
        <IconButton
          icon={IconTrash}
          size="small"
          label={t("wizard.removeQuestion", { name: title })}
          onClick={onRemove}
        />
        <IconButton
          icon={Chevron}
          size="small"
          tooltip={false}
          label={t("wizard.editQuestion", { name: title })}
          onClick={onToggle}
        />
      </div>
      {problem && !open && (
        <div className={styles.chips}>
          <span className={styles.problem}>{problem}</span>
        </div>
      )}
      {open && <QuestionBody {...props} />}
    </div>
  );
}

function QuestionBody({ entry, earlier, columns, problem, onChange }: QuestionCardProps) {
  const { t } = useTranslation();
  const types = EDITABLE_TYPES.includes(entry.type) ? EDITABLE_TYPES : [...EDITABLE_TYPES, entry.type];
  return (
    <div className={styles.questionBody}>
      <TextField
        label={t("wizard.question")}
        value={entry.label}
        autoFocus
        error={problem}
        onChange={(label) => onChange({ ...entry, label })}
      />
      <div className={styles.pair}>
        <Select
          label={t("wizard.type")}
          value={entry.type}
          options={types.map((type) => ({ value: type, label: t(`questions.types.${type}`) }))}
          onChange={(value) => {
            const type = (value ?? "TEXT") as QuestionTypeKey;
            onChange({ ...entry, type, config: settingsOf(type, entry.config) });
          }}
        />
        <TextField
          label={t("wizard.columnOfAnswers")}
          placeholder={entry.label}
          value={entry.name}
          onChange={(name) => onChange({ ...entry, name })}
        />
      </div>
      <TypeSettings entry={entry} columns={columns} onChange={onChange} />
      <Checkbox
        label={t("wizard.required")}
        checked={entry.required}
        onChange={(required) => onChange({ ...entry, required })}
      />
      {columns.length > 0 && entry.type !== "NESTED" && (
        <Select
          label={t("wizard.bind")}
          description={t("wizard.bindText")}
          clearable
          searchable
          placeholder={t("wizard.unbound")}
          value={entry.bindToColumn}
          options={columns.map((name) => ({ value: name, label: name }))}
          onChange={(bindToColumn) => onChange({ ...entry, bindToColumn })}
        />
      )}
      {earlier.length > 0 && (
        <LogicEditor
          logic={entry.activationConditionLogic}
          earlier={earlier}
          onChange={(activationConditionLogic) => onChange({ ...entry, activationConditionLogic })}
        />
      )}
    </div>
  );
}
