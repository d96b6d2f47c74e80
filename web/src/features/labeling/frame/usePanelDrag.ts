/** Dragging the cards of the panel by their grips, with mouse, pen or finger. */

import { useRef, useState, type PointerEvent } from "react";

/** Where among the other cards a pointer at height `y` would put the dragged one. */
export function placeAt(y: number, others: readonly { top: number; height: number }[]): number {
  return others.filter((card) => y > card.top + card.height / 2).length;
}

export function usePanelDrag(cards: readonly string[], onMove: (card: string, to: number) => void) {
  const [dragged, setDragged] = useState<string | null>(null);
  const latest = useRef({ cards, onMove });
  latest.current = { cards, onMove };

  const grab = (card: string) => (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return;
    const grip = event.currentTarget;
    const { pointerId } = event;
    const startY = event.clientY;
    let moving = false;
    const move = (next: globalThis.PointerEvent) => {
      if (next.pointerId !== pointerId) return;
      if (!moving && Math.abs(next.clientY - startY) < 4) return;
      moving = true;
      next.preventDefault();
      setDragged(card);
      const { cards: all, onMove: tell } = latest.current;
      const others = all
        .filter((other) => other !== card)
        .map((other) => document.getElementById(`labeling-${other}`)?.getBoundingClientRect());
      const to = placeAt(
        next.clientY,
        others.map((rect) => ({ top: rect?.top ?? 0, height: rect?.height ?? 0 })),
      );
      if (to !== all.indexOf(card)) tell(card, to);
    };
    const stop = () => {
      setDragged(null);
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", stop);
      window.removeEventListener("pointercancel", stop);
    };
    grip.focus();
    window.addEventListener("pointermove", move, { passive: false });
    window.addEventListener("pointerup", stop);
    window.addEventListener("pointercancel", stop);
  };
  return { dragged, grab };
}
