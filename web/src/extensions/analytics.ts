import { lazy } from "react";
import { IconClock } from "@/design";
import type { Extension } from "./types";

export const analytics: Extension = {
  id: "DASHBOARD_EXTENSION_ID",
  card: "analytics",
  titleKey: "extensions.analytics",
  textKey: "extensions.analyticsText",
  icon: IconClock,
  kinds: null,
  modes: ["LABELER", "REVIEWER"],
  height: 140,
  isDefaultOn: () => false,
  isAvailable: () => true,
  Body: lazy(async () => ({ default: (await import("./panels/AnalyticsPanel")).AnalyticsPanel })),
};
