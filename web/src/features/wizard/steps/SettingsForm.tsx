import { useTranslation } from "react-i18next";
import type { ProjectKind } from "@/api/generated/graphql";
import { Switch } from "@/design";
import type { SettingChoices } from "../model/state";
import styles from "../wizard.module.css";

interface SettingsFormProps {
  settings: SettingChoices;
  kinds: readonly ProjectKind[];
  disabled?: boolean;
  onChange: (change: Partial<SettingChoices>) => void;
}

interface SettingRow {
  name: keyof SettingChoices;
  /** Shown only for these; all when absent. */
  kinds?: ProjectKind[];
  /** Belongs to the setting above. */
  sub?: boolean;
}

const ROWS: SettingRow[] = [
  { name: "enableEditLabelSet" },
  { name: "enableEditSentence", kinds: ["TOKEN_BASED"] },
  { name: "enableInsertSentence", kinds: ["TOKEN_BASED"], sub: true },
  { name: "enableDeleteSentence", kinds: ["TOKEN_BASED"], sub: true },
  { name: "enableReviewerEditSentence", kinds: ["TOKEN_BASED"] },
  { name: "hideLabelerNamesDuringReview" },
  { name: "hideLabelsFromInactiveLabelSetDuringReview", kinds: ["TOKEN_BASED"] },
  { name: "hideOriginalSentencesDuringReview", kinds: ["TOKEN_BASED"] },
  { name: "hideRejectedLabelsDuringReview", kinds: ["TOKEN_BASED"] },
  { name: "shouldConfirmUnusedLabelSetItems", kinds: ["TOKEN_BASED"] },
  { name: "autoMarkDocumentAsComplete", kinds: ["ROW_BASED", "DOCUMENT_BASED"] },
];

/** The settings of a project, in the wizard and afterwards. */
export function SettingsForm({ settings, kinds, disabled, onChange }: SettingsFormProps) {
  const { t } = useTranslation();
  const shown = ROWS.filter((row) => !row.kinds || row.kinds.some((kind) => kinds.includes(kind)));
  const handle = (name: keyof SettingChoices, on: boolean) => {
    // Text modification takes inserting and deleting along; each can be taken back alone.
    if (name === "enableEditSentence")
      onChange({ enableEditSentence: on, enableInsertSentence: on, enableDeleteSentence: on });
    else onChange({ [name]: on });
  };
  return (
    <div className={styles.settings}>
      {shown.map(({ name, sub }) => (
        <div key={name} className={styles.setting} data-sub={sub || undefined}>
          <Switch
            label={t(`wizard.settings.${name}.name`)}
            description={t(`wizard.settings.${name}.text`)}
            checked={settings[name]}
            disabled={disabled || (sub && !settings.enableEditSentence)}
            onChange={(on) => handle(name, on)}
          />
        </div>
      ))}
    </div>
  );
}
