/** Random order of options and of the questions in a group: the same for one person and one row, however often it is drawn. */

import { createContext, useContext, useMemo } from "react";
import type { Question } from "./types";

const Seed = createContext("");

/** Names whose order the fields below it show: person, document and row. */
export const OrderSeed = Seed.Provider;

export const useOrderSeed = (): string => useContext(Seed);

/** A number that depends on every letter (FNV-1a). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    value ^= text.charCodeAt(at);
    value = Math.imul(value, 0x01000193);
  }
  return value >>> 0;
}

/** Numbers from 0 to 1 that follow from the seed alone (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The items in an order that follows from the seed alone. */
export function shuffled<T>(items: readonly T[], seed: string): T[] {
  const result = [...items];
  const next = numbers(hash(seed));
  for (let at = result.length - 1; at > 0; at--) {
    const other = Math.floor(next() * (at + 1));
    [result[at], result[other]] = [result[other] as T, result[at] as T];
  }
  return result;
}

/** The items as this person sees them in this row: in their own order, unless the question asks for another. */
export function useOrder<T>(question: Question, items: readonly T[]): readonly T[] {
  const seed = useContext(Seed);
  const isRandom = question.config.randomOrder === true;
  return useMemo(
    () => (isRandom ? shuffled(items, `${seed}/${question.id}`) : items),
    [isRandom, items, seed, question.id],
  );
}
