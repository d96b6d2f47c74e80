/** The places that cards of the workspace are rendered into, as the panel makes and drops them. */

import { useCallback, useMemo, useState } from "react";

import { EXTENSIONS } from "@/extensions";
import type { LabelingProject } from "../context";
import type { CardSlot, CardSlots } from "./cardSlots";

/** Cards whose content comes from the workspace. */
const FILLED = EXTENSIONS.filter((one) => !one.Body).map((one) => one.card);

export function usePanelSlots(project: LabelingProject, rest: HTMLElement | null) {
  const [places, setPlaces] = useState<ReadonlyMap<string, CardSlot>>(new Map());
  const onSlot = useCallback((card: string, part: keyof CardSlot, element: HTMLElement | null) => {
    if (!FILLED.includes(card)) return;
    setPlaces((state) => {
      const known = state.get(card) ?? { body: null, after: null };
      if (known[part] === element) return state;
      const next = new Map(state);
      const slot = { ...known, [part]: element };
      if (slot.body || slot.after) next.set(card, slot);
      else next.delete(card);
      return next;
    });
  }, []);

  const isText = project.kinds.includes("TOKEN_BASED");
  const slots = useMemo((): CardSlots => {
    // The form of a table or file is the answers card itself; further cards stand inside it.
    const cards = FILLED.filter((card) => isText || card !== "answers");
    return new Map(cards.map((card) => [card, places.get(card) ?? null]));
  }, [places, isText]);
  const panel = isText ? rest : (places.get("answers")?.body ?? null);
  return { slots, panel, onSlot };
}
