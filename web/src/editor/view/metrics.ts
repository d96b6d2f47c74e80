/** Sizes the layout needs, read from the design tokens once per font or theme change. */

export interface Metrics {
  row: number;
  lane: number;
  arrowRoom: number;
  lineGap: number;
  captionHeight: number;
  captionPadding: number;
  captionLeast: number;
  bar: number;
  padTop: number;
  padBottom: number;
  gutter: number;
  captionFont: string;
  /** Mean width of a letter of the text font, for guessing heights. */
  letter: number;
}

const caches = new Map<string, Map<string, number>>();
let context: CanvasRenderingContext2D | null | undefined;

/** Width of a text in a font; remembered, since captions repeat. */
export function textWidth(text: string, font: string): number {
  let widths = caches.get(font);
  if (!widths) caches.set(font, (widths = new Map()));
  const known = widths.get(text);
  if (known !== undefined) return known;
  context ??= document.createElement("canvas").getContext("2d");
  if (!context) return text.length * 6;
  context.font = font;
  const width = context.measureText(text).width;
  widths.set(text, width);
  return width;
}

export function readMetrics(root: HTMLElement): Metrics {
  const style = getComputedStyle(root);
  const pixels = (name: string, otherwise: number) => {
    const value = parseFloat(style.getPropertyValue(name));
    return Number.isFinite(value) ? value : otherwise;
  };
  const family = style.getPropertyValue("--font-sans").trim() || "sans-serif";
  return {
    row: pixels("--gx-row", 26),
    lane: pixels("--gx-lane", 19),
    arrowRoom: pixels("--gx-arrow-room", 14),
    lineGap: pixels("--gx-line-gap", 6),
    captionHeight: pixels("--gx-caption-height", 16),
    captionPadding: pixels("--gx-caption-padding", 5),
    captionLeast: pixels("--gx-caption-least", 14),
    bar: pixels("--gx-bar", 2),
    padTop: pixels("--gx-pad-top", 16),
    padBottom: pixels("--gx-pad-bottom", 120),
    gutter: pixels("--gx-gutter", 60),
    captionFont: `560 ${pixels("--gx-caption-font", 11)}px ${family}`,
    letter:
      textWidth("the quick brown fox jumps over a lazy dog", `${style.fontSize} ${style.fontFamily}`) / 41,
  };
}
