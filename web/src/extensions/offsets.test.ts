import { expect, it } from "vitest";

import { unitsOf } from "./offsets";

it("counts astral characters as two units", () => {
  expect([0, 1, 2, 3, 9].map((points) => unitsOf("a😀b", points))).toEqual([0, 1, 3, 4, 4]);
});
