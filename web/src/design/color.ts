export type ColorScheme = "light" | "dark";

export interface LabelColors {
  background: string;
  foreground: string;
  border: string;
}

type Rgb = readonly [number, number, number];

const SURFACE: Record<ColorScheme, Rgb> = { light: [255, 255, 255], dark: [19, 20, 22] };
/** How much of the label colour shows in its background. */
const TINT: Record<ColorScheme, number> = { light: 0.2, dark: 0.3 };
const FALLBACK: Rgb = [112, 118, 130];
const MIN_TEXT_CONTRAST = 4.5;
const MIN_BORDER_CONTRAST = 3;

/** Read `#rgb`, `#rrggbb` or `rgb(r, g, b)`. Unknown texts give a neutral grey. */
export function parseColor(color: string | null | undefined): Rgb {
  const text = (color ?? "").trim();
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(text);
  if (short) return [1, 2, 3].map((i) => parseInt(`${short[i]}${short[i]}`, 16)) as unknown as Rgb;
  const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})([\da-f]{2})?$/i.exec(text);
  if (long) return [1, 2, 3].map((i) => parseInt(long[i] ?? "0", 16)) as unknown as Rgb;
  const numbers = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)/i.exec(text);
  if (numbers) return [1, 2, 3].map((i) => Math.min(255, Number(numbers[i]))) as unknown as Rgb;
  return FALLBACK;
}

function channel(value: number): number {
  const unit = value / 255;
  return unit <= 0.04045 ? unit / 12.92 : ((unit + 0.055) / 1.055) ** 2.4;
}

function luminance([r, g, b]: Rgb): number {
  return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
}

/** WCAG contrast ratio of two colours, 1 to 21. */
export function contrast(first: Rgb, second: Rgb): number {
  const [high, low] = [luminance(first), luminance(second)].sort((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function mix(color: Rgb, into: Rgb, share: number): Rgb {
  return color.map((value, i) => Math.round(value * share + (into[i] ?? 0) * (1 - share))) as unknown as Rgb;
}

function hex(color: Rgb): string {
  return `#${color.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** Move `color` towards black (light scheme) or white (dark) until it stands out enough from `ground`. */
function reach(color: Rgb, ground: Rgb, scheme: ColorScheme, ratio: number): Rgb {
  const goal: Rgb = scheme === "light" ? [0, 0, 0] : [255, 255, 255];
  for (let step = 0; step <= 20; step++) {
    const candidate = mix(goal, color, step / 20);
    if (contrast(candidate, ground) >= ratio) return candidate;
  }
  return goal;
}

const cache = new Map<string, LabelColors>();

/**
 * Colours to draw a label of colour `color`: text on its background has a contrast of at least
 * 4.5:1, the border at least 3:1 against the page.
 */
export function labelColor(color: string | null | undefined, scheme: ColorScheme): LabelColors {
  const key = `${scheme}${color ?? ""}`;
  const known = cache.get(key);
  if (known) return known;
  const base = parseColor(color);
  const surface = SURFACE[scheme];
  const background = mix(base, surface, TINT[scheme]);
  const colors = {
    background: hex(background),
    foreground: hex(reach(base, background, scheme, MIN_TEXT_CONTRAST)),
    border: hex(reach(base, surface, scheme, MIN_BORDER_CONTRAST)),
  };
  cache.set(key, colors);
  return colors;
}

/** Colours given in turn to classes without one. */
export const LABEL_PALETTE = [
  "#df3920",
  "#ff8000",
  "#ffc826",
  "#91b34d",
  "#4db34d",
  "#33cc99",
  "#3399cc",
  "#3370cc",
  "#3333cc",
  "#7033cc",
  "#9933cc",
  "#cc3399",
] as const;
