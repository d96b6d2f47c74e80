/** Fetches a numbered range in blocks: joins equal requests, retries, keeps the most recent blocks. */

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

export class BlockLoader {
  private readonly states = new Map<number, BlockState>();
  private readonly inFlight = new Map<number, Promise<void>>();
  /** Insertion order is the order of last use. */
  private readonly recent = new Map<number, true>();
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
    const from = Math.max(0, start);
    const to = Math.min(this.options.total, end);
    const waits: Promise<void>[] = [];
    for (let block = this.blockOf(from); block * this.blockSize < to; block++) {
      const state = this.states.get(block);
      this.touch(block);
      if (state !== "loaded") waits.push(this.inFlight.get(block) ?? this.start(block));
    }
    await Promise.all(waits);
  }

  /** Forget everything; running answers are dropped. */
  reset(): void {
    this.generation++;
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

  private async start(block: number): Promise<void> {
    const generation = this.generation;
    const start = block * this.blockSize;
    const end = Math.min(this.options.total, start + this.blockSize);
    this.states.set(block, "loading");
    const running = this.options.load(start, end).then(
      () => this.finish(block, generation, "loaded"),
      (error: unknown) => {
        this.finish(block, generation, "failed");
        throw error;
      },
    );
    this.inFlight.set(block, running);
    await running;
  }

  private finish(block: number, generation: number, state: BlockState): void {
    if (generation !== this.generation) return;
    this.inFlight.delete(block);
    this.states.set(block, state);
    const start = block * this.blockSize;
    this.options.onChange?.(start, Math.min(this.options.total, start + this.blockSize));
    this.evict();
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
