import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConfirmOptions } from "./confirm";
import { TextField } from "./controls/textFields";
import { Stack } from "./layout/layout";
import { FormDialog } from "./overlays/Dialog";

interface ConfirmDialogProps {
  options: ConfirmOptions;
  onAnswer: (confirmed: boolean) => void;
}

export function ConfirmDialog({ options, onAnswer }: ConfirmDialogProps) {
  const { title, body, confirmLabel, danger, typeToConfirm } = options;
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  return (
    <FormDialog
      opened
      size="small"
      title={title}
      submitLabel={confirmLabel}
      danger={danger}
      canSubmit={typeToConfirm === undefined || typed.trim() === typeToConfirm}
      onSubmit={() => onAnswer(true)}
      onClose={() => onAnswer(false)}
    >
      <Stack>
        <div>{body}</div>
        {typeToConfirm !== undefined && (
          <TextField
            label={t("common.typeToConfirm", { text: typeToConfirm })}
            value={typed}
            onChange={setTyped}
            autoFocus
          />
        )}
      </Stack>
    </FormDialog>
  );
}
