/** How labels become final, as a form holds it and as it is sent. */

import type { ProjectDynamicReviewMethod } from "@/api/generated/graphql";
import { t } from "@/i18n";

export interface ReviewChoices {
  mode: "MANUAL" | "PEER_REVIEW";
  consensus: number;
  notify: boolean;
  threshold: number;
  /** Null when nobody is called by itself. */
  dynamicMethod: ProjectDynamicReviewMethod | null;
  dynamicMemberId: string | null;
  /** Null when everything is to be reviewed. */
  samplingPercent: number | null;
}

export const DEFAULT_REVIEW: ReviewChoices = {
  mode: "PEER_REVIEW",
  consensus: 1,
  notify: false,
  threshold: 1,
  dynamicMethod: null,
  dynamicMemberId: null,
  samplingPercent: null,
};

/** Labelers can disagree only when two label and two must agree. */
export const mayReviewDynamically = ({ mode, consensus }: ReviewChoices, labelers: number): boolean =>
  mode === "PEER_REVIEW" && consensus >= 2 && labelers >= 2;

const lacksReviewer = (rules: ReviewChoices, labelers: number): boolean =>
  mayReviewDynamically(rules, labelers) &&
  rules.dynamicMethod === "DEDICATED_MEMBER" &&
  !rules.dynamicMemberId;

/** Why these rules cannot work with so many labelers; undefined when they can. */
export function reviewProblem(rules: ReviewChoices, labelers: number): string | undefined {
  const most = Math.max(1, labelers);
  if (rules.mode === "PEER_REVIEW" && rules.consensus > most)
    return t("wizard.consensusTooMany", { count: most });
  return lacksReviewer(rules, labelers) ? t("wizard.dynamicMemberMissing") : undefined;
}

export function reviewInput(rules: ReviewChoices, labelers: number) {
  const { mode, consensus, notify, threshold, dynamicMethod, dynamicMemberId, samplingPercent } = rules;
  const method = mayReviewDynamically(rules, labelers) ? dynamicMethod : null;
  return {
    conflictResolution: { mode, consensus: mode === "PEER_REVIEW" ? consensus : 1 },
    labelerProjectCompletionNotification: { enabled: notify, threshold },
    dynamicReviewMethod: method,
    dynamicReviewMemberId: method === "DEDICATED_MEMBER" ? dynamicMemberId : null,
    reviewSamplingRate: mode === "MANUAL" && samplingPercent !== null ? samplingPercent / 100 : null,
  };
}
