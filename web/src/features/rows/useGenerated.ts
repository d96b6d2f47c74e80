/** Questions that a script makes for a row: fetched with the rows around it, put into the question they stand under. */

import { useEffect, useMemo, useReducer, useRef } from "react";
import { query } from "@/api/client";
import { asGlossError } from "@/api/errors";
import type { GetGeneratedRowQuestionsQuery } from "@/api/generated/graphql";
import { withGenerated, type Generated, type Question, type QuestionConfig } from "@/question-types";
import { GET_GENERATED } from "./data/operations";

type Wire = GetGeneratedRowQuestionsQuery["getGeneratedQuestions"][number];
type Row = Map<string, Generated>;

const AHEAD = 10;
const KEEP = 2000;

const asGenerated = ({ questions, error }: Wire): Generated => ({
  error: error ?? null,
  questions: questions.map((entry, index) => ({
    ...entry,
    id: index,
    config: entry.config as QuestionConfig,
  })),
});

/** What scripts gave, by line; a line is asked for once. */
class GeneratedRows {
  readonly rows = new Map<number, Row>();
  private readonly asked = new Set<number>();

  constructor(
    private readonly documentId: string,
    private readonly ids: readonly string[],
    private readonly onChange: () => void,
  ) {}

  async ensure(start: number, end: number): Promise<void> {
    const wanted = Array.from({ length: end - start }, (_, at) => start + at).filter(
      (line) => !this.rows.has(line) && !this.asked.has(line),
    );
    const [first, last] = [wanted[0], wanted.at(-1)];
    if (first === undefined || last === undefined) return;
    wanted.forEach((line) => this.asked.add(line));
    const found = await this.fetch(first, last + 1);
    for (const line of wanted) this.rows.set(line, found.get(line) ?? new Map());
    wanted.forEach((line) => this.asked.delete(line));
    for (const line of this.rows.keys()) {
      if (this.rows.size <= KEEP) break;
      this.rows.delete(line);
    }
    this.onChange();
  }

  private async fetch(start: number, end: number): Promise<Map<number, Row>> {
    const rows = new Map<number, Row>();
    try {
      const variables = { documentId: this.documentId, start, end };
      for (const entry of (await query(GET_GENERATED, variables)).getGeneratedQuestions) {
        const row = rows.get(entry.line) ?? new Map<string, Generated>();
        row.set(entry.questionId, asGenerated(entry));
        rows.set(entry.line, row);
      }
    } catch (error) {
      const { message } = asGlossError(error);
      for (let line = start; line < end; line++)
        rows.set(line, new Map(this.ids.map((id) => [id, { error: message, questions: [] }])));
    }
    return rows;
  }
}

/** The questions of a row, those made by scripts filled in. Without such questions they stay as they are. */
export function useGenerated(documentId: string, questions: Question[], line: number): Question[] {
  const ids = useMemo(
    () => questions.filter(({ type }) => type === "SCRIPT_GENERATED").map(({ id }) => String(id)),
    [questions],
  );
  const [version, redraw] = useReducer((count: number) => count + 1, 0);
  const known = useRef<{ key: string; rows: GeneratedRows }>(undefined);
  const key = `${documentId}/${ids.join(",")}`;
  if (known.current?.key !== key) known.current = { key, rows: new GeneratedRows(documentId, ids, redraw) };
  const { rows } = known.current;
  useEffect(() => {
    if (ids.length === 0) return;
    // The row itself first: the scripts of those ahead must not keep it waiting.
    void rows.ensure(line, line + 1).then(() => rows.ensure(line + 1, line + 1 + AHEAD));
  }, [rows, ids, line]);
  return useMemo(() => {
    void version;
    return ids.length === 0 ? questions : withGenerated(questions, rows.rows.get(line));
  }, [ids, questions, rows, line, version]);
}
