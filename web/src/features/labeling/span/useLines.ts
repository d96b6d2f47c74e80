/** What may be done to the text of lines, and passing it on to the server. */

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { useActions, type Action } from "@/actions";
import { onServerEvent } from "@/api/events";
import type { ContextItem } from "./ContextMenu";
import { deleteLine, editLine, insertLine, restoreLine } from "@/editor/session/lineActs";
import type { EditorSession } from "@/editor/session/session";
import type { LabelingContext } from "../context";
import { LINES, type LinePayload } from "../data/lineSenders";

const TEXT = { sectionKey: "lines.section", scope: "canvas.labeling" } as const;

interface LineRights {
  edit: boolean;
  insert: boolean;
  remove: boolean;
}

export interface LineTools {
  rights: LineRights;
  /** The line whose editor is open. */
  editing: number | null;
  /** Open the editor of a line; false where the text may not be changed. */
  edit: (line: number) => boolean;
  close: () => void;
  save: (text: string, whitespace: boolean) => void;
  items: (line: number) => (ContextItem | "divider")[];
}

function rightsOf(context: LabelingContext, session: EditorSession): LineRights {
  if (session.readOnly) return { edit: false, insert: false, remove: false };
  const { settings } = context.project;
  if (session.reviewer) {
    const may = settings.enableReviewerEditSentence;
    return { edit: may, insert: may, remove: may };
  }
  return {
    edit: settings.enableEditSentence,
    insert: settings.enableInsertSentence,
    remove: settings.enableDeleteSentence,
  };
}

/** Pass acts on lines to the outbox, and what became of them back to the model. */
function useLineSaving(context: LabelingContext, session: EditorSession, onReordered: () => void): void {
  const { t } = useTranslation();
  const { outbox, document, notify } = context;
  const documentId = document.id;

  useEffect(() => {
    const { model } = session;
    const settle = (payload: LinePayload) => {
      if (payload.act.reorders || payload.act.op === "choose") return onReordered();
      void model.reloadLine(model.order.toPosition(payload.sentenceId)).catch(() => undefined);
    };
    const stops = [
      session.events.on("act", ({ actId, kind, line: act }) => {
        if (kind !== "lines" || !act) return;
        const payload: LinePayload = { act, sentenceId: model.order.toId(act.line) };
        outbox.append({ documentId, kind: LINES, payload, actId }).catch(() => undefined);
        if (act.op === "insert" && outbox.state.kind === "offline") notify(t("lines.willAppear"));
      }),
      outbox.onOutcome((act, outcome, message) => {
        if (act.documentId !== documentId || act.kind !== LINES) return;
        if (outcome === "acknowledged") model.acknowledge(act.actId);
        else {
          session.history.dropAct(act.actId);
          session.events.emit("history", undefined);
          void model.forget(act.actId).catch(() => undefined);
          notify(t("lines.refused", { message }), "error");
        }
        settle(act.payload as LinePayload);
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, [session, outbox, documentId, notify, onReordered, t]);
}

function useLineActions(session: EditorSession, tools: LineTools): void {
  const { rights } = tools;
  const here = () => session.caret.line;
  const insert = (above: boolean): Action => ({
    ...TEXT,
    id: above ? "lines.insertAbove" : "lines.insertBelow",
    labelKey: above ? "lines.insertAbove" : "lines.insertBelow",
    shortcut: above ? "Alt+Shift+Up" : "Alt+Shift+Down",
    isEnabled: () => rights.insert,
    run: () => insertLine(session, here(), above),
  });
  useActions([
    {
      ...TEXT,
      id: "lines.edit",
      labelKey: "lines.edit",
      shortcut: "F2",
      isEnabled: () => rights.edit,
      run: () => void tools.edit(here()),
    },
    insert(true),
    insert(false),
    {
      ...TEXT,
      id: "lines.delete",
      labelKey: "lines.delete",
      isEnabled: () => rights.remove,
      run: () => deleteLine(session, here()),
    },
    {
      ...TEXT,
      id: "lines.restore",
      labelKey: "lines.restore",
      isEnabled: () => rights.edit && canRestore(session, here()),
      run: () => restoreLine(session, here()),
    },
  ]);
}

function canRestore(session: EditorSession, line: number): boolean {
  const known = session.model.line(line);
  if (!known) return false;
  return known.status === "DELETED" || (known.change !== undefined && !known.change.inserted);
}

/** Open the document anew when its text was changed elsewhere: by other people, or in another tab. */
function useLiveText(
  context: LabelingContext,
  session: EditorSession,
  isTyping: boolean,
  onReordered: () => void,
): void {
  const mine = useRef(new Set<unknown>());
  const [isStale, setStale] = useState(false);
  const documentId = context.document.id;
  const projectId = context.project.id;
  useEffect(() => {
    const stops = [
      session.events.on("act", ({ actId, kind }) => {
        if (kind === "lines") mine.current.add(actId);
      }),
      onServerEvent(
        "DOCUMENT_SAVED",
        (event) => {
          if (event["documentId"] !== documentId || event["text"] !== true) return;
          if (!mine.current.has(event["actId"])) setStale(true);
        },
        projectId,
      ),
    ];
    return () => stops.forEach((stop) => stop());
  }, [session, documentId, projectId]);
  useEffect(() => {
    // What somebody is typing stays; the text is fetched once they are done.
    if (!isStale || isTyping) return;
    setStale(false);
    onReordered();
  }, [isStale, isTyping, onReordered]);
}

/** A line that was just inserted is empty: open its editor. */
function useNewLine(session: EditorSession, edit: (line: number) => boolean): void {
  const inserting = useRef(false);
  useEffect(
    () =>
      session.events.on("act", ({ line }) => {
        inserting.current = line?.op === "insert";
      }),
    [session],
  );
  useEffect(() => {
    if (!inserting.current) return;
    inserting.current = false;
    const { line } = session.caret;
    void session.model.ensure(line, line + 1).then(
      () => edit(line),
      () => undefined,
    );
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once per session
  }, [session]);
}

/** Everything about the text of lines in one document. `onReordered`: lines came or went. */
export function useLines(
  context: LabelingContext,
  session: EditorSession,
  onReordered: () => void,
): LineTools {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<number | null>(null);
  const { readOnly } = session;
  const rights = useMemo(
    () => rightsOf(context, session),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a session learns later that it is read-only
    [context, session, readOnly],
  );

  const edit = useCallback(
    (line: number) => {
      if (!rights.edit || !session.model.line(line)) return false;
      session.clearSelection();
      setEditing(line);
      return true;
    },
    [rights, session],
  );
  useNewLine(session, edit);
  const save = (text: string, whitespace: boolean) => {
    if (editing !== null) editLine(session, editing, text.replace(/[\r\n]+/g, " "), whitespace);
    setEditing(null);
  };
  const items = (line: number): (ContextItem | "divider")[] => {
    const gone = session.model.line(line)?.status === "DELETED";
    const found: ContextItem[] = [];
    if (rights.edit) found.push({ label: t("lines.edit"), shortcut: "F2", run: () => void edit(line) });
    if (rights.insert)
      found.push(
        {
          label: t("lines.insertAbove"),
          shortcut: "Alt+Shift+Up",
          run: () => insertLine(session, line, true),
        },
        {
          label: t("lines.insertBelow"),
          shortcut: "Alt+Shift+Down",
          run: () => insertLine(session, line, false),
        },
      );
    if (rights.remove && !gone)
      found.push({ label: t("lines.delete"), danger: true, run: () => deleteLine(session, line) });
    if (rights.edit && canRestore(session, line))
      found.push({ label: t("lines.restore"), run: () => restoreLine(session, line) });
    return found.length > 0 ? ["divider", ...found] : [];
  };

  const tools: LineTools = { rights, editing, edit, close: () => setEditing(null), save, items };
  useLineSaving(context, session, onReordered);
  useLiveText(context, session, editing !== null, onReordered);
  useLineActions(session, tools);
  return tools;
}
