/**
 * One piece of text on screen, with highlights, bars and captions placed behind
 * and above it by measured rectangles. Work is split into steps that only read
 * or only write (prepare, findRows, giveRoom, measure, paint), so that many
 * boxes cost one layout, or two when rows are found for the first time.
 */

import { assignLanes } from "../layout/lanes";
import { isRightToLeft } from "../model/direction";
import { offsetsOnLine } from "../model/text";
import type { SpanLabel, TextLine } from "../model/types";
import { lookOf, type Look } from "./look";
import type { Metrics } from "./metrics";
import {
  captionWidth,
  drawCaptions,
  type CaptionPlace,
  type CaptionRect,
  type DrawnCaption,
} from "./captionView";
import { TextGeometry, type Rect } from "./textGeometry";
import type { EditorSession } from "../session/session";

interface Painted {
  span: SpanLabel;
  look: Look;
  /** Spoken name. */
  name: string;
  lane: number;
  from: number;
  to: number;
  /** The span begins on this piece, so its caption stands here. */
  begins: boolean;
  /** Arrows start or end at its caption. */
  arrows: boolean;
  rects: Rect[];
}

/** What stands beside a line that has something to say. */
export interface LinePin {
  count: number;
  /** Spoken, and shown as a tooltip. */
  label: string;
}

/** How a line stands with the questions about it. */
export interface LineState {
  answered: boolean;
  /** Labelers disagree. */
  disputed: boolean;
  /** Chosen along with others, to answer them at once. */
  picked: boolean;
}

function element(className: string, parent?: HTMLElement): HTMLElement {
  const made = document.createElement("div");
  made.className = className;
  parent?.append(made);
  return made;
}

function place(target: HTMLElement, rect: Rect): void {
  target.style.left = `${rect.left}px`;
  target.style.top = `${rect.top}px`;
  target.style.width = `${rect.width}px`;
  target.style.height = `${rect.height}px`;
}

export class LineBox {
  readonly root = element("gx-line");
  /** Top in the document, set by the view. */
  top = 0;
  height = 0;
  private readonly number = element("gx-number", this.root);
  private readonly body = element("gx-body", this.root);
  private readonly under = element("gx-under", this.body);
  private readonly selection = element("gx-under", this.body);
  private readonly over = element("gx-over", this.body);
  private pin: HTMLButtonElement | undefined;
  private painted: Painted[] = [];
  private captions = new Map<string, DrawnCaption>();
  private width = 0;
  private readonly geometry: TextGeometry;
  private readonly rightToLeft: boolean;

  constructor(
    readonly key: string,
    readonly line: TextLine,
    /** UTF-16 range of the line shown here. */
    readonly from: number,
    readonly to: number,
    private readonly metrics: Metrics,
  ) {
    this.rightToLeft = isRightToLeft(line.content.slice(0, 400));
    this.geometry = new TextGeometry(line.content.slice(from, to), this.body, this.rightToLeft, metrics.row);
    this.over.before(this.geometry.element);
    this.root.dataset["line"] = String(line.index);
    if (from === 0) this.number.textContent = String(line.index + 1);
    this.root.classList.toggle("gx-deleted", line.status === "DELETED");
    this.root.classList.toggle("gx-edited", line.change !== undefined && line.change.original !== null);
    this.root.classList.toggle("gx-inserted", line.change?.inserted ?? false);
    this.root.classList.toggle("gx-disputed", line.change?.conflict ?? false);
    this.root.classList.toggle("gx-pending", line.change?.pending ?? false);
    this.root.classList.toggle("gx-hidden-line", line.status === "HIDDEN");
    if (from === 0) this.showMetadata();
  }

  /** Collect the spans of this piece and their lanes. */
  prepare(session: EditorSession): void {
    const { line, from, to } = this;
    const shown: Painted[] = [];
    for (const span of session.model.labels.onLine(line.index)) {
      if (!session.isVisible(span)) continue;
      const [start, end] = offsetsOnLine(line, span.start, span.end);
      if (end <= from || start >= to || end <= start) continue;
      const begins = span.start.line === line.index && start >= from;
      const arrows = begins && session.model.labels.arrowsOf(span.hash).length > 0;
      const look = lookOf(session, span);
      shown.push({
        span,
        look,
        name: session.describe(span),
        lane: 0,
        from: Math.max(0, start - from),
        to: Math.min(to, end) - from,
        begins,
        arrows,
        rects: [],
      });
    }
    const { lanes } = assignLanes(
      shown.map((item) => ({ start: item.from, end: item.to, order: item.span.layer })),
    );
    shown.forEach((item, index) => (item.lane = lanes[index] ?? 0));
    this.painted = shown;
    this.root.classList.toggle("gx-labeled", shown.length > 0);
    this.root.classList.toggle(
      "gx-conflicted",
      session.reviewer && shown.some((item) => item.span.phase === "CONFLICT"),
    );
  }

  /** Read, only the first time a labeled piece is shown at this width. */
  findRows(): void {
    if (this.painted.length > 0 && this.geometry.needsRows) this.geometry.measureRows();
  }

  /** Write: room for captions above the rows that have any. */
  giveRoom(): void {
    const { metrics, geometry } = this;
    const rooms: number[] = this.painted.length > 0 ? new Array<number>(geometry.rowCount).fill(0) : [];
    const arrows = new Set<number>();
    for (const item of this.painted) {
      const first = geometry.rowOf(item.from);
      if (item.arrows) arrows.add(first);
      for (let row = first; row <= geometry.rowOf(item.to - 1); row++) {
        // Rows a span runs on into show its bar only, which needs no room of its own in the lowest lane.
        const lanes = item.lane + (row === first && item.begins ? 1 : 0);
        rooms[row] = Math.max(rooms[row] ?? 0, lanes * metrics.lane);
      }
    }
    for (const row of arrows) rooms[row] = (rooms[row] ?? 0) + metrics.arrowRoom;
    geometry.setHeadrooms(rooms);
    this.number.style.top = `${geometry.headroom(0) + metrics.lineGap / 2}px`;
    this.number.style.lineHeight = `${metrics.row}px`;
  }

  /** Read: rectangles of all spans, and the height. */
  measure(): void {
    const origin = this.body.getBoundingClientRect();
    this.width = origin.width;
    this.height = this.root.offsetHeight;
    for (const item of this.painted) item.rects = this.geometry.rects(item.from, item.to, origin);
  }

  /** Write: highlights, bars, captions. */
  paint(session: EditorSession): void {
    const { metrics } = this;
    const under = document.createDocumentFragment();
    const over = document.createDocumentFragment();
    const boxes: CaptionPlace[] = [];
    for (const item of this.painted) {
      const chosen = item.span.hash === session.selectedHash ? " gx-chosen" : "";
      for (const rect of item.rects) {
        const mark = element(`gx-mark ${item.look.style}${chosen}`);
        mark.style.setProperty("--c", item.look.color);
        place(mark, { left: rect.left - 1, top: rect.top, width: rect.width + 2, height: rect.height });
        under.append(mark);
        const bar = element(`gx-bar ${item.look.style}`);
        bar.style.setProperty("--c", item.look.color);
        bar.style.left = `${rect.left - 1}px`;
        bar.style.width = `${rect.width + 2}px`;
        bar.style.top = `${rect.top - item.lane * metrics.lane - metrics.bar}px`;
        over.append(bar);
      }
      const first = this.firstRect(item);
      if (first && item.begins) boxes.push(this.captionPlace(item, first, metrics));
    }
    this.captions = drawCaptions(boxes, this.width, session.selectedHash, metrics, over);
    this.under.replaceChildren(under);
    this.over.replaceChildren(over);
  }

  /** Draw the part of the selection that lies on this piece, in offsets of the line; null clears it. */
  select(range: [number, number] | null, caret: number | null): void {
    const fragment = document.createDocumentFragment();
    const local = (offset: number) => Math.max(0, Math.min(this.to - this.from, offset - this.from));
    if (range && range[1] > this.from && range[0] < this.to) {
      for (const rect of this.geometry.rects(local(range[0]), local(range[1]))) {
        const part = element("gx-select");
        place(part, rect);
        fragment.append(part);
      }
    }
    if (caret !== null && caret >= this.from && caret <= this.to) {
      const rect = this.caretRect(caret);
      const mark = element("gx-caret");
      mark.style.left = `${rect.left}px`;
      mark.style.top = `${rect.top}px`;
      mark.style.height = `${rect.height}px`;
      fragment.append(mark);
    }
    if (fragment.childNodes.length > 0 || this.selection.childNodes.length > 0)
      this.selection.replaceChildren(fragment);
  }

  /** Handles at the borders of the chosen span; returns them with the border they move. */
  handles(span: SpanLabel, color: string): HTMLElement[] {
    const item = this.painted.find((entry) => entry.span.hash === span.hash);
    if (!item) return [];
    const made: HTMLElement[] = [];
    const add = (border: "start" | "end", offset: number) => {
      const rect = this.caretRect(offset, border === "start" ? "after" : "before");
      const handle = element("gx-handle", this.over);
      handle.dataset["border"] = border;
      handle.dataset["hash"] = span.hash;
      handle.style.setProperty("--c", color);
      handle.style.left = `${rect.left}px`;
      handle.style.top = `${rect.top}px`;
      handle.style.height = `${rect.height}px`;
      made.push(handle);
    };
    if (item.begins) add("start", item.from + this.from);
    const [, end] = offsetsOnLine(this.line, span.start, span.end);
    if (span.end.line === this.line.index && end <= this.to) add("end", end);
    return made;
  }

  /** A mark beside the first piece of a line, such as that of comment threads; none takes it away. */
  setPin(pin: LinePin | undefined, onOpen: (line: number) => void): void {
    if (this.from !== 0 || this.pin?.textContent === (pin ? String(pin.count) : undefined)) return;
    this.pin?.remove();
    this.pin = undefined;
    if (!pin) return;
    const made = document.createElement("button");
    made.type = "button";
    made.tabIndex = -1;
    made.className = "gx-pin";
    made.textContent = String(pin.count);
    made.title = pin.label;
    made.setAttribute("aria-label", pin.label);
    made.addEventListener("pointerdown", (event) => event.stopPropagation());
    made.addEventListener("click", (event) => {
      event.stopPropagation();
      onOpen(this.line.index);
    });
    this.number.after(made);
    this.pin = made;
  }

  setState(state: LineState | null): void {
    const { classList } = this.root;
    classList.toggle("gx-answered", state?.answered ?? false);
    classList.toggle("gx-unsettled", state?.disputed ?? false);
    classList.toggle("gx-picked", state?.picked ?? false);
  }

  setCurrent(current: boolean): void {
    this.root.classList.toggle("gx-current", current);
  }

  /** Mark captions while an arrow looks for its target. */
  markCaptions(allowed: ((span: SpanLabel) => boolean) | null, target: string | null): void {
    for (const item of this.painted) {
      const caption = this.captions.get(item.span.hash);
      caption?.element.classList.toggle("gx-allowed", allowed?.(item.span) ?? false);
      caption?.element.classList.toggle("gx-target", item.span.hash === target);
    }
  }

  /** Caption of a span in document coordinates. */
  captionRect(hash: string): CaptionRect | null {
    const caption = this.captions.get(hash);
    if (!caption) return null;
    const offset = this.bodyOffset();
    const down = this.top + offset.top;
    return {
      ...caption.rect,
      left: caption.rect.left + offset.left,
      top: caption.rect.top + down,
      roof: caption.roof + down,
    };
  }

  get captionHashes(): IterableIterator<string> {
    return this.captions.keys();
  }

  /** UTF-16 offset in the line at a point of the screen; `on` says which character is under it. */
  offsetAt(clientX: number, clientY: number): { offset: number; on: number } {
    const origin = this.body.getBoundingClientRect();
    const { middle } = this.geometry.rowAt(clientY - origin.top);
    const y = origin.top + middle;
    const x = Math.max(origin.left + 1, Math.min(origin.right - 1, clientX));
    const boundary = this.geometry.boundaryAt(x, y);
    return { offset: boundary + this.from, on: this.geometry.characterAt(boundary, x, y) + this.from };
  }

  /** Place of the caret in body coordinates. */
  private caretRect(offset: number, side: "before" | "after" = "after"): Rect {
    const rect = this.geometry.caret(offset - this.from, side);
    if (rect) return rect;
    return { left: this.rightToLeft ? this.width : 0, top: 0, width: 0, height: this.metrics.row };
  }

  /** Caret place in document coordinates. */
  caretPoint(offset: number): Rect {
    const rect = this.caretRect(offset);
    const body = this.bodyOffset();
    return { ...rect, left: rect.left + body.left, top: rect.top + this.top + body.top };
  }

  private bodyOffset(): { left: number; top: number } {
    return { left: this.body.offsetLeft, top: this.body.offsetTop };
  }

  private firstRect(item: Painted): Rect | undefined {
    const [first] = item.rects;
    if (!first) return undefined;
    const row = item.rects.filter((rect) => Math.abs(rect.top - first.top) < 3);
    return row.reduce((best, rect) => {
      const better = this.rightToLeft
        ? rect.left + rect.width > best.left + best.width
        : rect.left < best.left;
      return better ? rect : best;
    });
  }

  private captionPlace(item: Painted, rect: Rect, metrics: Metrics): CaptionPlace {
    return {
      hash: item.span.hash,
      name: item.name,
      look: item.look,
      top: rect.top - item.lane * metrics.lane - metrics.bar - metrics.captionHeight,
      row: Math.round(rect.top),
      lane: item.lane,
      x: this.rightToLeft ? rect.left + rect.width + 1 : rect.left - 1,
      rightToLeft: this.rightToLeft,
      width: captionWidth(item.look, metrics),
    };
  }

  private showMetadata(): void {
    const pinned = this.line.metadata.filter((entry) => entry.pinned);
    if (pinned.length === 0) return;
    const row = element("gx-metadata", this.root);
    for (const entry of pinned) {
      const chip = document.createElement("span");
      chip.textContent = `${entry.key}: ${entry.value}`;
      if (entry.config) {
        chip.style.background = entry.config.backgroundColor;
        chip.style.color = entry.config.color;
        chip.style.borderColor = entry.config.borderColor;
      }
      row.append(chip);
    }
  }
}
