/**
 * Sends logged acts in order in the background. An act leaves the log only
 * when the server has acknowledged its id, so a crash, a reload or a lost
 * answer at any moment neither loses nor doubles work.
 */

import { uuid } from "@/util/uuid";
import type { ActStore, LoggedAct } from "./store";

export type SaveState =
  | { kind: "saved"; at: number | null }
  | { kind: "saving"; waiting: number }
  | { kind: "offline"; waiting: number }
  | { kind: "signedOut"; waiting: number }
  | { kind: "error"; waiting: number; refused: number; message: string };

/** Why sending failed, as far as it decides what to do next. */
export class SendError extends Error {
  constructor(
    /** `failed`: the server broke on it; worth a few more tries, then it counts as refused. */
    readonly reason: "network" | "signedOut" | "refused" | "failed",
    message: string,
  ) {
    super(message);
    this.name = "SendError";
  }
}

/** Transmits one act; throws a SendError. Anything else thrown counts as a network failure. */
export type Sender = (act: LoggedAct) => Promise<void>;

export interface NewAct {
  documentId: string;
  kind: string;
  payload: unknown;
  /** Give one to make a repeated call harmless; made when absent. */
  actId?: string;
}

type Listener = (state: SaveState) => void;
type ActListener = (act: LoggedAct, outcome: "acknowledged" | "refused", message?: string) => void;

interface OutboxOptions {
  store: ActStore;
  userId: string;
  /** Runs the work while no other tab does; default: the browser's lock manager. */
  exclusively?: (work: () => Promise<void>) => Promise<void>;
  wait?: (milliseconds: number) => Promise<void>;
  newId?: () => string;
  now?: () => number;
}

const FIRST_DELAY = 1_000;
const LAST_DELAY = 30_000;
const MOST_FAILURES = 6;

function lockedByBrowser(name: string): (work: () => Promise<void>) => Promise<void> {
  return async (work) => {
    if (typeof navigator === "undefined" || !("locks" in navigator)) return work();
    await navigator.locks.request(name, work);
  };
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

export class Outbox {
  private readonly senders = new Map<string, Sender>();
  private readonly listeners = new Set<Listener>();
  private readonly actListeners = new Set<ActListener>();
  private readonly queue: LoggedAct[] = [];
  private readonly refused: LoggedAct[] = [];
  private writes: Promise<unknown> = Promise.resolve();
  private running: Promise<void> | null = null;
  private wake: (() => void) | null = null;
  private delay = FIRST_DELAY;
  private trouble: "offline" | "signedOut" | null = null;
  private savedAt: number | null = null;
  private readonly failures = new Map<string, number>();
  private ready: Promise<void> | null = null;
  private closed = false;
  private shown: SaveState = { kind: "saved", at: null };

  constructor(private readonly options: OutboxOptions) {}

  /** Register how acts of a kind are sent. Acts whose sender is missing wait. */
  register(kind: string, sender: Sender): void {
    this.senders.set(kind, sender);
    if (this.queue.length > 0) this.kick();
  }

  /** Read what an earlier visit left behind and start sending it. */
  start(): Promise<void> {
    this.ready ??= this.options.store.list(this.options.userId).then((acts) => {
      const known = new Set(this.queue.map((act) => act.actId));
      const left = acts.filter((act) => !known.has(act.actId));
      this.queue.unshift(...left.filter((act) => !act.refused));
      this.refused.push(...left.filter((act) => act.refused));
      this.emit();
      this.kick();
    });
    return this.ready;
  }

  /** Log an act. Resolves with its id once it is on disk; sending goes on behind. */
  append(act: NewAct): Promise<string> {
    const { userId, newId = uuid, now = Date.now } = this.options;
    const entry: LoggedAct = { ...act, actId: act.actId ?? newId(), userId, createdAt: now() };
    if (this.queue.some((other) => other.actId === entry.actId)) return Promise.resolve(entry.actId);
    this.queue.push(entry);
    this.emit();
    const written = this.writes
      .then(() => this.options.store.append(entry))
      .then((seq) => {
        entry.seq = seq;
      });
    this.writes = written.catch(() => undefined);
    this.kick();
    return written.then(() => entry.actId);
  }

  /** Acts of a document that the server has not acknowledged, oldest first. */
  pending(documentId: string): LoggedAct[] {
    return this.queue.filter((act) => act.documentId === documentId);
  }

  /** Acts the server refused for good. */
  refusals(): readonly LoggedAct[] {
    return this.refused;
  }

  /** Give up refused acts, after the person has seen them. */
  async dismissRefusals(): Promise<void> {
    const gone = this.refused.splice(0);
    this.emit();
    await Promise.all(
      gone.map((act) => (act.seq === undefined ? undefined : this.options.store.remove(act.seq))),
    );
  }

  /** The newest state; the same object until it changes. */
  get state(): SaveState {
    return this.shown;
  }

  private currentState(): SaveState {
    const waiting = this.queue.length;
    const [refusal] = this.refused;
    if (this.trouble === "signedOut") return { kind: "signedOut", waiting };
    if (this.trouble === "offline" && waiting > 0) return { kind: "offline", waiting };
    if (refusal)
      return { kind: "error", waiting, refused: this.refused.length, message: refusal.refused ?? "" };
    return waiting > 0 ? { kind: "saving", waiting } : { kind: "saved", at: this.savedAt };
  }

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Told about every act that was acknowledged or refused. */
  onOutcome(listener: ActListener): () => void {
    this.actListeners.add(listener);
    return () => this.actListeners.delete(listener);
  }

  /** Try now: the network is back, or the person has signed in again. */
  retry(): void {
    this.delay = FIRST_DELAY;
    this.wake?.();
    this.kick();
  }

  /** Resolves when nothing is on its way (used before leaving and by tests). */
  async settled(): Promise<void> {
    while (this.running) await this.running;
  }

  close(): void {
    this.closed = true;
    this.wake?.();
  }

  private kick(): void {
    if (this.running || this.closed) return;
    const exclusively = this.options.exclusively ?? lockedByBrowser(`gloss-outbox-${this.options.userId}`);
    this.running = exclusively(() => this.drain())
      .catch(() => undefined)
      .finally(() => {
        this.running = null;
        if (!this.closed && this.queue.length > 0 && this.senders.has(this.queue[0]?.kind ?? "")) this.kick();
      });
  }

  private async drain(): Promise<void> {
    while (!this.closed) {
      const act = this.queue[0];
      const sender = act && this.senders.get(act.kind);
      if (!act || !sender) return;
      await this.writes; // An act is on disk before it leaves: otherwise a crash could send it under an id nobody knows.
      await this.attempt(act, sender);
    }
  }

  private async attempt(act: LoggedAct, sender: Sender): Promise<void> {
    try {
      await sender(act);
    } catch (error) {
      if (error instanceof SendError && this.isFinal(act, error)) return this.refuse(act, error.message);
      await this.backOff(
        error instanceof SendError && error.reason === "signedOut" ? "signedOut" : "offline",
      );
      return;
    }
    this.delay = FIRST_DELAY;
    this.trouble = null;
    this.failures.delete(act.actId);
    this.savedAt = (this.options.now ?? Date.now)();
    this.queue.shift();
    this.emit();
    this.actListeners.forEach((listener) => listener(act, "acknowledged"));
    if (act.seq !== undefined) await this.options.store.remove(act.seq).catch(() => undefined);
  }

  /** One act that always breaks the server must not hold up the others for ever. */
  private isFinal(act: LoggedAct, error: SendError): boolean {
    if (error.reason !== "failed") return error.reason === "refused";
    const failures = (this.failures.get(act.actId) ?? 0) + 1;
    this.failures.set(act.actId, failures);
    return failures >= MOST_FAILURES;
  }

  private async refuse(act: LoggedAct, message: string): Promise<void> {
    this.trouble = null;
    this.queue.shift();
    const parked = { ...act, refused: message };
    this.refused.push(parked);
    this.emit();
    this.actListeners.forEach((listener) => listener(act, "refused", message));
    if (act.seq !== undefined) await this.options.store.put(parked).catch(() => undefined);
  }

  private async backOff(trouble: "offline" | "signedOut"): Promise<void> {
    this.trouble = trouble;
    this.emit();
    const woken = new Promise<void>((resolve) => (this.wake = resolve));
    await Promise.race([woken, (this.options.wait ?? pause)(this.delay)]);
    this.wake = null;
    this.delay = Math.min(LAST_DELAY, this.delay * 2);
  }

  private emit(): void {
    this.shown = this.currentState();
    const { shown } = this;
    this.listeners.forEach((listener) => listener(shown));
  }
}
