import { lazy, Suspense, useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { useActions } from "@/actions";
import { useApiQuery } from "@/api/client";
import type { GetProjectsQuery } from "@/api/generated/graphql";
import { useJobEnd } from "@/api/jobs";
import { GET_PROJECTS } from "@/api/projects";
import { GET_TEAM } from "@/api/teams";
import { useSession } from "@/app/session";
import { useWorkspace } from "@/app/workspace";
import {
  EmptyState,
  ErrorNotice,
  IconFilter,
  IconPlus,
  IconProject,
  IconSearch,
  Button,
  LinkButton,
  Page,
  Pagination,
  Table,
  Tabs,
} from "@/design";
import { BulkBar } from "./BulkBar";
import { projectColumns, unassignedColumns } from "./columns";
import { FilterBar } from "./FilterBar";
import {
  clearedFilters,
  formatFilters,
  isFiltered,
  parseFilters,
  TAKE,
  toInput,
  type ProjectFilters,
} from "./filters";
import { PendingProjects } from "./PendingProjects";
import { ProjectMenu, type ProjectCommands } from "./ProjectMenu";
import { homeOf, type Project } from "./types";
import { useProjectCommands } from "./useProjectCommands";
import styles from "./projects.module.css";

const RenameDialog = lazy(async () => ({ default: (await import("./dialogs")).RenameDialog }));
const TagsDialog = lazy(async () => ({ default: (await import("./dialogs")).TagsDialog }));
const ExportDialog = lazy(async () => ({
  default: (await import("@/features/export/ExportDialog")).ExportDialog,
}));

const TakeDialog = lazy(async () => ({ default: (await import("./SelfAssignment")).TakeDialog }));
const GiveBackDialog = lazy(async () => ({ default: (await import("./SelfAssignment")).GiveBackDialog }));

type OpenDialog =
  | { kind: "rename" | "export" | "take" | "giveBack"; project: Project }
  | { kind: "tags"; projects: Project[] }
  | undefined;

/** The answer without the rows that were just archived or deleted. */
function shownRows(data: GetProjectsQuery | undefined, gone: ReadonlySet<string>) {
  const all = data?.getProjects;
  const rows = (all?.nodes ?? []).filter((project) => !gone.has(project.id));
  return { rows, total: (all?.totalCount ?? 0) - ((all?.nodes.length ?? 0) - rows.length) };
}

export function ProjectsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { me } = useSession();
  const { teamId, routeId, can } = useWorkspace();
  const [params, setParams] = useSearchParams();
  const filters = useMemo(() => parseFilters(params), [params]);
  const search = useRef<HTMLInputElement>(null);
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const [dialog, setDialog] = useState<OpenDialog>();

  const input = useMemo(() => toInput(filters, teamId), [filters, teamId]);
  const list = useApiQuery(GET_PROJECTS, { input }, { types: ["Project"] });
  const commands = useProjectCommands(() => setSelected(new Set()));
  const { refetch } = list;
  useJobEnd(useCallback((job) => job.kind === "project" && refetch(), [refetch]));

  const change = (next: ProjectFilters) => {
    setSelected(new Set());
    commands.forget();
    setParams(formatFilters(next), { replace: next.keyword !== filters.keyword });
  };
  const { rows, total } = shownRows(list.data, commands.gone);
  const ticked = rows.filter((project) => selected.has(project.id));
  const isTeam = teamId !== null;
  const columns = useMemo(
    () =>
      filters.unassigned
        ? unassignedColumns({ t }, (project) => setDialog({ kind: "take", project }))
        : projectColumns({ t, routeId, userId: me.id, isTeam }),
    [t, routeId, me.id, isTeam, filters.unassigned],
  );

  useActions([
    {
      id: "projects.search",
      labelKey: "projects.search",
      sectionKey: "shell.projects",
      icon: IconSearch,
      shortcut: "/",
      scope: "page",
      run: () => search.current?.focus(),
    },
  ]);

  const rowCommands: ProjectCommands = {
    onTake: (project) => setDialog({ kind: "take", project }),
    onGiveBack: (project) => setDialog({ kind: "giveBack", project }),
    onRename: (project) => setDialog({ kind: "rename", project }),
    onTags: (projects) => setDialog({ kind: "tags", projects }),
    onExport: (project) => setDialog({ kind: "export", project }),
    onArchive: (projects) => void commands.archive(projects),
    onDelete: (projects) => void commands.remove(projects),
  };

  return (
    <Page
      title={t("projects.title")}
      actions={
        can.manage && (
          <LinkButton to={`/teams/${routeId}/projects/new`} variant="primary" icon={IconPlus}>
            {t("projects.create")}
          </LinkButton>
        )
      }
    >
      <div className={styles.tabs}>
        <ProjectTabs filters={filters} onChange={change} />
      </div>
      <FilterBar filters={filters} searchRef={search} onChange={change} />
      {list.error && <ErrorNotice error={list.error} onRetry={list.refetch} />}
      {!filters.archived && !filters.unassigned && <PendingProjects />}
      {!(list.error && !list.data) && (
        <Table
          label={t("projects.title")}
          columns={columns}
          rows={rows}
          rowKey={(project) => project.id}
          rowName={(project) => project.name}
          loading={list.loading}
          sorting={filters.sorting}
          selected={selected}
          onSelect={can.manage && !filters.unassigned ? setSelected : undefined}
          onSort={(sorting) => change({ ...filters, sorting, page: 0 })}
          onOpen={(project) =>
            filters.unassigned
              ? setDialog({ kind: "take", project })
              : void navigate(homeOf(project, routeId, me.id))
          }
          rowMenu={
            filters.unassigned ? undefined : (project) => <ProjectMenu project={project} {...rowCommands} />
          }
          empty={<NoProjects filters={filters} onClear={() => change(clearedFilters(filters))} />}
        />
      )}
      <Pagination
        page={filters.page}
        take={TAKE}
        total={total}
        onPage={(page) => change({ ...filters, page })}
      />
      {ticked.length > 0 && (
        <BulkBar projects={ticked} onClear={() => setSelected(new Set())} {...rowCommands} />
      )}
      <Suspense>
        <ProjectDialogs dialog={dialog} onClose={() => setDialog(undefined)} />
      </Suspense>
    </Page>
  );
}

interface ProjectTabsProps {
  filters: ProjectFilters;
  onChange: (filters: ProjectFilters) => void;
}

/** What can be taken has a tab only where the workspace lets people take documents. */
function ProjectTabs({ filters, onChange }: ProjectTabsProps) {
  const { t } = useTranslation();
  const { teamId } = useWorkspace();
  const team = useApiQuery(GET_TEAM, { id: teamId ?? "" }, { pause: teamId === null });
  const mayTake = team.data?.getTeamDetail.setting?.allowSelfAssignment === true;
  const handleTab = (tab: string) =>
    onChange({ ...filters, archived: tab === "archived", unassigned: tab === "unassigned", page: 0 });
  return (
    <Tabs
      label={t("projects.title")}
      value={filters.archived ? "archived" : filters.unassigned ? "unassigned" : "active"}
      tabs={[
        { value: "active", label: t("projects.active") },
        ...(mayTake || filters.unassigned
          ? [{ value: "unassigned", label: t("projects.unassignedTab") }]
          : []),
        { value: "archived", label: t("projects.archivedTab") },
      ]}
      onChange={handleTab}
    />
  );
}

interface ProjectDialogsProps {
  dialog: OpenDialog;
  onClose: () => void;
}

function ProjectDialogs({ dialog, onClose }: ProjectDialogsProps) {
  if (dialog?.kind === "rename") return <RenameDialog project={dialog.project} onClose={onClose} />;
  if (dialog?.kind === "take") return <TakeDialog project={dialog.project} onClose={onClose} />;
  if (dialog?.kind === "giveBack") return <GiveBackDialog project={dialog.project} onClose={onClose} />;
  if (dialog?.kind === "export") {
    const { id, name, workspaceSettings } = dialog.project;
    return (
      <ExportDialog target={{ projectId: id, name, kinds: workspaceSettings.kinds }} onClose={onClose} />
    );
  }
  if (dialog?.kind === "tags") return <TagsDialog projects={dialog.projects} onClose={onClose} />;
  return null;
}

interface NoProjectsProps {
  filters: ProjectFilters;
  onClear: () => void;
}

function NoProjects({ filters, onClear }: NoProjectsProps) {
  const { t } = useTranslation();
  const { routeId, can } = useWorkspace();
  if (isFiltered(filters)) {
    return (
      <EmptyState
        icon={IconFilter}
        title={t("projects.noMatchTitle")}
        text={t("projects.noMatchText")}
        actions={<Button onClick={onClear}>{t("projects.clearAll")}</Button>}
      />
    );
  }
  if (filters.unassigned) {
    return (
      <EmptyState
        icon={IconProject}
        title={t("projects.noUnassignedTitle")}
        text={t("projects.noUnassignedText")}
      />
    );
  }
  if (filters.archived) {
    return (
      <EmptyState
        icon={IconProject}
        title={t("projects.noArchivedTitle")}
        text={t("projects.noArchivedText")}
      />
    );
  }
  if (!can.manage) {
    return (
      <EmptyState
        icon={IconProject}
        title={t("projects.noneAssignedTitle")}
        text={t("projects.noneAssignedText")}
      />
    );
  }
  return (
    <EmptyState
      icon={IconProject}
      title={t("projects.noneTitle")}
      text={t("projects.noneText")}
      actions={
        <LinkButton to={`/teams/${routeId}/projects/new`} variant="primary" icon={IconPlus}>
          {t("projects.create")}
        </LinkButton>
      }
    />
  );
}
