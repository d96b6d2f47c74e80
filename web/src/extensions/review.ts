import { IconReviewer } from "@/design";
import type { Extension } from "./types";

/** Conflicts and whose work is shown. The text editor fills the card. */
export const review: Extension = {
  id: "REVIEW_EXTENSION_ID",
  card: "review",
  titleKey: "extensions.review",
  textKey: "extensions.reviewText",
  icon: IconReviewer,
  kinds: ["TOKEN_BASED"],
  modes: ["REVIEWER"],
  height: 160,
  isDefaultOn: () => true,
  isAvailable: () => true,
};
