/** Review states with a colour of their own, as listed in legends. */
export const LEGEND_PHASES = ["AUTO", "CONFLICT", "REVIEWER", "REJECTED", "EXTERNAL", "PRELABELED"] as const;
