import { describe, expect, it } from "vitest";

import { lookStyle, readLook, STANDARD_LOOK } from "./look";

describe("the look of the text", () => {
  it("falls back to the standard where something else was kept", () => {
    expect(readLook(null)).toEqual(STANDARD_LOOK);
    expect(readLook({ font: "comic", size: 145, spacing: "wide", lineNumbers: "no", more: 1 })).toEqual({
      ...STANDARD_LOOK,
      size: 145,
      spacing: "wide",
    });
  });

  it("leaves the standard to the theme and scales everything else", () => {
    expect(lookStyle(STANDARD_LOOK)).toEqual({});
    expect(lookStyle({ ...STANDARD_LOOK, size: 220 })).toEqual({
      "--gx-font-size": "33px",
      "--gx-lane": "42px",
      "--gx-arrow-room": "31px",
      "--gx-caption-height": "35px",
      "--gx-caption-font": "24px",
      "--gx-caption-padding": "11px",
      "--gx-row": "57px",
      "--gx-line-gap": "13px",
      "--gx-gutter": "90px",
    });
    expect(lookStyle({ ...STANDARD_LOOK, spacing: "dense", lineNumbers: false })).toEqual({
      "--gx-row": "22px",
      "--gx-line-gap": "1px",
      "--gx-gutter": "20px",
    });
  });
});
