import { IconLabels } from "@/design";
import type { Extension } from "./types";

/** The classes of the label sets. The text editor fills the card. */
export const labels: Extension = {
  id: "LABELS_EXTENSION_ID",
  card: "labels",
  titleKey: "extensions.labels",
  textKey: "extensions.labelsText",
  icon: IconLabels,
  kinds: ["TOKEN_BASED"],
  modes: ["LABELER", "REVIEWER"],
  core: true,
  height: 160,
  isDefaultOn: () => true,
  isAvailable: () => true,
};
