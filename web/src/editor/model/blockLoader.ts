/**
 * Fetches a numbered range in blocks: joins equal requests, retries, keeps the most recent blocks.
 * Few requests run at a time and the newest wish goes first, so that a jump is not queued behind
 * places that were only passed.
 */

export type BlockState = "missing" | "loading" | "loaded" | "failed";

interface BlockLoaderOptions {
  /** Items in one block. */
  blockSize: number;
  total: number;
  /** Blocks kept; older ones are given back through `onEvict`. */
  capacity: number;
  /** Loads `[start, end)` and stores it. */
  load: (start: number, end: number) => Promise<void>;
  onEvict?: (start: number, end: number) => void;
  onChange?: (start: number, end: number) => void;
}

interface Waiting {
  resolve: () => void;
  reject: (error: unknown) => void;
  /** Somebody waits for the answer: it must be fetched even when the screen has moved on. */
  kept: boolean;
}

const CONCURRENT = 2;

export class BlockLoader {
  private readonly states = new Map<number, BlockState>();
  /** Answers to come, of blocks that are fetched or wait for their turn. */
  private readonly inFlight = new Map<number, Promise<void>>();
  /** Blocks not asked for yet; the last one is next. */
  private readonly waiting = new Map<number, Waiting>();
  /** Insertion order is the order of last use. */
  private readonly recent = new Map<number, true>();
  private running = 0;
  private generation = 0;

  constructor(private readonly options: BlockLoaderOptions) {}

  get blockSize(): number {
    return this.options.blockSize;
  }

  state(item: number): BlockState {
    return this.states.get(this.blockOf(item)) ?? "missing";
  }

  isLoaded(start: number, end: number): boolean {
    for (let block = this.blockOf(start); block <= this.blockOf(Math.max(start, end - 1)); block++) {
      if (this.states.get(block) !== "loaded") return false;
    }
    return true;
  }

  /** Load every block that touches `[start, end)`; rejects when one of them fails. */
  async ensure(start: number, end: number): Promise<void> {
    await Promise.all(this.blocksIn(start, end).map((block) => this.ask(block, true)));
    this.evict();
  }

  /**
   * Fetch `[start, end)` for the screen, which shows `[focusStart, focusEnd)`: that comes first. Wishes
   * of earlier calls that nobody waits for and that were not sent yet are dropped.
   */
  async want(start: number, end: number, focusStart: number, focusEnd: number): Promise<void> {
    const wanted = this.blocksIn(start, end);
    const keep = new Set(wanted);
    for (const [block, entry] of this.waiting) {
      if (!entry.kept && !keep.has(block)) this.giveUp(block, entry);
    }
    const focus = new Set(this.blocksIn(focusStart, focusEnd));
    const first = wanted.filter((block) => focus.has(block));
    const rest = wanted.filter((block) => !focus.has(block));
    // The last one asked for is the next one sent.
    const answers = [...first, ...rest].reverse().map((block) => this.ask(block, false));
    await Promise.all(answers);
  }

  /** Forget everything; running answers are dropped. */
  reset(): void {
    this.generation++;
    for (const [block, entry] of this.waiting) this.giveUp(block, entry);
    this.running = 0;
    this.states.clear();
    this.inFlight.clear();
    this.recent.clear();
  }

  /** Forget the blocks of `[start, end)`, so that they are loaded anew when needed. */
  invalidate(start: number, end: number): void {
    for (let block = this.blockOf(start); block * this.blockSize < end; block++) this.states.delete(block);
  }

  private blockOf(item: number): number {
    return Math.floor(item / this.blockSize);
  }

  private blocksIn(start: number, end: number): number[] {
    const blocks: number[] = [];
    const to = Math.min(this.options.total, end);
    for (let block = this.blockOf(Math.max(0, start)); block * this.blockSize < to; block++)
      blocks.push(block);
    return blocks;
  }

  private ask(block: number, kept: boolean): Promise<void> {
    this.touch(block);
    if (this.states.get(block) === "loaded") return Promise.resolve();
    const entry = this.waiting.get(block);
    const running = this.inFlight.get(block);
    if (entry) {
      entry.kept ||= kept;
      this.waiting.delete(block);
      this.waiting.set(block, entry);
    }
    return running ?? this.queue(block, kept);
  }

  private queue(block: number, kept: boolean): Promise<void> {
    const answer = new Promise<void>((resolve, reject) => {
      this.waiting.set(block, { resolve, reject, kept });
    });
    this.states.set(block, "loading");
    this.inFlight.set(block, answer);
    // Wishes of the same moment are put in order before the first one is sent.
    queueMicrotask(() => this.pump());
    return answer;
  }

  private pump(): void {
    while (this.running < CONCURRENT && this.waiting.size > 0) {
      const [block, entry] = [...this.waiting].pop() as [number, Waiting];
      this.waiting.delete(block);
      void this.send(block, entry);
    }
  }

  private async send(block: number, entry: Waiting): Promise<void> {
    const { generation } = this;
    const start = block * this.blockSize;
    this.running++;
    try {
      await this.options.load(start, Math.min(this.options.total, start + this.blockSize));
      this.finish(block, generation, "loaded");
      entry.resolve();
    } catch (error) {
      this.finish(block, generation, "failed");
      entry.reject(error);
    }
  }

  private finish(block: number, generation: number, state: BlockState): void {
    if (generation !== this.generation) return;
    this.running--;
    this.inFlight.delete(block);
    this.states.set(block, state);
    const start = block * this.blockSize;
    this.options.onChange?.(start, Math.min(this.options.total, start + this.blockSize));
    this.evict();
    this.pump();
  }

  private giveUp(block: number, entry: Waiting): void {
    this.waiting.delete(block);
    this.inFlight.delete(block);
    this.states.delete(block);
    this.recent.delete(block);
    entry.resolve();
  }

  private touch(block: number): void {
    this.recent.delete(block);
    this.recent.set(block, true);
  }

  private evict(): void {
    for (const block of this.recent.keys()) {
      if (this.recent.size <= this.options.capacity) return;
      if (this.states.get(block) === "loading") continue;
      this.recent.delete(block);
      this.states.delete(block);
      const start = block * this.blockSize;
      this.options.onEvict?.(start, Math.min(this.options.total, start + this.blockSize));
    }
  }
}
