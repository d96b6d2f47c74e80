/** The pieces of text around the screen: which exist, where they stand, how high they are. */

import { HeightIndex } from "../layout/heights";
import { SEGMENT, segmentStarts } from "../layout/segments";
import type { TextLine } from "../model/types";
import type { Metrics } from "./metrics";

/** One piece of a line, placed. */
export interface Block {
  key: string;
  line: number;
  segment: number;
  from: number;
  to: number;
  /** Distance from the top of the line. */
  offset: number;
}

interface LongLine {
  starts: number[];
  heights: Float32Array;
}

export class BlockLayout {
  readonly heights: HeightIndex;
  private readonly long = new Map<number, LongLine>();
  private lettersPerRow = 80;

  constructor(
    lineCount: number,
    private readonly lettersPerLine: number,
  ) {
    this.heights = new HeightIndex(lineCount, 32);
  }

  /** Font, width or theme changed: start from guesses again. */
  reset(metrics: Metrics, width: number): void {
    this.lettersPerRow = Math.max(8, width / Math.max(1, metrics.letter));
    this.long.clear();
    this.heights.reset(this.guess(this.lettersPerLine, metrics));
  }

  /** A line's text became known: guess its height better. */
  learn(line: TextLine, metrics: Metrics): void {
    if (this.heights.isMeasured(line.index)) return;
    this.heights.guess(line.index, this.guess(line.content.length, metrics));
  }

  /** Pieces of a loaded line, from the top. */
  blocksOf(line: TextLine, metrics: Metrics): Block[] {
    if (line.content.length <= SEGMENT * 1.25) {
      return [
        { key: `${line.index}:0`, line: line.index, segment: 0, from: 0, to: line.content.length, offset: 0 },
      ];
    }
    const long = this.longLine(line, metrics);
    let offset = 0;
    return long.starts.map((from, segment) => {
      const block = {
        key: `${line.index}:${segment}`,
        line: line.index,
        segment,
        from,
        to: long.starts[segment + 1] ?? line.content.length,
        offset,
      };
      offset += long.heights[segment] ?? 0;
      return block;
    });
  }

  height(block: Block): number {
    return this.long.get(block.line)?.heights[block.segment] ?? this.heights.height(block.line);
  }

  /** Store a measured height; true when it changed. */
  setHeight(block: Block, height: number): boolean {
    const long = this.long.get(block.line);
    if (!long) return this.heights.set(block.line, height);
    if (Math.abs((long.heights[block.segment] ?? 0) - height) < 0.01) return false;
    long.heights[block.segment] = height;
    this.heights.set(
      block.line,
      long.heights.reduce((sum, part) => sum + part, 0),
    );
    return true;
  }

  private longLine(line: TextLine, metrics: Metrics): LongLine {
    let long = this.long.get(line.index);
    if (!long) {
      const starts = segmentStarts(line.content);
      const heights = Float32Array.from(starts, (from, i) =>
        this.guess((starts[i + 1] ?? line.content.length) - from, metrics),
      );
      long = { starts, heights };
      this.long.set(line.index, long);
      this.heights.set(
        line.index,
        heights.reduce((sum, part) => sum + part, 0),
      );
    }
    return long;
  }

  private guess(letters: number, metrics: Metrics): number {
    return Math.max(1, Math.ceil(letters / this.lettersPerRow)) * metrics.row + metrics.lineGap;
  }
}
