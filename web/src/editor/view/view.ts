/**
 * Draws a session: only the lines on screen (and a margin) are in the page. The
 * content sits in a sticky layer that always covers the screen, so that fast
 * scrolling shows the last picture rather than a blank one.
 */

import { ScrollModel } from "../layout/scrollModel";
import type { Position } from "../model/types";
import type { EditorSession } from "../session/session";
import { ArrowLayer } from "./arrowLayer";
import { BrushTag } from "./brushTag";
import { captionId } from "./captionView";
import { BlockLayout } from "./blocks";
import { BoxPool } from "./boxPool";
import type { LinePin, LineState } from "./lineBox";
import { readMetrics, type Metrics } from "./metrics";
import { drawSelection } from "./overlays";

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
  private readonly layout: BlockLayout;
  private readonly pool: BoxPool;
  private readonly arrows: ArrowLayer;
  private readonly brushTag: BrushTag;
  private readonly stops: (() => void)[] = [];
  private scroll: ScrollModel;
  private metrics: Metrics;
  private frame = 0;
  private settleTimer = 0;
  private width = 0;
  private direction = 1;
  private pendingReveal: { position: Position; center: boolean; tries: number } | null = null;
  private drawnSelection = "";
  /** Told after every picture, for popovers that follow the text. */
  onDraw: () => void = () => undefined;

  constructor(parent: HTMLElement, session: EditorSession, label: string) {
    this.session = session;
    this.root = make("gx-root", parent);
    // Places are counted from the left whatever the language of the interface; each line has its own direction.
    this.root.dir = "ltr";
    this.root.tabIndex = 0;
    this.root.setAttribute("role", "application");
    this.root.setAttribute("aria-label", label);
    this.scroller = make("gx-scroller", this.root);
    this.scroller.tabIndex = -1;
    this.spacer = make("gx-spacer", this.scroller);
    this.sticky = make("gx-sticky", this.spacer);
    const content = make("gx-content", this.sticky);
    const model = session.model;
    this.layout = new BlockLayout(
      model.lineCount,
      (model.tokenCount / Math.max(1, model.lineCount)) * UNITS_PER_TOKEN,
    );
    this.pool = new BoxPool(session, content, this.layout);
    this.metrics = readMetrics(this.root);
    this.scroll = this.newScroll();
    this.arrows = new ArrowLayer(this.sticky, session, (hash) => this.pool.captionRect(hash));
    this.brushTag = new BrushTag(this.root, session);
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
      const rect = this.pool.captionRect(hash) ?? this.arrows.labelRect(hash);
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
    const point = range ? this.pool.pointOf(range.end) : null;
    return point
      ? new DOMRect(frame.left + point.left, frame.top + point.top - this.scroll.top, 0, point.height)
      : null;
  }

  /** The text position at a point of the screen; `on` is the character under it. */
  positionAt(clientX: number, clientY: number): (Position & { on: number }) | null {
    const y = clientY - this.root.getBoundingClientRect().top + this.scroll.top;
    const box = this.pool.nearest(y);
    return box && { line: box.line.index, ...box.offsetAt(clientX, clientY) };
  }

  /** One visual row up or down, keeping the horizontal place; pages move by the screen. */
  verticalStep(from: Position, direction: 1 | -1, by: "row" | "page"): (Position & { on: number }) | null {
    const point = this.pool.pointOf(from);
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
      const at = found && this.pool.pointOf({ line: found.line, offset: found.offset });
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

  /** Show marks beside lines, such as those of comment threads; a click on one calls `onOpen`. */
  setPins(lines: ReadonlyMap<number, LinePin>, onOpen: (line: number) => void): void {
    this.pool.pins = { lines, onOpen };
    this.schedule();
  }

  /** Show in the index bar how lines stand with questions about them; call again when that has changed. */
  setLineStates(stateOf: ((line: number) => LineState) | null): void {
    this.pool.stateOf = stateOf;
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
    this.brushTag.destroy();
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
      session.model.events.on("far", () => this.schedule()),
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
      this.pool.dropAll();
    }
    this.schedule();
    this.settleSoon();
  }

  private newScroll(): ScrollModel {
    return new ScrollModel(this.layout.heights, { top: this.metrics.padTop, bottom: this.metrics.padBottom });
  }

  private linesChanged(start: number, end: number): void {
    for (let index = start; index < end; index++) {
      const line = this.session.model.line(index);
      if (line) this.layout.learn(line, this.metrics);
      this.pool.dropStale(index);
    }
    this.schedule();
  }

  private labelsChanged(concerns: (line: number) => boolean): void {
    if (this.pool.soil(concerns)) this.schedule();
  }

  private sessionChanged(): void {
    const { session } = this;
    this.brushTag.update();
    this.root.classList.toggle("gx-brushing", session.brush !== null);
    this.root.classList.toggle("gx-aiming", session.arrow.step === "target");
    this.root.classList.toggle("gx-readonly", session.readOnly);
    const key = `${session.selectedHash}|${session.showRejected}|${session.labelSets.length}`;
    if (key !== this.drawnSelection) {
      this.drawnSelection = key;
      this.pool.soil(() => true);
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
    this.pool.fill(this.scroll, this.metrics);
    if (this.tryReveal()) this.pool.fill(this.scroll, this.metrics);
    drawSelection(this.session, this.pool.shown);
    this.arrows.draw(this.scroll.top, this.scroll.viewport, this.width, this.pool.shown);
    this.spacer.style.height = `${this.scroll.physicalHeight}px`;
    this.tellActive();
    this.prefetch();
    this.onDraw();
  }

  /** Screen readers follow the chosen label while the focus stays in the text. */
  private tellActive(): void {
    const { session } = this;
    const hash = session.arrow.active ? session.arrow.targetHash : session.selectedHash;
    const id = hash === null ? null : captionId(hash);
    if (id !== null && document.getElementById(id)) this.root.setAttribute("aria-activedescendant", id);
    else this.root.removeAttribute("aria-activedescendant");
  }

  private prefetch(): void {
    const [first, last] = this.visibleLines;
    const screen = last - first + 1;
    const ahead = this.direction > 0 ? [screen, screen * 3] : [screen * 3, screen];
    this.session.model.prefetch(
      Math.max(0, first - (ahead[0] ?? 0)),
      Math.min(this.session.model.lineCount, last + 1 + (ahead[1] ?? 0)),
      first,
      last + 1,
    );
  }

  /** True when the screen moved. */
  private tryReveal(): boolean {
    const wanted = this.pendingReveal;
    if (!wanted || this.scroll.viewport === 0) return false;
    const { scroll } = this;
    const point = this.pool.pointOf(wanted.position);
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
