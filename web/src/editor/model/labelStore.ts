/** Labels of one document, found by hash, by line, by class and, for arrows, by the span they touch. */

import { compareTokens, isArrow, type ArrowLabel, type Label, type SpanLabel } from "./types";

/** What an act does to the labels. Swapping the two lists gives its inverse. */
export interface LabelChange {
  removed: Label[];
  added: Label[];
}

const bySpan = (a: SpanLabel, b: SpanLabel): number =>
  compareTokens(a.start, b.start) ||
  compareTokens(b.end, a.end) ||
  a.layer - b.layer ||
  (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0);

export class LabelStore {
  private readonly byHash = new Map<string, Label>();
  private readonly spansByLine = new Map<number, SpanLabel[]>();
  /** Lines whose spans were only appended; sorted when read. */
  private readonly unsorted = new Set<number>();
  private readonly arrowsBySpan = new Map<string, Set<string>>();
  private readonly countByClass = new Map<string, number>();
  private spans = 0;
  private bulk = false;

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

  /** Spans that touch a line, by start, longer first. The array is shared: do not change it. */
  onLine(line: number): readonly SpanLabel[] {
    const found = this.spansByLine.get(line);
    if (!found) return [];
    if (this.unsorted.delete(line)) found.sort(bySpan);
    return found;
  }

  hasSpans(line: number): boolean {
    return this.spansByLine.has(line);
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
    for (let line = label.start.line; line <= label.end.line; line++) this.insert(line, label);
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
      const spans = this.spansByLine.get(line);
      const index = spans?.indexOf(label) ?? -1;
      if (index >= 0) spans?.splice(index, 1);
      if (spans?.length === 0) this.spansByLine.delete(line);
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
        for (const arrow of this.arrowsOf(span.hash)) {
          const asked = arrow.start.line >= startLine && arrow.start.line <= endLine;
          if (!fresh.has(span.hash) || (asked && !fresh.has(arrow.hash))) this.remove(arrow.hash);
        }
        if (!fresh.has(span.hash)) this.remove(span.hash);
      }
    }
    this.bulk = true;
    for (const label of labels) this.add(label);
    this.bulk = false;
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
    this.unsorted.clear();
    this.arrowsBySpan.clear();
    this.countByClass.clear();
    this.spans = 0;
  }

  private insert(line: number, label: SpanLabel): void {
    const spans = this.spansByLine.get(line);
    if (!spans) {
      this.spansByLine.set(line, [label]);
      return;
    }
    const last = spans[spans.length - 1];
    if (!last || this.bulk || this.unsorted.has(line)) {
      spans.push(label);
      this.unsorted.add(line);
      return;
    }
    let low = 0;
    let high = spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = spans[middle];
      if (other && bySpan(other, label) < 0) low = middle + 1;
      else high = middle;
    }
    spans.splice(low, 0, label);
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
