import { useTranslation } from "react-i18next";

import { Skeleton } from "@/design";
import styles from "./frame.module.css";

/** Lines to come, while code or text of a document is on its way. */
export function WorkspaceSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={styles.loading} role="status" aria-label={t("labeling.loading")}>
      {[92, 70, 84, 58, 76, 88, 64].map((width) => (
        <Skeleton key={width} width={`${width}%`} height={14} />
      ))}
    </div>
  );
}
