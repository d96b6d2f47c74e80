import type { LabelingDocument } from "../context";

type Translate = (key: string, values?: Record<string, unknown>) => string;

/** Name of a file, with its part when it was split. */
export function titleOf(document: LabelingDocument, t: Translate): string {
  return document.part > 0
    ? `${document.fileName} · ${t("labeling.files.part", { part: document.part + 1 })}`
    : document.fileName;
}
