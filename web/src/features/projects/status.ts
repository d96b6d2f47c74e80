import type { GqlLabelingStatus, GqlProjectAndLabelingStatus } from "@/api/generated/graphql";
import type { Tone } from "@/design";

/** The colour of a status; its name is always written beside it. */
export const STATUS_TONE: Record<GqlProjectAndLabelingStatus | GqlLabelingStatus, Tone> = {
  CREATED: "neutral",
  NOT_STARTED: "neutral",
  IN_PROGRESS: "info",
  REVIEW_READY: "warning",
  IN_REVIEW: "violet",
  COMPLETE: "success",
};
