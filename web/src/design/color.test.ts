import { describe, expect, it } from "vitest";
import { contrast, LABEL_PALETTE, labelColor, parseColor } from "./color";

const HARD = [
  "#000000",
  "#ffffff",
  "#ffff00",
  "#00ff00",
  "#0000ff",
  "#808080",
  "#123",
  "rgb(250, 240, 10)",
  "",
  "nonsense",
];

describe("labelColor", () => {
  it.each([...LABEL_PALETTE, ...HARD])("gives %s readable text in both schemes", (color) => {
    for (const scheme of ["light", "dark"] as const) {
      const { background, foreground, border } = labelColor(color, scheme);
      const page = scheme === "light" ? "#ffffff" : "#131416";
      expect(contrast(parseColor(foreground), parseColor(background))).toBeGreaterThanOrEqual(4.5);
      expect(contrast(parseColor(border), parseColor(page))).toBeGreaterThanOrEqual(3);
    }
  });

  it("keeps a colour that is already readable", () => {
    expect(labelColor("#3333cc", "light")).toEqual({
      background: "#d6d6f5",
      foreground: "#3333cc",
      border: "#3333cc",
    });
  });

  it("stays readable for 4,096 colours", () => {
    for (let value = 0; value < 4096; value++) {
      const color = `#${value.toString(16).padStart(3, "0")}`;
      for (const scheme of ["light", "dark"] as const) {
        const { background, foreground } = labelColor(color, scheme);
        expect(contrast(parseColor(foreground), parseColor(background))).toBeGreaterThanOrEqual(4.5);
      }
    }
  });
});

describe("contrast", () => {
  it("is 21 for black on white and 1 for equal colours", () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).toBe(21);
    expect(contrast([9, 9, 9], [9, 9, 9])).toBe(1);
  });
});
