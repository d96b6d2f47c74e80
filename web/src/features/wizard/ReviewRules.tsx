import { useTranslation } from "react-i18next";
import { NumberField, RadioGroup, Select, Stack, Switch } from "@/design";
import type { Person } from "./MemberRoles";
import { mayReviewDynamically, type ReviewChoices } from "./model/review";
import styles from "./wizard.module.css";

const DYNAMIC_METHODS = ["ANY_OTHER_TEAM_MEMBER", "ANY_REVIEWER", "DEDICATED_MEMBER"] as const;

interface ReviewRulesProps {
  rules: ReviewChoices;
  /** How many label; the numbers here cannot be above it. */
  labelers: number;
  people: readonly Person[];
  onChange: (change: Partial<ReviewChoices>) => void;
}

/** How labels become final, and who is told or called when labelers are done. */
export function ReviewRules({ rules, labelers, people, onChange }: ReviewRulesProps) {
  const { t } = useTranslation();
  const most = Math.max(1, labelers);
  return (
    <Stack gap={3}>
      <RadioGroup
        value={rules.mode}
        options={(["PEER_REVIEW", "MANUAL"] as const).map((value) => ({
          value,
          label: t(`wizard.modes.${value}.name`),
          description: t(`wizard.modes.${value}.text`),
        }))}
        onChange={(mode) => onChange({ mode: mode as ReviewChoices["mode"] })}
      />
      {rules.mode === "PEER_REVIEW" && (
        <div className={styles.pair}>
          <NumberField
            label={t("wizard.consensus")}
            description={t("wizard.consensusText", { count: most })}
            min={1}
            value={rules.consensus}
            error={rules.consensus > most ? t("wizard.consensusTooMany", { count: most }) : undefined}
            onChange={(consensus) => onChange({ consensus: consensus ?? 1 })}
          />
        </div>
      )}
      {rules.mode === "PEER_REVIEW" && (
        <DynamicReview rules={rules} labelers={labelers} people={people} onChange={onChange} />
      )}
      {rules.mode === "MANUAL" && (
        <>
          <Switch
            label={t("wizard.sampling")}
            description={t("wizard.samplingText")}
            checked={rules.samplingPercent !== null}
            onChange={(on) => onChange({ samplingPercent: on ? 10 : null })}
          />
          {rules.samplingPercent !== null && (
            <div className={styles.pair}>
              <NumberField
                label={t("wizard.samplingPercent")}
                min={1}
                max={100}
                value={rules.samplingPercent}
                onChange={(percent) => onChange({ samplingPercent: percent ?? 10 })}
              />
            </div>
          )}
        </>
      )}
      <Switch label={t("wizard.notify")} checked={rules.notify} onChange={(notify) => onChange({ notify })} />
      {rules.notify && (
        <div className={styles.pair}>
          <NumberField
            label={t("wizard.threshold")}
            min={1}
            max={most}
            value={rules.threshold}
            onChange={(threshold) => onChange({ threshold: threshold ?? 1 })}
          />
        </div>
      )}
    </Stack>
  );
}

function DynamicReview({ rules, labelers, people, onChange }: ReviewRulesProps) {
  const { t } = useTranslation();
  const possible = mayReviewDynamically(rules, labelers);
  const on = possible && rules.dynamicMethod !== null;
  return (
    <>
      <Switch
        label={t("wizard.dynamic")}
        description={t(possible ? "wizard.dynamicText" : "wizard.dynamicNeeds")}
        disabled={!possible}
        checked={on}
        onChange={(next) => onChange({ dynamicMethod: next ? "ANY_OTHER_TEAM_MEMBER" : null })}
      />
      {on && (
        <div className={styles.pair}>
          <Select
            label={t("wizard.dynamicWho")}
            value={rules.dynamicMethod}
            options={DYNAMIC_METHODS.map((value) => ({ value, label: t(`wizard.dynamicMethods.${value}`) }))}
            onChange={(method) => onChange({ dynamicMethod: method as ReviewChoices["dynamicMethod"] })}
          />
          {rules.dynamicMethod === "DEDICATED_MEMBER" && (
            <Select
              label={t("wizard.dynamicMember")}
              searchable
              value={rules.dynamicMemberId}
              error={rules.dynamicMemberId ? undefined : t("wizard.dynamicMemberMissing")}
              options={people.map((person) => ({ value: person.id, label: person.name }))}
              onChange={(dynamicMemberId) => onChange({ dynamicMemberId })}
            />
          )}
        </div>
      )}
    </>
  );
}
