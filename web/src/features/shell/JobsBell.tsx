import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { forgetJob, isRunning, markJobsSeen, useJobEnd, useTrackedJobs, type TrackedJob } from "@/api/jobs";
import { PERSONAL } from "@/app/workspace";
import {
  IconBell,
  IconButton,
  IconClose,
  Popover,
  ProgressBar,
  Text,
  TextLink,
  toast,
  StatusChip,
  Inline,
} from "@/design";
import styles from "./shell.module.css";

const KIND_KEYS = {
  project: "shell.jobProject",
  documents: "shell.jobDocuments",
  export: "shell.jobExport",
  other: "shell.jobOther",
} as const;

/** What this person started and how far it is. */
export function JobsBell() {
  const { t } = useTranslation();
  const jobs = useTrackedJobs();
  const running = jobs.filter(isRunning).length;
  const unseen = jobs.filter((job) => !job.seen && !isRunning(job)).length;

  useJobEnd(
    useCallback(
      (job) => {
        if (job.status === "FAILED")
          toast.error(t("shell.jobFailedToast", { name: job.name }), { detail: job.error });
        else toast.success(t("shell.jobDoneToast", { name: job.name }));
      },
      [t],
    ),
  );

  const count = running || unseen;
  return (
    <span className={styles.bell}>
      <Popover
        width={320}
        position="top-start"
        onOpenChange={(open) => open && markJobsSeen()}
        trigger={
          <IconButton
            icon={IconBell}
            tooltip={false}
            label={
              running > 0
                ? `${t("shell.jobs")}: ${t("shell.jobsRunning", { count: running })}`
                : t("shell.jobs")
            }
          />
        }
      >
        <div className={styles.jobs}>
          <Text strong>{t("shell.jobs")}</Text>
          {jobs.length === 0 && <Text tone="muted">{t("shell.jobsEmpty")}</Text>}
          {jobs.slice(0, 8).map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
        </div>
      </Popover>
      {count > 0 && (
        <span className={styles.count} aria-hidden>
          {count}
        </span>
      )}
    </span>
  );
}

function JobRow({ job }: { job: TrackedJob }) {
  const { t } = useTranslation();
  const running = isRunning(job);
  return (
    <div className={styles.job}>
      <Text truncate strong>
        {job.name}
      </Text>
      <IconButton
        icon={IconClose}
        size="small"
        label={t("shell.jobForget")}
        onClick={() => forgetJob(job.id)}
      />
      {running ? (
        <div className={styles.jobWide}>
          <ProgressBar value={job.progress} max={100} label={job.name} text={`${job.progress} %`} />
        </div>
      ) : (
        <Inline className={styles.jobWide}>
          <StatusChip tone={job.status === "FAILED" ? "danger" : "success"}>
            {t(job.status === "FAILED" ? "shell.jobFailed" : "shell.jobDone")}
          </StatusChip>
          <JobLink job={job} />
        </Inline>
      )}
      <div className={styles.jobWide}>
        <Text tone="muted" size="small">
          {job.error ?? t(KIND_KEYS[job.kind])}
        </Text>
      </div>
    </div>
  );
}

function JobLink({ job }: { job: TrackedJob }) {
  const { t } = useTranslation();
  if (job.status !== "DELIVERED") return null;
  if (job.kind === "export" && job.fileUrl) {
    return (
      <TextLink to={job.fileUrl} download>
        {t("shell.jobDownload")}
      </TextLink>
    );
  }
  if (job.kind !== "project" || !job.resultId) return null;
  const base = `/teams/${job.teamId ?? PERSONAL}/projects/${job.resultId}`;
  return <TextLink to={`${base}/label`}>{t("shell.jobOpen")}</TextLink>;
}
