/**
 * Rows and answers of one document copy, fetched by range as they come into
 * view. Own changes are laid over what the server says until it has
 * acknowledged them. No React.
 */

import { hasAnswers, type Answers } from "@/question-types";
import type { RowChange } from "./senders";

export const BLOCK = 200;
const KEEP_BLOCKS = 60;
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
  private readonly answered = new Map<number, FetchedAnswers>();
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

  /** The row, or nothing while it is being fetched. */
  row(line: number): Row | undefined {
    const block = this.blocks.get(Math.floor(line / BLOCK));
    const cells = block?.cells.get(line);
    if (!block || !cells) return undefined;
    block.used = ++this.clock;
    const found = this.answered.get(line);
    return {
      line,
      cells,
      answers: found?.answers ?? NOTHING,
      disputed: found?.disputed ?? [],
      state: this.stateOf(line),
    };
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
    for (let line = start; line < end; line++) {
      this.answered.delete(line);
      this.states[line] = 1;
    }
    for (const entry of found) this.put(entry);
    for (let at = Math.floor(start / BLOCK); at * BLOCK < end; at++) this.known[at] = 1;
    for (const change of this.pending.filter((row) => row.line >= start && row.line < end))
      this.overlay(change);
  }

  private put(entry: FetchedAnswers): void {
    this.answered.set(entry.line, entry);
    const state: RowState =
      entry.disputed.length > 0 ? "conflict" : hasAnswers(entry.answers) ? "answered" : "unanswered";
    this.states[entry.line] = STATES.indexOf(state) + 1;
  }

  private forgetOld(): void {
    if (this.blocks.size <= KEEP_BLOCKS) return;
    const oldest = [...this.blocks]
      .sort((a, b) => a[1].used - b[1].used)
      .slice(0, this.blocks.size - KEEP_BLOCKS);
    for (const [at] of oldest) this.blocks.delete(at);
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

  /** Fetch everything shown again, e.g. after the server refused a change. */
  reload(): void {
    this.blocks.clear();
    this.known.fill(0);
    this.emit();
  }

  private async know(start: number, end: number): Promise<void> {
    const first = Math.floor(start / BLOCK);
    let missing = false;
    for (let at = first; at * BLOCK < end; at++) missing ||= this.known[at] === 0;
    if (missing) this.take(start, end, await this.source.answers(start, end));
  }

  /** The nearest line in a state, after or before `from`; nothing when there is none. */
  async find(from: number, step: 1 | -1, wanted: RowState): Promise<number | undefined> {
    let line = from + step;
    while (line >= 0 && line < this.total) {
      const start = Math.floor(line / SCAN) * SCAN;
      const end = Math.min(this.total, start + SCAN);
      await this.know(start, end);
      for (; line >= start && line < end; line += step) if (this.stateOf(line) === wanted) return line;
    }
    return undefined;
  }

  /** All lines in a state. `onPart` is told how far it is; `isWanted` false stops it. */
  async filter(
    wanted: RowState,
    onPart: (lines: number[], done: number) => void,
    isWanted: () => boolean,
  ): Promise<void> {
    const lines: number[] = [];
    for (let start = 0; start < this.total && isWanted(); start += SCAN) {
      const end = Math.min(this.total, start + SCAN);
      await this.know(start, end);
      for (let line = start; line < end; line++) if (this.stateOf(line) === wanted) lines.push(line);
      onPart([...lines], end);
    }
  }

  /** Answers of lines, fetched where unknown. */
  async answersOf(lines: readonly number[]): Promise<Map<number, Answers>> {
    const result = new Map<number, Answers>();
    for (const line of lines) {
      const start = Math.floor(line / BLOCK) * BLOCK;
      await this.know(start, Math.min(this.total, start + BLOCK));
      result.set(line, this.answered.get(line)?.answers ?? NOTHING);
    }
    return result;
  }
}
