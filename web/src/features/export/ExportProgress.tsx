import { useTranslation } from "react-i18next";
import type { GqlExportMethod } from "@/api/generated/graphql";
import { isRunning, useTrackedJobs } from "@/api/jobs";
import { Button, DialogFooter, IconDownload, Notice, ProgressBar, Stack, Text } from "@/design";

interface ExportProgressProps {
  exportId: string;
  fileUrl: string | undefined;
  method: GqlExportMethod;
  onAgain: () => void;
  onClose: () => void;
}

export function ExportProgress({ exportId, fileUrl, method, onAgain, onClose }: ExportProgressProps) {
  const { t } = useTranslation();
  const job = useTrackedJobs().find((entry) => entry.id === exportId);
  const failed = job?.status === "FAILED";
  const done = job?.status === "DELIVERED";
  const isDownload = method !== "EMAIL" && method !== "CUSTOM_WEBHOOK" && method !== "EXTERNAL_OBJECT_STORAGE";
  return (
    <Stack>
      {failed && <Notice tone="danger">{job.error ?? t("export.failed")}</Notice>}
      {done && <Notice tone="success">{t(isDownload ? "export.ready" : "export.delivered")}</Notice>}
      {!failed && !done && (
        <>
          <ProgressBar value={job?.progress ?? 0} max={100} label={t("export.running")} text={`${job?.progress ?? 0} %`} />
          <Text tone="muted">{t(job && isRunning(job) && job.status === "IN_PROGRESS" ? "export.runningText" : "export.queuedText")}</Text>
        </>
      )}
      <DialogFooter>
        {(failed || done) && <Button onClick={onAgain}>{t("export.again")}</Button>}
        <Button onClick={onClose}>{t("common.close")}</Button>
        {done && isDownload && fileUrl && (
          <Button
            variant="primary"
            icon={IconDownload}
            onClick={() => {
              const link = document.createElement("a");
              link.href = fileUrl;
              link.download = "";
              link.click();
            }}
          >
            {t("export.download")}
          </Button>
        )}
      </DialogFooter>
    </Stack>
  );
}
