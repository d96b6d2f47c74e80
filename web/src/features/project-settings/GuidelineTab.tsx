import { useTranslation } from "react-i18next";
import { useApiMutation } from "@/api/client";
import { Section } from "@/design";
import { GuidelineField } from "@/features/wizard/GuidelineField";
import { SAVE_GUIDELINE } from "./operations";
import type { TabProps } from "./ProjectSettings";
import { useSave } from "./useSave";

export function GuidelineTab({ project, refetch }: TabProps) {
  const { t } = useTranslation();
  const [update] = useApiMutation(SAVE_GUIDELINE, { types: ["Project", "Guideline"] });
  const { save } = useSave(refetch);
  const handleChange = (guidelineId: string | null) =>
    void save(() => update({ input: { projectId: project.id, guidelineId } }));
  return (
    <Section title={t("wizard.guideline")} description={t("wizard.guidelineText")}>
      <GuidelineField value={project.guideline?.id ?? null} onChange={handleChange} />
    </Section>
  );
}
