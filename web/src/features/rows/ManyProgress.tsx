import { useTranslation } from "react-i18next";
import { isRunning, useTrackedJobs } from "@/api/jobs";
import { ProgressBar, Text } from "@/design";
import { isJobOfRows } from "./data/senders";
import styles from "./rows.module.css";

/** How far a mass answer is that the server carries out behind. */
export function ManyProgress() {
  const { t } = useTranslation();
  const running = useTrackedJobs().filter((job) => isRunning(job) && isJobOfRows(job.id));
  if (running.length === 0) return null;
  return (
    <div className={styles.manyProgress} role="status">
      {running.map((job) => (
        <div key={job.id} className={styles.manyJob}>
          <Text size="small" tabular>
            {t("rows.manyRunning", { name: job.name, progress: Math.round(job.progress) })}
          </Text>
          <ProgressBar value={job.progress} max={100} label={job.name} />
        </div>
      ))}
    </div>
  );
}
