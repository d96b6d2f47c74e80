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

/** By column id. */
export type Looks = Record<number, ColumnLook>;

/** How one person sees the columns of one project. */
export interface ColumnLayout {
  looks: Looks;
  /** Ids of columns in the person's order; columns that are not named keep their place behind. */
  order?: number[];
}

/** Pixels that a sample of texts takes, roughly; long texts wrap instead. */
export function fittingWidth(name: string, texts: readonly string[]): number {
  const longest = Math.max(name.length + 5, ...texts.map((text) => Math.min(text.length, 60)));
  return Math.max(72, Math.min(420, longest * 7.5 + 28));
}

export const clampWidth = (width: number): number => Math.max(LEAST, Math.min(1200, Math.round(width)));

/** Frozen columns go first, like the reader sees them; otherwise the person's order, else the file's. */
export function tableColumns(
  metas: readonly ColumnMeta[],
  questions: readonly Question[],
  { looks, order = [] }: ColumnLayout,
  sample: readonly (readonly string[])[] = [],
): TableColumn[] {
  const places = new Map(order.map((id, place) => [id, place]));
  const placed = [...metas].sort(
    (a, b) => (places.get(a.id) ?? places.size) - (places.get(b.id) ?? places.size),
  );
  const columns = placed.map((meta) => {
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

/** The order after a column has taken the place of another one. */
export function movedOrder(columns: readonly TableColumn[], id: number, before: number): number[] {
  const ids = columns.map((column) => column.id);
  const [from, to] = [ids.indexOf(id), ids.indexOf(before)];
  if (from < 0 || to < 0) return ids;
  ids.splice(from, 1);
  ids.splice(to, 0, id);
  return ids;
}

/** The shown column one place to the left (-1) or right (1) that this one may change places with. */
export function neighbour(
  columns: readonly TableColumn[],
  id: number,
  step: 1 | -1,
): TableColumn | undefined {
  const shown = columns.filter((column) => column.displayed);
  const at = shown.findIndex((column) => column.id === id);
  const next = shown[at + step];
  return next && next.frozen === shown[at]?.frozen ? next : undefined;
}
