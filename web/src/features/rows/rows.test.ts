import { describe, expect, it, vi } from "vitest";
import { mediaOf, ownAddress, renderMarkdown } from "./content";
import { readDraft, writeDraft } from "./data/drafts";
import { RowStore, type FetchedAnswers, type RowSource } from "./data/rowStore";
import { readPersonal, withLayout } from "./personal";
import { movedOrder, neighbour, tableColumns, type ColumnLayout } from "./table/columns";
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

  it("hands out the same row until something in it changes", async () => {
    const store = new RowStore(source(), 10);
    await store.ensure(0, 10);
    const before = store.row(3);
    store.apply([{ line: 4, answers: { Q0: "a" } }]);
    expect(store.row(3)).toBe(before);
    store.apply([{ line: 3, answers: { Q0: "a" } }]);
    expect(store.row(3)?.answers).toEqual({ Q0: "a" });
  });

  it("fetches lines that lie apart by themselves", async () => {
    const asked: number[][] = [];
    const store = new RowStore(
      {
        ...source(),
        scattered: (lines) => {
          asked.push([...lines]);
          return Promise.resolve({
            cells: new Map(lines.map((line) => [line, [`row ${line}`]])),
            answers: [{ line: 700_000, answers: { Q0: "x" }, disputed: [] }],
          });
        },
      },
      1_000_000,
    );
    await store.ensureLines([3, 700_000]);
    await store.ensureLines([3, 700_000, 12]);
    expect(asked).toEqual([[3, 700_000], [12]]);
    expect(store.row(700_000)).toMatchObject({ cells: ["row 700000"], state: "answered" });
    expect(store.row(701_000)).toBeUndefined();
  });

  it("holds no more however far somebody goes, but knows which rows are answered", async () => {
    const all = Array.from({ length: 40_000 }, (_, line) => ({ line, answers: { Q0: "x" }, disputed: [] }));
    const store = new RowStore(source(all), 40_000);
    for (let line = 0; line < 40_000; line += 200) await store.ensure(line, line + 1);
    const held = Array.from({ length: 40_000 }, (_, line) => store.isLoaded(line)).filter(Boolean).length;
    expect(held).toBe(60 * 200);
    expect(store.stateOf(0)).toBe("answered");
    expect(await store.answersOf([0, 39_999])).toEqual(
      new Map([
        [0, { Q0: "x" }],
        [39_999, { Q0: "x" }],
      ]),
    );
  });

  it("asks where to go on when the neighbourhood holds nothing", async () => {
    const all = Array.from({ length: 50_000 }, (_, line) => ({ line, answers: { Q0: "x" }, disputed: [] }));
    const rows = source(all.filter(({ line }) => line !== 44_444));
    const answers = vi.fn(rows.answers);
    const store = new RowStore({ ...rows, answers }, 50_000);
    const elsewhere = vi.fn(() => Promise.resolve<number | undefined>(44_444));
    expect(await store.find(0, 1, "unanswered", elsewhere)).toBe(44_444);
    expect(elsewhere).toHaveBeenCalledExactlyOnceWith(5000);
    expect(answers).toHaveBeenCalledTimes(2);
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

describe("columns", () => {
  const metas = ["id", "name", "city"].map((name, id) => ({
    id,
    name,
    displayed: true,
    labelerRestricted: false,
  }));
  const names = (layout: ColumnLayout) => tableColumns(metas, [], layout).map((column) => column.name);

  it("stand in the person's order, frozen ones first", () => {
    expect(names({ looks: {} })).toEqual(["id", "name", "city"]);
    expect(names({ looks: {}, order: [2, 0] })).toEqual(["city", "id", "name"]);
    expect(names({ looks: { 1: { frozen: true } }, order: [2, 0, 1] })).toEqual(["name", "city", "id"]);
  });

  it("change places with their neighbours", () => {
    const columns = tableColumns(metas, [], { looks: { 0: { frozen: true } } });
    expect(movedOrder(columns, 2, 1)).toEqual([0, 2, 1]);
    expect(neighbour(columns, 1, 1)?.name).toBe("city");
    expect(neighbour(columns, 1, -1)).toBeUndefined();
    expect(neighbour(columns, 2, 1)).toBeUndefined();
  });
});

describe("personal settings", () => {
  it("fall back to the defaults where they are damaged", () => {
    expect(readPersonal({ autoAdvance: false, columns: [["p", { looks: {} }], "x"], at: 3 })).toEqual({
      autoAdvance: false,
      jumpToNext: true,
      columns: [["p", { looks: {} }]],
      at: 3,
    });
    expect(readPersonal("nonsense").autoAdvance).toBe(true);
  });

  it("keep the layouts used last", () => {
    const many = Array.from({ length: 30 }, (_, at) => [`p${at}`, { looks: {} }] as [string, ColumnLayout]);
    const next = withLayout(many, "new", { looks: {} });
    expect([next.length, next[0]?.[0], next.at(-1)?.[0]]).toEqual([30, "p1", "new"]);
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
