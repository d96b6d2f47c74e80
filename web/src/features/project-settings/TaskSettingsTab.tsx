import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiMutation } from "@/api/client";
import { Button, Checkbox, Inline, Stack } from "@/design";
import { UPDATE_TASK_SETTINGS } from "./operations";
import type { TabProps, TaskSettings } from "./ProjectSettings";
import { useSave } from "./useSave";

const ROWS = ["oneToken", "oneLabel", "arrows", "characters", "allTokens"] as const;

/** How spans are labeled; labels given already stay as they are. */
export function TaskSettingsTab({ project, settings, refetch }: TabProps & { settings: TaskSettings }) {
  const { t } = useTranslation();
  const [choices, setChoices] = useState({
    oneToken: settings.textLabelMaxTokenLength === 1,
    oneLabel: !settings.allowMultiLabels,
    arrows: settings.allowArcDrawing,
    characters: settings.allowCharacterBasedLabeling ?? false,
    allTokens: settings.allTokensMustBeLabeled,
  });
  const [update] = useApiMutation(UPDATE_TASK_SETTINGS);
  const { busy, save } = useSave(refetch);
  const handleSave = () =>
    save(() =>
      update({
        input: {
          projectId: project.id,
          textLabelMaxTokenLength: choices.oneToken
            ? 1
            : Math.max(
                2,
                settings.textLabelMaxTokenLength === 1 ? 999_999 : settings.textLabelMaxTokenLength,
              ),
          allowMultiLabels: !choices.oneLabel,
          allowArcDrawing: choices.arrows,
          allowCharacterBasedLabeling: choices.characters,
          allTokensMustBeLabeled: choices.allTokens,
        },
      }),
    );
  return (
    <Stack>
      {ROWS.map((name) => (
        <Checkbox
          key={name}
          label={t(`wizard.span.${name}.name`)}
          description={t(`wizard.span.${name}.text`)}
          checked={choices[name]}
          onChange={(on) => setChoices({ ...choices, [name]: on })}
        />
      ))}
      <Inline>
        <Button variant="primary" loading={busy} onClick={() => void handleSave()}>
          {t("projectSettings.save")}
        </Button>
      </Inline>
    </Stack>
  );
}
