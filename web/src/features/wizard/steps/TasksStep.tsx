import { useTranslation } from "react-i18next";
import { Checkbox, Section, Stack, Badge } from "@/design";
import { GuidelineField } from "../GuidelineField";
import { LabelSetList } from "../LabelSetList";
import { fits, KIND_SETS, suggestedKinds } from "../model/files";
import { kindsOf } from "../model/input";
import type { SpanChoices } from "../model/state";
import { QuestionEditor } from "../questions/QuestionEditor";
import type { Wizard } from "../useWizard";
import styles from "../wizard.module.css";

const SPAN_SETTINGS: readonly (keyof SpanChoices)[] = [
  "oneToken",
  "oneLabel",
  "arrows",
  "characters",
  "allTokens",
];

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item) => b.includes(item));

export function TasksStep({ wizard }: { wizard: Wizard }) {
  const { t } = useTranslation();
  const { state, patch } = wizard;
  const { tasks } = state;
  const kinds = kindsOf(state);
  const suggested = suggestedKinds(state.files);
  const isSpan = kinds.includes("TOKEN_BASED");
  const isRow = kinds.includes("ROW_BASED");
  const columns = isSpan ? [] : (state.preview.columns ?? []).map((column) => column.name);
  return (
    <Stack gap={6}>
      <div className={styles.kinds} role="radiogroup" aria-label={t("wizard.kindsTitle")}>
        {KIND_SETS.map((entry) => (
          <button
            key={entry.key}
            type="button"
            role="radio"
            aria-checked={same(entry.kinds, kinds)}
            className={styles.kind}
            disabled={!fits(entry.kinds, state.files)}
            onClick={() => patch("tasks", { kinds: entry.kinds })}
          >
            <span className={styles.kindName}>
              {t(`wizard.kinds.${entry.key}.name`)}
              {same(entry.kinds, suggested) && <Badge tone="info">{t("wizard.suggested")}</Badge>}
            </span>
            <span className={styles.kindText}>{t(`wizard.kinds.${entry.key}.text`)}</span>
          </button>
        ))}
      </div>
      {isSpan && (
        <>
          <Section title={t("wizard.labelSets")} description={t("wizard.labelSetsText")}>
            <LabelSetList sets={tasks.labelSets} onChange={(labelSets) => patch("tasks", { labelSets })} />
          </Section>
          <Section title={t("wizard.spanSettings")}>
            <Stack gap={3}>
              {SPAN_SETTINGS.map((name) => (
                <Checkbox
                  key={name}
                  label={t(`wizard.span.${name}.name`)}
                  description={t(`wizard.span.${name}.text`)}
                  checked={tasks.span[name]}
                  onChange={(on) => patch("tasks", { span: { ...tasks.span, [name]: on } })}
                />
              ))}
            </Stack>
          </Section>
        </>
      )}
      {isRow && (
        <Section
          title={t(isSpan ? "wizard.lineQuestions" : "wizard.rowQuestions")}
          description={t("wizard.questionsText")}
        >
          <QuestionEditor
            entries={tasks.rowQuestions}
            columns={columns}
            onChange={(rowQuestions) => patch("tasks", { rowQuestions })}
          />
        </Section>
      )}
      {kinds.includes("DOCUMENT_BASED") && (
        <Section title={t("wizard.documentQuestions")} description={t("wizard.questionsText")}>
          <QuestionEditor
            entries={tasks.documentQuestions}
            columns={[]}
            onChange={(documentQuestions) => patch("tasks", { documentQuestions })}
          />
        </Section>
      )}
      <Section title={t("wizard.guideline")} description={t("wizard.guidelineText")}>
        <GuidelineField
          value={tasks.guidelineId}
          onChange={(guidelineId) => patch("tasks", { guidelineId })}
        />
      </Section>
    </Stack>
  );
}
