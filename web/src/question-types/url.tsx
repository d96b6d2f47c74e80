import { IconButton, IconExternalLink, TextField } from "@/design";
import { t } from "@/i18n";
import type { FieldProps, QuestionTypeDefinition } from "./types";
import { textOf } from "./values";

/** Only http and https with a host: other schemes could run code when clicked. */
export function isWebAddress(text: string): boolean {
  if (/\s/.test(text.trim())) return false;
  try {
    const { protocol, hostname } = new URL(text.trim());
    return (protocol === "http:" || protocol === "https:") && hostname !== "";
  } catch {
    return false;
  }
}

function UrlAnswer({ question, path, value, onChange, readOnly, errors, autoFocus }: FieldProps) {
  const address = textOf(value);
  const handleOpen = () => window.open(address, "_blank", "noopener,noreferrer");
  return (
    <TextField
      type="url"
      ariaLabel={question.label}
      value={address}
      error={errors[path]}
      disabled={readOnly}
      autoFocus={autoFocus}
      placeholder="https://"
      onChange={(text) => onChange(text === "" ? null : text)}
      after={
        isWebAddress(address) && (
          <IconButton
            icon={IconExternalLink}
            size="small"
            label={t("questions.open")}
            tabIndex={-1}
            onClick={handleOpen}
          />
        )
      }
    />
  );
}

export const url: QuestionTypeDefinition = {
  key: "URL",
  Field: UrlAnswer,
  rules: ["IS", "IS_NOT", "IS_ANSWERED", "CONTAINS"],
  repeats: "list",
  check: (_question, value) => (isWebAddress(textOf(value)) ? null : t("questions.errors.url")),
};
