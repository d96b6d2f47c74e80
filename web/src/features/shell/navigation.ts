import {
  IconGuideline,
  IconLabels,
  IconMail,
  IconMembers,
  IconProject,
  IconSettings,
  type IconComponent,
} from "@/design";
import type { Workspace } from "@/app/workspace";

export interface NavigationEntry {
  id: string;
  labelKey: string;
  path: string;
  icon: IconComponent;
  shortcut?: string;
}

/** The pages of a workspace this person may use. */
export function navigationOf(workspace: Workspace, isSuperuser: boolean): NavigationEntry[] {
  const base = `/teams/${workspace.routeId}`;
  const { can, teamId } = workspace;
  const isTeam = teamId !== null;
  const entries: (NavigationEntry & { shown: boolean })[] = [
    {
      id: "go.projects",
      labelKey: "shell.projects",
      path: `${base}/projects`,
      icon: IconProject,
      shortcut: "Alt+1",
      shown: true,
    },
    {
      id: "go.members",
      labelKey: "shell.members",
      path: `${base}/members`,
      icon: IconMembers,
      shortcut: "Alt+2",
      shown: isTeam,
    },
    {
      id: "go.library",
      labelKey: "shell.labelManagement",
      path: `${base}/label-management`,
      icon: IconLabels,
      shortcut: "Alt+3",
      shown: can.manage,
    },
    {
      id: "go.guidelines",
      labelKey: "shell.guidelines",
      path: `${base}/guidelines`,
      icon: IconGuideline,
      shortcut: "Alt+4",
      shown: can.manage,
    },
    {
      id: "go.settings",
      labelKey: "shell.settings",
      path: `${base}/settings`,
      icon: IconSettings,
      shown: isTeam && can.administer,
    },
    { id: "go.outbox", labelKey: "shell.outbox", path: `${base}/outbox`, icon: IconMail, shown: isSuperuser },
  ];
  return entries.filter((entry) => entry.shown);
}
