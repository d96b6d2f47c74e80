/** The text editor as a component: makes the view and passes its events on. All state lives in the session. */

import { useEffect, useRef } from "react";

import "../editor/view/editor.css";
import "../editor/view/look.css";
import type { EditorSession } from "../editor/session/session";
import { KeyInput } from "../editor/view/keys";
import { PointerInput, type PointerEvents } from "../editor/view/pointer";
import { EditorView } from "../editor/view/view";

export type EditorFont = "sans" | "serif" | "mono";

interface TextEditorProps extends PointerEvents {
  session: EditorSession;
  /** Spoken name of the text. */
  label: string;
  /** Spoken when the text gets the focus: how to work in it. */
  description: string;
  /** Changes when sizes must be measured again (theme, font, zoom). */
  appearance: string;
  onView: (view: EditorView | null) => void;
}

export function TextEditor({ session, label, description, appearance, onView, ...events }: TextEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ events, onView });
  useEffect(() => {
    latest.current = { events, onView };
  });

  useEffect(() => {
    if (!host.current) return;
    const made = new EditorView(host.current, session, label);
    const pointer = new PointerInput(made, {
      menu: (hash, x, y) => latest.current.events.menu(hash, x, y),
      hover: (hash, rect) => latest.current.events.hover(hash, rect),
      editLine: (line) => latest.current.events.editLine(line),
      pickLine: (line, how) => latest.current.events.pickLine(line, how),
    });
    const keys = new KeyInput(made);
    view.current = made;
    latest.current.onView(made);
    made.focus();
    return () => {
      latest.current.onView(null);
      view.current = null;
      keys.destroy();
      pointer.destroy();
      made.destroy();
    };
  }, [session, label]);

  useEffect(() => view.current?.refresh(), [appearance]);
  useEffect(() => {
    const root = host.current?.firstElementChild;
    root?.setAttribute("aria-description", description);
  }, [session, label, description]);

  return <div ref={host} style={{ height: "100%", minHeight: 0 }} />;
}
