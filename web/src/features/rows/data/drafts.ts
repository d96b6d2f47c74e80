/** Forms filled in but not submitted, kept in the browser so that a reload or a look at another row loses nothing. */

import type { Answers } from "@/question-types";

const KEY = "gloss.drafts";
const KEEP = 200;

type Drafts = [string, Answers][];

function read(): Drafts {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]") as unknown;
    return Array.isArray(found) ? (found as Drafts) : [];
  } catch {
    return [];
  }
}

function write(drafts: Drafts): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(drafts.slice(-KEEP)));
  } catch {
    // A full storage only costs the draft.
  }
}

/** Key of a row's or a document's form. */
export const draftKey = (userId: string, documentId: string, line: number | "document"): string =>
  `${userId}/${documentId}/${line}`;

export function readDraft(key: string): Answers | undefined {
  return read().find(([name]) => name === key)?.[1];
}

/** Keep a draft as the newest one; undefined forgets it. */
export function writeDraft(key: string, answers: Answers | undefined): void {
  const others = read().filter(([name]) => name !== key);
  write(answers === undefined ? others : [...others, [key, answers]]);
}
