/** Draws the captions of one piece of text: name tags above their spans. */

import { fitCaptions, type CaptionBox } from "../layout/captions";
import type { Look } from "./look";
import { textWidth, type Metrics } from "./metrics";
import type { Rect } from "./textGeometry";

/** A caption, with the top of the highest caption of its row. */
export interface CaptionRect extends Rect {
  roof: number;
}

export interface CaptionPlace extends CaptionBox {
  hash: string;
  /** Spoken name. */
  name: string;
  look: Look;
  top: number;
}

export interface DrawnCaption {
  element: HTMLElement;
  rect: Rect;
  roof: number;
}

/** Id of a label's element, for `aria-activedescendant`. */
export const captionId = (hash: string): string => `gx-${hash.replace(/[^\w-]/g, "_")}`;

/** Below this width the name needs the padding's room too. */
const TIGHT = 24;

/** Width a caption needs to show its whole name, with the border some styles have. */
export function captionWidth(look: Look, metrics: Metrics): number {
  const border = look.style === "" ? 0 : 2;
  return Math.ceil(textWidth(look.name, metrics.captionFont)) + 2 * metrics.captionPadding + border + 1;
}

function draw(box: CaptionPlace, width: number, rowWidth: number, chosen: boolean): HTMLElement {
  const made = document.createElement("div");
  const flags = [
    box.look.style,
    box.look.darkInk ? "gx-dark-ink" : "",
    chosen ? "gx-chosen" : "",
    box.rightToLeft ? "gx-rtl" : "",
  ];
  made.className = ["gx-cap", ...flags].filter(Boolean).join(" ");
  made.textContent = box.look.name;
  made.dataset["hash"] = box.hash;
  made.id = captionId(box.hash);
  made.setAttribute("role", "button");
  made.setAttribute("aria-label", box.name);
  if (chosen) made.setAttribute("aria-pressed", "true");
  made.style.setProperty("--c", box.look.color);
  made.style.top = `${box.top}px`;
  made.style.maxWidth = `${width}px`;
  if (width < TIGHT) made.style.paddingInline = "2px";
  if (box.rightToLeft) made.style.right = `${rowWidth - box.x}px`;
  else made.style.left = `${box.x}px`;
  return made;
}

/** Append all captions to a fragment; returns where they stand. */
export function drawCaptions(
  boxes: readonly CaptionPlace[],
  rowWidth: number,
  chosen: string | null,
  metrics: Metrics,
  into: DocumentFragment,
): Map<string, DrawnCaption> {
  const roofs = new Map<number, number>();
  for (const box of boxes) roofs.set(box.row, Math.min(roofs.get(box.row) ?? Infinity, box.top));
  const widths = fitCaptions(boxes, rowWidth, metrics.captionLeast);
  const drawn = new Map<string, DrawnCaption>();
  boxes.forEach((box, index) => {
    const width = widths[index] ?? 0;
    const element = draw(box, width, rowWidth, box.hash === chosen);
    const left = box.rightToLeft ? box.x - width : box.x;
    const rect = { left, top: box.top, width, height: metrics.captionHeight };
    drawn.set(box.hash, { element, rect, roof: roofs.get(box.row) ?? box.top });
    into.append(element);
  });
  return drawn;
}
