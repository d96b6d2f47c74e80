import { useState } from "react";
import { useTranslation } from "react-i18next";
import { query, useApiQuery } from "@/api/client";
import type { GqlExportMethod } from "@/api/generated/graphql";
import { trackJob } from "@/api/jobs";
import { useWorkspace } from "@/app/workspace";
import { EmptyState, ErrorNotice, FormDialog, Dialog, IconDownload, Select, Skeleton, Stack, Text, TextField } from "@/design";
import { useSubmit } from "@/features/accounts/useSubmit";
import { holdsComments, holdsFormulas, holdsUnresolved, lastChoice, possibleMethods, rememberChoice } from "./choices";
import { ExportOptions } from "./ExportOptions";
import { ExportProgress } from "./ExportProgress";
import { GET_EXPORT_CHOICES, GET_EXPORT_RIGHTS, START_DOCUMENT_EXPORT, START_PROJECT_EXPORT } from "./operations";

export interface ExportDialogProps {
  /** Everything of a project as a zip, or the one document a person sees. */
  target:
    | { projectId: string; name: string; kinds: readonly string[] }
    | { projectId: string; name: string; kinds: readonly string[]; documentId: string };
  onClose: () => void;
}

interface Started {
  exportId: string;
  fileUrl: string | undefined;
  method: GqlExportMethod;
}

/** Ask for an export, follow it, and hand over the file. Closed while it runs, it goes on in the activity list. */
export function ExportDialog({ target, onClose }: ExportDialogProps) {
  const { t } = useTranslation();
  const [started, setStarted] = useState<Started>();
  const title = t("documentId" in target ? "export.titleDocument" : "export.titleProject", { name: target.name });
  if (started) {
    return (
      <Dialog opened title={title} onClose={onClose}>
        <ExportProgress {...started} onAgain={() => setStarted(undefined)} onClose={onClose} />
      </Dialog>
    );
  }
  return <ExportForm target={target} title={title} onStarted={setStarted} onClose={onClose} />;
}

interface ExportFormProps extends ExportDialogProps {
  title: string;
  onStarted: (started: Started) => void;
}

/** Methods the person may use here; undefined while unknown. */
function useMethods(): { methods: GqlExportMethod[] | undefined; storages: { id: string; bucketName: string }[] } {
  const { teamId, role } = useWorkspace();
  const rights = useApiQuery(GET_EXPORT_RIGHTS, { teamId: teamId ?? "" }, { pause: teamId === null });
  const storages = rights.data?.getExternalObjectStorages ?? [];
  if (teamId === null) return { methods: possibleMethods(null, false), storages };
  // Who may not see the workspace's settings is told by the server what is refused.
  if (rights.error) return { methods: possibleMethods(null, false), storages };
  const setting = rights.data?.getTeamDetail.setting;
  if (!rights.data) return { methods: undefined, storages };
  const allowed =
    role === "LABELER"
      ? setting?.allowedLabelerExportMethods
      : role === "REVIEWER"
        ? setting?.allowedReviewerExportMethods
        : null;
  return { methods: possibleMethods(allowed ?? null, storages.length > 0), storages };
}

function ExportForm({ target, title, onStarted, onClose }: ExportFormProps) {
  const { t } = useTranslation();
  const { teamId } = useWorkspace();
  const formats = useApiQuery(GET_EXPORT_CHOICES, { projectId: target.projectId });
  const { methods, storages } = useMethods();
  const [choice, setChoice] = useState(() => lastChoice(target.kinds));
  const [fileName, setFileName] = useState(target.name);
  const [webhook, setWebhook] = useState({ url: "", secret: "" });
  const [storage, setStorage] = useState<{ id: string | null; prefix: string }>({ id: null, prefix: "" });
  const { error, errorOf, busy, submit } = useSubmit();

  const options = formats.data?.getExportFormats ?? [];
  const format = options.find((option) => option.format === choice.format)?.format ?? options[0]?.format ?? null;
  const method = methods?.find((name) => name === choice.method) ?? methods?.[0] ?? null;
  const storageId = storage.id ?? storages[0]?.id ?? null;

  const start = () =>
    submit(async () => {
      if (!format || !method) return;
      const shared = {
        fileName: fileName.trim(),
        format,
        method,
        includeConflicts: holdsUnresolved(format) && choice.unresolved,
        includedCommentType: holdsComments(format) ? choice.comments : null,
        escapeFormulas: holdsFormulas(format) && choice.escapeFormulas,
        url: method === "CUSTOM_WEBHOOK" ? webhook.url.trim() : null,
        secret: method === "CUSTOM_WEBHOOK" && webhook.secret ? webhook.secret : null,
        externalObjectStorageParameter:
          method === "EXTERNAL_OBJECT_STORAGE" && storageId
            ? { externalObjectStorageId: storageId, prefix: storage.prefix.trim() || null }
            : null,
      };
      const result =
        "documentId" in target
          ? (await query(START_DOCUMENT_EXPORT, { input: { ...shared, documentId: target.documentId } }))
              .exportTextProjectDocument
          : (await query(START_PROJECT_EXPORT, { input: { ...shared, projectIds: [target.projectId] } })).exportTextProject;
      rememberChoice(target.kinds, { ...choice, format, method });
      const fileUrl = result.fileUrl ?? result.redirect ?? undefined;
      trackJob({ id: result.exportId, name: fileName.trim(), kind: "export", teamId, fileUrl });
      onStarted({ exportId: result.exportId, fileUrl, method });
    });

  if (methods?.length === 0) {
    return (
      <Dialog opened title={title} onClose={onClose}>
        <EmptyState compact icon={IconDownload} title={t("export.refusedTitle")} text={t("export.refusedText")} />
      </Dialog>
    );
  }
  const chosen = options.find((option) => option.format === format);
  return (
    <FormDialog
      opened
      title={title}
      submitLabel={t("export.start")}
      submitting={busy}
      canSubmit={format !== null && method !== null && fileName.trim() !== ""}
      onSubmit={() => void start()}
      onClose={onClose}
    >
      <Stack>
        {error && error.details.field !== "fileName" && <ErrorNotice error={error} />}
        {formats.error && <ErrorNotice error={formats.error} onRetry={formats.refetch} />}
        <TextField
          label={t("export.fileName")}
          value={fileName}
          maxLength={200}
          autoFocus
          error={errorOf("fileName")}
          onChange={setFileName}
        />
        {formats.loading || !methods ? (
          <Skeleton height={52} />
        ) : (
          <>
            <Select
              label={t("export.format")}
              description={chosen?.description}
              value={format}
              searchable={options.length > 8}
              options={options.map((option) => ({ value: option.format, label: formatLabel(option) }))}
              onChange={(next) => setChoice({ ...choice, format: next })}
            />
            <Select
              label={t("export.method")}
              value={method}
              options={methods.map((name) => ({ value: name, label: t(`export.methods.${name}`) }))}
              onChange={(next) => setChoice({ ...choice, method: next as GqlExportMethod })}
            />
          </>
        )}
        {method === "CUSTOM_WEBHOOK" && (
          <>
            <TextField
              label={t("export.url")}
              type="url"
              placeholder="https://"
              error={errorOf("url")}
              value={webhook.url}
              onChange={(url) => setWebhook({ ...webhook, url })}
            />
            <TextField
              label={t("export.secret")}
              description={t("export.secretHint")}
              value={webhook.secret}
              onChange={(secret) => setWebhook({ ...webhook, secret })}
            />
          </>
        )}
        {method === "EXTERNAL_OBJECT_STORAGE" && (
          <>
            <Select
              label={t("export.storage")}
              value={storageId}
              options={storages.map((entry) => ({ value: entry.id, label: entry.bucketName }))}
              onChange={(id) => setStorage({ ...storage, id })}
            />
            <TextField
              label={t("export.prefix")}
              placeholder="exports/2026/"
              value={storage.prefix}
              onChange={(prefix) => setStorage({ ...storage, prefix })}
            />
          </>
        )}
        {method === "EMAIL" && <Text tone="muted">{t("export.emailHint")}</Text>}
        {format && <ExportOptions format={format} choice={choice} onChange={setChoice} />}
      </Stack>
    </FormDialog>
  );
}

function formatLabel({ format, extension }: { format: string; extension: string }): string {
  const name = format.charAt(0) + format.slice(1).replaceAll("_", " ");
  return `${name} (.${extension.replace(/^\./, "")})`;
}
