import type { GetProjectsQuery } from "@/api/generated/graphql";

export type Project = GetProjectsQuery["getProjects"]["nodes"][number];

export function isLabelerOf(project: Project, userId: string | null): boolean {
  return (project.assignees ?? []).some(
    (entry) => entry.teamMember.user?.id === userId && entry.role !== "REVIEWER",
  );
}

/** Where a click on the project leads: to one's own labeling, else to the review. */
export function homeOf(project: Project, routeId: string, userId: string | null): string {
  const base = `/teams/${routeId}/projects/${project.id}`;
  const reviews = project.isReviewByMeAllowed && !isLabelerOf(project, userId);
  return `${base}/${reviews && routeId !== "personal" ? "review" : "label"}`;
}
