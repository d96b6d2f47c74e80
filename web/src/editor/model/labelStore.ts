/** Labels of one document, found by hash, by line, by class and, for arrows, by the span they touch. */

import { compareTokens, isArrow, type ArrowLabel, type Label, type SpanLabel } from "./types";

/** What an act does to the labels. Swapping the two lists gives its inverse. */
export interface LabelChange {
  removed: Label[];
  added: Label[];
}

export class LabelStore {
  private readonly byHash = new Map<string, Label>();
  private readonly spansByLine = new Map<number, Set<SpanLabel>>();
  private readonly arrowsBySpan = new Map<string, Set<string>>();
  private readonly countByClass = new Map<string, number>();
  private spans = 0;

  get size(): number {
    return this.byHash.size;
  }

  get spanCount(): number {
    return this.spans;
  }

  get(hash: string): Label | undefined {
    return this.byHash.get(hash);
  }

  /** Uses of a class on a layer, of the labels loaded so far. */
  uses(layer: number, classId: string): number {
    return this.countByClass.get(`${layer}:${classId}`) ?? 0;
  }

  all(): IterableIterator<Label> {
    return this.byHash.values();
  }

  /** Spans that touch a line, by start, longer first. */
  onLine(line: number): SpanLabel[] {
    const found = this.spansByLine.get(line);
    if (!found) return [];
    return [...found].sort((a, b) => compareTokens(a.start, b.start) || compareTokens(b.end, a.end) || a.layer - b.layer);
  }

  hasSpans(line: number): boolean {
    return (this.spansByLine.get(line)?.size ?? 0) > 0;
  }

  /** Lines with at least one span, ascending. */
  labeledLines(): number[] {
    return [...this.spansByLine.keys()].sort((a, b) => a - b);
  }

  /** Arrows that start or end at a span. */
  arrowsOf(spanHash: string): ArrowLabel[] {
    const hashes = this.arrowsBySpan.get(spanHash);
    if (!hashes) return [];
    const result: ArrowLabel[] = [];
    for (const hash of hashes) {
      const label = this.byHash.get(hash);
      if (label && isArrow(label)) result.push(label);
    }
    return result;
  }

  add(label: Label): void {
    const known = this.byHash.get(label.hash);
    if (known) this.remove(known.hash);
    this.byHash.set(label.hash, label);
    this.count(label, 1);
    if (isArrow(label)) {
      this.link(label.originHash, label.hash);
      this.link(label.destinationHash, label.hash);
      return;
    }
    this.spans++;
    for (let line = label.start.line; line <= label.end.line; line++) {
      let set = this.spansByLine.get(line);
      if (!set) this.spansByLine.set(line, (set = new Set()));
      set.add(label);
    }
  }

  /** Remove by hash; unknown hashes are no error, since acts may be replayed. */
  remove(hash: string): Label | undefined {
    const label = this.byHash.get(hash);
    if (!label) return undefined;
    this.byHash.delete(hash);
    this.count(label, -1);
    if (isArrow(label)) {
      this.unlink(label.originHash, hash);
      this.unlink(label.destinationHash, hash);
      return label;
    }
    this.spans--;
    for (let line = label.start.line; line <= label.end.line; line++) {
      const set = this.spansByLine.get(line);
      set?.delete(label);
      if (set?.size === 0) this.spansByLine.delete(line);
    }
    return label;
  }

  /** Apply a change; safe to repeat. */
  apply(change: LabelChange): void {
    for (const label of change.removed) this.remove(label.hash);
    for (const label of change.added) this.add(label);
  }

  /** Replace what is known of `[startLine, endLine]` by what the server sent for it. */
  replaceRange(startLine: number, endLine: number, labels: Label[]): void {
    const fresh = new Set(labels.map((label) => label.hash));
    for (let line = startLine; line <= endLine; line++) {
      for (const span of [...(this.spansByLine.get(line) ?? [])]) {
        if (fresh.has(span.hash)) continue;
        for (const arrow of this.arrowsOf(span.hash)) this.remove(arrow.hash);
        this.remove(span.hash);
      }
    }
    for (const label of labels) this.add(label);
  }

  /** Spans at exactly this place, any class and layer. */
  at(start: Label["start"], end: Label["end"]): SpanLabel[] {
    return this.onLine(start.line).filter(
      (span) => compareTokens(span.start, start) === 0 && compareTokens(span.end, end) === 0,
    );
  }

  clear(): void {
    this.byHash.clear();
    this.spansByLine.clear();
    this.arrowsBySpan.clear();
    this.countByClass.clear();
    this.spans = 0;
  }

  private count(label: Label, step: number): void {
    const key = `${label.layer}:${label.classId}`;
    this.countByClass.set(key, (this.countByClass.get(key) ?? 0) + step);
  }

  private link(spanHash: string, arrowHash: string): void {
    let set = this.arrowsBySpan.get(spanHash);
    if (!set) this.arrowsBySpan.set(spanHash, (set = new Set()));
    set.add(arrowHash);
  }

  private unlink(spanHash: string, arrowHash: string): void {
    const set = this.arrowsBySpan.get(spanHash);
    set?.delete(arrowHash);
    if (set?.size === 0) this.arrowsBySpan.delete(spanHash);
  }
}
