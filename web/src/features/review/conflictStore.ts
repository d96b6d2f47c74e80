/** Labelers' answers of disputed rows, fetched by block as rows come into view, for the table and the form. No React. */

import type { WireConflict } from "./conflicts";
import { rowConflicts } from "./useConflicts";

const BLOCK = 200;
const KEEP_BLOCKS = 40;
const NONE: readonly WireConflict[] = [];

export class ConflictStore {
  private readonly blocks = new Map<number, Map<number, WireConflict[]>>();
  private readonly asked = new Set<number>();
  private readonly listeners = new Set<() => void>();
  version = 0;

  constructor(
    private readonly documentId: string,
    private readonly fetch: typeof rowConflicts = rowConflicts,
  ) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  getVersion = (): number => this.version;

  private emit(): void {
    this.version++;
    this.listeners.forEach((listener) => listener());
  }

  /** Open conflicts of a row; none while they are being fetched. */
  of(line: number): readonly WireConflict[] {
    return this.blocks.get(Math.floor(line / BLOCK))?.get(line) ?? NONE;
  }

  /** Fetch the conflicts around a row if they are not here yet. */
  async ensure(line: number): Promise<void> {
    const at = Math.floor(line / BLOCK);
    if (this.blocks.has(at) || this.asked.has(at)) return;
    this.asked.add(at);
    try {
      this.blocks.set(at, await this.fetch(this.documentId, at * BLOCK, (at + 1) * BLOCK));
      const [oldest] = this.blocks.keys();
      if (this.blocks.size > KEEP_BLOCKS && oldest !== undefined) this.blocks.delete(oldest);
    } catch {
      // Without them the form still works; the labelers' answers are then not shown.
    } finally {
      this.asked.delete(at);
      this.emit();
    }
  }

  /** Forget a row's conflicts at once: they were just decided. */
  settle(line: number): void {
    if (this.blocks.get(Math.floor(line / BLOCK))?.delete(line)) this.emit();
  }

  /** Fetch all anew, e.g. after an undo. */
  reload(): void {
    this.blocks.clear();
    this.emit();
  }
}
