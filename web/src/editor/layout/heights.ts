/** Heights of up to millions of lines: a Fenwick tree over estimates that become exact once a line is measured. */

export class HeightIndex {
  private readonly heights: Float32Array;
  private readonly sums: Float64Array;
  private readonly measured: Uint8Array;

  constructor(
    readonly count: number,
    estimate: number,
  ) {
    this.heights = new Float32Array(count).fill(estimate);
    this.measured = new Uint8Array(count);
    this.sums = new Float64Array(count + 1);
    this.rebuild();
  }

  get total(): number {
    return this.top(this.count);
  }

  height(line: number): number {
    return this.heights[line] ?? 0;
  }

  isMeasured(line: number): boolean {
    return this.measured[line] === 1;
  }

  /** Set a measured height; true when it differs from what was assumed. */
  set(line: number, height: number): boolean {
    if (line < 0 || line >= this.count) return false;
    this.measured[line] = 1;
    return this.change(line, height);
  }

  /** A better guess for a line that has never been measured. */
  guess(line: number, height: number): boolean {
    return line >= 0 && line < this.count && !this.measured[line] ? this.change(line, height) : false;
  }

  /** Distance from the top of the document to the top of a line. */
  top(line: number): number {
    let sum = 0;
    for (let i = Math.min(line, this.count); i > 0; i -= i & -i) sum += this.sums[i] ?? 0;
    return sum;
  }

  /** The line at a distance from the top. */
  lineAt(distance: number): number {
    let index = 0;
    let left = Math.max(0, distance);
    for (let step = 1 << Math.floor(Math.log2(Math.max(1, this.count))); step > 0; step >>= 1) {
      const next = index + step;
      const sum = this.sums[next];
      if (next <= this.count && sum !== undefined && sum <= left) {
        index = next;
        left -= sum;
      }
    }
    return Math.min(index, Math.max(0, this.count - 1));
  }

  /** Start again, e.g. after the width or the font changed. */
  reset(estimate: number): void {
    this.heights.fill(estimate);
    this.measured.fill(0);
    this.rebuild();
  }

  private change(line: number, height: number): boolean {
    const rounded = Math.fround(height);
    const delta = rounded - (this.heights[line] ?? 0);
    if (Math.abs(delta) < 0.01) return false;
    this.heights[line] = rounded;
    for (let i = line + 1; i <= this.count; i += i & -i) this.sums[i] = (this.sums[i] ?? 0) + delta;
    return true;
  }

  private rebuild(): void {
    const { sums, heights, count } = this;
    sums.fill(0);
    for (let i = 1; i <= count; i++) {
      sums[i] = (sums[i] ?? 0) + (heights[i - 1] ?? 0);
      const parent = i + (i & -i);
      if (parent <= count) sums[parent] = (sums[parent] ?? 0) + (sums[i] ?? 0);
    }
  }
}
