/** Keys and dragging of a picture or a PDF larger than its frame. */

import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import { zoomed } from "./zoom";

interface StageOptions {
  zoom: number;
  onZoom: (zoom: number) => void;
  onRotate: () => void;
  /** For files with pages: one on or back. */
  onPage?: (step: 1 | -1) => void;
}

/** Props of the element that scrolls. Arrows scroll by themselves; `+`, `-`, `0` zoom, `r` turns, page keys turn pages. */
export function useStage({ zoom, onZoom, onRotate, onPage }: StageOptions) {
  const drag = useRef<{ x: number; y: number; left: number; top: number } | null>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey) return;
    if (event.key === "+" || event.key === "=") onZoom(zoomed(zoom, 1));
    else if (event.key === "-") onZoom(zoomed(zoom, -1));
    else if (event.key === "0") onZoom(1);
    else if (event.key === "r" && !event.ctrlKey && !event.metaKey) onRotate();
    else if (event.key === "PageDown" && onPage) onPage(1);
    else if (event.key === "PageUp" && onPage) onPage(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    const { scrollLeft: left, scrollTop: top } = event.currentTarget;
    drag.current = { x: event.clientX, y: event.clientY, left, top };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const from = drag.current;
    if (!from) return;
    event.currentTarget.scrollTo(from.left + from.x - event.clientX, from.top + from.y - event.clientY);
  };
  const stop = () => {
    drag.current = null;
  };
  return {
    tabIndex: 0,
    role: "region",
    onKeyDown,
    onPointerDown,
    onPointerMove,
    onPointerUp: stop,
    onPointerCancel: stop,
  } as const;
}
