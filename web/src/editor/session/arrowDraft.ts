/** Drawing an arrow: from a span, to a target found by pointer, arrow keys or typing, then a class. */

import { createArrow } from "../commands/acts";
import { arrowRefusal, canPoint } from "../commands/rules";
import { compareTokens, isSpan, type LabelClass, type SpanLabel } from "../model/types";
import { positionOf, spansAtCaret } from "./lookup";
import type { EditorSession } from "./session";

export type ArrowStep = "idle" | "target" | "class";

export class ArrowDraft {
  step: ArrowStep = "idle";
  originHash: string | null = null;
  targetHash: string | null = null;
  /** Letters typed to find the target. */
  query = "";

  constructor(private readonly session: EditorSession) {}

  get active(): boolean {
    return this.step !== "idle";
  }

  get awaitsClass(): boolean {
    return this.step === "class";
  }

  get origin(): SpanLabel | undefined {
    return this.span(this.originHash);
  }

  get target(): SpanLabel | undefined {
    return this.span(this.targetHash);
  }

  /** Start at a span (by default the selected one or the innermost under the caret). */
  start(hash?: string): void {
    const { session } = this;
    if (session.readOnly) return session.refuse("readOnly");
    if (!session.rules.allowArrows) return session.refuse("arrowsOff");
    const origin = this.span(hash ?? session.selectedHash) ?? spansAtCaret(session)[0];
    if (!origin) return;
    this.originHash = origin.hash;
    this.targetHash = null;
    this.query = "";
    this.step = "target";
    session.selection = null;
    session.selectedHash = origin.hash;
    session.changed();
  }

  /** Spans the arrow may point to, in reading order. */
  candidates(): SpanLabel[] {
    const origin = this.origin;
    if (!origin) return [];
    const { session } = this;
    const spans: SpanLabel[] = [];
    for (const label of session.model.labels.all()) {
      if (
        isSpan(label) &&
        session.isVisible(label) &&
        canPoint(session.rules, session.labelSets, origin, label)
      )
        spans.push(label);
    }
    return spans.sort((a, b) => compareTokens(a.start, b.start) || compareTokens(a.end, b.end));
  }

  /** True when a span may be the target; used while the pointer moves. */
  accepts(span: SpanLabel): boolean {
    const origin = this.origin;
    return origin !== undefined && canPoint(this.session.rules, this.session.labelSets, origin, span);
  }

  /** Next or previous candidate, starting at the one nearest to the origin. */
  advance(direction: 1 | -1): void {
    const candidates = this.matching();
    const origin = this.origin;
    if (candidates.length === 0 || !origin) return;
    const current = candidates.findIndex((span) => span.hash === this.targetHash);
    let next: number;
    if (current >= 0) next = (current + direction + candidates.length) % candidates.length;
    else {
      const after = candidates.findIndex((span) => compareTokens(span.start, origin.start) > 0);
      next =
        direction > 0
          ? after < 0
            ? 0
            : after
          : ((after < 0 ? candidates.length : after) - 1 + candidates.length) % candidates.length;
    }
    this.aim(candidates[next]);
  }

  /** Type-ahead: the nearest candidate whose text begins with (else contains) what was typed. */
  type(letter: string | null): void {
    this.query = letter === null ? this.query.slice(0, -1) : this.query + letter.toLowerCase();
    const origin = this.origin;
    if (!origin) return;
    const distance = (span: SpanLabel) =>
      Math.abs(span.start.line - origin.start.line) * 1e5 + Math.abs(span.start.token - origin.start.token);
    const nearest = this.matching().sort((a, b) => distance(a) - distance(b))[0];
    this.aim(this.query === "" ? undefined : nearest);
  }

  /** Choose the target; asks for a class when there are arrow classes. */
  pick(hash?: string): void {
    const target = this.span(hash ?? this.targetHash);
    const { session } = this;
    if (!target || this.step !== "target") return;
    if (target.hash === this.originHash) return session.refuse("arrowToItself");
    if (!this.accepts(target)) return session.refuse("arrowRule");
    this.targetHash = target.hash;
    this.step = "class";
    const offers = session.labelSets.some((set) => set.classes.some((item) => item.kind !== "SPAN"));
    if (!offers && !session.activeSet?.arrowLabelRequired) return this.finish(session.activeLayer, null);
    if (session.entries("ARROW").length === 0) {
      const set = session.labelSets.find((candidate) =>
        candidate.classes.some((item) => item.kind !== "SPAN"),
      );
      if (set) session.activeLayer = set.index;
    }
    session.changed();
  }

  /** Draw it, with a class or without. */
  finish(layer: number, item: LabelClass | null): void {
    const { session, origin, target } = this;
    if (!origin || !target) return this.cancel();
    const set = session.labelSets.find((candidate) => candidate.index === layer);
    const reason = arrowRefusal(session.rules, set, item, origin, target);
    if (reason) return session.refuse(reason);
    const change = createArrow(session.model.labels, origin, target, layer, item?.id ?? "", session.author);
    this.reset();
    session.searching = false;
    session.commit("arrow", change);
    session.selectedHash = null;
    session.caret = positionOf(session.model, origin);
    session.changed();
  }

  cancel(): void {
    this.reset();
    this.session.changed();
  }

  private reset(): void {
    this.step = "idle";
    this.originHash = null;
    this.targetHash = null;
    this.query = "";
  }

  private aim(span: SpanLabel | undefined): void {
    this.targetHash = span?.hash ?? null;
    this.session.changed();
    if (span)
      this.session.events.emit("reveal", { position: positionOf(this.session.model, span), center: false });
  }

  private matching(): SpanLabel[] {
    const candidates = this.candidates();
    if (this.query === "") return candidates;
    const texts = candidates.map((span) => ({ span, text: this.session.model.textOf(span).toLowerCase() }));
    const begins = texts.filter((entry) => entry.text.startsWith(this.query));
    const found = begins.length > 0 ? begins : texts.filter((entry) => entry.text.includes(this.query));
    return found.map((entry) => entry.span);
  }

  private span(hash: string | null | undefined): SpanLabel | undefined {
    const label = hash ? this.session.model.labels.get(hash) : undefined;
    return label && isSpan(label) ? label : undefined;
  }
}
