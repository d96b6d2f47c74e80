/** Who is assigned, as the form changes it and as it is sent. */

import type { ProjectAssignmentInput, ProjectAssignmentRole } from "@/api/generated/graphql";
import { isLabeler } from "@/features/wizard/model/assignment";

export interface Assignees {
  roles: Record<string, ProjectAssignmentRole>;
  /** Documents by labeler, as ids of the review copy. */
  grid: Record<string, string[]>;
  /** Whose work goes to whom. */
  transfers: Record<string, string>;
}

interface WireAssignee {
  role: ProjectAssignmentRole;
  documentIds?: readonly string[] | null;
  teamMember: { id: string };
}

/** Assigned documents may be named by the id of any copy: bring them to those of the review. */
export function readAssignees(
  wire: readonly WireAssignee[],
  documents: readonly { id: string; originId?: string | null }[],
): Assignees {
  const known = new Map(
    documents.flatMap(({ id, originId }) =>
      originId ? [[id, id] as const, [originId, id] as const] : [[id, id] as const],
    ),
  );
  const all = documents.map((document) => document.id);
  const own = (entry: WireAssignee) =>
    entry.documentIds ? entry.documentIds.flatMap((id) => known.get(id) ?? []) : all;
  return {
    roles: Object.fromEntries(wire.map((entry) => [entry.teamMember.id, entry.role])),
    grid: Object.fromEntries(
      wire.filter((entry) => isLabeler(entry.role)).map((entry) => [entry.teamMember.id, own(entry)]),
    ),
    transfers: {},
  };
}

/** Who hands work on leaves the project; who takes it over gets the same documents. */
export function assigneesInput(
  { roles, grid, transfers }: Assignees,
  documentIds: readonly string[],
): ProjectAssignmentInput[] {
  const sources = new Map(Object.entries(transfers).map(([source, target]) => [target, source]));
  const stays = Object.entries(roles).filter(([id]) => !(id in transfers) && !sources.has(id));
  const taken = [...sources].map(([target, source]): ProjectAssignmentInput => ({
    teamMemberId: target,
    transferTeamMemberId: source,
    role:
      roles[source] === "LABELER_AND_REVIEWER" || roles[target] === "REVIEWER"
        ? "LABELER_AND_REVIEWER"
        : "LABELER",
    documentIds: grid[source] ?? [],
  }));
  return [
    ...stays.map(([teamMemberId, role]) => ({
      teamMemberId,
      role,
      documentIds: isLabeler(role) ? (grid[teamMemberId] ?? [...documentIds]) : [...documentIds],
    })),
    ...taken,
  ];
}
