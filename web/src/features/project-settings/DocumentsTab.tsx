import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useApiMutation } from "@/api/client";
import { onJobEnd, trackJob } from "@/api/jobs";
import { uploadFiles } from "@/api/upload";
import { useWorkspace } from "@/app/workspace";
import {
  Button,
  confirm,
  FileDrop,
  IconButton,
  IconTrash,
  Notice,
  ProgressBar,
  Section,
  Stack,
  Table,
  Text,
  toast,
  type Column,
} from "@/design";
import { ACCEPT, fileProblems, pairFiles, readableBytes } from "@/features/wizard/model/files";
import type { WizardFile } from "@/features/wizard/model/state";
import { uuid } from "@/util/uuid";
import { ADD_DOCUMENTS, DELETE_DOCUMENT } from "./operations";
import type { SettingsProject, TabProps } from "./ProjectSettings";
import { useSave } from "./useSave";

type Entry = NonNullable<SettingsProject["reviewCabinet"]>["documents"][number];

interface DocumentsTabProps extends TabProps {
  maxBytes: number | undefined;
}

export function DocumentsTab({ project, refetch, maxBytes }: DocumentsTabProps) {
  const { t } = useTranslation();
  const [remove] = useApiMutation(DELETE_DOCUMENT, { types: ["Project"] });
  const { save } = useSave(refetch);
  const documents = project.reviewCabinet?.documents ?? [];
  const handleRemove = async (document: Entry) => {
    const name = document.name || document.fileName;
    const sure = await confirm({
      title: t("projectSettings.deleteDocumentTitle", { name }),
      body: t("projectSettings.deleteDocumentText"),
      confirmLabel: t("projectSettings.deleteDocument"),
      danger: true,
    });
    if (sure) await save(() => remove({ id: document.id }));
  };
  const columns: Column<Entry>[] = [
    {
      id: "name",
      header: t("wizard.document"),
      render: (document) => (
        <Text strong truncate title={document.name || document.fileName}>
          {document.name || document.fileName}
        </Text>
      ),
    },
    {
      id: "lines",
      header: t("projectSettings.lines"),
      width: 96,
      hideBelow: "sm",
      align: "end",
      render: (document) => <Text tabular>{document.lineCount ?? ""}</Text>,
    },
    {
      id: "status",
      header: t("projects.status"),
      width: 132,
      render: (document) => t(`projects.statuses.${document.status ?? "NOT_STARTED"}`),
    },
  ];
  return (
    <Stack gap={6}>
      <Section title={t("projectSettings.tabs.documents")}>
        <Table
          label={t("projectSettings.tabs.documents")}
          rows={documents}
          columns={columns}
          rowKey={(document) => document.id}
          rowMenu={(document) => (
            <IconButton
              icon={IconTrash}
              size="small"
              disabled={documents.length < 2}
              label={t("projectSettings.deleteOf", { name: document.name || document.fileName })}
              onClick={() => void handleRemove(document)}
            />
          )}
        />
      </Section>
      <Section title={t("projectSettings.addTitle")} description={t("projectSettings.addText")}>
        <AddDocuments project={project} maxBytes={maxBytes} onAdded={refetch} />
      </Section>
    </Stack>
  );
}

interface AddDocumentsProps {
  project: SettingsProject;
  maxBytes: number | undefined;
  onAdded: () => void;
}

function AddDocuments({ project, maxBytes, onAdded }: AddDocumentsProps) {
  const { t } = useTranslation();
  const { teamId } = useWorkspace();
  const [files, setFiles] = useState<WizardFile[]>([]);
  const [add] = useApiMutation(ADD_DOCUMENTS, { types: ["Project"] });
  const [busy, setBusy] = useState(false);
  const problems = fileProblems(files, maxBytes);
  const present = new Set((project.reviewCabinet?.documents ?? []).map((document) => document.fileName));
  for (const file of files) if (present.has(file.name)) problems.set(file.id, t("wizard.problems.duplicate"));
  const sending = files.some((file) => !file.objectKey && !file.error);

  const handleFiles = (chosen: File[]) => {
    const added = chosen.map((file): WizardFile => ({
      id: uuid(),
      name: file.name,
      size: file.size,
      sent: 0,
    }));
    setFiles((before) => [...before, ...added]);
    void uploadFiles(chosen, (index, { sent, objectKey, error }) => {
      const id = added[index]?.id;
      setFiles((before) =>
        before.map((file) => (file.id === id ? { ...file, sent, objectKey, error: error?.message } : file)),
      );
    });
  };
  const handleAdd = async () => {
    setBusy(true);
    try {
      const documents = pairFiles(files).map(({ document, extras }) => ({
        document: { name: document.name, objectKey: document.objectKey },
        extras: extras.map((extra) => ({ name: extra.name, objectKey: extra.objectKey })),
      }));
      const { addDocumentsToProject } = await add({ input: { projectId: project.id, documents } });
      trackJob({ id: addDocumentsToProject.job.id, name: project.name, kind: "documents", teamId });
      const stop = onJobEnd((job) => {
        if (job.id !== addDocumentsToProject.job.id) return;
        stop();
        if (job.status === "FAILED") toast.error(job.error ?? t("projectSettings.addFailed"));
        else toast.success(t("projectSettings.added", { count: documents.length }));
        onAdded();
      });
      setFiles([]);
    } catch (error) {
      toast.error(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Stack gap={3}>
      <FileDrop
        multiple
        accept={ACCEPT}
        title={t("wizard.drop")}
        hint={
          maxBytes === undefined
            ? t("wizard.dropHint")
            : t("wizard.dropLimit", { most: readableBytes(maxBytes) })
        }
        onFiles={handleFiles}
      />
      {files.map((file) => (
        <div key={file.id}>
          <Text strong>{file.name}</Text>{" "}
          <IconButton
            icon={IconTrash}
            size="small"
            label={t("wizard.removeFile", { name: file.name })}
            onClick={() => setFiles(files.filter((other) => other.id !== file.id))}
          />
          {problems.has(file.id) && <Notice tone="danger">{problems.get(file.id)}</Notice>}
          {!problems.has(file.id) && (
            <ProgressBar
              value={file.objectKey ? file.size : file.sent}
              max={Math.max(1, file.size)}
              label={t("wizard.sending", { name: file.name })}
            />
          )}
        </div>
      ))}
      {files.length > 0 && (
        <span>
          <Button
            variant="primary"
            loading={busy}
            disabled={sending || problems.size > 0}
            onClick={() => void handleAdd()}
          >
            {t("projectSettings.add", { count: pairFiles(files).length })}
          </Button>
        </span>
      )}
    </Stack>
  );
}
