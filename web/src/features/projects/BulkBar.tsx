import { useTranslation } from "react-i18next";
import {
  Button,
  IconArchive,
  IconButton,
  IconClose,
  IconTag,
  IconTrash,
  IconUnarchive,
  Text,
} from "@/design";
import type { ProjectCommands } from "./ProjectMenu";
import type { Project } from "./types";
import styles from "./projects.module.css";

interface BulkBarProps extends ProjectCommands {
  projects: Project[];
  onClear: () => void;
}

/** What can be done with all ticked projects. */
export function BulkBar({ projects, onClear, onTags, onArchive, onDelete }: BulkBarProps) {
  const { t } = useTranslation();
  const archived = projects[0]?.isArchived ?? false;
  return (
    <div className={styles.bulk} role="toolbar" aria-label={t("projects.bulk")}>
      <Text strong tabular>
        {t("projects.selected", { count: projects.length })}
      </Text>
      <Button icon={IconTag} onClick={() => onTags(projects)}>
        {t("projects.addTags")}
      </Button>
      <Button icon={archived ? IconUnarchive : IconArchive} onClick={() => onArchive(projects)}>
        {t(archived ? "projects.unarchive" : "projects.archive")}
      </Button>
      <Button icon={IconTrash} onClick={() => onDelete(projects)}>
        {t("projects.delete")}
      </Button>
      <IconButton icon={IconClose} label={t("projects.clearSelection")} onClick={onClear} />
    </div>
  );
}
