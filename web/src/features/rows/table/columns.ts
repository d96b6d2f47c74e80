/** Columns of the table: the file's own, then one per question. */

import { fieldKey, readableAll, type Question } from "@/question-types";
import type { Row } from "../data/rowStore";

export interface TableColumn {
  /** The wire's meta id: data columns count first, then questions. */
  id: number;
  name: string;
  displayed: boolean;
  labelerRestricted: boolean;
  /** Set in columns of answers. */
  question?: Question;
  width: number;
  frozen: boolean;
}

export interface ColumnMeta {
  id: number;
  name: string;
  displayed: boolean;
  labelerRestricted: boolean;
  rowQuestionIndex?: number | null;
}

export interface ColumnLook {
  width?: number;
  frozen?: boolean;
}

const LEAST = 64;
const USUAL = 240;
const ANSWER = 168;

/** Widths and frozen columns, by project; kept in the browser. */
export type Looks = Record<number, ColumnLook>;

/** Pixels that a sample of texts takes, roughly; long texts wrap instead. */
export function fittingWidth(name: string, texts: readonly string[]): number {
  const longest = Math.max(name.length + 5, ...texts.map((text) => Math.min(text.length, 60)));
  return Math.max(72, Math.min(420, longest * 7.5 + 28));
}

export const clampWidth = (width: number): number => Math.max(LEAST, Math.min(1200, Math.round(width)));

/** Frozen columns go first, like the reader sees them; otherwise the order of the file. */
export function tableColumns(
  metas: readonly ColumnMeta[],
  questions: readonly Question[],
  looks: Looks,
  sample: readonly (readonly string[])[] = [],
): TableColumn[] {
  const columns = metas.map((meta) => {
    const question =
      meta.rowQuestionIndex === null || meta.rowQuestionIndex === undefined
        ? undefined
        : questions[meta.rowQuestionIndex];
    const look = looks[meta.id] ?? {};
    const fitting =
      sample.length > 0
        ? fittingWidth(
            meta.name,
            sample.map((cells) => cells[meta.id] ?? ""),
          )
        : USUAL;
    return {
      ...meta,
      question,
      width: look.width ?? (question ? ANSWER : fitting),
      frozen: look.frozen ?? false,
    };
  });
  return [...columns.filter((column) => column.frozen), ...columns.filter((column) => !column.frozen)];
}

/** What a cell says. */
export function cellText(column: TableColumn, row: Row): string {
  if (!column.question) return row.cells[column.id] ?? "";
  return readableAll(column.question, row.answers[fieldKey(column.question)]);
}

export function readLooks(projectId: string): Looks {
  try {
    return JSON.parse(localStorage.getItem(`gloss.columns.${projectId}`) ?? "{}") as Looks;
  } catch {
    return {};
  }
}

export function writeLooks(projectId: string, looks: Looks): void {
  try {
    localStorage.setItem(`gloss.columns.${projectId}`, JSON.stringify(looks));
  } catch {
    // Storage may be forbidden; widths then last for this visit.
  }
}
