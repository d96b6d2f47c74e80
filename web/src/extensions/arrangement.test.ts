import { describe, expect, it } from "vitest";

import type { LabelingContext } from "@/features/labeling/context";
import { EXTENSIONS } from ".";
import { isOn, moved, NEW, offered, parseArrangement, type Arrangement, type Offer } from "./arrangement";

const context = (kinds: string[], mode = "LABELER", files = 2) =>
  ({
    project: { kinds, guideline: null, settings: {} },
    mode,
    cabinet: { documents: Array.from({ length: files }, (_, id) => ({ id })) },
  }) as unknown as LabelingContext;

const cards = (ctx: LabelingContext, arrangement: Arrangement = NEW, offer: Offer | null = null) =>
  offered(EXTENSIONS, ctx, arrangement, offer).map((one) => one.card);

describe("the registry", () => {
  it("has these panels; one that disappears is missed", () => {
    expect(EXTENSIONS.map((one) => one.id)).toEqual([
      "LABELS_EXTENSION_ID",
      "DOCUMENT_LABELING_EXTENSION_ID",
      "REVIEW_EXTENSION_ID",
      "REVIEW_SAMPLING_EXTENSION_ID",
      "FILE_COLLECTION_EXTENSION_ID",
      "SEARCH_EXTENSION_ID",
      "COMMENTS_EXTENSION_ID",
      "GUIDELINES_EXTENSION_ID",
      "METADATA_EXTENSION_ID",
      "DICTIONARY_EXTENSION_ID",
      "GRAMMAR_CHECKER_EXTENSION_ID",
      "DASHBOARD_EXTENSION_ID",
      "LABEL_COLOR_LEGEND_ID",
    ]);
  });

  it("offers what fits the kind, the mode and the project", () => {
    expect(cards(context(["DOCUMENT_BASED"], "LABELER", 1))).toEqual(["answers", "comments", "analytics"]);
    expect(cards(context(["TOKEN_BASED"], "REVIEWER"))).toEqual([
      "labels",
      "review",
      "files",
      "search",
      "comments",
      "metadata",
      "dictionary",
      "grammar",
      "analytics",
      "legend",
    ]);
  });
});

describe("an arrangement", () => {
  const text = context(["TOKEN_BASED"]);

  it("is read leniently", () => {
    expect(parseArrangement(null)).toEqual(NEW);
    expect(parseArrangement("{")).toEqual(NEW);
    expect(
      parseArrangement('{"order":["A",1],"on":{"A":true,"B":"x"},"closed":3,"heights":{"A":90}}'),
    ).toEqual({
      order: ["A"],
      on: { A: true },
      closed: [],
      heights: { A: 90 },
    });
  });

  it("puts named panels first, in its order", () => {
    const order = { ...NEW, order: ["COMMENTS_EXTENSION_ID" as const, "LABELS_EXTENSION_ID" as const] };
    expect(cards(text, order).slice(0, 4)).toEqual(["comments", "labels", "files", "search"]);
  });

  it("lets the project decide what is offered and on, the person what is on", () => {
    const offer = {
      available: new Set(["SEARCH_EXTENSION_ID", "METADATA_EXTENSION_ID"]),
      enabled: new Set(["METADATA_EXTENSION_ID"]),
    };
    expect(cards(text, NEW, offer)).toEqual(["labels", "search", "comments", "metadata"]);
    const on = (arrangement: Arrangement) =>
      offered(EXTENSIONS, text, arrangement, offer)
        .filter((one) => isOn(one, text, arrangement, offer))
        .map((one) => one.card);
    expect(on(NEW)).toEqual(["labels", "comments", "metadata"]);
    const own = {
      ...NEW,
      on: { SEARCH_EXTENSION_ID: true, METADATA_EXTENSION_ID: false, LABELS_EXTENSION_ID: false },
    };
    expect(on(own)).toEqual(["labels", "search", "comments"]);
  });

  it("moves a panel to a place among the others", () => {
    const ids = ["LABELS_EXTENSION_ID", "SEARCH_EXTENSION_ID", "COMMENTS_EXTENSION_ID"] as const;
    expect(moved(ids, "COMMENTS_EXTENSION_ID", 0)[0]).toBe("COMMENTS_EXTENSION_ID");
    expect(moved(ids, "LABELS_EXTENSION_ID", 9)).toEqual([
      "SEARCH_EXTENSION_ID",
      "COMMENTS_EXTENSION_ID",
      "LABELS_EXTENSION_ID",
    ]);
  });
});
