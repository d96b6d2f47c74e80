/**
 * Mouse, pen and touch: choose text (by token, with Alt by character, by word
 * on double click), captions, arrows, handles. On touch screens the first tap
 * sets one end of a span and the second tap the other.
 */

import { sentenceAround, toTokenRange, wordAround } from "../model/text";
import { comparePositions, isSpan, type Position } from "../model/types";
import { positionOf } from "../session/lookup";
import type { Unit } from "../session/motion";
import type { EditorView } from "./view";

/** What the owner of the view is told about. */
export interface PointerEvents {
  /** Right click or long press on a label (or on text: null). */
  menu: (hash: string | null, x: number, y: number) => void;
  /** The pointer rests on a label; null when it leaves. */
  hover: (hash: string | null, rect: DOMRect | null) => void;
  /** Double click on a line: edit it. False where the text may not be changed; then the word is chosen. */
  editLine: (line: number) => boolean;
  /** Click on a line number; with Shift all lines up to it, with Ctrl or Cmd one more or less. */
  pickLine: (line: number, how: "one" | "range" | "toggle") => void;
}

interface Drag {
  kind: "select" | "resize" | "arrow";
  pointerId: number;
  anchor: Position;
  unit: Unit;
  hash: string | null;
  border: "start" | "end";
  x: number;
  y: number;
  moved: boolean;
}

const SLOP = 4;
const EDGE = 28;
const LONG_PRESS_MS = 500;
const TRIPLE_MS = 250;

const howOf = (event: PointerEvent) =>
  event.shiftKey ? "range" : event.ctrlKey || event.metaKey ? "toggle" : "one";

export class PointerInput {
  private drag: Drag | null = null;
  private hovered: string | null = null;
  private scrollTimer = 0;
  private pressTimer = 0;
  private editTimer = 0;
  private lastEvent: PointerEvent | null = null;
  private readonly stop = new AbortController();

  constructor(
    private readonly view: EditorView,
    private readonly events: PointerEvents,
  ) {
    const { root } = view;
    const { signal } = this.stop;
    root.addEventListener("pointerdown", (event) => this.down(event), { signal });
    root.addEventListener("pointermove", (event) => this.move(event), { signal });
    root.addEventListener("pointerup", (event) => this.up(event), { signal });
    root.addEventListener("pointercancel", () => this.cancel(), { signal });
    root.addEventListener("pointerleave", () => this.hover(null, null), { signal });
    root.addEventListener("dblclick", (event) => this.doubleClick(event), { signal });
    root.addEventListener("click", (event) => event.detail === 3 && this.tripleClick(event), { signal });
    root.addEventListener("contextmenu", (event) => this.contextMenu(event), { signal });
  }

  destroy(): void {
    this.cancel();
    this.stop.abort();
  }

  private get session() {
    return this.view.session;
  }

  private down(event: PointerEvent): void {
    const target = event.target as HTMLElement;
    if (event.button !== 0 || onScrollBar(event, target)) return;
    const hash = target.closest<HTMLElement>("[data-hash]")?.dataset["hash"] ?? null;
    const handle = target.closest<HTMLElement>("[data-border]");
    this.view.focus();
    if (target.classList.contains("gx-number")) return this.events.pickLine(lineOf(target), howOf(event));
    if (event.pointerType === "touch" && !handle) return this.touchDown(event, hash);
    event.preventDefault();
    if (handle && hash)
      return this.startResize(event, hash, handle.dataset["border"] === "start" ? "start" : "end");
    if (hash) return this.startOnLabel(event, hash, target);
    this.startSelection(event);
  }

  private touchDown(event: PointerEvent, hash: string | null): void {
    this.begin(event, "select", { line: 0, offset: 0 }, this.session.unit, hash);
    window.clearTimeout(this.pressTimer);
    this.pressTimer = window.setTimeout(() => {
      this.drag = null;
      this.events.menu(hash, event.clientX, event.clientY);
    }, LONG_PRESS_MS);
  }

  /** A tap: label, or one end of a span. */
  private tap(event: PointerEvent, hash: string | null): void {
    const { session } = this;
    if (hash) {
      if (session.arrow.step === "target") session.arrow.pick(hash);
      else session.selectLabel(hash);
      return;
    }
    const at = this.view.positionAt(event.clientX, event.clientY);
    if (!at) return;
    const position = { line: at.line, offset: at.on };
    const { range } = session;
    const inside =
      range && comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) < 0;
    if (inside) return session.clearSelection();
    session.select(
      session.selection && !session.brush ? session.selection.anchor : position,
      this.characterEnd(position, session.unit),
    );
    session.finishSelection();
  }

  private startResize(event: PointerEvent, hash: string, border: "start" | "end"): void {
    this.begin(
      event,
      "resize",
      { line: 0, offset: 0 },
      event.altKey ? "character" : this.session.unit,
      hash,
      border,
    );
    this.view.root.setPointerCapture(event.pointerId);
  }

  private startOnLabel(event: PointerEvent, hash: string, target: HTMLElement): void {
    const { session } = this;
    if (session.arrow.step === "target") return session.arrow.pick(hash);
    const far = target.closest<HTMLElement>("[data-far]")?.dataset["far"];
    if (far) return this.jump(far);
    if (session.selectedHash === hash) session.clearSelection();
    else session.selectLabel(hash);
    if (session.rules.allowArrows && !session.readOnly && hash.startsWith("SPAN:"))
      this.begin(event, "arrow", { line: 0, offset: 0 }, "token", hash);
  }

  private jump(hash: string): void {
    const label = this.session.model.labels.get(hash);
    if (!label) return;
    this.session.selectLabel(hash);
    this.session.events.emit("reveal", { position: positionOf(this.session.model, label), center: true });
  }

  private startSelection(event: PointerEvent): void {
    const { session } = this;
    const at = this.view.positionAt(event.clientX, event.clientY);
    if (!at) return;
    if (session.arrow.active) session.arrow.cancel();
    const unit: Unit = event.altKey ? "character" : session.unit;
    const position = { line: at.line, offset: unit === "token" ? at.on : at.offset };
    const anchor = event.shiftKey ? (session.selection?.anchor ?? session.caret) : position;
    this.begin(event, "select", anchor, unit, null);
    session.dragging = true;
    this.view.root.setPointerCapture(event.pointerId);
    if (unit === "token" || event.shiftKey) session.select(anchor, position, unit);
    else {
      session.caret = position;
      session.clearSelection();
    }
  }

  private move(event: PointerEvent): void {
    this.lastEvent = event;
    const { drag } = this;
    if (!drag) return this.hoverAt(event);
    if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > SLOP && !drag.moved) {
      drag.moved = true;
      window.clearTimeout(this.pressTimer);
      if (drag.kind === "arrow" && drag.hash) this.session.arrow.start(drag.hash);
    }
    if (!drag.moved || (event.pointerType === "touch" && drag.kind !== "resize")) return;
    if (drag.kind === "select") this.extend(event, drag);
    else if (drag.kind === "resize") this.previewResize(event, drag);
    else this.aim(event);
    this.autoScroll(event);
  }

  private extend(event: PointerEvent, drag: Drag): void {
    const at = this.view.positionAt(event.clientX, event.clientY);
    if (!at) return;
    const focus = { line: at.line, offset: drag.unit === "token" ? at.on : at.offset };
    this.session.select(drag.anchor, focus, drag.unit);
  }

  private previewResize(event: PointerEvent, drag: Drag): void {
    const range = this.resizedRange(event, drag);
    if (!range) return;
    this.session.selection = { anchor: range[0], focus: range[1], unit: "character" };
    this.session.changed();
  }

  private resizedRange(event: PointerEvent, drag: Drag): [Position, Position] | null {
    const { session } = this;
    const span = drag.hash ? session.model.labels.get(drag.hash) : undefined;
    const at = this.view.positionAt(event.clientX, event.clientY);
    if (!span || !isSpan(span) || !at) return null;
    const fixed = drag.border === "end" ? positionOf(session.model, span) : this.endOf(span);
    const line = session.model.line(at.line);
    if (!fixed || !line) return null;
    let moved: Position = { line: at.line, offset: at.offset };
    if (drag.unit === "token") {
      const token = toTokenRange(line, line, {
        start: { line: at.line, offset: at.on },
        end: { line: at.line, offset: at.on + 1 },
      });
      if (token) {
        const index = token.start.token;
        moved = {
          line: at.line,
          offset: (drag.border === "end" ? line.ends[index] : line.starts[index]) ?? at.offset,
        };
      }
    }
    const pair: [Position, Position] = drag.border === "end" ? [fixed, moved] : [moved, fixed];
    return comparePositions(pair[0], pair[1]) < 0 ? pair : null;
  }

  private endOf(span: { end: { line: number; token: number; char: number } }): Position | null {
    const line = this.session.model.line(span.end.line);
    return line ? { line: line.index, offset: (line.starts[span.end.token] ?? 0) + span.end.char + 1 } : null;
  }

  private aim(event: PointerEvent): void {
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>(".gx-cap");
    const hash = under?.dataset["hash"] ?? null;
    const { arrow } = this.session;
    if (arrow.targetHash === hash) return;
    const span = hash ? this.session.model.labels.get(hash) : undefined;
    arrow.targetHash = span && isSpan(span) && arrow.accepts(span) ? hash : null;
    this.session.changed();
  }

  private up(event: PointerEvent): void {
    const { drag, session } = this;
    window.clearTimeout(this.pressTimer);
    window.clearInterval(this.scrollTimer);
    this.scrollTimer = 0;
    this.drag = null;
    if (!drag) return;
    if (event.pointerType === "touch" && drag.kind === "select") {
      if (!drag.moved) this.tap(event, drag.hash);
      return;
    }
    session.dragging = false;
    if (drag.kind === "select") {
      if (session.selection) session.finishSelection();
    } else if (drag.kind === "resize") this.finishResize(event, drag);
    else if (drag.moved) this.finishArrow();
  }

  private finishArrow(): void {
    const { arrow } = this.session;
    if (arrow.targetHash) arrow.pick();
    else arrow.cancel();
  }

  private finishResize(event: PointerEvent, drag: Drag): void {
    const { session } = this;
    const span = drag.hash ? session.model.labels.get(drag.hash) : undefined;
    const range = drag.moved ? this.resizedRange(event, drag) : null;
    session.selection = null;
    session.selectedHash = drag.hash;
    const first = range && session.model.line(range[0].line);
    const last = range && session.model.line(range[1].line);
    const place =
      range && first && last ? toTokenRange(first, last, { start: range[0], end: range[1] }) : null;
    if (span && isSpan(span) && place) session.resizeSpan(span, place);
    else session.changed();
  }

  private cancel(): void {
    window.clearInterval(this.scrollTimer);
    window.clearTimeout(this.pressTimer);
    window.clearTimeout(this.editTimer);
    this.scrollTimer = 0;
    this.drag = null;
    this.session.dragging = false;
  }

  private doubleClick(event: MouseEvent): void {
    const target = event.target as HTMLElement;
    if (target.classList.contains("gx-number")) {
      this.events.editLine(lineOf(target));
      return;
    }
    if (target.closest("[data-hash]")) return;
    const at = this.view.positionAt(event.clientX, event.clientY);
    window.clearTimeout(this.editTimer);
    // A third click chooses the sentence instead.
    this.editTimer = window.setTimeout(() => {
      if (!at || this.session.brush || !this.events.editLine(at.line)) this.selectAround(event, wordAround);
    }, TRIPLE_MS);
  }

  private tripleClick(event: MouseEvent): void {
    window.clearTimeout(this.editTimer);
    const target = event.target as HTMLElement;
    if (!target.classList.contains("gx-number") && !target.closest("[data-hash]"))
      this.selectAround(event, sentenceAround);
  }

  /** By token the choice is widened to whole tokens. A brush has painted with the first click already. */
  private selectAround(event: MouseEvent, around: typeof wordAround): void {
    const { session } = this;
    const at = this.view.positionAt(event.clientX, event.clientY);
    const line = at && session.model.line(at.line);
    if (!at || !line || session.brush) return;
    const [start, end] = around(line.content, at.on);
    const last = session.unit === "token" && end > start ? end - 1 : end;
    session.select({ line: at.line, offset: start }, { line: at.line, offset: last }, session.unit);
    session.finishSelection();
  }

  private contextMenu(event: MouseEvent): void {
    event.preventDefault();
    const hash = (event.target as HTMLElement).closest<HTMLElement>("[data-hash]")?.dataset["hash"] ?? null;
    if (hash) this.session.selectLabel(hash);
    else if (!this.session.selection) {
      const at = this.view.positionAt(event.clientX, event.clientY);
      if (at) this.session.caret = { line: at.line, offset: at.on };
    }
    this.events.menu(hash, event.clientX, event.clientY);
  }

  private hoverAt(event: PointerEvent): void {
    if (event.pointerType === "touch") return;
    const found = (event.target as HTMLElement).closest<HTMLElement>("[data-hash]");
    this.hover(found?.dataset["hash"] ?? null, found?.getBoundingClientRect() ?? null);
  }

  private hover(hash: string | null, rect: DOMRect | null): void {
    if (hash === this.hovered) return;
    this.hovered = hash;
    this.events.hover(hash, rect);
  }

  private begin(
    event: PointerEvent,
    kind: Drag["kind"],
    anchor: Position,
    unit: Unit,
    hash: string | null,
    border: Drag["border"] = "end",
  ): void {
    this.hover(null, null);
    this.drag = {
      kind,
      pointerId: event.pointerId,
      anchor,
      unit,
      hash,
      border,
      x: event.clientX,
      y: event.clientY,
      moved: false,
    };
  }

  private characterEnd(position: Position, unit: Unit): Position {
    return unit === "token" ? position : { ...position, offset: position.offset + 1 };
  }

  /** Near the upper or lower edge the text moves on by itself. */
  private autoScroll(event: PointerEvent): void {
    const frame = this.view.root.getBoundingClientRect();
    const past =
      event.clientY < frame.top + EDGE
        ? event.clientY - frame.top - EDGE
        : Math.max(0, event.clientY - frame.bottom + EDGE);
    if (past === 0) {
      window.clearInterval(this.scrollTimer);
      this.scrollTimer = 0;
    } else if (this.scrollTimer === 0) {
      this.scrollTimer = window.setInterval(() => {
        this.view.scrollBy(past * 0.6);
        if (this.lastEvent && this.drag?.kind === "select") this.extend(this.lastEvent, this.drag);
      }, 30);
    }
  }
}

function lineOf(target: HTMLElement): number {
  return Number(target.closest<HTMLElement>("[data-line]")?.dataset["line"] ?? 0);
}

/** The scroll bar belongs to the browser. */
function onScrollBar(event: PointerEvent, target: HTMLElement): boolean {
  return target.classList.contains("gx-scroller") && event.offsetX >= target.clientWidth;
}
