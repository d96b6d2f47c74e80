import type { TFunction } from "i18next";
import { Link } from "react-router";
import {
  AvatarGroup,
  Badge,
  Button,
  IconPlus,
  ProgressBar,
  StatusChip,
  TagChip,
  Text,
  Tooltip,
  type Column,
} from "@/design";
import { formatAgo, formatDate, formatDateTime } from "@/util/dates";
import { STATUS_TONE } from "./status";
import { homeOf, isLabelerOf, type Project } from "./types";
import styles from "./projects.module.css";

interface ColumnContext {
  t: TFunction;
  routeId: string;
  userId: string | null;
  /** Assignees and own status mean nothing in the personal workspace. */
  isTeam: boolean;
}

const MAX_TAGS = 1;

function ProjectName({ project, context }: { project: Project; context: ColumnContext }) {
  const { t, routeId, userId } = context;
  const tags = (project.tags ?? []).filter((tag) => !tag.globalTag);
  return (
    <div className={styles.name}>
      <Link className={styles.link} to={homeOf(project, routeId, userId)} title={project.name}>
        {project.name}
      </Link>
      {(project.incompleteAssignmentCount ?? 0) > 0 && (
        <Tooltip label={t("projects.incompleteHint", { count: project.incompleteAssignmentCount ?? 0 })}>
          <Badge tone="warning">{t("projects.incomplete")}</Badge>
        </Tooltip>
      )}
      {project.purpose === "LABELER_TEST" && <Badge tone="violet">{t("projects.test")}</Badge>}
      {tags.length > 0 && (
        <span className={styles.tags}>
          {tags.slice(0, MAX_TAGS).map((tag) => (
            <TagChip key={tag.id} name={tag.name} />
          ))}
          {tags.length > MAX_TAGS && <TagChip name={`+${tags.length - MAX_TAGS}`} />}
        </span>
      )}
    </div>
  );
}

function Progress({ project, t }: { project: Project; t: TFunction }) {
  const { completedDocuments, totalDocuments } = project.progress;
  return (
    <ProgressBar
      value={completedDocuments}
      max={totalDocuments}
      label={t("projects.progressOf", { name: project.name })}
      text={`${completedDocuments}/${totalDocuments}`}
    />
  );
}

function Moment({ iso, relative }: { iso: string; relative?: boolean }) {
  return (
    <Tooltip label={formatDateTime(iso)}>
      <time dateTime={iso}>
        <Text tone="secondary" tabular>
          {relative ? formatAgo(iso) : formatDate(iso)}
        </Text>
      </time>
    </Tooltip>
  );
}

/** People of a project in a stable order, each once. */
function people(project: Project) {
  const users = (project.assignees ?? []).flatMap((entry) => entry.teamMember.user ?? []);
  const unique = new Map(users.map((user) => [user.id, user]));
  return [...unique.values()].map((user) => ({ name: user.displayName, image: user.profilePicture }));
}

/** Projects to take documents of: how many there are, and the button. */
export function unassignedColumns(
  { t }: Pick<ColumnContext, "t">,
  onTake: (project: Project) => void,
): Column<Project>[] {
  return [
    {
      id: "name",
      header: t("projects.name"),
      sortField: "name",
      render: (project) => <Text strong>{project.name}</Text>,
    },
    {
      id: "type",
      header: t("projects.type"),
      width: 150,
      hideBelow: "md",
      render: (project) => (
        <Text tone="secondary" truncate>
          {project.workspaceSettings.kinds.map((kind) => t(`projects.kinds.${kind}`)).join(" + ")}
        </Text>
      ),
    },
    {
      id: "available",
      header: t("projects.available"),
      width: 150,
      render: (project) => (
        <Text tabular>{t("projects.availableCount", { count: project.selfAssignment.availableCount })}</Text>
      ),
    },
    {
      id: "take",
      header: "",
      width: 170,
      render: (project) => (
        <Button size="small" icon={IconPlus} onClick={() => onTake(project)}>
          {t("projects.assignMyself")}
        </Button>
      ),
    },
  ];
}

export function projectColumns(context: ColumnContext): Column<Project>[] {
  const { t, isTeam, userId } = context;
  const own: Column<Project>[] = [
    {
      id: "own",
      header: t("projects.yourStatus"),
      width: 116,
      hideBelow: "lg",
      render: (project) =>
        isLabelerOf(project, userId) ? (
          <StatusChip tone={STATUS_TONE[project.selfLabelingStatus]}>
            {t(`projects.statuses.${project.selfLabelingStatus}`)}
          </StatusChip>
        ) : (
          <Text tone="muted">–</Text>
        ),
    },
  ];
  const assignees: Column<Project>[] = [
    {
      id: "assignees",
      header: t("projects.assignees"),
      width: 106,
      hideBelow: "md",
      render: (project) => <AvatarGroup people={people(project)} />,
    },
  ];
  return [
    {
      id: "name",
      header: t("projects.name"),
      sortField: "name",
      render: (project) => <ProjectName project={project} context={context} />,
    },
    {
      id: "type",
      header: t("projects.type"),
      width: 112,
      hideBelow: "lg",
      render: (project) => (
        <Text tone="secondary" truncate>
          {project.workspaceSettings.kinds.map((kind) => t(`projects.kinds.${kind}`)).join(" + ")}
        </Text>
      ),
    },
    {
      id: "status",
      header: t("projects.status"),
      width: 138,
      sortField: "status",
      render: (project) => (
        <StatusChip tone={STATUS_TONE[project.status]}>{t(`projects.statuses.${project.status}`)}</StatusChip>
      ),
    },
    ...(isTeam ? own : []),
    {
      id: "progress",
      header: t("projects.progress"),
      width: 116,
      hideBelow: "md",
      render: (project) => <Progress project={project} t={t} />,
    },
    ...(isTeam ? assignees : []),
    {
      id: "created",
      header: t("projects.created"),
      width: 102,
      hideBelow: "lg",
      sortField: "createdDate",
      firstOrder: "DESC",
      render: (project) => <Moment iso={project.createdDate} />,
    },
    {
      id: "updated",
      header: t("projects.updated"),
      width: 112,
      hideBelow: "sm",
      sortField: "updatedDate",
      firstOrder: "DESC",
      render: (project) => <Moment iso={project.updatedDate} relative />,
    },
  ];
}
