/** Where the cards of a workspace go: each into the frame that the panel keeps for it, in the person's order. */

import { createContext, useContext } from "react";

export interface CardSlot {
  body: HTMLElement | null;
  /** Right of the title. */
  after: HTMLElement | null;
}

/** By card name; null for a card whose frame is switched off, and no entry for cards without a frame. */
export type CardSlots = ReadonlyMap<string, CardSlot | null>;

const Context = createContext<CardSlots>(new Map());

export const CardSlotsProvider = Context.Provider;

export const useCardSlot = (card: string): CardSlot | null | undefined => useContext(Context).get(card);
