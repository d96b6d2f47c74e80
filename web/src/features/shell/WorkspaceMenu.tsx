import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { PERSONAL, useWorkspace } from "@/app/workspace";
import { useSession } from "@/app/session";
import { Avatar, IconChevronDown, IconPlus, Menu, type MenuItem } from "@/design";
import styles from "./shell.module.css";

const CreateWorkspaceDialog = lazy(async () => ({
  default: (await import("./CreateWorkspaceDialog")).CreateWorkspaceDialog,
}));

/** The dialog, fetched when it is first opened. */
export function CreateWorkspace({ onClose }: { onClose: () => void }) {
  return (
    <Suspense>
      <CreateWorkspaceDialog opened onClose={onClose} />
    </Suspense>
  );
}

/** The name of the workspace; opens the list of the others. */
export function WorkspaceMenu() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const [creating, setCreating] = useState(false);
  const items = useWorkspaceItems(() => setCreating(true));
  return (
    <>
      <Menu
        position="bottom-start"
        width={240}
        items={items}
        trigger={
          <button type="button" className={styles.workspace}>
            <Avatar name={workspace.name} image={workspace.logo} size={22} square />
            <span className={styles.workspaceName}>{workspace.name}</span>
            <IconChevronDown size={14} aria-label={t("workspace.switch")} />
          </button>
        }
      />
      {creating && <CreateWorkspace onClose={() => setCreating(false)} />}
    </>
  );
}

/** One entry for each workspace, and the way to a new one. */
export function useWorkspaceItems(onCreate: () => void): MenuItem[] {
  const { t } = useTranslation();
  const { teams, routeId } = useWorkspace();
  const { me } = useSession();
  const items: MenuItem[] = [
    { heading: t("workspace.switch") },
    {
      label: t("workspace.personal"),
      before: <Avatar name={me.displayName} size={18} />,
      to: `/teams/${PERSONAL}/projects`,
      checked: routeId === PERSONAL,
    },
    ...teams.map((team) => ({
      label: team.name,
      before: <Avatar name={team.name} image={team.logoURL} size={18} square />,
      to: `/teams/${team.id}/projects`,
      checked: routeId === team.id,
    })),
  ];
  if (me.allowedActions?.includes("CREATE_TEAM")) {
    items.push("divider", { label: t("workspace.create"), icon: IconPlus, onSelect: onCreate });
  }
  return items;
}
