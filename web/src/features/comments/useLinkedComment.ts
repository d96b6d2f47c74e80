import { useEffect } from "react";
import { useSearchParams } from "react-router";
import type { LabelingContext } from "@/features/labeling/context";

/** A link to a comment shows its panel, which then finds the thread. */
export function useLinkedComment(showPanel: LabelingContext["showPanel"]): void {
  const [params] = useSearchParams();
  const isLinked = params.has("comment");
  useEffect(() => {
    if (isLinked) showPanel("comments");
  }, [isLinked, showPanel]);
}
