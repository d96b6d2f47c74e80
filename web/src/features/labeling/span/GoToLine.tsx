import { useState } from "react";
import { useTranslation } from "react-i18next";

import { FormDialog, NumberField } from "@/design";

interface GoToLineProps {
  total: number;
  current: number;
  onGo: (line: number) => void;
  onClose: () => void;
}

/** Lines are counted from one here and from zero everywhere else. */
export function GoToLine({ total, current, onGo, onClose }: GoToLineProps) {
  const { t } = useTranslation();
  const [line, setLine] = useState<number | undefined>(current + 1);
  const valid = line !== undefined && line >= 1 && line <= total;
  return (
    <FormDialog
      opened
      title={t("labeling.goToLine.title")}
      size="small"
      submitLabel={t("labeling.goToLine.go")}
      canSubmit={valid}
      onClose={onClose}
      onSubmit={() => {
        if (valid) onGo(line - 1);
      }}
    >
      <NumberField
        label={t("labeling.goToLine.line", { total })}
        value={line}
        min={1}
        max={total}
        autoFocus
        onChange={setLine}
      />
    </FormDialog>
  );
}
