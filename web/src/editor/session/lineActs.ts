/** Acts on the text of lines: shown here at once, settled by the server, undone by the id of the act. */

import { deleteLabels, EMPTY, inverse } from "../commands/acts";
import type { Command } from "../commands/history";
import type { LabelChange } from "../model/labelStore";
import { rehash } from "../model/hash";
import { draftOf } from "../model/text";
import type { Label, SpanLabel, TextLine } from "../model/types";
import type { EditorSession } from "./session";
import type { LineAct } from "./types";

const wordsOf = (line: TextLine): string[] =>
  Array.from(line.starts, (start, nth) => line.content.slice(start, line.ends[nth]));

/** Words at the beginning and at the end that both lines share. */
function sharedEnds(before: string[], after: string[]): [number, number] {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return [head, tail];
}

/** What an edit seems to do to the labels of the line: a preview, until the server tells what stays. */
export function previewOf(session: EditorSession, before: TextLine, after: TextLine): LabelChange {
  const { labels } = session.model;
  const [old, fresh] = [wordsOf(before), wordsOf(after)];
  const [head, tail] = sharedEnds(old, fresh);
  const shift = fresh.length - old.length;
  const lost: SpanLabel[] = [];
  const moved: Label[] = [];
  for (const span of labels.onLine(before.index)) {
    const oneLine = span.start.line === span.end.line;
    if (span.end.token < head && oneLine) continue;
    lost.push(span);
    if (oneLine && span.start.token >= old.length - tail)
      moved.push(
        rehash({
          ...span,
          start: { ...span.start, token: span.start.token + shift },
          end: { ...span.end, token: span.end.token + shift },
        }),
      );
  }
  return { removed: deleteLabels(labels, lost).removed, added: moved };
}

function send(session: EditorSession, actId: string, act: LineAct, change: LabelChange, undo: boolean): void {
  session.model.apply(actId, change);
  session.events.emit("act", { actId, kind: "lines", undo, change, line: act });
}

/** Carry out an act on a line and remember it for undo. */
export function commitLine(session: EditorSession, name: string, act: LineAct, after?: TextLine): void {
  if (session.readOnly) return session.refuse("readOnly");
  const before = session.model.line(act.line);
  const change = before && after ? previewOf(session, before, after) : EMPTY;
  const actId = session.makeId();
  const line = {
    actId,
    line: act.line,
    reorders: act.reorders,
    ...(before && after ? { before, after } : {}),
  };
  session.history.push({ name, change, kind: "lines", line });
  if (after) session.model.replaceLine(after);
  send(session, actId, act, change, false);
  session.clearSelection();
  session.events.emit("history", undefined);
}

export function editLine(session: EditorSession, line: number, text: string, whitespace: boolean): void {
  const known = session.model.line(line);
  if (known && known.content === text && known.status === "DISPLAYED" && !whitespace) return;
  commitLine(
    session,
    "editLine",
    { op: "edit", line, text, whitespace, reorders: false },
    known && draftOf(known, text),
  );
}

export function insertLine(session: EditorSession, line: number, above: boolean): void {
  commitLine(session, "insertLine", { op: "insert", line, text: "", above, reorders: true });
}

export function deleteLine(session: EditorSession, line: number): void {
  const known = session.model.line(line);
  const none = new Uint32Array(0);
  const gone = known && { ...draftOf(known, known.content), starts: none, ends: none };
  commitLine(
    session,
    "deleteLine",
    { op: "delete", line, reorders: false },
    gone && { ...gone, status: "DELETED" },
  );
}

export function restoreLine(session: EditorSession, line: number): void {
  const known = session.model.line(line);
  commitLine(
    session,
    "restoreLine",
    { op: "restore", line, reorders: false },
    known && draftOf(known, known.change?.original ?? known.content),
  );
}

/** Undo or redo an act on a line: the server takes the newest act of the command back. */
export function replayLine(session: EditorSession, command: Command, undo: boolean): void {
  const { line } = command;
  if (!line) return;
  const actId = session.makeId();
  const shown = undo ? line.before : line.after;
  if (shown) session.model.replaceLine(shown);
  const change = undo ? inverse(command.change) : command.change;
  const act = { op: "undo" as const, line: line.line, reorders: line.reorders, undoneActId: line.actId };
  line.actId = actId;
  send(session, actId, act, change, undo);
  session.events.emit("history", undefined);
  session.changed();
}
