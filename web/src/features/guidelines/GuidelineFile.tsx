import { useRef } from "react";
import { useTranslation } from "react-i18next";

import { Button, IconClose, IconDocument, IconUpload, Text } from "@/design";
import styles from "./guidelines.module.css";

interface GuidelineFileProps {
  fileName: string | null;
  /** A PDF that was chosen, or null to take the file away. */
  onFile: (file: File | null) => void;
}

/** The PDF that a guideline shows in place of its text. */
export function GuidelineFile({ fileName, onFile }: GuidelineFileProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.note}>
      <input
        ref={field}
        type="file"
        accept="application/pdf,.pdf"
        hidden
        aria-label={t("guidelines.chooseFile")}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) onFile(file);
        }}
      />
      {fileName && (
        <Text tone="secondary">
          <IconDocument size={14} aria-hidden /> {t("guidelines.file")}: {fileName}
        </Text>
      )}
      <Button size="small" icon={IconUpload} onClick={() => field.current?.click()}>
        {t("guidelines.chooseFile")}
      </Button>
      {fileName && (
        <Button size="small" variant="subtle" icon={IconClose} onClick={() => onFile(null)}>
          {t("guidelines.removeFile")}
        </Button>
      )}
    </div>
  );
}
