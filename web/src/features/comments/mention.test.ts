import { describe, expect, it } from "vitest";

import { complete, matching, openMention } from "./mention";

const people = [
  { id: "1", name: "Ann Lee", handle: "Ann Lee" },
  { id: "2", name: "Lea", handle: "lea@x.test" },
];

describe("mentions", () => {
  it("are open from the @ sign to the caret", () => {
    expect(openMention("hi @An", 6)).toEqual({ at: 3, query: "An" });
    expect(openMention("@", 1)).toEqual({ at: 0, query: "" });
    expect(openMention("mail a@x", 8)).toBeNull();
    expect(openMention("@ann\nmore", 9)).toBeNull();
    expect(openMention("@ x", 3)).toBeNull();
  });

  it("offer names by any of their words", () => {
    expect(matching(people, "le").map((one) => one.id)).toEqual(["1", "2"]);
    expect(matching(people, "ann lee")).toEqual([]);
    expect(matching(people, "zed")).toEqual([]);
  });

  it("are finished with the handle and a space", () => {
    expect(complete("hi @le, you", 6, 3, "lea@x.test")).toEqual(["hi @lea@x.test , you", 15]);
  });
});
