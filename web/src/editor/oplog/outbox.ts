/**
 * Sends logged acts in order in the background. An act leaves the log only
 * when the server has acknowledged its id, so a crash, a reload or a lost
 * answer at any moment neither loses nor doubles work. All tabs of a person
 * share one log: one of them sends at a time, all know what waits.
 */

import { uuid } from "@/util/uuid";
import { ActQueue } from "./actQueue";
import { saveStateOf, SendError, type BatchSender, type NewAct, type Sender, type SaveState } from "./acts";
import { openChannel, type TabChannel, type TabMessage, type Trouble } from "./channel";
import { lockedByBrowser, pause, within } from "./timing";
import type { ActStore, LoggedAct } from "./store";

export { SendError, type BatchSender, type NewAct, type Sender, type SaveState } from "./acts";

type Listener = (state: SaveState) => void;
type ActListener = (act: LoggedAct, outcome: "acknowledged" | "refused", message?: string) => void;
type ForeignListener = (act: LoggedAct) => void;

interface OutboxOptions {
  store: ActStore;
  userId: string;
  /** Runs the work while no other tab does; default: the browser's lock manager. */
  exclusively?: (work: () => Promise<void>) => Promise<void>;
  /** Speaks with the person's other tabs; default: a BroadcastChannel. */
  channel?: TabChannel;
  wait?: (milliseconds: number) => Promise<void>;
  newId?: () => string;
  now?: () => number;
}

const FIRST_DELAY = 1_000;
const LAST_DELAY = 30_000;
const MOST_FAILURES = 6;
const BATCH = 25;
/** A storage that does not answer must not hold up sending. */
const STORE_LIMIT_MS = 10_000;
const KNOWN_ACTS = 2_000;

export class Outbox {
  private readonly senders = new Map<string, Sender>();
  private readonly batchSenders = new Map<string, BatchSender>();
  private readonly listeners = new Set<Listener>();
  private readonly actListeners = new Set<ActListener>();
  private readonly foreignListeners = new Set<ForeignListener>();
  private readonly queue = new ActQueue();
  private readonly refused = new Map<string, LoggedAct>();
  private readonly known = new Set<string>();
  private readonly channel: TabChannel;
  private writes: Promise<unknown> = Promise.resolve();
  private running: Promise<void> | null = null;
  private wake: (() => void) | null = null;
  private delay = FIRST_DELAY;
  private trouble: Trouble | null = null;
  private savedAt: number | null = null;
  private readonly failures = new Map<string, number>();
  /** Acts to send one by one, because a batch of them did not go through. */
  private singly = 0;
  private ready: Promise<void> | null = null;
  private closed = false;
  private shown: SaveState = { kind: "saved", at: null };

  constructor(private readonly options: OutboxOptions) {
    this.channel = options.channel ?? openChannel(options.userId);
    this.channel.listen((message) => this.hear(message));
  }

  /** Register how acts of a kind are sent. Acts whose sender is missing wait. */
  register(kind: string, sender: Sender, batchSender?: BatchSender): void {
    this.senders.set(kind, sender);
    if (batchSender) this.batchSenders.set(kind, batchSender);
    if (this.queue.length > 0) this.kick();
  }

  /** Read what an earlier visit left behind and start sending it. */
  start(): Promise<void> {
    this.ready ??= this.readLog().then(() => {
      this.channel.post({ type: "hello" });
      this.emit();
      this.kick();
    });
    return this.ready;
  }

  /** Log an act. Resolves with its id once it is on disk; sending goes on behind. */
  append(act: NewAct): Promise<string> {
    const { userId, newId = uuid, now = Date.now } = this.options;
    const entry: LoggedAct = { ...act, actId: act.actId ?? newId(), userId, createdAt: now() };
    if (this.queue.has(entry.actId)) return Promise.resolve(entry.actId);
    this.queue.add(entry);
    this.remember(entry.actId);
    this.emit();
    const written = this.writes.then(() => within(STORE_LIMIT_MS, this.options.store.append(entry)));
    this.writes = written.then(
      (seq) => {
        this.queue.logged(entry, seq);
        this.channel.post({ type: "appended", act: entry });
      },
      () => {
        this.queue.notLogged(entry);
        this.emit();
      },
    );
    this.kick();
    return written.then(() => entry.actId);
  }

  /** Acts of a document that the server has not acknowledged, oldest first. */
  pending(documentId: string): LoggedAct[] {
    return this.queue.all().filter((act) => act.documentId === documentId);
  }

  /** Whether an act was made in one of this person's tabs, as far as this one remembers. */
  isOwn(actId: string): boolean {
    return this.known.has(actId);
  }

  /** Acts the server refused for good, oldest first. */
  refusals(): LoggedAct[] {
    return [...this.refused.values()];
  }

  /** Give up refused acts, after the person has seen them. */
  async dismissRefusals(): Promise<void> {
    const gone = this.refusals();
    this.refused.clear();
    this.channel.post({ type: "discarded", actIds: gone.map((act) => act.actId) });
    this.emit();
    await Promise.all(
      gone.map((act) => (act.seq === undefined ? undefined : this.options.store.remove(act.seq))),
    );
  }

  /** Send refused acts again, e.g. after the document was opened again. */
  async requeueRefusals(): Promise<void> {
    const acts = this.refusals().map((act) => {
      const again = { ...act };
      delete again.refused;
      return again;
    });
    this.refused.clear();
    this.requeue(acts);
    this.channel.post({ type: "requeued", acts });
    this.writes = this.writes.then(() =>
      Promise.all(acts.map((act) => (act.seq === undefined ? undefined : this.options.store.put(act)))),
    );
    await this.writes;
    this.kick();
  }

  /** Everything the server does not have, for a file that can be kept or sent to somebody. */
  export(): { waiting: readonly LoggedAct[]; refused: LoggedAct[] } {
    return { waiting: this.queue.all(), refused: this.refusals() };
  }

  /** The newest state; the same object until it changes. */
  get state(): SaveState {
    return this.shown;
  }

  /** Whether closing the page now may lose or delay something. */
  get isAtRisk(): boolean {
    return this.queue.unloggedCount > 0 || (this.queue.length > 0 && this.trouble === null);
  }

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Told about every act that was acknowledged or refused, whichever tab made or sent it. */
  onOutcome(listener: ActListener): () => void {
    this.actListeners.add(listener);
    return () => this.actListeners.delete(listener);
  }

  /** Told about every act that another tab of this person has logged. */
  onForeign(listener: ForeignListener): () => void {
    this.foreignListeners.add(listener);
    return () => this.foreignListeners.delete(listener);
  }

  /** Try now: the network is back, or the person has signed in again. */
  retry(): void {
    this.hurry();
    this.channel.post({ type: "retry" });
  }

  /** Resolves when nothing is on its way (used before leaving and by tests). */
  async settled(): Promise<void> {
    while (this.running) await this.running;
  }

  close(): void {
    this.closed = true;
    this.channel.close();
    this.wake?.();
  }

  private hurry(): void {
    this.delay = FIRST_DELAY;
    this.wake?.();
    this.kick();
  }

  private hear(message: TabMessage): void {
    if (this.closed) return;
    switch (message.type) {
      case "appended":
        if (this.known.has(message.act.actId)) return; // Settled before the news of it came, perhaps.
        this.take(message.act);
        this.foreignListeners.forEach((listener) => listener(message.act));
        this.kick();
        break;
      case "acknowledged":
        this.trouble = null;
        this.settle(message.acts);
        break;
      case "refused":
        this.trouble = null;
        this.park(message.act, message.message);
        break;
      case "discarded":
        message.actIds.forEach((actId) => this.refused.delete(actId));
        break;
      case "requeued":
        this.requeue(message.acts);
        break;
      case "trouble":
        this.trouble = message.trouble;
        break;
      case "retry":
        return this.hurry();
      case "hello":
        if (this.running && this.trouble) this.channel.post({ type: "trouble", trouble: this.trouble });
        return;
    }
    this.emit();
  }

  private take(act: LoggedAct): void {
    this.queue.add(act);
    this.remember(act.actId);
  }

  private remember(actId: string): void {
    this.known.add(actId);
    if (this.known.size <= KNOWN_ACTS) return;
    const [oldest] = this.known;
    if (oldest !== undefined) this.known.delete(oldest);
  }

  private requeue(acts: LoggedAct[]): void {
    for (const act of acts) {
      this.refused.delete(act.actId);
      this.failures.delete(act.actId);
      this.take(act);
    }
    this.emit();
  }

  /** The log on disk decides what waits: other tabs may have sent, refused or logged acts meanwhile. */
  private async readLog(): Promise<void> {
    let acts: LoggedAct[];
    try {
      acts = await within(STORE_LIMIT_MS, this.options.store.list(this.options.userId));
    } catch {
      return; // Nothing was stored, or nothing can be read: what is in memory is all there is.
    }
    const stored = new Set(acts.map((act) => act.actId));
    const settled = this.queue.all().filter((act) => act.seq !== undefined && !stored.has(act.actId));
    settled.forEach((act) => this.queue.remove(act.actId));
    for (const act of acts) {
      if (!act.refused) this.take(act);
      else {
        this.queue.remove(act.actId);
        this.refused.set(act.actId, act);
      }
    }
    this.emit();
  }

  private kick(): void {
    if (this.running || this.closed) return;
    const exclusively = this.options.exclusively ?? lockedByBrowser(`gloss-outbox-${this.options.userId}`);
    this.running = exclusively(() => this.drain())
      .catch(() => undefined)
      .finally(() => {
        this.running = null;
        if (!this.closed && this.senders.has(this.queue.first?.kind ?? "")) this.kick();
      });
  }

  private async drain(): Promise<void> {
    await this.writes;
    await this.readLog();
    while (!this.closed) {
      await this.writes; // An act is on disk before it leaves: otherwise a crash could send it under an id nobody knows.
      const act = this.queue.first;
      const sender = act && this.senders.get(act.kind);
      if (!act || !sender) return;
      const batch =
        this.singly > 0 || !this.batchSenders.has(act.kind) ? [act] : this.queue.neighbours(BATCH);
      if (batch.length > 1) await this.attemptBatch(batch);
      else await this.attempt(act, sender);
    }
  }

  private async attemptBatch(acts: LoggedAct[]): Promise<void> {
    try {
      await this.batchSenders.get(acts[0]?.kind ?? "")?.(acts);
    } catch (error) {
      const reason = error instanceof SendError ? error.reason : "network";
      if (reason === "network" || reason === "signedOut") return this.backOff(reason);
      this.singly = acts.length;
      return;
    }
    await this.acknowledge(acts);
  }

  private async attempt(act: LoggedAct, sender: Sender): Promise<void> {
    try {
      await sender(act);
    } catch (error) {
      if (error instanceof SendError && this.isFinal(act, error)) return this.refuse(act, error.message);
      return this.backOff(error instanceof SendError ? error.reason : "network");
    }
    this.singly = Math.max(0, this.singly - 1);
    await this.acknowledge([act]);
  }

  private async acknowledge(acts: LoggedAct[]): Promise<void> {
    this.delay = FIRST_DELAY;
    this.trouble = null;
    this.settle(acts);
    this.emit();
    this.channel.post({ type: "acknowledged", acts });
    await this.forget(acts);
  }

  private settle(acts: LoggedAct[]): void {
    this.savedAt = (this.options.now ?? Date.now)();
    for (const act of acts) {
      this.queue.remove(act.actId);
      this.failures.delete(act.actId);
      this.remember(act.actId);
    }
    acts.forEach((act) => this.actListeners.forEach((listener) => listener(act, "acknowledged")));
  }

  private async forget(acts: LoggedAct[]): Promise<void> {
    const removals = acts.map((act) =>
      act.seq === undefined ? undefined : this.options.store.remove(act.seq),
    );
    await within(STORE_LIMIT_MS, Promise.all(removals)).catch(() => undefined);
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
    this.singly = Math.max(0, this.singly - 1);
    this.park(act, message);
    this.emit();
    this.channel.post({ type: "refused", act, message });
    if (act.seq !== undefined)
      await this.options.store.put({ ...act, refused: message }).catch(() => undefined);
  }

  private park(act: LoggedAct, message: string): void {
    this.queue.remove(act.actId);
    this.refused.set(act.actId, { ...act, refused: message });
    this.actListeners.forEach((listener) => listener(act, "refused", message));
  }

  private async backOff(reason: SendError["reason"]): Promise<void> {
    this.trouble = reason === "signedOut" ? "signedOut" : "offline";
    this.channel.post({ type: "trouble", trouble: this.trouble });
    this.emit();
    const woken = new Promise<void>((resolve) => (this.wake = resolve));
    await Promise.race([woken, (this.options.wait ?? pause)(this.delay)]);
    this.wake = null;
    this.delay = Math.min(LAST_DELAY, this.delay * 2);
  }

  private emit(): void {
    this.shown = saveStateOf(this.queue, this.refusals(), this.trouble, this.savedAt);
    const { shown } = this;
    this.listeners.forEach((listener) => listener(shown));
  }
}
