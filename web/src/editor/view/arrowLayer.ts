/** Arrows between captions on screen; an end off screen becomes a stub at the edge with the far text. */

import { placeOf } from "../model/hash";
import type { ArrowLabel } from "../model/types";
import type { EditorSession } from "../session/session";
import { captionId, type CaptionRect } from "./captionView";
import type { LineBox } from "./lineBox";
import type { Rect } from "./textGeometry";
import { arc, hook, type End, type Shape } from "./arrowShapes";
import { lookOf } from "./look";

const SVG = "http://www.w3.org/2000/svg";

interface Drawn {
  group: SVGGElement;
  label: HTMLElement;
  key: string;
}

export class ArrowLayer {
  private readonly svg = document.createElementNS(SVG, "svg");
  private readonly labels = document.createElement("div");
  private readonly drawn = new Map<string, Drawn>();
  private readonly places = new Map<string, Rect>();

  constructor(
    parent: HTMLElement,
    private readonly session: EditorSession,
    private readonly captionRect: (hash: string) => CaptionRect | null,
  ) {
    this.svg.setAttribute("class", "gx-arrows");
    this.labels.className = "gx-arrows";
    parent.append(this.svg, this.labels);
  }

  /** Draw all arrows of the captions in these boxes; `top` is the scroll position. */
  draw(top: number, viewport: number, width: number, boxes: LineBox[]): void {
    const wanted = this.visibleArrows(boxes);
    for (const [hash, entry] of this.drawn) {
      if (wanted.has(hash)) continue;
      entry.group.remove();
      entry.label.remove();
      this.drawn.delete(hash);
      this.places.delete(hash);
    }
    for (const arrow of wanted.values()) this.drawArrow(arrow, top, viewport, width);
  }

  /** Place of an arrow's label in document coordinates. */
  labelRect(hash: string): Rect | null {
    return this.places.get(hash) ?? null;
  }

  destroy(): void {
    this.svg.remove();
    this.labels.remove();
  }

  private visibleArrows(boxes: LineBox[]): Map<string, ArrowLabel> {
    const wanted = new Map<string, ArrowLabel>();
    for (const box of boxes) {
      for (const hash of box.captionHashes) {
        for (const arrow of this.session.model.labels.arrowsOf(hash)) {
          if (this.session.isVisible(arrow)) wanted.set(arrow.hash, arrow);
        }
      }
    }
    return wanted;
  }

  private drawArrow(arrow: ArrowLabel, top: number, viewport: number, width: number): void {
    const from = this.end(arrow.originHash, top, viewport);
    const to = this.end(arrow.destinationHash, top, viewport);
    const entry = this.entry(arrow);
    const visible = from.onScreen || to.onScreen;
    entry.group.style.display = visible ? "" : "none";
    entry.label.style.display = visible ? "" : "none";
    if (!visible) return;
    const both = from.onScreen && to.onScreen;
    const shape = both ? arc(from, to) : hook(from.onScreen ? from : to, from.onScreen);
    const far = both ? "" : this.stubText(arrow, from.onScreen);
    const key = `${shape.path}|${arrow.hash === this.session.selectedHash}|${arrow.phase}|${arrow.classId}|${far}`;
    if (entry.key === key) return;
    entry.key = key;
    this.paint(entry, arrow, shape, { both, fromOnScreen: from.onScreen, far }, width);
    this.places.set(arrow.hash, { left: shape.label.x, top: shape.label.y + top, width: 0, height: 14 });
  }

  private paint(
    entry: Drawn,
    arrow: ArrowLabel,
    shape: Shape,
    { both, fromOnScreen, far }: { both: boolean; fromOnScreen: boolean; far: string },
    width: number,
  ): void {
    const look = lookOf(this.session, arrow);
    const chosen = arrow.hash === this.session.selectedHash;
    const classes = ["gx-arrow", look.style, chosen ? "gx-chosen" : ""].filter(Boolean).join(" ");
    const [line, hit, head] = entry.group.children;
    entry.group.setAttribute("class", classes);
    entry.group.style.setProperty("--c", look.color);
    line?.setAttribute("d", shape.path);
    hit?.setAttribute("d", shape.path);
    head?.setAttribute("d", shape.head);
    const { label } = entry;
    const farHash = fromOnScreen ? arrow.destinationHash : arrow.originHash;
    label.className = `gx-arrow-label${chosen ? " gx-chosen" : ""}${both ? "" : " gx-stub"}${look.darkInk ? " gx-dark-ink" : ""}`;
    label.style.setProperty("--c", look.color);
    label.textContent = both ? look.name : [look.name, far].filter(Boolean).join(" · ");
    label.setAttribute("aria-label", this.session.describe(arrow));
    if (chosen) label.setAttribute("aria-pressed", "true");
    else label.removeAttribute("aria-pressed");
    label.style.visibility = label.textContent === "" ? "hidden" : "";
    const room = label.offsetWidth;
    const left = both ? shape.label.x - room / 2 : shape.label.x;
    const x = Math.max(2, Math.min(width - room - 2, left));
    label.style.transform = `translate(${x}px, ${shape.label.y - 8}px)`;
    label.dataset["far"] = both ? "" : farHash;
  }

  /** Line and text of the end that is not on screen. */
  private stubText(arrow: ArrowLabel, leaving: boolean): string {
    const { model } = this.session;
    const hash = leaving ? arrow.destinationHash : arrow.originHash;
    const far = model.labels.get(hash) ?? placeOf(hash);
    const line = leaving ? arrow.end.line : arrow.start.line;
    const text = far ? model.farText(far) : "";
    return [`${leaving ? "→" : "←"} ${line + 1}`, text].filter(Boolean).join(" · ");
  }

  private end(hash: string, top: number, viewport: number): End {
    const rect = this.captionRect(hash);
    if (!rect) return { x: 0, y: 0, roof: 0, onScreen: false };
    const y = rect.top - top;
    return {
      x: rect.left + Math.min(rect.width / 2, 40),
      y,
      roof: rect.roof - top,
      onScreen: y > -rect.height && y < viewport - 4,
    };
  }

  private entry(arrow: ArrowLabel): Drawn {
    const known = this.drawn.get(arrow.hash);
    if (known) return known;
    const group = document.createElementNS(SVG, "g");
    for (const name of ["gx-arrow-line", "gx-arrow-hit", "gx-arrow-head"]) {
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("class", name);
      group.append(path);
    }
    group.dataset["hash"] = arrow.hash;
    const label = document.createElement("div");
    label.dataset["hash"] = arrow.hash;
    label.id = captionId(arrow.hash);
    label.setAttribute("role", "button");
    this.svg.setAttribute("aria-hidden", "true");
    this.svg.append(group);
    this.labels.append(label);
    const entry = { group, label, key: "" };
    this.drawn.set(arrow.hash, entry);
    return entry;
  }
}
