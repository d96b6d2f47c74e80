import { Notice } from "@/design";
import { t } from "@/i18n";
import type { QuestionTypeDefinition } from "./types";

/** Its questions come from a script per row, which the server does not run yet. */
export const scriptGenerated: QuestionTypeDefinition = {
  key: "SCRIPT_GENERATED",
  Field: () => <Notice tone="info">{t("questions.scriptNotice")}</Notice>,
  rules: [],
  repeats: "never",
  check: () => null,
};
