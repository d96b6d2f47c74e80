import { beforeEach, describe, expect, it } from "vitest";

import { BlockLoader } from "./blockLoader";

let asked: number[] = [];
let answers = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();

const make = (over: { capacity?: number; onEvict?: (start: number) => void } = {}) =>
  new BlockLoader({
    blockSize: 10,
    total: 95,
    capacity: 50,
    load: (start) => {
      asked.push(start);
      return new Promise((resolve, reject) => answers.set(start, { resolve, reject }));
    },
    ...over,
  });
const settle = async () => {
  for (let turn = 0; turn < 6; turn++) await Promise.resolve();
};
const answer = async (start: number) => {
  answers.get(start)?.resolve();
  await settle();
};

beforeEach(() => {
  asked = [];
  answers = new Map();
});

describe("fetching in blocks", () => {
  it("sends what is on screen first, two requests at a time", async () => {
    const loader = make();
    void loader.want(0, 60, 30, 35);
    await settle();
    expect(asked).toEqual([30, 0]);
    await answer(30);
    await answer(0);
    expect(asked).toEqual([30, 0, 10, 20]);
    expect([loader.state(31), loader.state(12), loader.state(70)]).toEqual(["loaded", "loading", "missing"]);
  });

  it("drops places that were only passed, but not what somebody waits for", async () => {
    const loader = make();
    void loader.want(0, 40, 0, 10);
    await settle();
    const kept = loader.ensure(50, 51);
    void loader.want(80, 95, 80, 85);
    await answer(0);
    await answer(10);
    expect(asked).toEqual([0, 10, 80, 90]);
    await answer(80);
    await answer(90);
    expect(asked).toEqual([0, 10, 80, 90, 50]);
    expect([loader.state(20), loader.state(30)]).toEqual(["missing", "missing"]);
    await answer(50);
    await kept;
    expect(loader.isLoaded(50, 55)).toBe(true);
  });

  it("asks once for what several want, and again after a failure", async () => {
    const loader = make();
    const both = [loader.ensure(0, 5), loader.ensure(3, 9)];
    await settle();
    answers.get(0)?.reject(new Error("away"));
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["rejected", "rejected"]);
    expect([asked, loader.state(0)]).toEqual([[0], "failed"]);
    void loader.want(0, 10, 0, 10);
    await settle();
    expect(asked).toEqual([0, 0]);
  });

  it("gives back the blocks used longest ago", async () => {
    const gone: number[] = [];
    const loader = make({ capacity: 2, onEvict: (start) => gone.push(start) });
    for (const start of [0, 10, 20]) {
      void loader.want(start, start + 1, start, start + 1);
      await settle();
      await answer(start);
    }
    expect([gone, loader.state(0), loader.state(20)]).toEqual([[0], "missing", "loaded"]);
  });
});
