import { describe, expect, it } from "vitest";
import { renderMarkdown } from "./markdown";

describe("renderMarkdown", () => {
  it("renders headings, lists and tables", () => {
    expect(renderMarkdown("# A\n\n- b")).toBe("<h1>A</h1>\n<ul>\n<li>b</li>\n</ul>\n");
    expect(renderMarkdown("|a|\n|-|\n|b|")).toContain("<td>b</td>");
  });

  it.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "<iframe src=//evil.example></iframe>",
    "<form action=//evil.example><input></form>",
    "<svg><script>alert(1)</script></svg>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
  ])("takes the danger out of %s", (source) => {
    expect(renderMarkdown(source)).not.toMatch(/script|onerror|javascript:|iframe|<form|<input|data:text/);
  });

  it("opens links apart", () => {
    expect(renderMarkdown("[x](https://x.example)")).toBe(
      '<p><a href="https://x.example" target="_blank" rel="noopener noreferrer nofollow">x</a></p>\n',
    );
  });
});
