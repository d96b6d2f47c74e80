import { useTranslation } from "react-i18next";
import { Checkbox, Stack, Text } from "@/design";
import { COMMENT_TYPES, holdsComments, holdsFormulas, holdsUnresolved, type ExportChoice } from "./choices";

interface ExportOptionsProps {
  format: string;
  choice: ExportChoice;
  onChange: (choice: ExportChoice) => void;
}

/** What a format can also hold. Options a format does not know are left out. */
export function ExportOptions({ format, choice, onChange }: ExportOptionsProps) {
  const { t } = useTranslation();
  const toggle = (type: (typeof COMMENT_TYPES)[number], on: boolean) =>
    onChange({
      ...choice,
      comments: COMMENT_TYPES.filter((name) => (name === type ? on : choice.comments.includes(name))),
    });
  return (
    <Stack gap={2}>
      {holdsUnresolved(format) && (
        <Checkbox
          label={t("export.unresolved")}
          description={t("export.unresolvedHint")}
          checked={choice.unresolved}
          onChange={(unresolved) => onChange({ ...choice, unresolved })}
        />
      )}
      {holdsFormulas(format) && (
        <Checkbox
          label={t("export.escapeFormulas")}
          description={t("export.escapeFormulasHint")}
          checked={choice.escapeFormulas}
          onChange={(escapeFormulas) => onChange({ ...choice, escapeFormulas })}
        />
      )}
      {holdsComments(format) && (
        <div role="group" aria-label={t("export.comments")}>
          <Stack gap={1}>
            <Text strong>{t("export.comments")}</Text>
            {COMMENT_TYPES.map((type) => (
              <Checkbox
                key={type}
                label={t(`export.commentTypes.${type}`)}
                checked={choice.comments.includes(type)}
                onChange={(on) => toggle(type, on)}
              />
            ))}
          </Stack>
        </div>
      )}
    </Stack>
  );
}
