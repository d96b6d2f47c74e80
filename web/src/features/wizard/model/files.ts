/** What the chosen files are, and what is wrong with them. */

import type { ProjectKind } from "@/api/generated/graphql";
import { t } from "@/i18n";
import type { WizardFile } from "./state";

const EXTENSIONS: Record<"table" | "text" | "media" | "office", readonly string[]> = {
  table: ["csv", "xls", "xlsx", "jsonl"],
  text: ["txt", "md", "tsv", "json", "conll", "conllu"],
  media: ["pdf", "png", "jpg", "jpeg", "gif", "svg", "bmp", "tif", "tiff", "webp"],
  office: ["docx", "pptx"],
};

/** Media files may bring a file of the same name with text or answers. */
const COMPANIONS = ["json", "txt", "xml"];

export const ACCEPT = [...Object.values(EXTENSIONS).flat(), "zip"].map((name) => `.${name}`).join(",");

export const extensionOf = (name: string): string =>
  name.includes(".") ? (name.split(".").pop() ?? "").toLowerCase() : "";

/** Name before the first dot: what pairs a picture with its text. */
export const baseOf = (name: string): string => name.split(".")[0] ?? name;

export type Family = keyof typeof EXTENSIONS | "other";

export function familyOf(name: string): Family {
  const extension = extensionOf(name);
  const found = (Object.keys(EXTENSIONS) as (keyof typeof EXTENSIONS)[]).find((family) =>
    EXTENSIONS[family].includes(extension),
  );
  return found ?? "other";
}

export interface FilePair {
  document: WizardFile;
  extras: WizardFile[];
}

/** Documents with their companions, in the order they were chosen. */
export function pairFiles(files: readonly WizardFile[]): FilePair[] {
  const mains = new Map<string, WizardFile>();
  for (const file of files)
    if (familyOf(file.name) === "media" && !mains.has(baseOf(file.name))) mains.set(baseOf(file.name), file);
  const isExtra = (file: WizardFile) => {
    const main = mains.get(baseOf(file.name));
    return main !== undefined && main.id !== file.id && COMPANIONS.includes(extensionOf(file.name));
  };
  return files
    .filter((file) => !isExtra(file))
    .map((document) => ({
      document,
      extras: files.filter((file) => isExtra(file) && mains.get(baseOf(file.name))?.id === document.id),
    }));
}

/** Tables that are lists of rows, also as TSV and JSON, count as one type each: all documents of a project share one. */
function typeOf(name: string): string {
  const family = familyOf(name);
  return family === "media" || family === "office" ? "media" : extensionOf(name);
}

interface Judged {
  isDocument: boolean;
  isRepeated: boolean;
  /** Type most documents have. */
  main: string | undefined;
  maxBytes: number | undefined;
}

function problemOf(file: WizardFile, { isDocument, isRepeated, main, maxBytes }: Judged): string | undefined {
  if (file.error) return file.error;
  if (file.size === 0) return t("wizard.problems.empty");
  if (maxBytes !== undefined && file.size > maxBytes)
    return t("wizard.problems.tooLarge", { most: readableBytes(maxBytes) });
  if (!isDocument) return undefined;
  const extension = extensionOf(file.name);
  if (isRepeated) return t("wizard.problems.duplicate");
  if (familyOf(file.name) === "other" && extension !== "zip")
    return t("wizard.problems.unsupported", { extension: extension || file.name });
  if (main !== undefined && typeOf(file.name) !== main)
    return t("wizard.problems.mixed", { main, own: typeOf(file.name) });
  return undefined;
}

/** The message of each wrong file by its id. */
export function fileProblems(
  files: readonly WizardFile[],
  maxBytes: number | undefined,
): Map<string, string> {
  const problems = new Map<string, string>();
  const documents = pairFiles(files).map((pair) => pair.document);
  const counts = new Map<string, number>();
  for (const file of documents) counts.set(typeOf(file.name), (counts.get(typeOf(file.name)) ?? 0) + 1);
  const main = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
  const seen = new Set<string>();
  for (const file of files) {
    const isDocument = documents.includes(file);
    const problem = problemOf(file, { isDocument, isRepeated: seen.has(file.name), main, maxBytes });
    if (problem) problems.set(file.id, problem);
    if (isDocument) seen.add(file.name);
  }
  return problems;
}

export function readableBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let [value, at] = [bytes, 0];
  while (value >= 1024 && at < units.length - 1) {
    value /= 1024;
    at++;
  }
  return `${value >= 10 || at === 0 ? Math.round(value) : value.toFixed(1)} ${units[at]}`;
}

/** Project name a first file suggests. */
export const suggestedName = (fileName: string): string => fileName.replace(/\.[^.]+$/, "").slice(0, 200);

/** Tables are labeled by row, media as a whole, other text by span. */
export function suggestedKinds(files: readonly WizardFile[]): ProjectKind[] {
  const [first] = pairFiles(files);
  if (!first) return ["TOKEN_BASED"];
  const family = familyOf(first.document.name);
  if (family === "table") return ["ROW_BASED"];
  return family === "media" || family === "office" ? ["DOCUMENT_BASED"] : ["TOKEN_BASED"];
}

/** Kinds a project may have together. */
export const KIND_SETS: { key: string; kinds: ProjectKind[] }[] = [
  { key: "span", kinds: ["TOKEN_BASED"] },
  { key: "row", kinds: ["ROW_BASED"] },
  { key: "document", kinds: ["DOCUMENT_BASED"] },
  { key: "rowDocument", kinds: ["ROW_BASED", "DOCUMENT_BASED"] },
  { key: "spanDocument", kinds: ["TOKEN_BASED", "DOCUMENT_BASED"] },
  { key: "spanLine", kinds: ["TOKEN_BASED", "ROW_BASED"] },
  { key: "spanLineDocument", kinds: ["TOKEN_BASED", "ROW_BASED", "DOCUMENT_BASED"] },
];

/** Whether the files can be labeled that way: only text has spans, only tables have rows alone. */
export function fits(kinds: readonly ProjectKind[], files: readonly WizardFile[]): boolean {
  const [first] = pairFiles(files);
  if (!first) return true;
  const family = familyOf(first.document.name);
  if (kinds.includes("TOKEN_BASED"))
    return (
      family === "text" ||
      family === "office" ||
      family === "other" ||
      extensionOf(first.document.name) === "pdf"
    );
  if (kinds.includes("ROW_BASED")) return family === "table" || family === "text" || family === "other";
  return true;
}
