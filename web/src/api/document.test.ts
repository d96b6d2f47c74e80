import { describe, expect, it } from "vitest";
import { graphql } from "./document";

describe("the text of an operation", () => {
  it("brings the fragments that stand elsewhere, once", () => {
    graphql("fragment Point on Place { x y }");
    graphql("fragment Line on Street { from { ...Point } to { ...Point } }");
    const text = graphql("query streets { streets { ...Line ... on Lane { width } } }");
    expect(text).toBe(
      "query streets { streets { ...Line ... on Lane { width } } }" +
        "fragment Line on Street { from { ...Point } to { ...Point } }" +
        "fragment Point on Place { x y }",
    );
  });

  it("leaves a text alone that holds its own fragments", () => {
    const text = "query a { ...Own } fragment Own on Query { b }";
    expect(graphql(text)).toBe(text);
  });
});
