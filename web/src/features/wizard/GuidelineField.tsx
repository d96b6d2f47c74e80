import { useTranslation } from "react-i18next";
import { useApiMutation, useApiQuery } from "@/api/client";
import { useWorkspace } from "@/app/workspace";
import { Inline, Prose, Select, Stack, toast } from "@/design";
import { UploadButton } from "@/features/library/UploadButton";
import { renderMarkdown } from "@/features/rows/content";
import { ADD_GUIDELINE, GET_WIZARD_GUIDELINES } from "./operations";
import styles from "./wizard.module.css";

const MOST = 1_000_000;

interface GuidelineFieldProps {
  value: string | null;
  onChange: (id: string | null) => void;
}

/** Pick a guideline of the workspace, or upload a markdown file as a new one. */
export function GuidelineField({ value, onChange }: GuidelineFieldProps) {
  const { t } = useTranslation();
  const { teamId } = useWorkspace();
  const found = useApiQuery(GET_WIZARD_GUIDELINES, { teamId }, { types: ["Guideline"] });
  const [add] = useApiMutation(ADD_GUIDELINE, { types: ["Guideline"] });
  const guidelines = (found.data?.getGuidelines ?? []).filter((entry) => entry.id);
  const chosen = guidelines.find((entry) => entry.id === value);
  const handleText = async (fileName: string, content: string) => {
    try {
      const { createGuideline } = await add({ name: fileName.replace(/\.[^.]+$/, ""), content, teamId });
      onChange(createGuideline.id);
    } catch (error) {
      toast.error(error);
    }
  };
  return (
    <Stack gap={3}>
      <Inline wrap>
        <Select
          ariaLabel={t("wizard.guideline")}
          placeholder={t("wizard.noGuideline")}
          clearable
          searchable
          value={value}
          options={guidelines.map((entry) => ({ value: entry.id ?? "", label: entry.name }))}
          onChange={onChange}
        />
        <UploadButton
          accept=".md,.txt"
          maxBytes={MOST}
          onText={(name, text) => void handleText(name, text)}
        />
      </Inline>
      {chosen && (
        <div className={styles.preview}>
          <div className={styles.setBody}>
            <Prose html={renderMarkdown(chosen.content)} />
          </div>
        </div>
      )}
    </Stack>
  );
}
