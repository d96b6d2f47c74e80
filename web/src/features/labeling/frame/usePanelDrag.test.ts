import { expect, it } from "vitest";

import { placeAt } from "./usePanelDrag";

it("puts a card after those whose middle the pointer has passed", () => {
  const others = [
    { top: 0, height: 100 },
    { top: 100, height: 40 },
  ];
  expect([10, 60, 119, 121].map((y) => placeAt(y, others))).toEqual([0, 1, 1, 2]);
});
