/**
 * Draws a session: only the lines on screen (and a margin) are in the page. The
 * content sits in a sticky layer that always covers the screen, so that fast
 * scrolling shows the last picture rather than a blank one.
 */

import { ScrollModel } from "../layout/scrollModel";
import type { Position } from "../model/types";
import type { EditorSession } from "../session/session";
import { ArrowLayer } from "./arrowLayer";
import { BlockLayout, type Block } from "./blocks";
import { LineBox } from "./lineBox";
import { readMetrics, type Metrics } from "./metrics";
import { drawHandles, drawSelection } from "./overlays";
import { Placeholders } from "./placeholders";

const MARGIN = 300;
const SETTLE_MS = 160;
/** Mean UTF-16 units of a token with the space after it, for guesses only. */
const UNITS_PER_TOKEN = 6;

function make(className: string, parent: HTMLElement): HTMLElement {
  const element = document.createElement("div");
  element.className = className;
  parent.append(element);
  return element;
}

export class EditorView {
  readonly root: HTMLElement;
  readonly session: EditorSession;
  private readonly scroller: HTMLElement;
  private readonly spacer: HTMLElement;
  private readonly sticky: HTMLElement;
  private readonly content: HTMLElement;
  private readonly boxes = new Map<string, { box: LineBox; block: Block }>();
  private readonly placeholders: Placeholders;
  private readonly dirty = new Set<string>();
  private readonly layout: BlockLayout;
  private readonly arrows: ArrowLayer;
  private readonly stops: (() => void)[] = [];
  private scroll: ScrollModel;
  private metrics: Metrics;
  private frame = 0;
  private settleTimer = 0;
  private base = 0;
  private width = 0;
  private direction = 1;
  private pendingReveal: { position: Position; center: boolean; tries: number } | null = null;
  private drawnSelection = "";
  /** Told after every picture, for popovers that follow the text. */
  onDraw: () => void = () => undefined;

  constructor(parent: HTMLElement, session: EditorSession, label: string) {
    this.session = session;
    this.root = make("gx-root", parent);
    this.root.tabIndex = 0;
    this.root.setAttribute("role", "application");
    this.root.setAttribute("aria-label", label);
    this.scroller = make("gx-scroller", this.root);
    this.scroller.tabIndex = -1;
    this.spacer = make("gx-spacer", this.scroller);
    this.sticky = make("gx-sticky", this.spacer);
    this.content = make("gx-content", this.sticky);
    this.placeholders = new Placeholders(this.content);
    const model = session.model;
    this.layout = new BlockLayout(
      model.lineCount,
      (model.tokenCount / Math.max(1, model.lineCount)) * UNITS_PER_TOKEN,
    );
    this.metrics = readMetrics(this.root);
    this.scroll = this.newScroll();
    this.arrows = new ArrowLayer(this.sticky, session, (hash) => this.captionRect(hash));
    this.listen();
    this.resize();
  }

  /** Fonts, theme or settings changed: measure all again. */
  refresh(): void {
    this.metrics = readMetrics(this.root);
    this.width = 0;
    this.resize();
  }

  focus(): void {
    this.root.focus({ preventScroll: true });
  }

  /** Range of lines on screen now, `[first, last]`. */
  get visibleLines(): [number, number] {
    return [this.scroll.lineAt(this.scroll.top), this.scroll.lineAt(this.scroll.top + this.scroll.viewport)];
  }

  /** Place of the caret, selection end or chosen caption on the screen, for popovers; null while off screen. */
  anchorRect(): DOMRect | null {
    const { session } = this;
    const hash = session.arrow.awaitsClass ? session.arrow.targetHash : session.selectedHash;
    const frame = this.root.getBoundingClientRect();
    if (hash) {
      const rect = this.captionRect(hash) ?? this.arrows.labelRect(hash);
      return rect
        ? new DOMRect(
            frame.left + rect.left,
            frame.top + rect.top - this.scroll.top,
            rect.width,
            rect.height + this.metrics.row,
          )
        : null;
    }
    const range = session.range;
    const point = range ? this.pointOf(range.end) : null;
    return point
      ? new DOMRect(frame.left + point.left, frame.top + point.top - this.scroll.top, 0, point.height)
      : null;
  }

  /** The text position at a point of the screen; `on` is the character under it. */
  positionAt(clientX: number, clientY: number): (Position & { on: number }) | null {
    const y = clientY - this.root.getBoundingClientRect().top + this.scroll.top;
    let nearest: { box: LineBox; distance: number } | null = null;
    for (const { box } of this.boxes.values()) {
      const distance = Math.max(0, box.top - y, y - (box.top + box.height));
      if (!nearest || distance < nearest.distance) nearest = { box, distance };
    }
    if (!nearest) return null;
    return { line: nearest.box.line.index, ...nearest.box.offsetAt(clientX, clientY) };
  }

  /** One visual row up or down, keeping the horizontal place; pages move by the screen. */
  verticalStep(from: Position, direction: 1 | -1, by: "row" | "page"): (Position & { on: number }) | null {
    const point = this.pointOf(from);
    if (!point) return null;
    const frame = this.root.getBoundingClientRect();
    if (by === "page") {
      this.scroll.setTop(this.scroll.top + direction * (this.scroll.viewport - 2 * this.metrics.row));
      this.afterJump();
      return this.positionAt(
        frame.left + point.left,
        frame.top + (direction > 0 ? this.metrics.row * 2 : this.scroll.viewport - this.metrics.row * 2),
      );
    }
    const step = direction * this.metrics.row;
    const x = frame.left + point.left;
    const y = frame.top + point.top + point.height / 2 - this.scroll.top;
    // Captions and gaps between lines may lie on the way: go on until another row is reached.
    for (let distance = 1; distance < 14; distance += 0.5) {
      const found = this.positionAt(x, y + step * distance);
      const at = found && this.pointOf({ line: found.line, offset: found.offset });
      if (found && at && Math.abs(at.top - point.top) > 2) return found;
    }
    return null;
  }

  /** Bring a position into view: at once when its line is loaded, else as soon as it is. */
  reveal(position: Position, center: boolean): void {
    this.pendingReveal = { position, center, tries: 0 };
    this.tryReveal();
    this.schedule();
  }

  scrollBy(pixels: number): void {
    this.scroll.setTop(this.scroll.top + pixels);
    this.afterJump();
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    window.clearTimeout(this.settleTimer);
    for (const stop of this.stops) stop();
    this.arrows.destroy();
    this.root.remove();
  }

  // -- Events -------------------------------------------------------------

  private listen(): void {
    const { session, scroller } = this;
    const onScroll = () => this.scrolled();
    scroller.addEventListener("scroll", onScroll, { passive: true });
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(this.root);
    this.stops.push(
      () => scroller.removeEventListener("scroll", onScroll),
      () => observer.disconnect(),
      session.model.events.on("lines", ({ start, end }) => this.linesChanged(start, end)),
      session.model.events.on("labels", ({ lines }) => this.labelsChanged((line) => lines.has(line))),
      session.model.events.on("fetched", ({ start, end }) =>
        this.labelsChanged((line) => line >= start && line < end),
      ),
      session.events.on("change", () => this.sessionChanged()),
      session.events.on("reveal", ({ position, center }) => this.reveal(position, center)),
    );
    document.fonts?.ready.then(() => this.refresh()).catch(() => undefined);
  }

  private scrolled(): void {
    if (Math.abs(this.scroller.scrollTop - this.scroll.lastPhysical) < 1) return; // Our own correction.
    const before = this.scroll.top;
    this.scroll.scrolledTo(this.scroller.scrollTop);
    this.direction = this.scroll.top >= before ? 1 : -1;
    this.pendingReveal = null;
    this.schedule();
    this.settleSoon();
  }

  /** The browser's scroll bar may have drifted from the truth while heights became exact; correct it when all is quiet. */
  private settleSoon(): void {
    window.clearTimeout(this.settleTimer);
    this.settleTimer = window.setTimeout(() => this.syncScrollBar(), SETTLE_MS);
  }

  private syncScrollBar(): void {
    const wanted = this.scroll.physicalTop;
    if (Math.abs(wanted - this.scroller.scrollTop) > 1) this.scroller.scrollTop = wanted;
    this.scroll.synced(this.scroller.scrollTop);
  }

  private afterJump(): void {
    this.syncScrollBar();
    this.render();
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.scroller;
    this.scroll.viewport = clientHeight;
    this.sticky.style.height = `${clientHeight}px`;
    if (clientWidth !== this.width && clientWidth > 0) {
      const [first] = this.visibleLines;
      this.width = clientWidth;
      this.layout.reset(this.metrics, clientWidth - this.metrics.gutter - 20);
      const old = this.scroll;
      this.scroll = this.newScroll();
      this.scroll.viewport = clientHeight;
      this.scroll.setTop(first === 0 ? Math.min(old.top, this.metrics.padTop) : this.scroll.lineTop(first));
      this.dropBoxes();
    }
    this.schedule();
    this.settleSoon();
  }

  /** Rows and sizes are no longer valid: make all pieces anew. */
  private dropBoxes(): void {
    for (const { box } of this.boxes.values()) box.root.remove();
    this.boxes.clear();
    this.dirty.clear();
  }

  private newScroll(): ScrollModel {
    return new ScrollModel(this.layout.heights, { top: this.metrics.padTop, bottom: this.metrics.padBottom });
  }

  private linesChanged(start: number, end: number): void {
    for (let index = start; index < end; index++) {
      const line = this.session.model.line(index);
      if (line) this.layout.learn(line, this.metrics);
      for (const [key, entry] of this.boxes) {
        if (entry.block.line !== index || entry.box.line === line) continue;
        entry.box.root.remove();
        this.boxes.delete(key);
      }
    }
    this.schedule();
  }

  private labelsChanged(concerns: (line: number) => boolean): void {
    let visible = false;
    for (const [key, entry] of this.boxes) {
      if (!concerns(entry.block.line)) continue;
      this.dirty.add(key);
      visible = true;
    }
    if (visible) this.schedule();
  }

  private sessionChanged(): void {
    const { session } = this;
    this.root.classList.toggle("gx-brushing", session.brush !== null);
    this.root.classList.toggle("gx-aiming", session.arrow.step === "target");
    this.root.classList.toggle("gx-readonly", session.readOnly);
    const key = `${session.selectedHash}|${session.showRejected}|${session.labelSets.length}`;
    if (key !== this.drawnSelection) {
      this.drawnSelection = key;
      for (const name of this.boxes.keys()) this.dirty.add(name);
    }
    this.schedule();
  }

  private schedule(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.render();
    });
  }

  // -- Drawing ------------------------------------------------------------

  private render(): void {
    if (this.scroll.viewport === 0) return;
    this.layoutScreen();
    if (this.tryReveal()) this.layoutScreen();
    drawSelection(this.session, this.shown);
    this.arrows.draw(this.scroll.top, this.scroll.viewport, this.width, this.shown);
    this.spacer.style.height = `${this.scroll.physicalHeight}px`;
    this.prefetch();
    this.onDraw();
  }

  /** Measuring may show that more (or fewer) lines fit: a few passes are enough, the margin covers the rest. */
  private layoutScreen(): void {
    for (let pass = 0; pass < 3 && this.layoutVisible(); pass++);
    this.placeAll();
  }

  /** Create, measure and drop boxes for the screen; true when heights changed. */
  private layoutVisible(): boolean {
    const wanted = this.visibleBlocks();
    const keys = new Set(wanted.map((block) => block.key));
    for (const [key, entry] of this.boxes) {
      if (keys.has(key)) continue;
      entry.box.root.remove();
      this.boxes.delete(key);
    }
    const fresh: { box: LineBox; block: Block }[] = [];
    for (const block of wanted) {
      const known = this.boxes.get(block.key);
      if (known && !this.dirty.has(block.key)) continue;
      const line = this.session.model.line(block.line);
      if (!line) continue;
      const entry = known ?? { box: new LineBox(block.key, line, block.from, block.to, this.metrics), block };
      if (!known) {
        this.boxes.set(block.key, entry);
        this.content.append(entry.box.root);
      }
      entry.box.prepare(this.session);
      fresh.push(entry);
    }
    this.dirty.clear();
    for (const { box } of fresh) box.findRows();
    for (const { box } of fresh) box.giveRoom();
    for (const { box } of fresh) box.measure();
    let changed = false;
    for (const { box, block } of fresh) {
      box.paint(this.session);
      changed = this.layout.setHeight(block, box.height) || changed;
    }
    drawHandles(this.session, this.content, this.shown);
    return changed;
  }

  private visibleBlocks(): Block[] {
    const { session, scroll } = this;
    const blocks: Block[] = [];
    const missing = new Set<number>();
    const from = scroll.top - MARGIN;
    const to = scroll.top + scroll.viewport + MARGIN;
    for (let index = scroll.lineAt(from); index < session.model.lineCount; index++) {
      const top = scroll.lineTop(index);
      if (top > to) break;
      const line = session.model.line(index);
      if (!line) {
        missing.add(index);
        continue;
      }
      for (const block of this.layout.blocksOf(line, this.metrics)) {
        const start = top + block.offset;
        if (start <= to && start + this.layout.height(block) >= from) blocks.push(block);
      }
    }
    this.placeholders.show(missing);
    return blocks;
  }

  private placeAll(): void {
    const { scroll } = this;
    if (Math.abs(scroll.top - this.base) > 400_000) this.base = scroll.top;
    for (const { box, block } of this.boxes.values()) {
      const top = scroll.lineTop(block.line) + this.segmentOffset(block);
      box.top = top;
      box.root.style.top = `${top - this.base}px`;
      box.setCurrent(block.line === this.session.caret.line && this.session.selectedHash === null);
    }
    this.placeholders.place((line) => scroll.lineTop(line) - this.base, this.layout.heights);
    this.content.style.transform = `translateY(${this.base - scroll.top}px)`;
  }

  private segmentOffset(block: Block): number {
    if (block.segment === 0) return 0;
    const line = this.session.model.line(block.line);
    const placed = line && this.layout.blocksOf(line, this.metrics)[block.segment];
    return placed?.offset ?? block.offset;
  }

  private prefetch(): void {
    const [first, last] = this.visibleLines;
    const screen = last - first + 1;
    const ahead = this.direction > 0 ? [screen, screen * 3] : [screen * 3, screen];
    this.session.model.prefetch(
      Math.max(0, first - (ahead[0] ?? 0)),
      Math.min(this.session.model.lineCount, last + 1 + (ahead[1] ?? 0)),
    );
  }

  // -- Places -------------------------------------------------------------

  private get shown(): LineBox[] {
    return [...this.boxes.values()].map((entry) => entry.box);
  }

  private boxOf(position: Position): LineBox | undefined {
    for (const { box } of this.boxes.values()) {
      if (box.line.index !== position.line || position.offset < box.from) continue;
      if (position.offset < box.to || box.to === box.line.content.length) return box;
    }
    return undefined;
  }

  private pointOf(position: Position) {
    return this.boxOf(position)?.caretPoint(position.offset) ?? null;
  }

  private captionRect(hash: string) {
    for (const { box } of this.boxes.values()) {
      const rect = box.captionRect(hash);
      if (rect) return rect;
    }
    return null;
  }

  /** True when the screen moved. */
  private tryReveal(): boolean {
    const wanted = this.pendingReveal;
    if (!wanted || this.scroll.viewport === 0) return false;
    const { scroll } = this;
    const point = this.pointOf(wanted.position);
    const top = point ? point.top : this.estimatedTop(wanted.position);
    const bottom = top + (point?.height ?? this.metrics.row);
    const goal = scroll.topToShow(top, bottom, wanted.center);
    const loaded = this.session.model.line(wanted.position.line) !== undefined;
    wanted.tries++;
    if ((point && goal === null) || (loaded && wanted.tries > 6)) this.pendingReveal = null;
    if (goal === null) return false;
    const before = scroll.top;
    scroll.setTop(goal);
    if (Math.abs(before - scroll.top) < 1) {
      // At the end of the document there is no room to do better.
      if (point) this.pendingReveal = null;
      return false;
    }
    this.syncScrollBar();
    this.schedule();
    return true;
  }

  private estimatedTop(position: Position): number {
    const top = this.scroll.lineTop(position.line);
    const line = this.session.model.line(position.line);
    const block =
      line &&
      this.layout.blocksOf(line, this.metrics).findLast((candidate) => candidate.from <= position.offset);
    return top + (block?.offset ?? 0);
  }
}
