/** A table document of the API as the row store reads it. */

import { query } from "@/api/client";
import type { Answers } from "@/question-types";
import { GET_ROW_ANSWERS, GET_ROW_CELLS } from "./operations";
import type { RowSource } from "./rowStore";

interface WireCell {
  line: number;
  index: number;
  content: string;
}

export function rowSource(documentId: string): RowSource {
  return {
    async cells(start, end) {
      const input = { page: { skip: start, take: end - start } };
      const { getCells } = await query(GET_ROW_CELLS, { documentId, input });
      const rows = new Map<number, string[]>();
      for (let line = start; line < end; line++) rows.set(line, []);
      for (const cell of getCells.nodes as WireCell[]) {
        const row = rows.get(cell.line);
        if (row) row[cell.index] = cell.content;
      }
      return rows;
    },
    async answers(start, end) {
      const { getRowAnswersPaginated } = await query(GET_ROW_ANSWERS, {
        documentId,
        input: { page: { start, end } },
      });
      return getRowAnswersPaginated.nodes.map((node) => ({
        line: node.line,
        answers: node.answers as Answers,
        disputed: (node.metadata ?? [])
          .filter((entry) => entry.labeledBy === "CONFLICT")
          .map((entry) => entry.path),
      }));
    },
  };
}
