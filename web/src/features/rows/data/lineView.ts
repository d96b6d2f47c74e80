/** The lines that match a filter, in the asked order, as the server finds them; read by range. */

import { query } from "@/api/client";
import type { LineViewInput, SearchInput } from "@/api/generated/graphql";
import type { RowView } from "../table/view";
import { GET_LINE_VIEW } from "./operations";

export type AnswerFilter = "ANSWERED" | "UNANSWERED" | "INVALID" | "CONFLICT";

export interface RowSort {
  /** Column of the file, or a question's id. */
  column?: number;
  questionId?: number;
  order: "ASC" | "DESC";
}

export interface RowFilter {
  state: AnswerFilter | null;
  text: string;
  /** Column the text is looked for in; null means any. */
  column: number | null;
  sort: RowSort | null;
  /** Only rows that the search panel finds. */
  search?: SearchInput | null;
}

export const NO_FILTER: RowFilter = { state: null, text: "", column: null, sort: null };

/** Whether only some rows are shown; an order alone shows all. */
export const isNarrowing = (filter: RowFilter): boolean =>
  filter.state !== null || filter.text.trim() !== "" || Boolean(filter.search);

export const isPlain = (filter: RowFilter): boolean => !isNarrowing(filter) && filter.sort === null;

export type ViewQuery = Omit<LineViewInput, "start" | "end" | "signature">;

export interface ViewPart {
  lines: number[];
  totalCount: number;
  isComplete: boolean;
  progress: number;
  signature: string;
}

export type ViewSource = (start: number, end: number, signature: string | undefined) => Promise<ViewPart>;

export function viewQuery(documentId: string, filter: RowFilter): ViewQuery {
  const { state, text, column, sort, search } = filter;
  const wanted = text.trim();
  return {
    documentId,
    ...(state ? { answerState: state } : {}),
    ...(search ? { search } : {}),
    ...(wanted ? { text: wanted, ...(column === null ? {} : { column }) } : {}),
    ...(sort
      ? {
          sort: {
            order: sort.order,
            ...(sort.questionId === undefined
              ? { column: sort.column ?? 0 }
              : { questionId: String(sort.questionId) }),
          },
        }
      : {}),
  };
}

export function viewSource(wanted: ViewQuery): ViewSource {
  return async (start, end, signature) =>
    (await query(GET_LINE_VIEW, { input: { ...wanted, start, end, ...(signature ? { signature } : {}) } }))
      .getLineView;
}

const CHUNK = 500;
const ASK_AGAIN_MS = 300;
/** While nothing is found yet somebody waits for it: the server works only while it is asked. */
const NOTHING_YET_MS = 30;

/** One answer to a filter. It keeps its lines while answers change, so that rows do not jump under the hands. */
export class LineView implements RowView {
  count = 0;
  progress = 0;
  isComplete = false;
  /** Whether anything is known at all. */
  isStarted = false;
  error: unknown;
  version = 0;
  private signature: string | undefined;
  private readonly lines: (number | undefined)[] = [];
  private readonly places = new Map<number, number>();
  private readonly asked = new Set<number>();
  private readonly listeners = new Set<() => void>();
  private closed = false;

  constructor(
    private readonly source: ViewSource,
    private readonly wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
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

  /** Ask until the server has looked at the whole document. */
  async start(): Promise<void> {
    while (!this.closed && !this.isComplete) {
      try {
        this.take(await this.source(0, CHUNK, this.signature));
      } catch (error) {
        this.error = error;
        this.emit();
        return;
      }
      if (!this.isComplete) await this.wait(this.count === 0 ? NOTHING_YET_MS : ASK_AGAIN_MS);
    }
  }

  close(): void {
    this.closed = true;
  }

  private take(part: ViewPart & { start?: number }, start = 0): void {
    if (this.closed) return;
    this.signature = part.signature;
    this.count = part.totalCount;
    this.progress = part.progress;
    this.isComplete = part.isComplete;
    this.isStarted ||= part.isComplete || part.lines.length > 0;
    this.error = undefined;
    part.lines.forEach((line, at) => {
      this.lines[start + at] = line;
      this.places.set(line, start + at);
    });
    this.emit();
  }

  lineAt(index: number): number | undefined {
    return this.lines[index];
  }

  indexOf(line: number): number {
    return this.places.get(line) ?? -1;
  }

  has(line: number): boolean {
    return this.places.has(line);
  }

  async ensure(start: number, end: number): Promise<void> {
    const wanted: Promise<void>[] = [];
    const first = Math.floor(Math.max(0, start) / CHUNK);
    for (let chunk = first; chunk * CHUNK < Math.min(end, this.count); chunk++) {
      const [from, to] = [chunk * CHUNK, Math.min(this.count, (chunk + 1) * CHUNK)];
      const isWhole = this.lines[from] !== undefined && this.lines[to - 1] !== undefined;
      if (!isWhole && !this.asked.has(chunk)) wanted.push(this.fetch(chunk, from, to));
    }
    await Promise.all(wanted);
  }

  private async fetch(chunk: number, from: number, to: number): Promise<void> {
    this.asked.add(chunk);
    try {
      this.take(await this.source(from, to, this.signature), from);
    } catch (error) {
      this.error = error;
      this.emit();
    } finally {
      this.asked.delete(chunk);
    }
  }
}

/**
 * The first line of a view in line order at or after `line` (`step` 1), or the last at or before it (-1).
 * Twenty small questions suffice for a million lines.
 */
export async function nearestInView(
  source: ViewSource,
  line: number,
  step: 1 | -1,
): Promise<number | undefined> {
  const first = await source(0, 1, undefined);
  let [low, high] = [0, first.totalCount];
  while (low < high) {
    const middle = (low + high) >> 1;
    const [found] = (await source(middle, middle + 1, first.signature)).lines;
    if (found === undefined || (step === 1 ? found < line : found <= line)) low = middle + 1;
    else high = middle;
  }
  const place = step === 1 ? low : low - 1;
  if (place < 0 || place >= first.totalCount) return undefined;
  return (await source(place, place + 1, first.signature)).lines[0];
}
