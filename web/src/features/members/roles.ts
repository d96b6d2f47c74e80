import type { TeamMemberRole } from "@/api/generated/graphql";

export const ROLES: readonly TeamMemberRole[] = ["ADMIN", "SUPERVISOR", "REVIEWER", "LABELER"];

/** The roles someone may give: supervisors only those below their own. */
export function grantableRoles(own: TeamMemberRole): TeamMemberRole[] {
  if (own === "ADMIN") return [...ROLES];
  return own === "SUPERVISOR" ? ["REVIEWER", "LABELER"] : [];
}

/** May `own` change or remove a member of this role? */
export function mayManage(own: TeamMemberRole, other: TeamMemberRole): boolean {
  return grantableRoles(own).includes(other);
}
