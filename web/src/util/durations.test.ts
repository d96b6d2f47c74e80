import { expect, it } from "vitest";

import { formatDuration } from "./durations";

it("shows hours only when there are any", () => {
  expect([0, 9_000, 249_900, 3_849_000].map(formatDuration)).toEqual(["0:00", "0:09", "4:09", "1:04:09"]);
});
