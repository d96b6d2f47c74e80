import { useState } from "react";
import { useTranslation } from "react-i18next";
import { query, useApiQuery } from "@/api/client";
import type { GqlExportMethod } from "@/api/generated/graphql";
import { trackJob } from "@/api/jobs";
import { useWorkspace } from "@/app/workspace";
import {
  EmptyState,
  ErrorNotice,
  FormDialog,
  Dialog,
  IconDownload,
  RadioGroup,
  Select,
  Skeleton,
  Stack,
  TextField,
} from "@/design";
import { useSubmit } from "@/features/accounts/useSubmit";
import {
  holdsComments,
  holdsFormulas,
  holdsUnresolved,
  lastChoice,
  possibleMethods,
  rememberChoice,
  type ExportChoice,
} from "./choices";
import { Destination, type Storage, type Webhook } from "./Destination";
import { ExportOptions } from "./ExportOptions";
import { ExportProgress } from "./ExportProgress";
import {
  GET_EXPORT_CHOICES,
  GET_EXPORT_RIGHTS,
  START_DOCUMENT_EXPORT,
  START_PROJECT_EXPORT,
} from "./operations";

export interface ExportTarget {
  projectId: string;
  name: string;
  kinds: readonly string[];
  document?: { id: string; name: string };
}

export interface ExportDialogProps {
  /** A project, as a zip; with `document` also the one file a person has open, which is then chosen first. */
  target: ExportTarget;
  onClose: () => void;
}

type Scope = "document" | "project";

interface Started {
  exportId: string;
  fileUrl: string | undefined;
  method: GqlExportMethod;
}

/** Ask for an export, follow it, and hand over the file. Closed while it runs, it goes on in the activity list. */
export function ExportDialog({ target, onClose }: ExportDialogProps) {
  const { t } = useTranslation();
  const [started, setStarted] = useState<Started>();
  const title = t("export.title", { name: target.name });
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
function useMethods(): {
  methods: GqlExportMethod[] | undefined;
  storages: { id: string; bucketName: string }[];
} {
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

/** The choice as it can be kept here: the last one where it is possible, else the first. */
function useChoice(target: ExportTarget, methods: GqlExportMethod[] = []) {
  const formats = useApiQuery(GET_EXPORT_CHOICES, { projectId: target.projectId });
  const [choice, setChoice] = useState(() => lastChoice(target.kinds));
  const options = formats.data?.getExportFormats ?? [];
  const chosen = options.find((option) => option.format === choice.format) ?? options[0];
  const method = methods.find((name) => name === choice.method) ?? methods[0] ?? null;
  return { formats, options, chosen, format: chosen?.format ?? null, method, choice, setChoice };
}

function ExportForm({ target, title, onStarted, onClose }: ExportFormProps) {
  const { t } = useTranslation();
  const { teamId } = useWorkspace();
  const { methods, storages } = useMethods();
  const { formats, options, chosen, format, method, choice, setChoice } = useChoice(target, methods);
  const [scope, setScope] = useState<Scope>(target.document ? "document" : "project");
  const [fileName, setFileName] = useState(() => suggestedName(target, scope));
  const [webhook, setWebhook] = useState<Webhook>({ url: "", secret: "" });
  const [storage, setStorage] = useState<Storage>({ id: null, prefix: "" });
  const { error, errorOf, busy, submit } = useSubmit();

  const handleScope = (next: Scope) => {
    if (fileName === suggestedName(target, scope)) setFileName(suggestedName(target, next));
    setScope(next);
  };
  const storageId = storage.id ?? storages[0]?.id ?? null;

  const start = () =>
    submit(async () => {
      if (!format || !method) return;
      const shared = sharedInput({ ...choice, format, method }, fileName, webhook, {
        ...storage,
        id: storageId,
      });
      const result = await ask(target, scope, shared);
      rememberChoice(target.kinds, { ...choice, format, method });
      const fileUrl = result.fileUrl ?? result.redirect ?? undefined;
      trackJob({ id: result.exportId, name: fileName.trim(), kind: "export", teamId, fileUrl });
      onStarted({ exportId: result.exportId, fileUrl, method });
    });

  if (methods?.length === 0) {
    return (
      <Dialog opened title={title} onClose={onClose}>
        <EmptyState
          compact
          icon={IconDownload}
          title={t("export.refusedTitle")}
          text={t("export.refusedText")}
        />
      </Dialog>
    );
  }
  return (
    <FormDialog
      opened
      title={title}
      submitLabel={t("export.start")}
      submitting={busy}
      canSubmit={isReady(format, method, fileName, webhook)}
      onSubmit={() => void start()}
      onClose={onClose}
    >
      <Stack>
        {error && error.details.field !== "fileName" && <ErrorNotice error={error} />}
        <ScopeChoice target={target} scope={scope} onChange={handleScope} />
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
          <FormatAndMethod
            options={options}
            chosen={chosen}
            methods={methods}
            method={method}
            onChange={(next) => setChoice({ ...choice, ...next })}
          />
        )}
        <Destination
          method={method}
          urlError={errorOf("url")}
          webhook={webhook}
          onWebhook={setWebhook}
          storages={storages}
          storage={{ ...storage, id: storageId }}
          onStorage={setStorage}
        />
        {format && <ExportOptions format={format} choice={choice} onChange={setChoice} />}
      </Stack>
    </FormDialog>
  );
}

interface ScopeChoiceProps {
  target: ExportTarget;
  scope: Scope;
  onChange: (scope: Scope) => void;
}

function ScopeChoice({ target, scope, onChange }: ScopeChoiceProps) {
  const { t } = useTranslation();
  if (!target.document) return null;
  return (
    <RadioGroup
      label={t("export.scope")}
      value={scope}
      options={[
        {
          value: "document",
          label: t("export.scopes.document", { name: target.document.name }),
          description: t("export.scopeTexts.document"),
        },
        {
          value: "project",
          label: t("export.scopes.project"),
          description: t("export.scopeTexts.project"),
        },
      ]}
      onChange={(next) => onChange(next as Scope)}
    />
  );
}

interface FormatAndMethodProps {
  options: readonly FormatOption[];
  chosen: FormatOption | undefined;
  methods: readonly GqlExportMethod[];
  method: GqlExportMethod | null;
  onChange: (next: Partial<ExportChoice>) => void;
}

interface FormatOption {
  format: string;
  description: string;
  extension: string;
}

function FormatAndMethod({ options, chosen, methods, method, onChange }: FormatAndMethodProps) {
  const { t } = useTranslation();
  return (
    <>
      <Select
        label={t("export.format")}
        description={chosen?.description}
        value={chosen?.format ?? null}
        searchable={options.length > 8}
        options={options.map((option) => ({ value: option.format, label: formatLabel(option) }))}
        onChange={(format) => onChange({ format })}
      />
      <Select
        label={t("export.method")}
        value={method}
        options={methods.map((name) => ({ value: name, label: t(`export.methods.${name}`) }))}
        onChange={(next) => onChange({ method: next as GqlExportMethod })}
      />
    </>
  );
}

function formatLabel({ format, extension }: { format: string; extension: string }): string {
  const name = format.charAt(0) + format.slice(1).replaceAll("_", " ");
  return `${name} (.${extension.replace(/^\./, "")})`;
}

interface Choices extends ExportChoice {
  format: string;
  method: GqlExportMethod;
}

function sharedInput(choice: Choices, fileName: string, webhook: Webhook, storage: Storage) {
  const { format, method } = choice;
  const isWebhook = method === "CUSTOM_WEBHOOK";
  const bucket = method === "EXTERNAL_OBJECT_STORAGE" ? storage.id : null;
  return {
    fileName: fileName.trim(),
    format,
    method,
    includeConflicts: holdsUnresolved(format) && choice.unresolved,
    includedCommentType: holdsComments(format) ? choice.comments : null,
    escapeFormulas: holdsFormulas(format) && choice.escapeFormulas,
    url: isWebhook ? webhook.url.trim() : null,
    secret: isWebhook && webhook.secret ? webhook.secret : null,
    externalObjectStorageParameter: bucket
      ? { externalObjectStorageId: bucket, prefix: storage.prefix.trim() || null }
      : null,
  };
}

/** The name of the file as it is first offered; a document's without its ending, since the format gives one. */
function suggestedName({ name, document }: ExportTarget, scope: Scope): string {
  if (scope === "project" || !document) return name;
  return document.name.replace(/(.)\.[^.]+$/, "$1");
}

function isReady(
  format: string | null,
  method: GqlExportMethod | null,
  fileName: string,
  { url, secret }: Webhook,
): boolean {
  if (format === null || method === null || fileName.trim() === "") return false;
  // The server refuses a webhook without an address or without a secret.
  return method !== "CUSTOM_WEBHOOK" || (url.trim() !== "" && secret !== "");
}

async function ask(target: ExportTarget, scope: Scope, shared: ReturnType<typeof sharedInput>) {
  if (scope === "document" && target.document) {
    const input = { ...shared, documentId: target.document.id };
    return (await query(START_DOCUMENT_EXPORT, { input })).exportTextProjectDocument;
  }
  const input = { ...shared, projectIds: [target.projectId] };
  return (await query(START_PROJECT_EXPORT, { input })).exportTextProject;
}
