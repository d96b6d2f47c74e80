/** The boxes of the text on screen: made, measured, placed and dropped as the screen moves. */

import type { ScrollModel } from "../layout/scrollModel";
import type { Position } from "../model/types";
import type { EditorSession } from "../session/session";
import type { Block, BlockLayout } from "./blocks";
import { LineBox, type LinePin, type LineState } from "./lineBox";
import type { Metrics } from "./metrics";
import { drawHandles } from "./overlays";
import { Placeholders } from "./placeholders";

/** Pixels above and below the screen that are kept drawn. */
const MARGIN = 300;
/** Positions in the page lose precision far from zero: move their origin after this many pixels. */
const REBASE = 400_000;

export class BoxPool {
  private readonly boxes = new Map<string, { box: LineBox; block: Block }>();
  private readonly dirty = new Set<string>();
  private readonly placeholders: Placeholders;
  private base = 0;
  /** Marks beside lines, by line; `place` puts them there. */
  pins: { lines: ReadonlyMap<number, LinePin>; onOpen: (line: number) => void } = {
    lines: new Map(),
    onOpen: () => undefined,
  };

  /** How lines stand with the questions about them; null in texts without such questions. */
  stateOf: ((line: number) => LineState) | null = null;

  constructor(
    private readonly session: EditorSession,
    private readonly content: HTMLElement,
    private readonly layout: BlockLayout,
  ) {
    this.placeholders = new Placeholders(content);
  }

  get shown(): LineBox[] {
    return [...this.boxes.values()].map((entry) => entry.box);
  }

  /** The box whose text is nearest to a distance from the top of the document. */
  nearest(y: number): LineBox | null {
    let nearest: { box: LineBox; distance: number } | null = null;
    for (const { box } of this.boxes.values()) {
      const distance = Math.max(0, box.top - y, y - (box.top + box.height));
      if (!nearest || distance < nearest.distance) nearest = { box, distance };
    }
    return nearest?.box ?? null;
  }

  pointOf(position: Position) {
    return this.boxOf(position)?.caretPoint(position.offset) ?? null;
  }

  captionRect(hash: string) {
    for (const { box } of this.boxes.values()) {
      const rect = box.captionRect(hash);
      if (rect) return rect;
    }
    return null;
  }

  /** Rows and sizes are no longer valid: make all pieces anew. */
  dropAll(): void {
    for (const { box } of this.boxes.values()) box.root.remove();
    this.boxes.clear();
    this.dirty.clear();
  }

  /** A line's text was replaced. */
  dropStale(index: number): void {
    const line = this.session.model.line(index);
    for (const [key, entry] of this.boxes) {
      if (entry.block.line === index && entry.box.line !== line) this.drop(key);
    }
  }

  /** Paint the lines concerned again with the next picture; true when any is on screen. */
  soil(concerns: (line: number) => boolean): boolean {
    let visible = false;
    for (const [key, entry] of this.boxes) {
      if (!concerns(entry.block.line)) continue;
      this.dirty.add(key);
      visible = true;
    }
    return visible;
  }

  /** Measuring may show that more (or fewer) lines fit: a few passes are enough, the margin covers the rest. */
  fill(scroll: ScrollModel, metrics: Metrics): void {
    for (let pass = 0; pass < 3 && this.fillOnce(scroll, metrics); pass++);
    this.place(scroll, metrics);
  }

  /** Create, measure and drop boxes for the screen; true when heights changed. */
  private fillOnce(scroll: ScrollModel, metrics: Metrics): boolean {
    const wanted = this.visibleBlocks(scroll, metrics);
    const keys = new Set(wanted.map((block) => block.key));
    for (const key of this.boxes.keys()) {
      if (!keys.has(key)) this.drop(key);
    }
    const fresh = wanted.flatMap((block) => this.toPaint(block, metrics) ?? []);
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

  private toPaint(block: Block, metrics: Metrics): { box: LineBox; block: Block } | null {
    const known = this.boxes.get(block.key);
    if (known && !this.dirty.has(block.key)) return null;
    const line = this.session.model.line(block.line);
    if (!line) return null;
    const entry = known ?? { box: new LineBox(block.key, line, block.from, block.to, metrics), block };
    if (!known) {
      this.boxes.set(block.key, entry);
      this.content.append(entry.box.root);
    }
    entry.box.prepare(this.session);
    return entry;
  }

  private visibleBlocks(scroll: ScrollModel, metrics: Metrics): Block[] {
    const { model } = this.session;
    const blocks: Block[] = [];
    const missing = new Set<number>();
    const from = scroll.top - MARGIN;
    const to = scroll.top + scroll.viewport + MARGIN;
    for (let index = scroll.lineAt(from); index < model.lineCount; index++) {
      const top = scroll.lineTop(index);
      if (top > to) break;
      const line = model.line(index);
      if (!line) {
        missing.add(index);
        continue;
      }
      for (const block of this.layout.blocksOf(line, metrics)) {
        const start = top + block.offset;
        if (start <= to && start + this.layout.height(block) >= from) blocks.push(block);
      }
    }
    this.placeholders.show(missing);
    return blocks;
  }

  private place(scroll: ScrollModel, metrics: Metrics): void {
    const { caret, selectedHash } = this.session;
    if (Math.abs(scroll.top - this.base) > REBASE) this.base = scroll.top;
    for (const { box, block } of this.boxes.values()) {
      const top = scroll.lineTop(block.line) + this.offsetOf(block, metrics);
      box.top = top;
      box.root.style.top = `${top - this.base}px`;
      box.setPin(this.pins.lines.get(block.line), this.pins.onOpen);
      box.setState(this.stateOf?.(block.line) ?? null);
      box.setCurrent(block.line === caret.line && selectedHash === null);
    }
    this.placeholders.place((line) => scroll.lineTop(line) - this.base, this.layout.heights);
    this.content.style.transform = `translateY(${this.base - scroll.top}px)`;
  }

  private offsetOf(block: Block, metrics: Metrics): number {
    if (block.segment === 0) return 0;
    const line = this.session.model.line(block.line);
    const placed = line && this.layout.blocksOf(line, metrics)[block.segment];
    return placed?.offset ?? block.offset;
  }

  private boxOf(position: Position): LineBox | undefined {
    for (const { box } of this.boxes.values()) {
      if (box.line.index !== position.line || position.offset < box.from) continue;
      if (position.offset < box.to || box.to === box.line.content.length) return box;
    }
    return undefined;
  }

  private drop(key: string): void {
    this.boxes.get(key)?.box.root.remove();
    this.boxes.delete(key);
  }
}
