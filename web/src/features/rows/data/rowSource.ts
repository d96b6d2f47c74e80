/** A table document of the API as the row store reads it. */

import { query } from "@/api/client";
import type { GetRowAnswersQuery } from "@/api/generated/graphql";
import type { Answers } from "@/question-types";
import { GET_ROW_ANSWERS, GET_ROW_CELLS } from "./operations";
import type { FetchedAnswers, RowSource } from "./rowStore";

interface WireCell {
  line: number;
  index: number;
  content: string;
}

type WireAnswer = GetRowAnswersQuery["getRowAnswersPaginated"]["nodes"][number];

const asFetched = (node: WireAnswer): FetchedAnswers => ({
  line: node.line,
  answers: node.answers as Answers,
  disputed: (node.metadata ?? [])
    .filter((entry) => entry.labeledBy === "CONFLICT")
    .map((entry) => entry.path),
});

/** Lines up to this far apart come in one piece: a few rows too many cost less than another request. */
const NEAR = 24;
const AT_ONCE = 8;

/** Ranges, the end exclusive, that cover the lines. */
export function rangesOf(lines: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const line of [...lines].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && line - last[1] < NEAR) last[1] = line + 1;
    else ranges.push([line, line + 1]);
  }
  return ranges;
}

const answersIn = async (documentId: string, start: number, end: number) => {
  const input = { page: { start, end } };
  const { getRowAnswersPaginated } = await query(GET_ROW_ANSWERS, { documentId, input });
  return getRowAnswersPaginated.nodes.map(asFetched);
};

/** Lines of a text: the editor has what stands in them. */
export function lineSource(documentId: string): RowSource {
  return {
    cells: (start, end) =>
      Promise.resolve(new Map(Array.from({ length: end - start }, (_, at) => [start + at, []]))),
    answers: (start, end) => answersIn(documentId, start, end),
  };
}

export function rowSource(documentId: string): RowSource {
  const cells = async (start: number, end: number) => {
    const input = { page: { skip: start, take: end - start } };
    const { getCells } = await query(GET_ROW_CELLS, { documentId, input });
    const rows = new Map<number, string[]>();
    for (let line = start; line < end; line++) rows.set(line, []);
    for (const cell of getCells.nodes as WireCell[]) {
      const row = rows.get(cell.line);
      if (row) row[cell.index] = cell.content;
    }
    return rows;
  };
  const answers = (start: number, end: number) => answersIn(documentId, start, end);
  return {
    cells,
    answers,
    async scattered(lines) {
      const ranges = rangesOf(lines);
      const found = { cells: new Map<number, string[]>(), answers: [] as FetchedAnswers[] };
      const fetchNext = async (): Promise<void> => {
        const range = ranges.shift();
        if (!range) return;
        const [texts, given] = await Promise.all([cells(...range), answers(...range)]);
        texts.forEach((row, line) => found.cells.set(line, row));
        found.answers.push(...given);
        await fetchNext();
      };
      await Promise.all(Array.from({ length: AT_ONCE }, fetchNext));
      return found;
    },
  };
}
