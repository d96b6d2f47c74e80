import { describe, expect, it } from "vitest";
import { LineView, nearestInView, NO_FILTER, viewQuery, type ViewPart, type ViewSource } from "./lineView";
import { rangesOf } from "./rowSource";

const MATCHING = Array.from({ length: 3000 }, (_, at) => at * 7);

function fixed(lines: readonly number[]) {
  const asked: [number, number, string | undefined][] = [];
  const source: ViewSource = (start, end, signature) => {
    asked.push([start, end, signature]);
    return Promise.resolve({
      lines: lines.slice(start, end),
      totalCount: lines.length,
      isComplete: true,
      progress: 100,
      signature: "s1",
    });
  };
  return { asked, source };
}

describe("LineView", () => {
  it("reads what is looked at and stays in one view", async () => {
    const { asked, source } = fixed(MATCHING);
    const view = new LineView(source);
    await view.start();
    expect([view.count, view.lineAt(10), view.lineAt(1200)]).toEqual([3000, 70, undefined]);
    await Promise.all([view.ensure(1190, 1210), view.ensure(1195, 1205), view.ensure(0, 400)]);
    expect(view.lineAt(1200)).toBe(8400);
    expect([view.indexOf(8400), view.has(8400), view.indexOf(1)]).toEqual([1200, true, -1]);
    expect(asked).toEqual([
      [0, 500, undefined],
      [1000, 1500, "s1"],
    ]);
  });

  it("grows until the server has looked at everything", async () => {
    const parts: ViewPart[] = [
      { lines: [], totalCount: 0, isComplete: false, progress: 10, signature: "a" },
      { lines: [5], totalCount: 1, isComplete: false, progress: 60, signature: "a" },
      { lines: [5, 9], totalCount: 2, isComplete: true, progress: 100, signature: "a" },
    ];
    const view = new LineView(
      () => Promise.resolve(parts.shift() as ViewPart),
      () => Promise.resolve(),
    );
    const seen: [number, number, boolean][] = [];
    view.subscribe(() => seen.push([view.count, view.progress, view.isStarted]));
    await view.start();
    expect(seen).toEqual([
      [0, 10, false],
      [1, 60, true],
      [2, 100, true],
    ]);
  });

  it("keeps what failed and asks no more once closed", async () => {
    const failing = new LineView(() => Promise.reject(new Error("offline")));
    await failing.start();
    expect(failing.error).toEqual(new Error("offline"));
    const { asked, source } = fixed(MATCHING);
    const closed = new LineView(source);
    closed.close();
    await closed.start();
    expect(asked).toEqual([]);
  });
});

describe("nearestInView", () => {
  it.each([
    [8, 1, 14],
    [7, 1, 7],
    [8, -1, 7],
    [20_994, 1, undefined],
    [50_000, -1, 20_993],
  ] as const)("from %i, %i is %s", async (line, step, expected) => {
    const { asked, source } = fixed(MATCHING);
    expect(await nearestInView(source, line, step)).toBe(expected);
    expect(asked.length).toBeLessThan(16);
  });

  it("finds nothing in an empty view", async () => {
    expect(await nearestInView(fixed([]).source, 0, 1)).toBeUndefined();
  });
});

describe("viewQuery", () => {
  it("asks only for what was set", () => {
    expect(viewQuery("d", NO_FILTER)).toEqual({ documentId: "d" });
    expect(
      viewQuery("d", { state: "UNANSWERED", text: " x ", column: 2, sort: { questionId: 3, order: "DESC" } }),
    ).toEqual({
      documentId: "d",
      answerState: "UNANSWERED",
      text: "x",
      column: 2,
      sort: { questionId: "3", order: "DESC" },
    });
    expect(viewQuery("d", { ...NO_FILTER, column: 2, sort: { column: 1, order: "ASC" } })).toEqual({
      documentId: "d",
      sort: { column: 1, order: "ASC" },
    });
  });
});

describe("rangesOf", () => {
  it("joins lines that lie near", () => {
    expect(rangesOf([900, 3, 1, 20, 60])).toEqual([
      [1, 21],
      [60, 61],
      [900, 901],
    ]);
  });
});
