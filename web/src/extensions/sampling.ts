import { lazy } from "react";
import { IconCheck } from "@/design";
import type { Extension } from "./types";

/** How much of a sampled review is done. */
export const sampling: Extension = {
  id: "REVIEW_SAMPLING_EXTENSION_ID",
  card: "sampling",
  titleKey: "extensions.sampling",
  textKey: "extensions.samplingText",
  icon: IconCheck,
  kinds: null,
  modes: ["REVIEWER"],
  height: 120,
  isDefaultOn: () => true,
  isAvailable: ({ project: { settings } }) =>
    settings.reviewSamplingRate != null && settings.conflictResolution.mode === "MANUAL",
  Body: lazy(async () => ({ default: (await import("@/features/review/SamplingPanel")).SamplingPanel })),
};
