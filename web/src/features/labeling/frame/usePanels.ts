/** Everything about the panel beside the work area: open or not, arrangement, places, and showing one panel. */

import { useCallback, useRef, useState } from "react";

import { EXTENSIONS } from "@/extensions";
import { kindOf, useArrangement, useOffer } from "@/extensions/useArrangement";
import type { LabelingMode, LabelingProject } from "../context";
import { usePanelSlots } from "./usePanelSlots";

const PATIENCE_MS = 3_000;
const FIELDS = "input:not([type=checkbox], [type=radio], [type=file]), textarea, [contenteditable=true]";

const isNarrow = () => window.matchMedia("(max-width: 720px)").matches;

/** Bring a card into view, and go on in its first field as soon as that is there. */
function reach(card: string, focus: boolean): void {
  const begun = performance.now();
  const look = () => {
    const element = document.getElementById(`labeling-${card}`);
    const field = focus ? element?.querySelector<HTMLElement>(FIELDS) : null;
    const missing = !element || (focus && !field);
    if (missing && performance.now() - begun < PATIENCE_MS) {
      requestAnimationFrame(look);
      return;
    }
    element?.scrollIntoView({ block: "nearest" });
    if (focus) (field ?? element)?.focus({ preventScroll: true });
  };
  requestAnimationFrame(look);
}

export function usePanels(project: LabelingProject, mode: LabelingMode, userId: string, cabinetId: string) {
  const [panelOpen, setPanelOpen] = useState(() => !isNarrow());
  const [rest, setRest] = useState<HTMLElement | null>(null);
  const [arrangement, arrange] = useArrangement(kindOf(project.kinds, mode), userId);
  const offer = useOffer(cabinetId);
  const slots = usePanelSlots(project, rest);
  const known = useRef(arrangement);
  known.current = arrangement;

  const showPanel = useCallback(
    (card: string, focus = false) => {
      const found = EXTENSIONS.find((one) => one.card === card);
      setPanelOpen(true);
      if (found) {
        const { closed, on } = known.current;
        const isClosed = closed.includes(found.id);
        if (isClosed) arrange({ closed: closed.filter((id) => id !== found.id) });
        if (!found.core && on[found.id] !== true) arrange({ on: { ...on, [found.id]: true } });
      }
      reach(card, focus);
    },
    [arrange],
  );
  return { panelOpen, setPanelOpen, setRest, arrangement, arrange, offer, showPanel, ...slots };
}
