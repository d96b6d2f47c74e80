import { useCallback, useState } from "react";

import type { LabelingContext, UndoTarget } from "./context";

interface Offer {
  owner: object;
  target: UndoTarget;
}

/** What undo acts on now, of all that was offered: the text, its rows and the questions about the file. */
export function useUndoTargets(): [UndoTarget | null, LabelingContext["registerUndo"]] {
  const [offers, setOffers] = useState<readonly Offer[]>([]);
  const register = useCallback((owner: object, target: UndoTarget | null) => {
    setOffers((before) => {
      const others = before.filter((offer) => offer.owner !== owner);
      return target ? [...others, { owner, target }] : others;
    });
  }, []);
  return [offers.at(-1)?.target ?? null, register];
}
