/** Acts of all tabs of one person that the server has not acknowledged, in the order they are to be sent. */

import type { LoggedAct } from "./store";

/** Keeps the place in the log, and for acts that could not be logged a place behind the one before. */
export class ActQueue {
  private acts: LoggedAct[] = [];
  private readonly places = new Map<string, number>();
  private readonly unlogged = new Set<string>();
  private last = 0;

  get length(): number {
    return this.acts.length;
  }

  get first(): LoggedAct | undefined {
    return this.acts[0];
  }

  /** Acts that are in memory only, because the browser's storage refused them. */
  get unloggedCount(): number {
    return this.unlogged.size;
  }

  has(actId: string): boolean {
    return this.places.has(actId);
  }

  all(): readonly LoggedAct[] {
    return this.acts;
  }

  /** The first acts, at most `most`, that may travel together: of one kind and document. */
  neighbours(most: number): LoggedAct[] {
    const [first] = this.acts;
    const acts = this.acts.slice(0, most);
    const end = acts.findIndex((act) => act.kind !== first?.kind || act.documentId !== first.documentId);
    return end < 0 ? acts : acts.slice(0, end);
  }

  /** Add an act; without `seq` it stands last until it is told where it is. */
  add(act: LoggedAct): void {
    if (this.has(act.actId)) return;
    this.acts.push(act);
    this.place(act, act.seq ?? Infinity);
  }

  /** The act is on disk. */
  logged(act: LoggedAct, seq: number): void {
    act.seq = seq;
    if (this.has(act.actId)) this.place(act, seq);
  }

  /** The act could not be put on disk: it lives as long as this tab. */
  notLogged(act: LoggedAct): void {
    if (!this.has(act.actId)) return;
    this.unlogged.add(act.actId);
    this.place(act, this.last + 1e-6);
  }

  remove(actId: string): LoggedAct | undefined {
    if (!this.places.delete(actId)) return undefined;
    this.unlogged.delete(actId);
    const at = this.acts.findIndex((act) => act.actId === actId);
    return this.acts.splice(at, 1)[0];
  }

  private place(act: LoggedAct, place: number): void {
    this.places.set(act.actId, place);
    if (place !== Infinity) this.last = Math.max(this.last, place);
    const at = this.acts.lastIndexOf(act);
    const of = (index: number) => this.places.get(this.acts[index]?.actId ?? "") ?? Infinity;
    if ((at > 0 && of(at - 1) > place) || (at + 1 < this.acts.length && of(at + 1) < place))
      this.acts.sort(
        (a, b) => (this.places.get(a.actId) ?? Infinity) - (this.places.get(b.actId) ?? Infinity) || 0,
      );
  }
}
