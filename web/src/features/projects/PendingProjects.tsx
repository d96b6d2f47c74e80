import { useTranslation } from "react-i18next";
import { forgetJob, isRunning, useTrackedJobs } from "@/api/jobs";
import { useWorkspace } from "@/app/workspace";
import { Button, ProgressBar, StatusChip, Text } from "@/design";
import styles from "./projects.module.css";

/** Projects being made right now, and those that failed until they are dismissed. */
export function PendingProjects() {
  const { t } = useTranslation();
  const { teamId } = useWorkspace();
  const jobs = useTrackedJobs().filter(
    (job) => job.kind === "project" && job.teamId === teamId && (isRunning(job) || job.status === "FAILED"),
  );
  return jobs.map((job) => (
    <div key={job.id} className={styles.pending} role="status">
      <span className={styles.pendingName}>
        <Text truncate strong>
          {job.name}
        </Text>
        <StatusChip tone={job.status === "FAILED" ? "danger" : "info"}>
          {t(job.status === "FAILED" ? "projects.creationFailed" : "projects.creating")}
        </StatusChip>
      </span>
      {job.status === "FAILED" ? (
        <Text tone="muted" truncate title={job.error}>
          {job.error ?? ""}
        </Text>
      ) : (
        <ProgressBar value={job.progress} max={100} label={job.name} text={`${job.progress} %`} />
      )}
      {job.status === "FAILED" && (
        <Button size="small" onClick={() => forgetJob(job.id)}>
          {t("projects.dismiss")}
        </Button>
      )}
    </div>
  ));
}
