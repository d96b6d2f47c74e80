import { useTranslation } from "react-i18next";

import { IconBrush } from "@/design";
import { LEGEND_PHASES } from "@/features/labeling/frame/legend";
import styles from "./extensions.module.css";
import type { Extension } from "./types";

function LegendBody() {
  const { t } = useTranslation();
  return (
    <dl className={styles.legend}>
      {LEGEND_PHASES.map((phase) => (
        <div key={phase} data-phase={phase}>
          <dt>{t(`labeling.phase.${phase}`)}</dt>
          <dd>{t(`extensions.phase.${phase}`)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What the colours of labels mean in a review. */
export const legend: Extension = {
  id: "LABEL_COLOR_LEGEND_ID",
  card: "legend",
  titleKey: "extensions.legend",
  textKey: "extensions.legendText",
  icon: IconBrush,
  kinds: ["TOKEN_BASED"],
  modes: ["REVIEWER"],
  height: 160,
  isDefaultOn: () => true,
  isAvailable: () => true,
  Body: LegendBody,
};
