import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { useApiQuery } from "@/api/client";
import { GET_SERVER_LIMITS } from "@/features/wizard/operations";
import type {
  GetProjectForSettingsQuery,
  GetProjectTaskSettingsQuery,
  ProjectKind,
} from "@/api/generated/graphql";
import { useWorkspace } from "@/app/workspace";
import {
  Button,
  EmptyState,
  ErrorNotice,
  IconDownload,
  IconKey,
  LinkButton,
  Notice,
  Page,
  Skeleton,
  Tabs,
  type TabItem,
} from "@/design";
import { ExportDialog } from "@/features/export/ExportDialog";
import { AdministratorTab } from "./AdministratorTab";
import { AssignmentTab } from "./AssignmentTab";
import { DocumentsTab } from "./DocumentsTab";
import { GuidelineTab } from "./GuidelineTab";
import { LabelSetsTab } from "./LabelSetsTab";
import { GET_PROJECT_SETTINGS, GET_TASK_SETTINGS } from "./operations";
import { QuestionsTab } from "./QuestionsTab";
import { TaskSettingsTab } from "./TaskSettingsTab";

export type SettingsProject = GetProjectForSettingsQuery["getProject"];
export type TaskSettings = GetProjectTaskSettingsQuery["getTextDocumentSettings"];

/** What the tabs share. */
export interface TabProps {
  project: SettingsProject;
  kinds: readonly ProjectKind[];
  refetch: () => void;
}

/** Everything about a project that can be changed after its creation. */
export function ProjectSettings() {
  const { t } = useTranslation();
  const { projectId = "" } = useParams();
  const { teamId, routeId, can } = useWorkspace();
  const project = useApiQuery(
    GET_PROJECT_SETTINGS,
    { input: { projectId, teamId } },
    { pause: !can.manage, types: ["Project"] },
  );
  const tasks = useApiQuery(GET_TASK_SETTINGS, { projectId }, { pause: !can.manage });
  const limits = useApiQuery(GET_SERVER_LIMITS, {});
  const base = `/teams/${routeId}/projects`;
  const error = project.error ?? tasks.error;
  const found = project.data?.getProject;
  const settings = tasks.data?.getTextDocumentSettings;

  if (!can.manage) {
    return (
      <Page title={t("projectSettings.title")}>
        <EmptyState
          icon={IconKey}
          title={t("projectSettings.forbiddenTitle")}
          text={t("projectSettings.forbiddenText")}
          actions={<LinkButton to={base}>{t("errors.toProjects")}</LinkButton>}
        />
      </Page>
    );
  }
  if (error && (!found || !settings)) {
    const retry = () => {
      project.refetch();
      tasks.refetch();
    };
    return (
      <Page title={t("projectSettings.title")}>
        <ErrorNotice error={error} onRetry={retry} />
      </Page>
    );
  }
  if (!found || !settings) {
    return (
      <Page title={t("projectSettings.title")}>
        <Skeleton height={320} />
      </Page>
    );
  }
  return (
    <SettingsPage
      project={found}
      tasks={settings}
      maxBytes={limits.data?.serverInfo.maxFileBytes}
      refetch={() => {
        project.refetch();
        tasks.refetch();
      }}
    />
  );
}

interface SettingsPageProps {
  project: SettingsProject;
  tasks: TaskSettings;
  maxBytes: number | undefined;
  refetch: () => void;
}

function SettingsPage({ project, tasks, maxBytes, refetch }: SettingsPageProps) {
  const { t } = useTranslation();
  const { teamId, routeId } = useWorkspace();
  const [params, setParams] = useSearchParams();
  const [exporting, setExporting] = useState(false);
  const kinds = tasks.kinds;
  const shared: TabProps = { project, kinds, refetch };
  const isSpan = kinds.includes("TOKEN_BASED");
  const asks = kinds.includes("ROW_BASED") || kinds.includes("DOCUMENT_BASED");
  const tabs: TabItem[] = [
    ...(teamId === null
      ? []
      : [
          {
            value: "assignment",
            label: t("projectSettings.tabs.assignment"),
            content: <AssignmentTab {...shared} teamId={teamId} />,
          },
        ]),
    {
      value: "documents",
      label: t("projectSettings.tabs.documents"),
      content: <DocumentsTab {...shared} maxBytes={maxBytes} />,
    },
    ...(isSpan
      ? [
          {
            value: "labelSets",
            label: t("projectSettings.tabs.labelSets"),
            content: <LabelSetsTab {...shared} />,
          },
        ]
      : []),
    ...(asks
      ? [
          {
            value: "questions",
            label: t("projectSettings.tabs.questions"),
            content: <QuestionsTab {...shared} />,
          },
        ]
      : []),
    ...(isSpan
      ? [
          {
            value: "tasks",
            label: t("projectSettings.tabs.tasks"),
            content: <TaskSettingsTab {...shared} settings={tasks} />,
          },
        ]
      : []),
    { value: "guideline", label: t("projectSettings.tabs.guideline"), content: <GuidelineTab {...shared} /> },
    {
      value: "administrator",
      label: t("projectSettings.tabs.administrator"),
      content: <AdministratorTab {...shared} />,
    },
  ];
  const asked = params.get("tab");
  const tab = tabs.find((entry) => entry.value === asked)?.value ?? tabs[0]?.value ?? "documents";
  return (
    <Page
      title={project.name}
      subtitle={t("projectSettings.title")}
      actions={
        <>
          <Button icon={IconDownload} onClick={() => setExporting(true)}>
            {t("projects.export")}
          </Button>
          <LinkButton
            to={`/teams/${routeId}/projects/${project.id}/${teamId === null ? "label" : "review"}`}
            variant="primary"
          >
            {t("projectSettings.open")}
          </LinkButton>
        </>
      }
    >
      {project.isArchived && <Notice>{t("projectSettings.archived")}</Notice>}
      <Tabs
        label={t("projectSettings.title")}
        value={tab}
        tabs={tabs}
        onChange={(value) => setParams({ tab: value }, { replace: true })}
      />
      {exporting && (
        <ExportDialog
          target={{ projectId: project.id, name: project.name, kinds }}
          onClose={() => setExporting(false)}
        />
      )}
    </Page>
  );
}
