import { useTranslation } from "react-i18next";
import { Hidden, Skeleton, Stack } from "@/design";
import styles from "./app.module.css";

/** The frame of the app while the person and workspace are still unknown. */
export function AppSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={styles.skeleton} role="status">
      <Hidden>{t("app.loading")}</Hidden>
      <div className={styles.skeletonSide}>
        <Stack gap={5}>
          <Skeleton width="60%" height={16} />
          <Skeleton width="75%" />
          <Skeleton width="65%" />
          <Skeleton width="80%" />
        </Stack>
      </div>
      <PageSkeleton />
    </div>
  );
}

/** A page while its code or data arrives. */
export function PageSkeleton() {
  return (
    <div className={styles.skeletonMain} aria-hidden>
      <Skeleton width={180} height={18} />
      <Skeleton width="90%" />
      <Skeleton width="70%" />
      <Skeleton width="80%" />
    </div>
  );
}
