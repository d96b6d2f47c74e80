import { describe, expect, it } from "vitest";

import { readMessage } from "./text";

const text = (value: string) => ({ kind: "text", text: value });

describe("readMessage", () => {
  it("reads paragraphs, lines and lists", () => {
    expect(readMessage("one\ntwo\n\n- a\n- b")).toEqual([
      { kind: "paragraph", lines: [[text("one")], [text("two")]] },
      { kind: "list", items: [[text("a")], [text("b")]] },
    ]);
  });

  it("reads bold, italic, code and links", () => {
    expect(readMessage("**a** *b* `c*d*` [e](https://x.test/?q=1) https://y.test.")).toEqual([
      {
        kind: "paragraph",
        lines: [
          [
            { kind: "strong", children: [text("a")] },
            text(" "),
            { kind: "em", children: [text("b")] },
            text(" "),
            { kind: "code", text: "c*d*" },
            text(" "),
            { kind: "link", text: "e", href: "https://x.test/?q=1" },
            text(" "),
            { kind: "link", text: "https://y.test", href: "https://y.test" },
            text("."),
          ],
        ],
      },
    ]);
  });

  it("keeps code blocks as they are", () => {
    expect(readMessage("see\n```\n**x**\n```")).toEqual([
      { kind: "paragraph", lines: [[text("see")]] },
      { kind: "code", text: "**x**" },
    ]);
  });

  it("finds the longest name of a mention and no name inside an address", () => {
    expect(readMessage("@Ann Lee, @ann and a@ann @Annabel", ["Ann", "Ann Lee"])).toEqual([
      {
        kind: "paragraph",
        lines: [
          [
            { kind: "mention", text: "@Ann Lee" },
            text(", "),
            { kind: "mention", text: "@ann" },
            text(" and a@ann @Annabel"),
          ],
        ],
      },
    ]);
  });

  it("makes no link of anything but http", () => {
    expect(readMessage("[x](javascript:alert(1)) <img src=x onerror=alert(1)>")).toEqual([
      { kind: "paragraph", lines: [[text("[x](javascript:alert(1)) <img src=x onerror=alert(1)>")]] },
    ]);
  });
});
