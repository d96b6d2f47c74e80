import { describe, expect, it } from "vitest";

import { random } from "../testing";
import { fitCaptions } from "./captions";
import { HeightIndex } from "./heights";
import { assignLanes } from "./lanes";
import { ScrollModel } from "./scrollModel";
import { segmentStarts } from "./segments";

describe("lanes", () => {
  const interval = (start: number, end: number) => ({ start, end, order: 0 });

  it("puts a container above what it contains", () => {
    expect(assignLanes([interval(0, 20), interval(0, 5), interval(8, 12)])).toEqual({
      lanes: [1, 0, 0],
      count: 2,
    });
  });

  it("stacks equal places and leaves neighbours side by side", () => {
    expect(assignLanes([interval(0, 4), interval(0, 4), interval(4, 8)])).toEqual({
      lanes: [0, 1, 0],
      count: 2,
    });
  });

  it("never lets two overlapping spans share a lane", () => {
    const next = random(5);
    for (let round = 0; round < 100; round++) {
      const spans = Array.from({ length: 12 }, () => {
        const start = Math.floor(next() * 40);
        return interval(start, start + 1 + Math.floor(next() * 15));
      });
      const { lanes, count } = assignLanes(spans);
      spans.forEach((a, i) =>
        spans.forEach((b, j) => {
          if (i >= j || a.end <= b.start || b.end <= a.start) return;
          expect(lanes[i]).not.toBe(lanes[j]);
          const contains = a.start <= b.start && a.end >= b.end && a.end - a.start > b.end - b.start;
          if (contains) expect(lanes[i]).toBeGreaterThan(lanes[j] ?? 0);
        }),
      );
      expect(count).toBe(Math.max(...lanes) + 1);
    }
  });

  it("has no lanes without spans", () => {
    expect(assignLanes([])).toEqual({ lanes: [], count: 0 });
  });
});

describe("captions", () => {
  const box = (x: number, width: number, over = {}) => ({
    row: 0,
    lane: 0,
    x,
    width,
    rightToLeft: false,
    ...over,
  });

  it("shrink to the gap before their neighbour", () => {
    expect(fitCaptions([box(0, 80), box(50, 60)], 200, 14)).toEqual([48, 60]);
  });

  it("do not disturb other rows, lanes or the end of the row", () => {
    expect(
      fitCaptions([box(0, 80), box(20, 60, { lane: 1 }), box(30, 60, { row: 1 }), box(190, 60)], 200, 14),
    ).toEqual([80, 60, 60, 14]);
  });

  it("grow leftwards in right-to-left text", () => {
    expect(
      fitCaptions([box(200, 80, { rightToLeft: true }), box(150, 60, { rightToLeft: true })], 200, 14),
    ).toEqual([48, 60]);
  });
});

describe("heights", () => {
  it("agree with plain sums after many changes", () => {
    const next = random(7);
    const heights = new HeightIndex(500, 20);
    const plain = new Array<number>(500).fill(20);
    for (let round = 0; round < 400; round++) {
      const line = Math.floor(next() * 500);
      const height = 10 + Math.floor(next() * 90);
      heights.set(line, height);
      plain[line] = height;
    }
    let top = 0;
    plain.forEach((height, line) => {
      expect(heights.top(line)).toBe(top);
      expect(heights.lineAt(top)).toBe(line);
      expect(heights.lineAt(top + height - 1)).toBe(line);
      top += height;
    });
    expect(heights.total).toBe(top);
  });

  it("guesses only what was never measured", () => {
    const heights = new HeightIndex(3, 20);
    expect(heights.set(1, 50)).toBe(true);
    expect(heights.guess(1, 30)).toBe(false);
    expect(heights.guess(2, 30)).toBe(true);
    expect(heights.total).toBe(100);
    heights.reset(10);
    expect([heights.total, heights.isMeasured(1)]).toEqual([30, false]);
  });

  it("copes with an empty document", () => {
    const heights = new HeightIndex(0, 20);
    expect([heights.total, heights.lineAt(10)]).toEqual([0, 0]);
  });
});

describe("scrolling", () => {
  function model(count: number, height = 20) {
    const heights = new HeightIndex(count, height);
    const scroll = new ScrollModel(heights, { top: 10, bottom: 100 });
    scroll.viewport = 600;
    return { heights, scroll };
  }

  it("keeps the first line where it is when heights above change", () => {
    const { heights, scroll } = model(1000);
    scroll.setTop(scroll.lineTop(500) + 7);
    heights.set(3, 400);
    heights.set(499, 5);
    expect(scroll.top - scroll.lineTop(500)).toBe(7);
  });

  it("stays within the document", () => {
    const { scroll } = model(100);
    scroll.setTop(-50);
    expect(scroll.top).toBe(0);
    scroll.setTop(1e9);
    expect(scroll.top).toBe(scroll.total - 600);
  });

  it("follows small steps exactly and jumps by share in documents taller than a browser allows", () => {
    const { scroll } = model(1_000_000, 30);
    expect(scroll.physicalHeight).toBe(8_000_000);
    scroll.synced(0);
    scroll.scrolledTo(120);
    expect(scroll.top).toBe(120);
    const middle = (scroll.physicalHeight - 600) / 2;
    scroll.scrolledTo(middle);
    expect(Math.abs(scroll.top - (scroll.total - 600) / 2)).toBeLessThan(1);
    scroll.scrolledTo(scroll.physicalHeight - 600);
    expect(scroll.top).toBe(scroll.total - 600);
  });

  it("says where to scroll only when a place is out of view", () => {
    const { scroll } = model(1000);
    scroll.setTop(1000);
    expect(scroll.topToShow(1200, 1220, false)).toBeNull();
    expect(scroll.topToShow(990, 1010, false)).toBe(910);
    expect(scroll.topToShow(1590, 1610, false)).toBe(1090);
    expect(scroll.topToShow(9000, 9020, false)).toBe(8800);
  });
});

describe("segments", () => {
  it("cut long lines behind white space and lose nothing", () => {
    const content = "word 😀 ".repeat(2000);
    const starts = segmentStarts(content, 1000);
    expect(starts.length).toBeGreaterThan(10);
    const pieces = starts.map((from, i) => content.slice(from, starts[i + 1]));
    expect(pieces.join("")).toBe(content);
    for (const piece of pieces.slice(0, -1)) expect(piece.endsWith(" ")).toBe(true);
  });

  it("never cut a surrogate pair, even without white space", () => {
    const content = `x${"😀".repeat(3000)}`;
    for (const start of segmentStarts(content, 500).slice(1))
      expect(content.codePointAt(start)).toBe(0x1f600);
  });

  it("leave short lines whole", () => {
    expect(segmentStarts("short")).toEqual([0]);
  });
});
