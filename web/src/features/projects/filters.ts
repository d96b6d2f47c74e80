import type {
  DaysCreatedInput,
  GetProjectsPaginatedInput,
  GqlProjectAndLabelingStatus,
  ProjectKind,
} from "@/api/generated/graphql";
import type { Sorting } from "@/design";

export const TAKE = 50;

export const STATUSES: readonly GqlProjectAndLabelingStatus[] = [
  "CREATED",
  "IN_PROGRESS",
  "REVIEW_READY",
  "IN_REVIEW",
  "COMPLETE",
  "NOT_STARTED",
];

export const KINDS: readonly ProjectKind[] = ["TOKEN_BASED", "ROW_BASED", "DOCUMENT_BASED", "BBOX_BASED"];

/** What the list shows; it lives in the address so that it can be shared and comes back with "back". */
export interface ProjectFilters {
  archived: boolean;
  /** Projects of which one could take documents, instead of those one works in. */
  unassigned: boolean;
  keyword: string;
  statuses: GqlProjectAndLabelingStatus[];
  kinds: ProjectKind[];
  tags: string[];
  /** Team member ids, as labeler or reviewer. */
  labelers: string[];
  reviewers: string[];
  /** When the project was made, as `yyyy-mm-dd`, both inclusive; "" is open. */
  from: string;
  to: string;
  /** When it was last changed, likewise. */
  changedFrom: string;
  changedTo: string;
  sorting: Sorting;
  page: number;
}

const DEFAULT_SORT: Sorting = { field: "updatedDate", order: "DESC" };
const SORTABLE = new Set(["name", "createdDate", "updatedDate", "status"]);
const DAY = /^\d{4}-\d{2}-\d{2}$/;

function list(params: URLSearchParams, key: string): string[] {
  return params.get(key)?.split(",").filter(Boolean) ?? [];
}

function known<Value extends string>(values: string[], allowed: readonly Value[]): Value[] {
  return allowed.filter((value) => values.includes(value));
}

function day(params: URLSearchParams, key: string): string {
  const value = params.get(key) ?? "";
  return DAY.test(value) ? value : "";
}

function sorting(text: string | null): Sorting {
  const descending = text?.startsWith("-") ?? false;
  const field = descending ? text?.slice(1) : text;
  if (!field || !SORTABLE.has(field)) return DEFAULT_SORT;
  return { field, order: descending ? "DESC" : "ASC" };
}

/** Read the filters from an address. Unknown values are ignored. */
export function parseFilters(params: URLSearchParams): ProjectFilters {
  const page = Number.parseInt(params.get("page") ?? "1", 10);
  return {
    archived: params.get("tab") === "archived",
    unassigned: params.get("tab") === "unassigned",
    keyword: params.get("q") ?? "",
    statuses: known(list(params, "status"), STATUSES),
    kinds: known(list(params, "kind"), KINDS),
    tags: list(params, "tag"),
    labelers: list(params, "labeler"),
    reviewers: list(params, "reviewer"),
    from: day(params, "from"),
    to: day(params, "to"),
    changedFrom: day(params, "changedFrom"),
    changedTo: day(params, "changedTo"),
    sorting: sorting(params.get("sort")),
    page: Number.isFinite(page) && page > 0 ? page - 1 : 0,
  };
}

/** Write the filters as an address, leaving out what is default. */
export function formatFilters(filters: ProjectFilters): URLSearchParams {
  const params = new URLSearchParams();
  const put = (key: string, value: string) => {
    if (value) params.set(key, value);
  };
  put("tab", filters.archived ? "archived" : filters.unassigned ? "unassigned" : "");
  put("q", filters.keyword);
  put("status", filters.statuses.join(","));
  put("kind", filters.kinds.join(","));
  put("tag", filters.tags.join(","));
  put("labeler", filters.labelers.join(","));
  put("reviewer", filters.reviewers.join(","));
  put("from", filters.from);
  put("to", filters.to);
  put("changedFrom", filters.changedFrom);
  put("changedTo", filters.changedTo);
  const { field, order } = filters.sorting;
  if (field !== DEFAULT_SORT.field || order !== DEFAULT_SORT.order)
    put("sort", (order === "DESC" ? "-" : "") + field);
  put("page", filters.page > 0 ? String(filters.page + 1) : "");
  return params;
}

/** Is anything but tab, sort and page chosen? */
export function isFiltered(filters: ProjectFilters): boolean {
  const { keyword, statuses, kinds, tags, labelers, reviewers, from, to, changedFrom, changedTo } = filters;
  return (
    [keyword, from, to, changedFrom, changedTo].some(Boolean) ||
    [statuses, kinds, tags, labelers, reviewers].some((set) => set.length > 0)
  );
}

export function clearedFilters(filters: ProjectFilters): ProjectFilters {
  const { archived, unassigned, sorting } = filters;
  return { ...parseFilters(new URLSearchParams()), archived, unassigned, sorting };
}

/** Both ends as the API wants them: it needs the newer one, so an open range ends today. */
function dateRange(from: string, to: string): DaysCreatedInput | undefined {
  if (!from && !to) return undefined;
  const today = new Date().toISOString().slice(0, 10);
  return { newestDate: to || today, oldestDate: from || undefined };
}

/** The filters as the API wants them. */
export function toInput(filters: ProjectFilters, teamId: string | null): GetProjectsPaginatedInput {
  const some = <Value>(values: Value[]) => (values.length > 0 ? values : undefined);
  return {
    page: { skip: filters.page * TAKE, take: TAKE },
    sort: [filters.sorting],
    filter: {
      teamId,
      isArchived: filters.archived,
      isAssignable: filters.unassigned || undefined,
      keyword: filters.keyword.trim() || undefined,
      statuses: some(filters.statuses),
      kinds: some(filters.kinds),
      tags: some(filters.tags),
      labelerTeamMemberIds: some(filters.labelers),
      reviewerTeamMemberIds: some(filters.reviewers),
      daysCreatedRange: dateRange(filters.from, filters.to),
      daysUpdatedRange: dateRange(filters.changedFrom, filters.changedTo),
    },
  };
}
