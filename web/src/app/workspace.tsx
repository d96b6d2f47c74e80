import { createContext, useContext, useEffect, useMemo, type ReactNode } from "react";
import { useParams } from "react-router";
import { useTranslation } from "react-i18next";
import { useApiQuery } from "@/api/client";
import type { GetAllTeamsQuery, TeamMemberRole } from "@/api/generated/graphql";
import { GET_ALL_TEAMS, GET_MY_MEMBERSHIP } from "@/api/teams";
import { ErrorNotice } from "@/design";
import { AppSkeleton } from "./AppSkeleton";
import styles from "./app.module.css";

export type Team = GetAllTeamsQuery["getAllTeams"][number];

export const PERSONAL = "personal";

/** What the role allows in this workspace; the server checks again. */
export interface WorkspaceRights {
  /** Create, rename, tag, archive and delete projects; manage the libraries. */
  manage: boolean;
  /** Change the workspace itself: name, export permission, storages. */
  administer: boolean;
  /** See and review every project. */
  review: boolean;
}

export interface Workspace {
  /** As the API wants it; null is the personal workspace. */
  teamId: string | null;
  /** As in the address: the team's id or `personal`. */
  routeId: string;
  name: string;
  logo: string | null;
  role: TeamMemberRole;
  /** The caller's own row among the members; null in the personal workspace. */
  memberId: string | null;
  can: WorkspaceRights;
  teams: readonly Team[];
}

const WorkspaceContext = createContext<Workspace | undefined>(undefined);
const LAST = "gloss.workspace";

/** The workspace of the current address. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error("useWorkspace needs WorkspaceProvider.");
  return workspace;
}

/** The workspace used last, for the start page. */
export function lastWorkspace(): string {
  try {
    return localStorage.getItem(LAST) ?? PERSONAL;
  } catch {
    return PERSONAL;
  }
}

function rightsOf(role: TeamMemberRole): WorkspaceRights {
  return {
    administer: role === "ADMIN",
    manage: role === "ADMIN" || role === "SUPERVISOR",
    review: role !== "LABELER",
  };
}

export function WorkspaceProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { teamId: routeId = PERSONAL } = useParams();
  const teamId = routeId === PERSONAL ? null : routeId;
  const teams = useApiQuery(GET_ALL_TEAMS, {}, { types: ["Team"] });
  const membership = useApiQuery(GET_MY_MEMBERSHIP, { teamId: teamId ?? "" }, { pause: teamId === null });
  const error = teams.error ?? membership.error;

  useEffect(() => {
    if (!error) localStorage.setItem(LAST, routeId);
  }, [routeId, error]);

  const workspace = useMemo((): Workspace | undefined => {
    const list = teams.data?.getAllTeams;
    if (!list) return undefined;
    const shared = { routeId, teams: list, teamId };
    if (teamId === null) {
      const role: TeamMemberRole = "ADMIN";
      return {
        ...shared,
        name: t("workspace.personal"),
        logo: null,
        role,
        memberId: null,
        can: rightsOf(role),
      };
    }
    const member = membership.data?.getCurrentUserTeamMember;
    const team = list.find((entry) => entry.id === teamId);
    if (!member || !team) return undefined;
    // Old clients know labelers as members without a role.
    const role = member.role?.name ?? "LABELER";
    return { ...shared, name: team.name, logo: team.logoURL, role, memberId: member.id, can: rightsOf(role) };
  }, [teams.data, membership.data, teamId, routeId, t]);

  if (workspace) return <WorkspaceContext value={workspace}>{children}</WorkspaceContext>;
  if (error) {
    const retry = () => {
      teams.refetch();
      membership.refetch();
    };
    return (
      <div className={styles.center}>
        <ErrorNotice
          error={error.code === "NOT_FOUND" ? { message: t("workspace.notFound") } : error}
          onRetry={retry}
        />
      </div>
    );
  }
  return <AppSkeleton />;
}
