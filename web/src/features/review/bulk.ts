/** Accepting, in one go, every row of a file on which nobody contradicts. */

import type { RowStore } from "@/features/rows/data/rowStore";
import type { RowChange } from "@/features/rows/data/senders";
import type { Question } from "@/question-types";
import { acceptAgreed, decidedAnswers, disputes, isAgreed } from "./conflicts";
import { conflictLines, rowConflicts } from "./useConflicts";

const MOST = 5000;
const SPAN = 1000;

/** Decisions for rows whose open questions have one answer each; rows with a real conflict are left alone. */
export async function acceptAgreedRows(
  documentId: string,
  questions: readonly Question[],
  store: RowStore,
): Promise<RowChange[]> {
  const lines = await conflictLines(documentId, MOST);
  const changes: RowChange[] = [];
  for (let at = 0; at < lines.length;) {
    const start = lines[at] ?? 0;
    const part = lines.slice(at).filter((line) => line < start + SPAN);
    const found = await rowConflicts(documentId, start, (part.at(-1) ?? start) + 1);
    const answers = await store.answersOf(part);
    for (const line of part) {
      const before = answers.get(line) ?? {};
      const open = disputes(questions, found.get(line) ?? [], before);
      const accepted = open.length > 0 && open.every(isAgreed) ? acceptAgreed(before, open) : null;
      if (accepted) changes.push({ line, answers: decidedAnswers(accepted, before, open) });
    }
    at += part.length;
  }
  return changes;
}
