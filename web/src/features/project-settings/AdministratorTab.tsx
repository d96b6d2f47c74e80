import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiMutation } from "@/api/client";
import { Button, Inline, NumberField, RadioGroup, Section, Stack, Switch } from "@/design";
import type { SettingChoices } from "@/features/wizard/model/state";
import { SettingsForm } from "@/features/wizard/steps/SettingsForm";
import wizard from "@/features/wizard/wizard.module.css";
import { UPDATE_PROJECT_SETTINGS } from "./operations";
import type { TabProps } from "./ProjectSettings";
import { useSave } from "./useSave";

export function AdministratorTab({ project, kinds, refetch }: TabProps) {
  const { t } = useTranslation();
  const { conflictResolution, labelerProjectCompletionNotification, ...given } = project.settings;
  const [choices, setChoices] = useState<SettingChoices>({
    ...given,
    enableReviewerEditSentence: given.enableReviewerEditSentence ?? true,
  });
  const [resolution, setResolution] = useState({
    mode: conflictResolution.mode,
    consensus: conflictResolution.consensus,
  });
  const [notification, setNotification] = useState({
    enabled: labelerProjectCompletionNotification?.enabled ?? false,
    threshold: labelerProjectCompletionNotification?.threshold ?? 1,
  });
  const [update] = useApiMutation(UPDATE_PROJECT_SETTINGS, { types: ["Project"] });
  const { busy, save } = useSave(refetch);
  const handleSave = () =>
    save(() =>
      update({
        input: {
          projectId: project.id,
          ...choices,
          conflictResolution: { mode: resolution.mode, consensus: resolution.consensus },
          labelerProjectCompletionNotification: notification,
        },
      }),
    );
  return (
    <Stack gap={6}>
      <SettingsForm
        settings={choices}
        kinds={kinds}
        onChange={(change) => setChoices({ ...choices, ...change })}
      />
      <Section title={t("wizard.resolution")} description={t("projectSettings.resolutionText")}>
        <Stack gap={3}>
          <RadioGroup
            value={resolution.mode}
            options={(["PEER_REVIEW", "MANUAL"] as const).map((value) => ({
              value,
              label: t(`wizard.modes.${value}.name`),
              description: t(`wizard.modes.${value}.text`),
            }))}
            onChange={(mode) => setResolution({ ...resolution, mode: mode as "MANUAL" | "PEER_REVIEW" })}
          />
          {resolution.mode === "PEER_REVIEW" && (
            <div className={wizard.pair}>
              <NumberField
                label={t("wizard.consensus")}
                min={1}
                value={resolution.consensus}
                onChange={(consensus) => setResolution({ ...resolution, consensus: consensus ?? 1 })}
              />
            </div>
          )}
          <Switch
            label={t("wizard.notify")}
            checked={notification.enabled}
            onChange={(enabled) => setNotification({ ...notification, enabled })}
          />
          {notification.enabled && (
            <div className={wizard.pair}>
              <NumberField
                label={t("wizard.threshold")}
                min={1}
                value={notification.threshold}
                onChange={(threshold) => setNotification({ ...notification, threshold: threshold ?? 1 })}
              />
            </div>
          )}
        </Stack>
      </Section>
      <Inline>
        <Button variant="primary" loading={busy} onClick={() => void handleSave()}>
          {t("projectSettings.save")}
        </Button>
      </Inline>
    </Stack>
  );
}
