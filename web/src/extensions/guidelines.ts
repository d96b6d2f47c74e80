import { lazy } from "react";
import { IconGuideline } from "@/design";
import type { Extension } from "./types";

export const guidelines: Extension = {
  id: "GUIDELINES_EXTENSION_ID",
  card: "guidelines",
  titleKey: "extensions.guidelines",
  textKey: "extensions.guidelinesText",
  icon: IconGuideline,
  kinds: null,
  modes: ["LABELER", "REVIEWER"],
  height: 160,
  isDefaultOn: () => true,
  isAvailable: (context) => context.project.guideline !== null,
  Body: lazy(async () => ({
    default: (await import("@/features/guidelines/GuidelinePanel")).GuidelinePanel,
  })),
};
