import { useState } from "react";
import { useTranslation } from "react-i18next";
import { query, useApiQuery } from "@/api/client";
import { trackJob } from "@/api/jobs";
import { EXPORT_PROJECT, GET_EXPORT_FORMATS } from "@/api/projects";
import { useWorkspace } from "@/app/workspace";
import { Checkbox, ErrorNotice, FormDialog, Select, Skeleton, Stack, Text, TextField, toast } from "@/design";
import { useSubmit } from "@/features/accounts/useSubmit";
import type { Project } from "./types";

interface ExportDialogProps {
  project: Project;
  onClose: () => void;
}

/** Start an export of a whole project; the file waits in the activity list. */
export function ExportDialog({ project, onClose }: ExportDialogProps) {
  const { t } = useTranslation();
  const { teamId } = useWorkspace();
  const formats = useApiQuery(GET_EXPORT_FORMATS, { projectId: project.id });
  const [chosen, setChosen] = useState<string | null>(null);
  const [fileName, setFileName] = useState(project.name);
  const [comments, setComments] = useState(true);
  const { error, busy, submit } = useSubmit();
  const options = formats.data?.getExportFormats ?? [];
  const format = chosen ?? options[0]?.format ?? null;
  const description = options.find((option) => option.format === format)?.description;

  const handleSubmit = () =>
    submit(async () => {
      if (!format) return;
      const { exportTextProject: result } = await query(EXPORT_PROJECT, {
        input: {
          projectIds: [project.id],
          fileName: fileName.trim(),
          format,
          method: "FILE_STORAGE",
          includedCommentType: comments ? ["COMMENT", "SPAN_LABEL", "ARROW_LABEL", "SPAN_TEXT"] : null,
        },
      });
      const fileUrl = result.fileUrl ?? result.redirect ?? undefined;
      trackJob({ id: result.exportId, name: fileName, kind: "export", teamId, fileUrl });
      toast.info(t("projects.exportStarted"));
      onClose();
    });

  return (
    <FormDialog
      opened
      title={t("projects.exportTitle", { name: project.name })}
      submitLabel={t("projects.export")}
      submitting={busy}
      canSubmit={format !== null && fileName.trim() !== ""}
      onSubmit={() => void handleSubmit()}
      onClose={onClose}
    >
      <Stack>
        {error && <ErrorNotice error={error} />}
        {formats.error && <ErrorNotice error={formats.error} onRetry={formats.refetch} />}
        {formats.loading ? (
          <Skeleton height={52} />
        ) : (
          <Select
            label={t("projects.format")}
            value={format}
            options={options.map((option) => ({ value: option.format, label: formatLabel(option) }))}
            onChange={setChosen}
          />
        )}
        {description && <Text tone="muted">{description}</Text>}
        <TextField label={t("projects.fileName")} value={fileName} onChange={setFileName} />
        <Checkbox label={t("projects.withComments")} checked={comments} onChange={setComments} />
      </Stack>
    </FormDialog>
  );
}

function formatLabel({ format, extension }: { format: string; extension: string }): string {
  return `${format.replaceAll("_", " ")} (.${extension.replace(/^\./, "")})`;
}
