/** What a panel of the labeling screen is; the list of all is in `index.ts`. */

import type { ComponentType } from "react";

import type { IconComponent } from "@/design";
import type { LabelingContext, LabelingMode, ProjectKind } from "@/features/labeling/context";

export type ExtensionId =
  | "LABELS_EXTENSION_ID"
  | "DOCUMENT_LABELING_EXTENSION_ID"
  | "REVIEW_EXTENSION_ID"
  | "REVIEW_SAMPLING_EXTENSION_ID"
  | "FILE_COLLECTION_EXTENSION_ID"
  | "COMMENTS_EXTENSION_ID"
  | "SEARCH_EXTENSION_ID"
  | "GUIDELINES_EXTENSION_ID"
  | "METADATA_EXTENSION_ID"
  | "DASHBOARD_EXTENSION_ID"
  | "DICTIONARY_EXTENSION_ID"
  | "GRAMMAR_CHECKER_EXTENSION_ID"
  | "LABEL_COLOR_LEGEND_ID";

export interface PanelProps {
  context: LabelingContext;
}

export interface Extension {
  /** The id of the public API; comments and review sampling have none there. */
  id: ExtensionId;
  /** Short name: the card's element is `labeling-<card>`, and workspaces fill cards by it. */
  card: string;
  titleKey: string;
  /** One sentence for the dialog that switches panels on and off. */
  textKey: string;
  icon: IconComponent;
  /** Kinds of projects that have it; null for all. */
  kinds: readonly ProjectKind[] | null;
  modes: readonly LabelingMode[];
  /** Cannot be switched off: there is no work without it. */
  core?: boolean;
  /** Whether it is shown where neither person nor project has said anything. */
  isDefaultOn: (context: LabelingContext) => boolean;
  /** Whether there is anything to show here at all. */
  isAvailable: (context: LabelingContext) => boolean;
  /** Room in px that the content takes while it loads, so that what is below does not jump. */
  height: number;
  /** The content; none for cards that the workspace fills itself. */
  Body?: ComponentType<PanelProps>;
  /** A short figure beside the title, also while the card is closed. */
  Badge?: ComponentType<PanelProps>;
}
