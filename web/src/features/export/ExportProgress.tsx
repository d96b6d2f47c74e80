import { useTranslation } from "react-i18next";
import type { GqlExportMethod } from "@/api/generated/graphql";
import { useTrackedJobs } from "@/api/jobs";
import { Button, DialogFooter, IconDownload, Notice, ProgressBar, Stack, Text } from "@/design";

interface ExportProgressProps {
  exportId: string;
  fileUrl: string | undefined;
  method: GqlExportMethod;
  onAgain: () => void;
  onClose: () => void;
}

const DOWNLOADS: readonly GqlExportMethod[] = ["FILE_STORAGE", "DOWNLOAD", "DOWNLOAD_REQUEST"];

function download(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}

export function ExportProgress({ exportId, fileUrl, method, onAgain, onClose }: ExportProgressProps) {
  const { t } = useTranslation();
  const job = useTrackedJobs().find((entry) => entry.id === exportId);
  const status = job?.status;
  const progress = job?.progress ?? 0;
  const failed = status === "FAILED";
  const done = status === "DELIVERED";
  const isDownload = DOWNLOADS.includes(method);
  const ended = failed || done;
  return (
    <Stack>
      {failed && <Notice tone="danger">{job?.error ?? t("export.failed")}</Notice>}
      {done && <Notice tone="success">{t(isDownload ? "export.ready" : "export.delivered")}</Notice>}
      {!ended && (
        <>
          <ProgressBar value={progress} max={100} label={t("export.running")} text={`${progress} %`} />
          <Text tone="muted">{t(status === "IN_PROGRESS" ? "export.runningText" : "export.queuedText")}</Text>
        </>
      )}
      <DialogFooter>
        {ended && <Button onClick={onAgain}>{t("export.again")}</Button>}
        <Button onClick={onClose}>{t("common.close")}</Button>
        {done && isDownload && fileUrl && (
          <Button variant="primary" icon={IconDownload} onClick={() => download(fileUrl)}>
            {t("export.download")}
          </Button>
        )}
      </DialogFooter>
    </Stack>
  );
}
