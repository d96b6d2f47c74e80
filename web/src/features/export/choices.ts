/** What an export may be, by format and role, and the choice made last. */

import type { ExportCommentType, GqlExportMethod } from "@/api/generated/graphql";

/** Formats that can hold answers nobody has settled yet. */
const WITH_UNRESOLVED = new Set(["DATASAUR_SCHEMA", "CSV"]);
const WITH_COMMENTS = new Set(["DATASAUR_SCHEMA", "JSON_ADVANCED"]);
const WITH_FORMULAS = new Set(["CSV", "TSV", "XLSX"]);

export const COMMENT_TYPES: readonly ExportCommentType[] = [
  "COMMENT",
  "SPAN_TEXT",
  "SPAN_LABEL",
  "ARROW_LABEL",
];

export const holdsUnresolved = (format: string): boolean => WITH_UNRESOLVED.has(format);
export const holdsComments = (format: string): boolean => WITH_COMMENTS.has(format);
export const holdsFormulas = (format: string): boolean => WITH_FORMULAS.has(format);

/** Methods this dialog can ask for, in the order shown. */
const METHODS: readonly GqlExportMethod[] = [
  "FILE_STORAGE",
  "EMAIL",
  "CUSTOM_WEBHOOK",
  "EXTERNAL_OBJECT_STORAGE",
];
const DOWNLOADS: readonly GqlExportMethod[] = ["FILE_STORAGE", "DOWNLOAD", "DOWNLOAD_REQUEST"];

/** Null as `allowed` means all; the old names of downloading count as downloading. */
export function possibleMethods(
  allowed: readonly GqlExportMethod[] | null,
  hasStorage: boolean,
): GqlExportMethod[] {
  const download = allowed?.find((method) => DOWNLOADS.includes(method));
  const named = METHODS.filter((method) => method !== "EXTERNAL_OBJECT_STORAGE" || hasStorage);
  if (allowed === null) return named;
  return named.flatMap((method) => {
    if (method === "FILE_STORAGE") return download ? [download] : [];
    return allowed.includes(method) ? [method] : [];
  });
}

export interface ExportChoice {
  format: string | null;
  method: GqlExportMethod | null;
  unresolved: boolean;
  comments: ExportCommentType[];
  escapeFormulas: boolean;
}

const keyOf = (kinds: readonly string[]): string => `gloss.export.${[...kinds].sort().join("+")}`;

/** The choice made last for projects of these kinds. */
export function lastChoice(kinds: readonly string[]): ExportChoice {
  const usual: ExportChoice = {
    format: null,
    method: null,
    unresolved: false,
    comments: [...COMMENT_TYPES],
    escapeFormulas: false,
  };
  try {
    return { ...usual, ...(JSON.parse(localStorage.getItem(keyOf(kinds)) ?? "{}") as Partial<ExportChoice>) };
  } catch {
    return usual;
  }
}

export function rememberChoice(kinds: readonly string[], choice: ExportChoice): void {
  try {
    localStorage.setItem(keyOf(kinds), JSON.stringify(choice));
  } catch {
    // A full storage only costs the preselection.
  }
}
