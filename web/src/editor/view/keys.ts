/**
 * The keyboard of the canvas: caret, selection, arrow targets and class keys.
 * Caret keys need the focus in the canvas; class keys also work from a button
 * beside it, but never while typing in a field. Named commands (undo, next
 * span, ...) are actions of the app and pass by here.
 */

import { isRightToLeft } from "../model/direction";
import { isSpan, type SpanLabel } from "../model/types";
import { copyClass } from "../session/bulkActs";
import { selectedText } from "../session/lookup";
import { movedBorder, type Motion } from "../session/motion";
import type { EditorSession } from "../session/session";
import type { EditorView } from "./view";

const MOTIONS: Record<string, Motion> = { Home: "lineStart", End: "lineEnd" };
const ELSEWHERE =
  "input, textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox], [role=radiogroup], [role=tablist]";

export class KeyInput {
  constructor(private readonly view: EditorView) {
    view.root.addEventListener("keydown", this.onCanvasKey);
    view.root.addEventListener("copy", this.onCopy);
    document.addEventListener("keydown", this.onPageKey);
  }

  destroy(): void {
    this.view.root.removeEventListener("keydown", this.onCanvasKey);
    this.view.root.removeEventListener("copy", this.onCopy);
    document.removeEventListener("keydown", this.onPageKey);
  }

  private get session(): EditorSession {
    return this.view.session;
  }

  private readonly onCanvasKey = (event: KeyboardEvent): void => {
    if (event.isComposing || event.defaultPrevented || event.target !== this.view.root) return;
    if (this.typedAhead(event) || this.onCanvas(event)) take(event);
  };

  /** The search field comes with the next frames: what is typed meanwhile is for it. */
  private typedAhead(event: KeyboardEvent): boolean {
    const { session } = this;
    if (session.typeAhead === null || event.key.length !== 1) return false;
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    session.typeAhead += event.key;
    return true;
  }

  private readonly onPageKey = (event: KeyboardEvent): void => {
    if (event.isComposing || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest(ELSEWHERE)) return;
    if (event.key === "Escape") this.session.typeAhead = null;
    if (event.key === "Escape" ? this.session.escape() : this.classKey(event)) take(event);
  };

  private readonly onCopy = (event: ClipboardEvent): void => {
    copyClass(this.session);
    const text = selectedText(this.session);
    if (!text || !event.clipboardData) return;
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  };

  private onCanvas(event: KeyboardEvent): boolean {
    const { session } = this;
    const mod = event.ctrlKey || event.metaKey;
    if (session.arrow.step === "target" && this.arrowTarget(event)) return true;
    if (event.altKey) return false;
    if (event.key.startsWith("Arrow")) return this.arrowKey(event, mod);
    if (mod) return this.modified(event);
    if (event.key === "Enter" && session.arrow.awaitsClass) {
      session.arrow.finish(session.activeLayer, null);
      return true;
    }
    const motion = MOTIONS[event.key];
    if (motion) session.moveCaret(motion, event.shiftKey);
    else if (event.key === "PageUp" || event.key === "PageDown")
      this.vertical(event.key === "PageUp" ? -1 : 1, "page", event.shiftKey);
    else return false;
    return true;
  }

  private modified(event: KeyboardEvent): boolean {
    const key = event.key.toLowerCase();
    if (key === "home" || key === "end")
      this.session.moveCaret(key === "home" ? "documentStart" : "documentEnd", event.shiftKey);
    else if (key === "a") this.selectLine();
    else return false;
    return true;
  }

  private classKey(event: KeyboardEvent): boolean {
    const { session } = this;
    if (event.ctrlKey || event.metaKey || event.altKey || session.readOnly || session.arrow.step === "target")
      return false;
    const key = keyName(event);
    const entry = session.entries().find((candidate) => candidate.hotkey === key);
    if (!entry) return false;
    session.pressClass(entry.layer, entry.item, event.shiftKey);
    return true;
  }

  private arrowKey(event: KeyboardEvent, mod: boolean): boolean {
    const { session } = this;
    const forward = event.key === "ArrowRight" || event.key === "ArrowLeft";
    if (!forward) return mod ? false : this.vertical(event.key === "ArrowUp" ? -1 : 1, "row", event.shiftKey);
    const right = (event.key === "ArrowRight") !== this.isRightToLeft();
    const selected = session.selectedLabel;
    if (selected && isSpan(selected) && event.shiftKey) {
      this.resize(selected, mod ? "start" : "end", right);
      return true;
    }
    const side = right ? "Right" : "Left";
    // With Shift a whole name or phrase is taken at once.
    const far: Motion = event.shiftKey ? `phrase${side}` : `word${side}`;
    session.moveCaret(mod ? far : right ? "right" : "left", event.shiftKey);
    return true;
  }

  /** Shift+arrows move the end of the chosen span, with Mod its start. */
  private resize(span: SpanLabel, border: "start" | "end", forward: boolean): void {
    const { session } = this;
    const access = { lineCount: session.model.lineCount, line: (index: number) => session.model.line(index) };
    const place = movedBorder(access, span, border, forward ? 1 : -1, session.unit);
    if (place) session.resizeSpan(span, place);
  }

  private vertical(direction: 1 | -1, by: "row" | "page", extend: boolean): boolean {
    const next = this.view.verticalStep(this.session.caret, direction, by);
    if (next)
      this.session.moveTo(
        { line: next.line, offset: this.session.unit === "token" ? next.on : next.offset },
        extend,
      );
    else this.session.events.emit("reveal", { position: this.session.caret, center: true });
    return true;
  }

  /** While an arrow looks for its target: arrow keys, type-ahead, Enter. */
  private arrowTarget(event: KeyboardEvent): boolean {
    const { arrow } = this.session;
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "ArrowRight" || event.key === "ArrowDown") arrow.advance(1);
    else if (event.key === "ArrowLeft" || event.key === "ArrowUp") arrow.advance(-1);
    else if (event.key === "Enter") arrow.pick();
    else if (event.key === "Backspace") arrow.type(null);
    else if (event.key.length === 1 && !(event.key === " " && arrow.query === "")) arrow.type(event.key);
    else return false;
    return true;
  }

  private selectLine(): void {
    const line = this.session.model.line(this.session.caret.line);
    if (line && line.content.length > 0)
      this.session.select({ line: line.index, offset: 0 }, { line: line.index, offset: line.content.length });
  }

  private isRightToLeft(): boolean {
    const line = this.session.model.line(this.session.caret.line);
    return line ? isRightToLeft(line.content.slice(0, 400)) : false;
  }
}

/** The key without Shift, so that Shift+1 is still 1 on every layout. */
function keyName(event: KeyboardEvent): string {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  return digit ?? event.key.toLowerCase();
}

function take(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
