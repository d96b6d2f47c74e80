import { useTranslation } from "react-i18next";
import { useWorkspace } from "@/app/workspace";
import { useSession } from "@/app/session";
import {
  IconArchive,
  IconButton,
  IconDownload,
  IconEdit,
  IconMore,
  IconPlus,
  IconReviewer,
  IconSettings,
  IconTag,
  IconTrash,
  IconUnarchive,
  IconUndo,
  IconUpload,
  IconUser,
  Menu,
  type MenuItem,
} from "@/design";
import { isLabelerOf, type Project } from "./types";

export interface ProjectCommands {
  onTake: (project: Project) => void;
  onGiveBack: (project: Project) => void;
  onRename: (project: Project) => void;
  onTags: (projects: Project[]) => void;
  onExport: (project: Project) => void;
  onArchive: (projects: Project[]) => void;
  onDelete: (projects: Project[]) => void;
}

interface ProjectMenuProps extends ProjectCommands {
  project: Project;
}

export function ProjectMenu({ project, ...commands }: ProjectMenuProps) {
  const { onTake, onGiveBack, onRename, onTags, onExport, onArchive, onDelete } = commands;
  const { t } = useTranslation();
  const { routeId, can, teamId } = useWorkspace();
  const { me } = useSession();
  const base = `/teams/${routeId}/projects/${project.id}`;
  const open: MenuItem[] = [];
  if (teamId === null || isLabelerOf(project, me.id)) {
    open.push({ label: t("projects.openLabeler"), icon: IconUser, to: `${base}/label` });
  }
  if (project.isReviewByMeAllowed) {
    open.push({ label: t("projects.openReviewer"), icon: IconReviewer, to: `${base}/review` });
  }
  const { isAllowed, availableCount } = project.selfAssignment;
  if (availableCount > 0) {
    open.push({ label: t("projects.takeMore"), icon: IconPlus, onSelect: () => onTake(project) });
  }
  if (isAllowed && isLabelerOf(project, me.id) && project.selfLabelingStatus !== "COMPLETE") {
    open.push({ label: t("projects.giveBack"), icon: IconUndo, onSelect: () => onGiveBack(project) });
  }
  const manage: MenuItem[] = [
    { label: t("projects.settings"), icon: IconSettings, to: `${base}/settings` },
    { label: t("projects.addDocuments"), icon: IconUpload, to: `${base}/settings?tab=documents` },
    { label: t("projects.rename"), icon: IconEdit, onSelect: () => onRename(project) },
    { label: t("projects.editTags"), icon: IconTag, onSelect: () => onTags([project]) },
    { label: t("projects.export"), icon: IconDownload, onSelect: () => onExport(project) },
    "divider",
    {
      label: t(project.isArchived ? "projects.unarchive" : "projects.archive"),
      icon: project.isArchived ? IconUnarchive : IconArchive,
      onSelect: () => onArchive([project]),
    },
    { label: t("projects.delete"), icon: IconTrash, danger: true, onSelect: () => onDelete([project]) },
  ];
  const reviewer: MenuItem[] = project.isReviewByMeAllowed
    ? [{ label: t("projects.export"), icon: IconDownload, onSelect: () => onExport(project) }]
    : [];
  const rest = can.manage ? manage : reviewer;
  return (
    <Menu
      items={[...open, ...(rest.length > 0 && open.length > 0 ? (["divider"] as const) : []), ...rest]}
      width={240}
      trigger={
        <IconButton
          icon={IconMore}
          size="small"
          label={t("projects.actionsOf", { name: project.name })}
          tooltip={false}
        />
      }
    />
  );
}
