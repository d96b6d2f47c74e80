/**
 * The keyboard in the canvas. Keys work while the canvas has the focus, so
 * that single letters never fire from a field. Returns true when used.
 */

import { isArrow, isSpan, type SpanLabel } from "../model/types";
import { graphemeStep } from "../model/text";
import { isRightToLeft } from "../model/direction";
import { move, type Motion } from "../session/motion";
import type { Navigator } from "../session/navigator";
import type { EditorSession } from "../session/session";
import type { EditorView } from "./view";

/** Keys the owner handles: they open its dialogs. */
export interface KeyEvents {
  palette: () => void;
  goToLine: () => void;
}

const MOTIONS: Record<string, Motion> = { Home: "lineStart", End: "lineEnd" };

export class KeyInput {
  constructor(
    private readonly view: EditorView,
    private readonly navigator: Navigator,
    private readonly events: KeyEvents,
  ) {
    view.root.addEventListener("keydown", this.onKey);
    view.root.addEventListener("copy", this.onCopy);
  }

  destroy(): void {
    this.view.root.removeEventListener("keydown", this.onKey);
    this.view.root.removeEventListener("copy", this.onCopy);
  }

  private get session(): EditorSession {
    return this.view.session;
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.isComposing || event.defaultPrevented) return;
    if (event.target !== this.view.root) return;
    if (!this.handle(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  private readonly onCopy = (event: ClipboardEvent): void => {
    const text = this.selectedText();
    if (!text || !event.clipboardData) return;
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  };

  private handle(event: KeyboardEvent): boolean {
    const mod = event.ctrlKey || event.metaKey;
    if (this.session.arrow.step === "target" && this.arrowTarget(event)) return true;
    if (event.key === "Escape") return this.session.escape();
    if (event.key.startsWith("Arrow") && !event.altKey) return this.arrowKey(event, mod);
    if (mod) return this.modified(event);
    if (event.altKey) return this.alternative(event);
    return this.plain(event);
  }

  private plain(event: KeyboardEvent): boolean {
    const { session } = this;
    switch (event.key) {
      case "Home":
      case "End":
        session.moveCaret(MOTIONS[event.key] ?? "lineStart", event.shiftKey);
        return true;
      case "PageUp":
      case "PageDown":
        return this.vertical(event.key === "PageUp" ? -1 : 1, "page", event.shiftKey);
      case "Delete":
      case "Backspace":
        session.deleteSelected();
        return true;
      case "Enter":
        return this.enter();
      case "/":
        this.events.palette();
        return true;
      default:
        return this.letter(event);
    }
  }

  /** Digits and letters: navigation and arrows first, then class keys. */
  private letter(event: KeyboardEvent): boolean {
    const { session } = this;
    const key = keyName(event);
    if (key === "n" || key === "p") {
      void this.navigator.nextSpan(key === "n" ? 1 : -1);
      return true;
    }
    if (key === "r" || key === "a") {
      if (session.selectedHash || session.spansAtCaret().length > 0) session.arrow.start();
      return true;
    }
    const entry = session.entries().find((candidate) => candidate.hotkey === key);
    if (!entry || session.readOnly) return false;
    session.pressClass(entry.layer, entry.item, event.shiftKey);
    return true;
  }

  private enter(): boolean {
    const { session } = this;
    if (session.arrow.awaitsClass) {
      session.arrow.finish(session.activeLayer, null);
      return true;
    }
    if (!session.selection && !session.selectedHash) session.moveTo(session.caret, false);
    this.events.palette();
    return true;
  }

  private modified(event: KeyboardEvent): boolean {
    const { session } = this;
    switch (event.key.toLowerCase()) {
      case "z":
        if (event.shiftKey) session.redo();
        else session.undo();
        return true;
      case "y":
        session.redo();
        return true;
      case "g":
        this.events.goToLine();
        return true;
      case "home":
      case "end":
        session.moveCaret(event.key === "Home" ? "documentStart" : "documentEnd", event.shiftKey);
        return true;
      case "a":
        this.selectLine();
        return true;
      default:
        return false;
    }
  }

  private alternative(event: KeyboardEvent): boolean {
    const { session, navigator } = this;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      void navigator.nextUnlabeledLine(event.key === "ArrowDown" ? 1 : -1);
      return true;
    }
    if (event.code === "Period") {
      session.cycleSpans();
      return true;
    }
    const digit = /^Digit([1-5])$/.exec(event.code)?.[1];
    const set = digit === undefined ? undefined : session.labelSets[Number(digit) - 1];
    if (set) session.setLayer(set.index);
    return set !== undefined;
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
    const motion: Motion = mod ? (right ? "wordRight" : "wordLeft") : right ? "right" : "left";
    session.moveCaret(motion, event.shiftKey);
    return true;
  }

  /** Shift+arrows move the end of the chosen span, with Mod its start. */
  private resize(span: SpanLabel, border: "start" | "end", forward: boolean): void {
    const { session } = this;
    const line = session.model.line(border === "end" ? span.end.line : span.start.line);
    if (!line) return;
    const place = { start: { ...span.start }, end: { ...span.end } };
    if (session.unit === "token") {
      const from = { line: line.index, offset: line.starts[place[border].token] ?? 0 };
      const access = { lineCount: session.model.lineCount, line: (index: number) => session.model.line(index) };
      const next = move(access, from, forward ? "right" : "left", "token");
      const other = next && session.model.line(next.line);
      if (!next || !other) return;
      const token = other.starts.indexOf(next.offset);
      if (token < 0) return;
      const length = (other.ends[token] ?? 0) - (other.starts[token] ?? 0);
      place[border] = { line: next.line, token, char: border === "end" ? length - 1 : 0 };
    } else {
      const start = line.starts[place[border].token] ?? 0;
      const at = start + place[border].char + (border === "end" ? 1 : 0);
      const moved = graphemeStep(line.content, at, forward ? 1 : -1);
      const index = border === "end" ? moved - 1 : moved;
      const token = line.ends.findIndex((end, i) => end > index && (line.starts[i] ?? 0) <= index);
      if (token < 0) return;
      place[border] = { line: line.index, token, char: index - (line.starts[token] ?? 0) };
    }
    session.resizeSpan(span, place);
  }

  private vertical(direction: 1 | -1, by: "row" | "page", extend: boolean): boolean {
    const next = this.view.verticalStep(this.session.caret, direction, by);
    if (next) this.session.moveTo({ line: next.line, offset: this.session.unit === "token" ? next.on : next.offset }, extend);
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
    if (line && line.content.length > 0) this.session.select({ line: line.index, offset: 0 }, { line: line.index, offset: line.content.length });
  }

  private isRightToLeft(): boolean {
    const line = this.session.model.line(this.session.caret.line);
    return line ? isRightToLeft(line.content.slice(0, 400)) : false;
  }

  private selectedText(): string {
    const { session } = this;
    const label = session.selectedLabel;
    if (label) return isArrow(label) ? "" : session.model.textOf(label, Infinity);
    const { range } = session;
    if (!range) return "";
    const parts: string[] = [];
    for (let index = range.start.line; index <= range.end.line; index++) {
      const content = session.model.line(index)?.content ?? "";
      const from = index === range.start.line ? range.start.offset : 0;
      const to = index === range.end.line ? range.end.offset : content.length;
      parts.push(content.slice(from, to));
    }
    return parts.join("\n");
  }
}

/** The key without Shift, so that Shift+1 is still 1 on every layout. */
function keyName(event: KeyboardEvent): string {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  return digit ?? event.key.toLowerCase();
}
