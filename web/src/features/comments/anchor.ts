/** What threads hang on, in words and as a place to go to. */

import { placeOf } from "@/editor/model/hash";
import type { Place } from "@/extensions/canvas";
import type { CommentEntry } from "./useComments";

type Translate = (key: string, values?: Record<string, unknown>) => string;

const KINDS = ["SPAN", "ARROW", "ROW", "CELL", "ANSWER"] as const;

type AnchorKind = (typeof KINDS)[number] | "TEXT" | "DOCUMENT";

/** The kind of place a hash code names, as the server reads it. */
export function anchorKind(hashCode: string): AnchorKind {
  const head = hashCode.split(":", 1)[0];
  if (head === "SPAN_TEXT") return "TEXT";
  return KINDS.find((kind) => kind === head) ?? "DOCUMENT";
}

export function anchorLine(hashCode: string): number | null {
  const [head, line] = hashCode.split(":");
  if (head === "ANSWER" && line === "document") return null;
  if (head === "SPAN_TEXT" || head === "ROW" || head === "CELL" || head === "ANSWER") return Number(line);
  return placeOf(hashCode)?.start.line ?? null;
}

/** Words for an anchor: kind, then line. */
export function describe(kind: string, line: number | null | undefined, t: Translate): string {
  const name = t(`comments.kind.${kind}`);
  return line === null || line === undefined ? name : t("comments.at", { name, line: line + 1 });
}

/** Where a click on a thread's anchor leads; null for threads about the file. */
export function placeOfThread(thread: CommentEntry): Place | null {
  const { anchor, hashCode } = thread;
  if (!anchor || anchor.line === null || anchor.line === undefined) return null;
  const place: Place = { line: anchor.line };
  if (anchor.cell !== null && anchor.cell !== undefined) place.cell = anchor.cell;
  if (hashCode && (anchor.kind === "SPAN" || anchor.kind === "ARROW" || anchor.kind === "TEXT"))
    place.hash = hashCode;
  return place;
}
