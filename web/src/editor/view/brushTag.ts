/** The name of the class in hand, beside the pointer: a sticky brush is never forgotten. */

import type { EditorSession } from "../session/session";
import { wantsDarkInk } from "./colors";

const OFFSET = 14;

export class BrushTag {
  private readonly tag = document.createElement("div");
  private readonly stop = new AbortController();

  constructor(
    private readonly root: HTMLElement,
    private readonly session: EditorSession,
  ) {
    this.tag.className = "gx-brush-tag";
    this.tag.hidden = true;
    this.tag.setAttribute("aria-hidden", "true");
    root.append(this.tag);
    const { signal } = this.stop;
    root.addEventListener("pointermove", (event) => this.follow(event), { signal, passive: true });
    root.addEventListener("pointerleave", () => (this.tag.hidden = true), { signal });
  }

  /** The brush changed. */
  update(): void {
    const { brush } = this.session;
    if (!brush) {
      this.tag.hidden = true;
      return;
    }
    const { color, name } = brush.item;
    if (this.tag.textContent === name) return;
    this.tag.textContent = name;
    this.tag.style.setProperty("--c", color || "var(--gx-neutral)");
    this.tag.classList.toggle("gx-dark-ink", color !== "" && wantsDarkInk(color));
  }

  destroy(): void {
    this.stop.abort();
    this.tag.remove();
  }

  private follow(event: PointerEvent): void {
    if (!this.session.brush || event.pointerType === "touch") {
      this.tag.hidden = true;
      return;
    }
    const frame = this.root.getBoundingClientRect();
    const room = frame.width - this.tag.offsetWidth - 4;
    const x = Math.min(event.clientX - frame.left + OFFSET, room);
    this.tag.hidden = false;
    this.tag.style.transform = `translate(${x}px, ${event.clientY - frame.top + OFFSET}px)`;
  }
}
