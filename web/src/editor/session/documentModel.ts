/**
 * Text and labels of one document, fetched by line range when they are looked
 * at. Acts that the server does not know yet are laid over everything fetched.
 */

import { BlockLoader } from "../model/blockLoader";
import { LabelStore, type LabelChange } from "../model/labelStore";
import { LineOrder } from "../model/lineOrder";
import { offsetsOnLine } from "../model/text";
import type { Label, SpanLabel, TextLine, TextRange } from "../model/types";
import { Emitter } from "./emitter";

/** Where a document comes from; ranges are `[start, end)` in lines. */
export interface DocumentSource {
  lines(start: number, end: number): Promise<TextLine[]>;
  labels(start: number, end: number): Promise<Label[]>;
}

interface ModelEvents {
  /** Text of `[start, end)` arrived or was given back. */
  lines: { start: number; end: number };
  /** An act changed the labels of these lines. */
  labels: { lines: Set<number> };
  /** Labels of `[start, end)` arrived. */
  fetched: { start: number; end: number };
  failed: { error: unknown };
  /** Text of a line that is not on screen, but that something on screen names, arrived. */
  far: undefined;
}

interface TrackedAct {
  actId: string;
  change: LabelChange;
  /** When the server acknowledged it, on the clock of `now`. */
  acknowledgedAt: number | null;
}

/** Tokens fetched at once: large enough to be worth a round trip, small enough to parse within a frame. */
const TOKENS_PER_BLOCK = 3_000;
const TEXT_BLOCKS = 120;
const REMEMBER_MS = 60_000;
/** Single lines kept for stubs; beyond, all are forgotten and fetched again as they are needed. */
const FAR_LINES = 2_000;

/** Lines per block, so that a block has about TOKENS_PER_BLOCK tokens whatever the length of the lines. */
export function blockSizeFor(lineCount: number, tokenCount: number): number {
  const perLine = Math.max(1, tokenCount / Math.max(1, lineCount));
  return Math.max(1, Math.min(200, Math.round(TOKENS_PER_BLOCK / perLine)));
}

export class DocumentModel {
  readonly labels = new LabelStore();
  readonly events = new Emitter<ModelEvents>();
  /** Where the lines stand that only this copy has. */
  order: LineOrder;
  private readonly lines = new Map<number, TextLine>();
  private readonly text: BlockLoader;
  private readonly labelBlocks: BlockLoader;
  /** Text of single lines for stubs of arrows; null while it is fetched. */
  private readonly farLines = new Map<number, TextLine | null>();
  /** Uses by class as the server counted them, moved on by the acts since. */
  private counted: Map<string, number> | null = null;
  private acts: TrackedAct[] = [];
  private filling = false;
  private known = false;
  private closed = false;
  private idle: (() => Promise<void>) | null = null;

  constructor(
    readonly lineCount: number,
    readonly tokenCount: number,
    private readonly source: DocumentSource,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.order = new LineOrder(lineCount);
    const blockSize = blockSizeFor(lineCount, tokenCount);
    this.text = new BlockLoader({
      blockSize,
      total: lineCount,
      capacity: TEXT_BLOCKS,
      load: async (start, end) => {
        for (const line of await this.source.lines(start, end)) this.lines.set(line.index, line);
      },
      onChange: (start, end) => this.events.emit("lines", { start, end }),
      onEvict: (start, end) => {
        for (let line = start; line < end; line++) this.lines.delete(line);
      },
    });
    this.labelBlocks = new BlockLoader({
      blockSize,
      total: lineCount,
      capacity: Infinity,
      load: (start, end) => this.loadLabels(start, end),
      onChange: (start, end) => this.events.emit("fetched", { start, end }),
    });
  }

  line(index: number): TextLine | undefined {
    return this.lines.get(index);
  }

  /** True once every label of the document is here. */
  get allLabelsLoaded(): boolean {
    return this.lineCount === 0 || this.labelBlocks.isLoaded(0, this.lineCount);
  }

  /** True from the first time every label was here; stays so while they are fetched anew. */
  get allLabelsKnown(): boolean {
    this.known ||= this.allLabelsLoaded;
    return this.known;
  }

  labelsLoaded(line: number): boolean {
    return this.labelBlocks.state(line) === "loaded";
  }

  hasFailed(line: number): boolean {
    return this.text.state(line) === "failed";
  }

  /**
   * Fetch text and labels of `[start, end)`, first those on screen, `[from, to)`. What earlier calls wanted
   * and nobody has sent for yet is dropped. Errors are told by the `failed` event.
   */
  prefetch(start: number, end: number, from = start, to = end): void {
    const tell = (error: unknown) => this.events.emit("failed", { error });
    this.text.want(start, end, from, to).catch(tell);
    this.labelBlocks.want(start, end, from, to).catch(tell);
  }

  /** Lines for a scan: those here already, the others fetched but not kept. */
  async read(start: number, end: number): Promise<TextLine[]> {
    const here: TextLine[] = [];
    for (let index = start; index < end; index++) {
      const line = this.lines.get(index);
      if (!line) return this.source.lines(start, end);
      here.push(line);
    }
    return here;
  }

  /** Like prefetch, and waits. */
  async ensure(start: number, end: number): Promise<void> {
    await Promise.all([this.text.ensure(start, end), this.labelBlocks.ensure(start, end)]);
  }

  async ensureLabels(start: number, end: number): Promise<void> {
    await this.labelBlocks.ensure(start, end);
  }

  /** Fetch the labels of all lines behind everything else, so that counts and jumps are exact. */
  async fillLabels(idle: () => Promise<void>): Promise<void> {
    this.idle = idle;
    if (this.filling) return;
    this.filling = true;
    for (let line = 0; line < this.lineCount && !this.closed; line += this.labelBlocks.blockSize) {
      if (this.labelsLoaded(line)) continue;
      await idle();
      if (this.closed) return;
      await this.labelBlocks.ensure(line, line + 1).catch(() => undefined);
    }
    this.filling = false;
  }

  /** Apply an act here; `acknowledge` or `forget` must follow once its fate is known. */
  apply(actId: string, change: LabelChange): void {
    this.acts.push({ actId, change, acknowledgedAt: null });
    this.labels.apply(change);
    this.count(change);
    this.emitLabels(change);
  }

  /** Lay acts of an earlier visit, still unsent, over what will be fetched. */
  restore(acts: { actId: string; change: LabelChange }[]): void {
    this.acts = acts.map((act) => ({ ...act, acknowledgedAt: null }));
    acts.forEach((act) => this.labels.apply(act.change));
  }

  acknowledge(actId: string): void {
    const limit = this.now() - REMEMBER_MS;
    this.acts = this.acts.filter((act) => act.acknowledgedAt === null || act.acknowledgedAt > limit);
    const act = this.acts.find((entry) => entry.actId === actId);
    if (act) act.acknowledgedAt = this.now();
  }

  /** The server refused an act: drop it and fetch the truth for its lines. */
  async forget(actId: string): Promise<void> {
    const act = this.acts.find((entry) => entry.actId === actId);
    if (!act) return;
    this.acts = this.acts.filter((entry) => entry !== act);
    await this.reload(linesOf(act.change));
  }

  /** Fetch labels of these lines anew, e.g. after somebody else changed them. */
  async reload(lines: Set<number>): Promise<void> {
    for (const line of lines) this.labelBlocks.invalidate(line, line + 1);
    await Promise.all([...lines].map((line) => this.labelBlocks.ensure(line, line + 1)));
  }

  /** Fetch everything visible anew. */
  reloadAll(start: number, end: number): void {
    this.labelBlocks.invalidate(0, this.lineCount);
    this.prefetch(start, end);
    if (this.idle) void this.fillLabels(this.idle);
  }

  /** Whether everything a change removes or leans on is still there, as far as it is known here. */
  canApply(change: LabelChange): boolean {
    const added = new Set(change.added.map((label) => label.hash));
    const isThere = (hash: string) => added.has(hash) || this.labels.get(hash) !== undefined;
    const isKnown = (label: Label) =>
      this.labelsLoaded(label.start.line) && this.labelsLoaded(label.end.line);
    return (
      change.removed.every((label) => !isKnown(label) || this.labels.get(label.hash) !== undefined) &&
      change.added.every(
        (label) =>
          label.type !== "ARROW" ||
          !isKnown(label) ||
          (isThere(label.originHash) && isThere(label.destinationHash)),
      )
    );
  }

  /** Whether the lines at both ends of a label have tokens that the server knows. */
  takesLabels(label: Label): boolean {
    return [label.start.line, label.end.line].every((index) => {
      const line = this.lines.get(index);
      return !line || (line.status !== "DELETED" && !line.change?.pending);
    });
  }

  /** Fetch the text and the labels of a line anew, once its act is settled. */
  async reloadLine(index: number): Promise<void> {
    const [fresh] = await this.source.lines(index, index + 1);
    if (fresh) this.replaceLine(fresh);
    await this.reload(new Set([index]));
  }

  /** Put an edited line in place of the old one. */
  replaceLine(line: TextLine): void {
    this.lines.set(line.index, line);
    this.events.emit("lines", { start: line.index, end: line.index + 1 });
  }

  /** Text under a span; lines that are not loaded are left out. */
  textOf(span: SpanLabel, limit = 80): string {
    const parts: string[] = [];
    for (let index = span.start.line; index <= span.end.line && parts.join(" ").length < limit; index++) {
      const line = this.lines.get(index);
      if (!line) continue;
      const [from, to] = offsetsOnLine(line, span.start, span.end);
      parts.push(line.content.slice(from, to));
    }
    const text = parts.join(" ");
    return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
  }

  /** Like textOf, for a place that is not on screen: empty until it is fetched, then `far` is told. */
  farText(place: Pick<Label, "start" | "end">, limit = 32): string {
    const { line: index } = place.start;
    const line = this.lines.get(index) ?? this.farLines.get(index);
    if (line) {
      const [from, to] = offsetsOnLine(line, place.start, place.end);
      const text = line.content.slice(from, to);
      return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
    }
    if (line === undefined) void this.fetchFar(index);
    return "";
  }

  /** Uses of a class on a layer; undefined while nobody knows. */
  uses(layer: number, classId: string): number | undefined {
    if (this.allLabelsKnown) return this.labels.uses(layer, classId);
    return this.counted ? (this.counted.get(`${layer}:${classId}`) ?? 0) : undefined;
  }

  /** Labels of the document; undefined while nobody knows. */
  get total(): number | undefined {
    if (this.allLabelsKnown) return this.labels.size;
    return this.counted ? [...this.counted.values()].reduce((sum, count) => sum + count, 0) : undefined;
  }

  /** What the server counted, before acts it does not know yet. */
  setUses(counts: Iterable<{ layer: number; classId: string; count: number }>): void {
    this.counted = new Map([...counts].map(({ layer, classId, count }) => [`${layer}:${classId}`, count]));
    for (const act of this.acts) if (act.acknowledgedAt === null) this.count(act.change);
  }

  /** Text of a range; lines that are not loaded count as empty. */
  textIn(range: TextRange): string {
    const parts: string[] = [];
    for (let index = range.start.line; index <= range.end.line; index++) {
      const content = this.lines.get(index)?.content ?? "";
      const from = index === range.start.line ? range.start.offset : 0;
      const to = index === range.end.line ? range.end.offset : content.length;
      parts.push(content.slice(from, to));
    }
    return parts.join("\n");
  }

  close(): void {
    this.closed = true;
    this.text.reset();
    this.labelBlocks.reset();
  }

  private async loadLabels(start: number, end: number): Promise<void> {
    const asked = this.now();
    const labels = await this.source.labels(start, end);
    this.labels.replaceRange(start, end - 1, labels);
    // The answer may be older than acts sent meanwhile: lay them over it.
    for (const act of this.acts) {
      if (act.acknowledgedAt === null || act.acknowledgedAt >= asked) this.labels.apply(act.change);
    }
  }

  private count(change: LabelChange): void {
    const { counted } = this;
    if (!counted) return;
    const add = (label: Label, by: 1 | -1) => {
      if (label.phase === "REJECTED") return;
      const key = `${label.layer}:${label.classId}`;
      counted.set(key, Math.max(0, (counted.get(key) ?? 0) + by));
    };
    for (const label of change.removed) add(label, -1);
    for (const label of change.added) add(label, 1);
  }

  private async fetchFar(index: number): Promise<void> {
    if (this.farLines.size > FAR_LINES) this.farLines.clear();
    this.farLines.set(index, null);
    const [line] = await this.source.lines(index, index + 1).catch(() => []);
    if (!line) {
      this.farLines.delete(index);
      return;
    }
    this.farLines.set(index, line);
    this.events.emit("far", undefined);
  }

  private emitLabels(change: LabelChange): void {
    this.events.emit("labels", { lines: linesOf(change) });
  }
}

/** Lines whose picture an act changes. */
export function linesOf(change: LabelChange): Set<number> {
  const lines = new Set<number>();
  for (const label of [...change.removed, ...change.added]) {
    const [first, last] = [label.start.line, label.end.line].sort((a, b) => a - b) as [number, number];
    if (label.type === "ARROW") {
      lines.add(first);
      lines.add(last);
    } else for (let line = first; line <= last; line++) lines.add(line);
  }
  return lines;
}
