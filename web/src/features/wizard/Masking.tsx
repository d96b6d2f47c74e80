import { useTranslation } from "react-i18next";
import {
  Button,
  IconButton,
  IconPlus,
  IconTrash,
  MultiSelect,
  RadioGroup,
  Section,
  Stack,
  Switch,
  Text,
  TextField,
} from "@/design";
import {
  ENTITY_TYPES,
  MASKING_METHODS,
  MAX_PATTERNS,
  patternProblems,
  type MaskingChoices,
  type MaskingPattern,
} from "./model/masking";
import styles from "./wizard.module.css";

interface MaskingProps {
  masking: MaskingChoices;
  onChange: (change: Partial<MaskingChoices>) => void;
}

/** Personal data to be hidden before anybody sees the texts. */
export function Masking({ masking, onChange }: MaskingProps) {
  const { t } = useTranslation();
  const { patterns } = masking;
  const change = (at: number, next: Partial<MaskingPattern>) =>
    onChange({ patterns: patterns.map((entry, index) => (index === at ? { ...entry, ...next } : entry)) });
  return (
    <Section
      title={t("wizard.masking.title")}
      description={t("wizard.masking.text")}
      actions={
        <Switch
          ariaLabel={t("wizard.masking.title")}
          checked={masking.on}
          onChange={(on) => onChange({ on })}
        />
      }
    >
      {masking.on && (
        <Stack gap={3}>
          <MultiSelect
            label={t("wizard.masking.types")}
            values={masking.entityTypes}
            options={ENTITY_TYPES.map((value) => ({ value, label: t(`wizard.masking.entities.${value}`) }))}
            onChange={(entityTypes) => onChange({ entityTypes })}
          />
          <RadioGroup
            label={t("wizard.masking.method")}
            value={masking.method}
            options={MASKING_METHODS.map((value) => ({
              value,
              label: t(`wizard.masking.methods.${value}`),
            }))}
            onChange={(method) => onChange({ method: method as MaskingChoices["method"] })}
          />
          <Text strong>{t("wizard.masking.patterns")}</Text>
          {patterns.map((entry, at) => (
            <PatternFields
              key={at}
              number={at + 1}
              entry={entry}
              onChange={(next) => change(at, next)}
              onRemove={() => onChange({ patterns: patterns.filter((_, index) => index !== at) })}
            />
          ))}
          <span>
            <Button
              icon={IconPlus}
              disabled={patterns.length >= MAX_PATTERNS}
              onClick={() => onChange({ patterns: [...patterns, { name: "", pattern: "", flags: "" }] })}
            >
              {t("wizard.masking.add")}
            </Button>
          </span>
        </Stack>
      )}
    </Section>
  );
}

interface PatternFieldsProps {
  number: number;
  entry: MaskingPattern;
  onChange: (next: Partial<MaskingPattern>) => void;
  onRemove: () => void;
}

function PatternFields({ number, entry, onChange, onRemove }: PatternFieldsProps) {
  const { t } = useTranslation();
  const isUntouched = !entry.name && !entry.pattern;
  const problems = isUntouched ? {} : patternProblems(entry);
  return (
    <div className={styles.pattern} role="group" aria-label={t("wizard.masking.patternOf", { number })}>
      <TextField
        label={t("wizard.masking.name")}
        value={entry.name}
        maxLength={100}
        error={problems.name}
        onChange={(name) => onChange({ name })}
      />
      <TextField
        label={t("wizard.masking.pattern")}
        placeholder="\bKU-\d{6}\b"
        value={entry.pattern}
        maxLength={2000}
        error={problems.pattern}
        onChange={(pattern) => onChange({ pattern })}
      />
      <TextField
        label={t("wizard.masking.flags")}
        placeholder="i"
        value={entry.flags}
        maxLength={8}
        onChange={(flags) => onChange({ flags })}
      />
      <IconButton icon={IconTrash} label={t("wizard.masking.remove", { number })} onClick={onRemove} />
    </div>
  );
}
