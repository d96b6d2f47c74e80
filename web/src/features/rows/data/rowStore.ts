/**
 * Rows and answers of one document copy, fetched by range as they come into
 * view. Own changes are laid over what the server says until it has
 * acknowledged them. No React.
 */

import { hasAnswers, type Answers } from "@/question-types";
import type { RowChange } from "./senders";

export const BLOCK = 200;
const KEEP_BLOCKS = 60;
const KEEP_LOOSE = 4000;
const SCAN = 5000;

export interface FetchedAnswers {
  line: number;
  answers: Answers;
  /** Answers on which labelers disagree, by field. */
  disputed: string[];
}

export interface RowSource {
  /** Texts by column for lines `start` to `end` (exclusive). */
  cells: (start: number, end: number) => Promise<Map<number, string[]>>;
  /** Lines that have answers or conflicts. */
  answers: (start: number, end: number) => Promise<FetchedAnswers[]>;
  /** Texts and answers of lines that lie apart, as a filter or an order shows them. */
  scattered?: (
    lines: readonly number[],
  ) => Promise<{ cells: Map<number, string[]>; answers: FetchedAnswers[] }>;
}

export type RowState = "answered" | "unanswered" | "conflict";

export interface Row {
  line: number;
  cells: readonly string[];
  answers: Answers;
  disputed: readonly string[];
  state: RowState;
}

interface Block {
  cells: Map<number, string[]>;
  used: number;
}

const NOTHING: Answers = {};
const STATES: readonly RowState[] = ["unanswered", "answered", "conflict"];

export class RowStore {
  private readonly blocks = new Map<number, Block>();
  private readonly loading = new Map<number, Promise<void>>();
  /** Texts of single lines, the newest last. */
  private readonly loose = new Map<number, string[]>();
  private readonly looseLoading = new Set<number>();
  private readonly answered = new Map<number, FetchedAnswers>();
  /** Rows as last handed out; the same object until something in the row changes. */
  private readonly made = new Map<number, Row>();
  /** 0 is unknown, else one more than the place in STATES. */
  private readonly states: Uint8Array;
  private readonly known: Uint8Array;
  private readonly listeners = new Set<() => void>();
  private clock = 0;
  version = 0;
  error: unknown;
  /** Rows answered since opening, less those cleared. */
  gained = 0;
  /** Line changed last. */
  lastLine: number | null = null;

  constructor(
    private readonly source: RowSource,
    readonly total: number,
  ) {
    this.states = new Uint8Array(total);
    this.known = new Uint8Array(Math.ceil(total / BLOCK));
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  getVersion = (): number => this.version;

  private emit(): void {
    this.version++;
    this.listeners.forEach((listener) => listener());
  }

  /** The row, or nothing while it is being fetched. The same object as long as nothing in it changes. */
  row(line: number): Row | undefined {
    const block = this.blocks.get(Math.floor(line / BLOCK));
    if (block) block.used = ++this.clock;
    const before = this.made.get(line);
    if (before) return before;
    const cells = block?.cells.get(line) ?? this.loose.get(line);
    if (!cells) return undefined;
    const found = this.answered.get(line);
    const row: Row = {
      line,
      cells,
      answers: found?.answers ?? NOTHING,
      disputed: found?.disputed ?? [],
      state: this.stateOf(line),
    };
    this.made.set(line, row);
    return row;
  }

  stateOf(line: number): RowState {
    return STATES[(this.states[line] ?? 0) - 1] ?? "unanswered";
  }

  /** Fetch what is missing of a range. */
  async ensure(start: number, end: number): Promise<void> {
    const wanted: Promise<void>[] = [];
    for (let at = Math.floor(Math.max(0, start) / BLOCK); at * BLOCK < Math.min(end, this.total); at++) {
      if (!this.blocks.has(at)) wanted.push(this.load(at));
    }
    await Promise.all(wanted);
  }

  /** Fetch what is missing of lines that may lie anywhere. Neighbours come along where several are asked for. */
  async ensureLines(lines: readonly number[]): Promise<void> {
    const { scattered } = this.source;
    const missing = lines.filter((line) => line >= 0 && line < this.total && !this.row(line));
    if (!scattered) {
      await Promise.all(missing.map((line) => this.ensure(line, line + 1)));
      return;
    }
    const asked = missing.filter(
      (line) => !this.looseLoading.has(line) && !this.loading.has(Math.floor(line / BLOCK)),
    );
    if (asked.length === 0) return;
    asked.forEach((line) => this.looseLoading.add(line));
    try {
      const { cells, answers } = await scattered(asked);
      for (const [line, texts] of cells) this.loose.set(line, texts);
      this.takeLines([...cells.keys()], answers);
      this.error = undefined;
      this.forgetOld();
    } catch (error) {
      this.error = error;
    } finally {
      asked.forEach((line) => this.looseLoading.delete(line));
      this.emit();
    }
  }

  private load(at: number): Promise<void> {
    const running = this.loading.get(at);
    if (running) return running;
    const [start, end] = [at * BLOCK, Math.min(this.total, (at + 1) * BLOCK)];
    const work = Promise.all([this.source.cells(start, end), this.source.answers(start, end)])
      .then(([cells, answers]) => {
        this.blocks.set(at, { cells, used: ++this.clock });
        this.take(start, end, answers);
        this.error = undefined;
        this.forgetOld();
      })
      .catch((error: unknown) => {
        this.error = error;
      })
      .finally(() => {
        this.loading.delete(at);
        this.emit();
      });
    this.loading.set(at, work);
    return work;
  }

  private take(start: number, end: number, found: FetchedAnswers[]): void {
    const lines = Array.from({ length: end - start }, (_, at) => start + at);
    this.takeLines(lines, found);
    for (let at = Math.floor(start / BLOCK); at * BLOCK < end; at++) this.known[at] = 1;
  }

  private takeLines(lines: readonly number[], found: FetchedAnswers[]): void {
    for (const line of lines) {
      this.answered.delete(line);
      this.made.delete(line);
      this.states[line] = 1;
    }
    for (const entry of found) this.put(entry);
    const [first = 0, last = -1] = [lines[0], lines.at(-1)];
    const within = new Set(this.pending.length > 0 ? lines : []);
    for (const change of this.pending) {
      if ((change.line >= first && change.line <= last) || within.has(change.line)) this.overlay(change);
    }
  }

  private put(entry: FetchedAnswers): void {
    this.answered.set(entry.line, entry);
    this.made.delete(entry.line);
    const state: RowState =
      entry.disputed.length > 0 ? "conflict" : hasAnswers(entry.answers) ? "answered" : "unanswered";
    this.states[entry.line] = STATES.indexOf(state) + 1;
  }

  /** Memory stays the same however far somebody scrolls; which rows are answered is kept, a byte each. */
  private forgetOld(): void {
    if (this.blocks.size > KEEP_BLOCKS) {
      const oldest = [...this.blocks]
        .sort((a, b) => a[1].used - b[1].used)
        .slice(0, this.blocks.size - KEEP_BLOCKS);
      for (const [at] of oldest) this.forgetBlock(at);
    }
    for (const line of this.loose.keys()) {
      if (this.loose.size <= KEEP_LOOSE) break;
      this.loose.delete(line);
      if (!this.blocks.has(Math.floor(line / BLOCK))) this.made.delete(line);
    }
  }

  private forgetBlock(at: number): void {
    this.blocks.delete(at);
    // Its answers are asked for again along with its texts.
    this.known[at] = 0;
    const waiting = new Set(this.pending.map((change) => change.line));
    for (let line = at * BLOCK; line < (at + 1) * BLOCK; line++) {
      if (this.loose.has(line)) continue;
      this.made.delete(line);
      if (!waiting.has(line)) this.answered.delete(line);
    }
  }

  private pending: RowChange[] = [];

  /** Changes the server has not acknowledged; they win over what is fetched. */
  setPending(changes: RowChange[]): void {
    this.pending = changes;
    for (const change of changes) this.overlay(change);
    this.emit();
  }

  private overlay(change: RowChange): void {
    const before = this.answered.get(change.line);
    const whole = Object.entries({ ...(before?.answers ?? NOTHING), ...change.answers });
    const answers: Answers = Object.fromEntries(whole.filter(([, value]) => value !== null));
    const disputed = (before?.disputed ?? []).filter((key) => !(key in change.answers));
    this.put({ line: change.line, answers, disputed });
  }

  /** Show a change at once. Returns what brings the rows back to how they were. */
  apply(changes: readonly RowChange[]): RowChange[] {
    const back = changes.map((change) => {
      const before = this.answered.get(change.line)?.answers ?? NOTHING;
      return {
        line: change.line,
        answers: Object.fromEntries(Object.keys(change.answers).map((key) => [key, before[key] ?? null])),
      };
    });
    this.pending = [...this.pending, ...changes];
    for (const change of changes) {
      const before = hasAnswers(this.answered.get(change.line)?.answers);
      this.overlay(change);
      this.gained += Number(hasAnswers(this.answered.get(change.line)?.answers)) - Number(before);
      this.lastLine = change.line;
    }
    this.emit();
    return back;
  }

  /** Whether texts and answers of a line are here, so that a change of it can be taken back exactly. */
  isLoaded(line: number): boolean {
    return this.hasCells(line);
  }

  /** Fetch everything shown again, e.g. after the server refused a change. */
  reload(): void {
    this.blocks.clear();
    this.loose.clear();
    this.made.clear();
    this.known.fill(0);
    this.emit();
  }

  /** Fetch the answers of rows anew that somebody else has changed; texts stay, and rows out of sight wait. */
  async refresh(lines: readonly number[]): Promise<void> {
    const blocks = new Map<number, number[]>();
    for (const line of lines) {
      const at = Math.floor(line / BLOCK);
      if (this.hasCells(line)) blocks.set(at, [...(blocks.get(at) ?? []), line]);
    }
    for (const [at, wanted] of blocks) {
      const found = await this.source.answers(at * BLOCK, Math.min(this.total, (at + 1) * BLOCK));
      this.takeLines(
        wanted,
        found.filter((entry) => wanted.includes(entry.line)),
      );
    }
    this.emit();
  }

  private async know(start: number, end: number): Promise<void> {
    const first = Math.floor(start / BLOCK);
    let missing = false;
    for (let at = first; at * BLOCK < end; at++) missing ||= this.known[at] === 0;
    if (!missing) return;
    const found = await this.source.answers(start, end);
    this.take(start, end, found);
    // Only the state of rows out of sight is kept: a search through a million rows must not hold their answers.
    const waiting = new Set(this.pending.map((change) => change.line));
    for (const { line } of found) if (!this.hasCells(line) && !waiting.has(line)) this.answered.delete(line);
  }

  private hasCells(line: number): boolean {
    return this.loose.has(line) || this.blocks.has(Math.floor(line / BLOCK));
  }

  /**
   * The nearest line in a state, after or before `from`; nothing when there is none. `elsewhere` says, once the
   * neighbourhood is searched, from which line on it pays to go on looking.
   */
  async find(
    from: number,
    step: 1 | -1,
    wanted: RowState,
    elsewhere?: (line: number) => Promise<number | undefined>,
  ): Promise<number | undefined> {
    let line = from + step;
    for (let round = 0; line >= 0 && line < this.total; round++) {
      if (round > 0 && elsewhere) {
        const next = await elsewhere(line);
        if (next === undefined) return undefined;
        line = next;
      }
      const start = Math.floor(line / SCAN) * SCAN;
      const end = Math.min(this.total, start + SCAN);
      await this.know(start, end);
      for (; line >= start && line < end; line += step) if (this.stateOf(line) === wanted) return line;
    }
    return undefined;
  }

  /** The state of a line, asked for where it is unknown. */
  async stateAt(line: number): Promise<RowState> {
    if (!this.states[line])
      await this.know(line - (line % SCAN), Math.min(this.total, line - (line % SCAN) + SCAN));
    return this.stateOf(line);
  }

  /** Answers of lines, fetched where unknown. */
  async answersOf(lines: readonly number[]): Promise<Map<number, Answers>> {
    const result = new Map<number, Answers>();
    const waiting = new Set(this.pending.map((change) => change.line));
    const unknown = new Map<number, number[]>();
    for (const line of lines) {
      const block = Math.floor(line / BLOCK);
      if (this.hasCells(line) || waiting.has(line))
        result.set(line, this.answered.get(line)?.answers ?? NOTHING);
      else unknown.set(block, [...(unknown.get(block) ?? []), line]);
    }
    for (const [block, wanted] of unknown) {
      const found = await this.source.answers(block * BLOCK, Math.min(this.total, (block + 1) * BLOCK));
      const byLine = new Map(found.map((entry) => [entry.line, entry.answers]));
      for (const line of wanted) result.set(line, byLine.get(line) ?? NOTHING);
    }
    return result;
  }
}
