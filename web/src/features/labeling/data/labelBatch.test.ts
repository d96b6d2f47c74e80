import { parse } from "graphql";
import { expect, it } from "vitest";

import { batchText } from "./labelBatch";

it("asks for each act under a name of its own", () => {
  const text = batchText(2);
  expect(() => parse(text)).not.toThrow();
  expect(text).toBe(
    "mutation UpdateSpanLabelsMany($i0: UpdateTokenLabelsInput!, $i1: UpdateTokenLabelsInput!) { " +
      "a0: updateLabels(input: $i0) { rejectedLabels { reason label { hashCode } } } " +
      "a1: updateLabels(input: $i1) { rejectedLabels { reason label { hashCode } } } }",
  );
});
