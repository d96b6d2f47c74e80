import { describe, expect, it } from "vitest";

import { arrow, span } from "../testing";
import { arrowEnds, hashCode } from "./hash";
import { LabelStore } from "./labelStore";
import { labelFromWire, labelToInput } from "./wire";

describe("hash codes", () => {
  it("write spans and arrows as the wire does", () => {
    const town = span(0, 0, 2, "town", { end: { line: 0, token: 2, char: 5 } });
    expect(town.hash).toBe("SPAN:town:0:0:0:0:0:0:0:2:5:0:undefined:undefined");
    const lives = arrow(town, span(0, 5, 5), "livesIn");
    expect(lives.hash.startsWith("ARROW:livesIn:0:0:0:0:0:0:0:5:0:0:SPAN:town:")).toBe(true);
    expect(arrowEnds(lives.hash)).toEqual({ originHash: town.hash, destinationHash: span(0, 5, 5).hash });
    expect(arrowEnds(town.hash)).toBeNull();
  });
});

describe("wire labels", () => {
  const wire = {
    hashCode: "SPAN:a:0:4:0:1:0:4:0:2:3:0:undefined:undefined",
    type: "SPAN",
    layer: 0,
    labelSetItemId: "a",
    startCellLine: 4,
    startTokenIndex: 1,
    startCharIndex: 0,
    endCellLine: 4,
    endTokenIndex: 2,
    endCharIndex: 3,
    labeledBy: "CONFLICT",
    contributorIds: [7, 9],
  };

  it("come in with state and people, and go out by hash", () => {
    const label = labelFromWire(wire);
    expect(label).toMatchObject({
      phase: "CONFLICT",
      contributorIds: [7, 9],
      start: { line: 4, token: 1, char: 0 },
    });
    expect(label && hashCode(label)).toBe(wire.hashCode);
    expect(label && labelToInput(label, true)).toEqual({
      id: wire.hashCode,
      l: "a",
      layer: 0,
      start: { sentenceId: 4, tokenId: 1, charId: 0 },
      end: { sentenceId: 4, tokenId: 2, charId: 3 },
      deleted: true,
    });
  });

  it("show a rejected label as rejected and skip boxes", () => {
    expect(labelFromWire({ ...wire, rejectedByUserId: 3 })?.phase).toBe("REJECTED");
    expect(labelFromWire({ ...wire, type: "BOUNDING_BOX" })).toBeNull();
  });
});

describe("LabelStore", () => {
  it("finds spans by line, crossing lines included, longest first", () => {
    const store = new LabelStore();
    const long = span(1, 0, 3, "a", { end: { line: 3, token: 0, char: 0 } });
    const short = span(1, 0, 1, "b");
    [short, long].forEach((label) => store.add(label));
    expect(store.onLine(1)).toEqual([long, short]);
    expect(store.onLine(2)).toEqual([long]);
    expect(store.hasSpans(4)).toBe(false);
    expect(store.labeledLines()).toEqual([1, 2, 3]);
  });

  it("counts uses and forgets what is removed", () => {
    const store = new LabelStore();
    const a = span(0, 0, 0, "a");
    const b = span(0, 2, 2, "a");
    const link = arrow(a, b);
    [a, b, link].forEach((label) => store.add(label));
    expect(store.uses(0, "a")).toBe(2);
    expect(store.arrowsOf(b.hash)).toEqual([link]);
    store.remove(link.hash);
    store.remove(a.hash);
    expect(store.remove(a.hash)).toBeUndefined();
    expect([store.size, store.spanCount, store.uses(0, "a"), store.uses(0, "in")]).toEqual([1, 1, 1, 0]);
    expect(store.arrowsOf(b.hash)).toEqual([]);
  });

  it("adding twice changes nothing", () => {
    const store = new LabelStore();
    store.add(span(0, 0, 0));
    store.add(span(0, 0, 0));
    expect([store.size, store.onLine(0).length, store.uses(0, "town")]).toEqual([1, 1, 1]);
  });

  it("replaces a range by what the server knows", () => {
    const store = new LabelStore();
    const gone = span(0, 0, 0, "a");
    const kept = span(5, 0, 0, "b");
    const link = arrow(gone, kept);
    [gone, kept, link].forEach((label) => store.add(label));
    const fresh = [span(1, 4, 4, "c"), span(1, 2, 2, "c")];
    store.replaceRange(0, 3, fresh);
    expect([...store.all()].map((label) => label.hash).sort()).toEqual(
      [kept, ...fresh].map((label) => label.hash).sort(),
    );
    expect(store.onLine(1).map((label) => label.start.token)).toEqual([2, 4]);
  });

  it("drops an arrow that is gone from the server although both its ends are still there", () => {
    const store = new LabelStore();
    const [a, b] = [span(0, 0, 0, "a"), span(9, 0, 0, "b")];
    [a, b, arrow(a, b)].forEach((label) => store.add(label));
    store.replaceRange(9, 9, [b]);
    expect(store.size).toBe(3);
    store.replaceRange(0, 3, [a]);
    expect([...store.all()]).toEqual([b, a]);
  });
});
