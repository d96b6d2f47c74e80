import { IconQuestion } from "@/design";
import type { Extension } from "./types";

/** The questions about rows or the whole file. The workspace fills the card. */
export const answers: Extension = {
  id: "DOCUMENT_LABELING_EXTENSION_ID",
  card: "answers",
  titleKey: "extensions.answers",
  textKey: "extensions.answersText",
  icon: IconQuestion,
  kinds: ["ROW_BASED", "DOCUMENT_BASED", "LINE_BASED"],
  modes: ["LABELER", "REVIEWER"],
  core: true,
  height: 220,
  isDefaultOn: () => true,
  isAvailable: () => true,
};
