import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  Button,
  Checkbox,
  IconPlus,
  NumberField,
  Segments,
  Select,
  Stack,
  TextArea,
  TextField,
} from "@/design";
import { formatOptions, parseOptions } from "@/features/library/questionSet";
import { DATE_FORMATS, TIME_FORMATS } from "@/question-types";
import styles from "../wizard.module.css";
import { hasOptions, mayRepeat, moveEntry, newEntry, removeEntry, type QuestionEntry } from "./entries";
import { QuestionCard } from "./QuestionCard";

interface TypeSettingsProps {
  entry: QuestionEntry;
  columns: readonly string[];
  onChange: (entry: QuestionEntry) => void;
}

const HINTED: readonly string[] = ["CHECKBOX", "SINGLE_CHOICE", "MULTIPLE_CHOICE"];

/** What only this type of question has. */
export function TypeSettings({ entry, columns, onChange }: TypeSettingsProps) {
  const { type, config } = entry;
  const set = (next: Partial<QuestionEntry["config"]>) =>
    onChange({ ...entry, config: { ...config, ...next } });
  return (
    <>
      {type === "TEXT" && <TextSettings config={config} onChange={set} />}
      {hasOptions(type) && <OptionList key={type} entry={entry} onChange={set} />}
      {type === "DATE" && <MomentSettings formats={DATE_FORMATS} config={config} onChange={set} />}
      {type === "TIME" && <MomentSettings formats={TIME_FORMATS} config={config} onChange={set} />}
      {type === "SLIDER" && <SliderSettings config={config} onChange={set} />}
      <CommonSettings type={type} config={config} onChange={set} />
      {type === "NESTED" && (
        <GroupQuestions
          questions={config.questions ?? []}
          columns={columns}
          onChange={(questions) => set({ questions })}
        />
      )}
      {type === "SCRIPT_GENERATED" && <ScriptSettings config={config} onChange={set} />}
    </>
  );
}

/** What several types share. */
function CommonSettings({ type, config, onChange }: ConfigProps & { type: QuestionEntry["type"] }) {
  const { t } = useTranslation();
  return (
    <>
      {HINTED.includes(type) && (
        <TextField
          label={t("wizard.hint")}
          value={config.hint ?? ""}
          onChange={(hint) => onChange({ hint: hint || null })}
        />
      )}
      {type === "HIERARCHICAL_DROPDOWN" && (
        <Checkbox
          label={t("wizard.leafOptions")}
          checked={config.leafOptionsOnly ?? false}
          onChange={(leafOptionsOnly) => onChange({ leafOptionsOnly })}
        />
      )}
      {(hasOptions(type) || type === "NESTED") && (
        <Checkbox
          label={t(type === "NESTED" ? "wizard.randomQuestions" : "wizard.randomOptions")}
          checked={config.randomOrder ?? false}
          onChange={(randomOrder) => onChange({ randomOrder })}
        />
      )}
      {mayRepeat(type) && (
        <Checkbox
          label={t("wizard.multiple")}
          checked={config.multiple ?? false}
          onChange={(multiple) => onChange({ multiple })}
        />
      )}
    </>
  );
}

function MomentSettings({ config, onChange, formats }: ConfigProps & { formats: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <div className={styles.pair}>
      <Select
        label={t("wizard.format")}
        value={config.format ?? null}
        options={formats.map((value) => ({ value, label: value }))}
        onChange={(format) => onChange({ format })}
      />
      <Checkbox
        label={t("wizard.startsNow")}
        checked={config.defaultValue === "NOW"}
        onChange={(on) => onChange({ defaultValue: on ? "NOW" : null })}
      />
    </div>
  );
}

function SliderSettings({ config, onChange }: ConfigProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className={styles.pair}>
        {(["min", "max", "step"] as const).map((name) => (
          <NumberField
            key={name}
            label={t(`wizard.slider.${name}`)}
            value={config[name] ?? undefined}
            onChange={(value) => onChange({ [name]: value ?? null })}
          />
        ))}
      </div>
      <Segments
        label={t("wizard.theme")}
        value={config.theme ?? "PLAIN"}
        options={(["PLAIN", "GRADIENT"] as const).map((value) => ({
          value,
          label: t(`wizard.themes.${value}`),
        }))}
        onChange={(theme) => onChange({ theme })}
      />
    </>
  );
}

interface ConfigProps {
  config: QuestionEntry["config"];
  onChange: (next: Partial<QuestionEntry["config"]>) => void;
}

function TextSettings({ config, onChange }: ConfigProps) {
  const { t } = useTranslation();
  return (
    <>
      <Checkbox
        label={t("wizard.multiline")}
        checked={config.multiline ?? false}
        onChange={(multiline) => onChange({ multiline })}
      />
      <div className={styles.pair}>
        <NumberField
          label={t("wizard.minLength")}
          min={0}
          value={config.minLength ?? undefined}
          onChange={(minLength) => onChange({ minLength: minLength ?? null })}
        />
        <NumberField
          label={t("wizard.maxLength")}
          min={1}
          value={config.maxLength ?? undefined}
          onChange={(maxLength) => onChange({ maxLength: maxLength ?? null })}
        />
        <TextField
          label={t("wizard.pattern")}
          mono
          placeholder="[A-Z]{2}-\d+"
          value={config.pattern ?? ""}
          onChange={(pattern) => onChange({ pattern: pattern || null })}
        />
      </div>
    </>
  );
}

/** Options one a line; in trees, two blanks more than the line above mean "below it". */
function OptionList({ entry, onChange }: { entry: QuestionEntry; onChange: ConfigProps["onChange"] }) {
  const { t } = useTranslation();
  const options = entry.config.options ?? [];
  const [text, setText] = useState(() =>
    formatOptions(options.map(({ id, label, parentId }) => ({ id, label, parentId }))),
  );
  const isTree = entry.type === "HIERARCHICAL_DROPDOWN";
  const handleChange = (next: string) => {
    setText(next);
    // An option that keeps its words keeps its id, so that answers given already still fit.
    const ids = new Map(
      options.map((option) => [`${option.parentId ?? ""}\u0000${option.label}`, option.id]),
    );
    const taken = new Set(options.map((option) => option.id));
    const renamed = new Map<string, string>();
    let free = 1;
    const parsed = parseOptions(next, isTree).map((option) => {
      const parentId = option.parentId ? (renamed.get(option.parentId) ?? option.parentId) : null;
      let id = ids.get(`${parentId ?? ""}\u0000${option.label}`);
      if (id === undefined) {
        while (taken.has(String(free))) free++;
        id = String(free);
        taken.add(id);
      }
      renamed.set(option.id, id);
      return parentId ? { id, label: option.label, parentId } : { id, label: option.label };
    });
    onChange({ options: parsed });
  };
  return (
    <TextArea
      label={t("wizard.options")}
      description={t(isTree ? "wizard.optionsTree" : "wizard.optionsText")}
      value={text}
      minRows={4}
      maxRows={14}
      mono={isTree}
      onChange={handleChange}
    />
  );
}

interface GroupQuestionsProps {
  questions: readonly QuestionEntry[];
  columns: readonly string[];
  onChange: (questions: QuestionEntry[]) => void;
}

function GroupQuestions({ questions, columns, onChange }: GroupQuestionsProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<number | null>(null);
  return (
    <Stack gap={2}>
      {questions.map((question, at) => (
        <QuestionCard
          key={at}
          number={at}
          entry={question}
          // Rules inside a group are written by the ids of the whole set, which JSON shows.
          earlier={[]}
          columns={columns}
          problem={undefined}
          open={open === at}
          onToggle={() => setOpen(open === at ? null : at)}
          onChange={(next) => onChange(questions.map((old, index) => (index === at ? next : old)))}
          onMove={(step) => onChange(moveEntry(questions, at, at + step))}
          onRemove={() => onChange(removeEntry(questions, at))}
          onDuplicate={() =>
            onChange([
              ...questions,
              { ...structuredClone(question), internalId: undefined, id: undefined, name: "" },
            ])
          }
          onDragStart={() => undefined}
          onDrop={() => undefined}
        />
      ))}
      <span>
        <Button
          size="small"
          icon={IconPlus}
          onClick={() => {
            onChange([...questions, newEntry()]);
            setOpen(questions.length);
          }}
        >
          {t("wizard.addPart")}
        </Button>
      </span>
    </Stack>
  );
}

function ScriptSettings({ config, onChange }: ConfigProps) {
  const { t } = useTranslation();
  const [source, setSource] = useState(() => JSON.stringify(config.identifiers ?? {}, null, 2));
  const [broken, setBroken] = useState(false);
  const handleChange = (text: string) => {
    setSource(text);
    try {
      onChange({ identifiers: JSON.parse(text) as unknown });
      setBroken(false);
    } catch {
      setBroken(true);
    }
  };
  return (
    <>
      <TextArea
        label={t("wizard.identifiers")}
        description={t("wizard.identifiersText")}
        error={broken ? t("wizard.identifiersBroken") : undefined}
        mono
        minRows={4}
        value={source}
        onChange={handleChange}
      />
      <TextArea
        label={t("wizard.script")}
        mono
        minRows={6}
        value={config.script ?? ""}
        onChange={(script) => onChange({ script: script || null })}
      />
    </>
  );
}
