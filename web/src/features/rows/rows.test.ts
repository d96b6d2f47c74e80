import { describe, expect, it, vi } from "vitest";
import { mediaOf, ownAddress, renderMarkdown } from "./content";
import { readDraft, writeDraft } from "./data/drafts";
import { RowStore, type FetchedAnswers, type RowSource } from "./data/rowStore";
import { MAX_HEIGHT, ScrollMap } from "./table/scroll";
import { rangeView } from "./table/view";

function source(answers: FetchedAnswers[] = []): RowSource & { asked: [number, number][] } {
  const asked: [number, number][] = [];
  return {
    asked,
    cells: (start, end) => {
      asked.push([start, end]);
      return Promise.resolve(
        new Map(Array.from({ length: end - start }, (_, at) => [start + at, [`row ${start + at}`]])),
      );
    },
    answers: (start, end) =>
      Promise.resolve(answers.filter((entry) => entry.line >= start && entry.line < end)),
  };
}

describe("RowStore", () => {
  it("fetches a block once, however often it is asked for", async () => {
    const rows = source();
    const store = new RowStore(rows, 1_000_000);
    await Promise.all([store.ensure(999_950, 999_960), store.ensure(999_955, 1_000_000)]);
    expect(rows.asked).toEqual([[999_800, 1_000_000]]);
    expect(store.row(999_999)?.cells).toEqual(["row 999999"]);
    expect(store.row(0)).toBeUndefined();
  });

  it("shows a change at once, tells what undoes it, and keeps it over what is fetched", async () => {
    const store = new RowStore(source([{ line: 2, answers: { Q0: "a", Q1: "b" }, disputed: ["Q0"] }]), 10);
    await store.ensure(0, 10);
    expect(store.row(2)?.state).toBe("conflict");
    const back = store.apply([{ line: 2, answers: { Q0: "c", Q1: null } }]);
    expect(back).toEqual([{ line: 2, answers: { Q0: "a", Q1: "b" } }]);
    expect(store.row(2)).toMatchObject({ answers: { Q0: "c" }, disputed: [], state: "answered" });
    store.reload();
    await store.ensure(0, 10);
    expect(store.row(2)?.answers).toEqual({ Q0: "c" });
    store.setPending([]);
    store.reload();
    await store.ensure(0, 10);
    expect(store.row(2)?.answers).toEqual({ Q0: "a", Q1: "b" });
  });

  it("finds rows by state far away, in both directions", async () => {
    const all = Array.from({ length: 20_000 }, (_, line) => ({
      line,
      answers: { Q0: "x" },
      disputed: [] as string[],
    }));
    const store = new RowStore(source(all.filter(({ line }) => line !== 13 && line !== 17_777)), 20_000);
    expect(await store.find(13, 1, "unanswered")).toBe(17_777);
    expect(await store.find(17_777, -1, "unanswered")).toBe(13);
    expect(await store.find(17_777, 1, "unanswered")).toBeUndefined();
  });

  it("keeps what failed as its error and tries again after a reload", async () => {
    const rows = source();
    const cells = vi.fn(rows.cells).mockRejectedValueOnce(new Error("offline"));
    const store = new RowStore({ ...rows, cells }, 5);
    await store.ensure(0, 5);
    expect(store.error).toEqual(new Error("offline"));
    await store.ensure(0, 5);
    expect(store.error).toBeUndefined();
    expect(store.row(4)?.cells).toEqual(["row 4"]);
  });
});

describe("ScrollMap", () => {
  it("is exact where the browser can be", () => {
    const map = new ScrollMap(1000, 34, 600);
    expect([map.height, map.position(500), map.topOf(10)]).toEqual([34_000, 500, 340]);
    expect(map.reveal(10, 0)).toBe(0);
    expect(map.reveal(30, 0)).toBe(30 * 34 + 34 - 600);
  });

  it("reaches both ends of a million rows and shows any row asked for", () => {
    const map = new ScrollMap(1_000_000, 34, 600);
    expect(map.height).toBe(MAX_HEIGHT);
    expect(map.position(MAX_HEIGHT - 600)).toBe(34_000_000 - 600);
    expect(map.position(0)).toBe(0);
    for (const row of [0, 1, 499_999, 777_777, 999_999]) {
      const top = map.position(map.reveal(row, 0));
      expect(row * 34).toBeGreaterThanOrEqual(Math.floor(top));
      expect(row * 34 + 34).toBeLessThanOrEqual(Math.ceil(top) + 600);
    }
  });

  it("moves by exactly what the wheel moved", () => {
    const map = new ScrollMap(1_000_000, 34, 600);
    const before = map.position(map.reveal(500_000, 0));
    const at = before - map.topOf(0) * -1;
    expect(map.position(at + 100) - before).toBeCloseTo(100);
  });
});

describe("views of the table", () => {
  it("counts pages from their first row", () => {
    const view = rangeView(20, 30);
    expect([view.count, view.lineAt(3), view.indexOf(25), view.indexOf(99), view.has(30)]).toEqual([
      10,
      23,
      5,
      9,
      false,
    ]);
  });
});

describe("cells", () => {
  it("judges addresses by their ending and refuses other schemes", () => {
    expect(
      [
        "https://a.example/b.PNG?x=1",
        "https://a.example/b.mp3",
        "https://a.example",
        "javascript:alert(1)//.png",
        "plain.png",
      ].map(mediaOf),
    ).toEqual(["image", "audio", "page", null, null]);
  });

  it("fetches own files from where the page came from, others from where they are", () => {
    expect(
      ["http://other.example:8113/api/media/t/a.pdf?x=1", "https://s3.example/a.pdf", null].map(ownAddress),
    ).toEqual(["/api/media/t/a.pdf?x=1", "https://s3.example/a.pdf", null]);
  });

  it("draws markdown without anything that runs", () => {
    const html = renderMarkdown(
      '**bold** [x](javascript:alert(1)) <img src=x onerror="alert(1)"><script>alert(1)</script> [y](https://a.example)',
    );
    expect(html).toContain("<strong>bold</strong>");
    expect(html).not.toMatch(/javascript:|onerror|<script/);
    expect(html).toContain('rel="noreferrer noopener"');
  });
});

describe("drafts", () => {
  it("are kept by form and forgotten on request", () => {
    writeDraft("1/d/0", { Q0: "a" });
    writeDraft("1/d/1", { Q0: "b" });
    expect(readDraft("1/d/0")).toEqual({ Q0: "a" });
    writeDraft("1/d/0", undefined);
    expect([readDraft("1/d/0"), readDraft("1/d/1")]).toEqual([undefined, { Q0: "b" }]);
  });
});
