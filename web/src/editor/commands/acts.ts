/**
 * Builders of labeling acts. Each returns the labels it removes and adds, so
 * the inverse of any act is the same act with the lists swapped.
 */

import { hashCode, rehash } from "../model/hash";
import type { LabelChange, LabelStore } from "../model/labelStore";
import {
  compareTokens,
  isSpan,
  type ArrowLabel,
  type Label,
  type Phase,
  type SpanLabel,
  type TokenPosition,
} from "../model/types";

/** Who acts, as written into new labels. */
export interface Author {
  userId: number | null;
  phase: Phase;
}

export interface SpanPlace {
  start: TokenPosition;
  end: TokenPosition;
}

export const EMPTY: LabelChange = { removed: [], added: [] };

export const inverse = (change: LabelChange): LabelChange => ({
  removed: change.added,
  added: change.removed,
});

export const isEmpty = (change: LabelChange): boolean =>
  change.removed.length === 0 && change.added.length === 0;

const authored = (author: Author) => ({ phase: author.phase, labeledByUserId: author.userId });

function newSpan(place: SpanPlace, layer: number, classId: string, author: Author): SpanLabel {
  const label = { type: "SPAN" as const, classId, layer, ...place, counter: 0, ...authored(author) };
  return { ...label, hash: hashCode(label) };
}

/** Arrows of a span, re-attached to its successor. */
function movedArrows(store: LabelStore, from: SpanLabel, to: SpanLabel): LabelChange {
  const removed = store.arrowsOf(from.hash);
  const added = removed.map((arrow) => {
    const originHash = arrow.originHash === from.hash ? to.hash : arrow.originHash;
    const destinationHash = arrow.destinationHash === from.hash ? to.hash : arrow.destinationHash;
    return rehash({
      ...arrow,
      originHash,
      destinationHash,
      start: originHash === to.hash ? to.start : arrow.start,
      end: destinationHash === to.hash ? to.end : arrow.end,
    });
  });
  return { removed, added };
}

function replaceSpan(store: LabelStore, span: SpanLabel, next: SpanLabel): LabelChange {
  if (next.hash === span.hash) return EMPTY;
  const arrows = movedArrows(store, span, next);
  if (store.get(next.hash)) return deleteLabels(store, [span]);
  return { removed: [span, ...arrows.removed], added: [next, ...arrows.added] };
}

/**
 * Label a place with a class. Applying the same class twice changes nothing.
 * When only one label per span is allowed, a label at the same place is replaced.
 */
export function applyLabel(
  store: LabelStore,
  place: SpanPlace,
  layer: number,
  classId: string,
  author: Author,
  allowMultiLabels: boolean,
): LabelChange {
  const there = store.at(place.start, place.end);
  const same = there.find((span) => span.classId === classId && span.layer === layer);
  if (same) return same.phase === "REJECTED" || same.phase === "CONFLICT" ? reclaim(same, author) : EMPTY;
  const holder = there.find((span) => span.phase !== "REJECTED");
  if (!allowMultiLabels && holder) {
    return replaceSpan(store, holder, newSpan(place, layer, classId, author));
  }
  return { removed: [], added: [newSpan(place, layer, classId, author)] };
}

/** A reviewer's own label at the place of a conflicting or rejected one accepts it. */
function reclaim(label: SpanLabel, author: Author): LabelChange {
  return {
    removed: [label],
    added: [{ ...label, phase: author.phase, acceptedByUserId: author.userId, rejectedByUserId: null }],
  };
}

/** Give a span or arrow another class; a span's arrows follow it. */
export function relabel(
  store: LabelStore,
  label: Label,
  layer: number,
  classId: string,
  author: Author,
): LabelChange {
  if (label.classId === classId && label.layer === layer) return EMPTY;
  const next = rehash({ ...label, classId, layer, counter: 0, ...authored(author) });
  if (isSpan(label)) return replaceSpan(store, label, next as SpanLabel);
  return store.get(next.hash) ? { removed: [label], added: [] } : { removed: [label], added: [next] };
}

/** Move the borders of a span; its arrows follow. */
export function resize(store: LabelStore, span: SpanLabel, place: SpanPlace, author: Author): LabelChange {
  if (compareTokens(place.start, place.end) > 0) return EMPTY;
  const next = rehash({ ...span, ...place, counter: 0, ...authored(author) });
  return replaceSpan(store, span, next);
}

/** Labels and the arrows that start or end at their spans, each once. */
export function withArrows(store: LabelStore, labels: Label[]): Label[] {
  const all = new Map<string, Label>();
  for (const label of labels) {
    all.set(label.hash, label);
    if (isSpan(label)) for (const arrow of store.arrowsOf(label.hash)) all.set(arrow.hash, arrow);
  }
  return [...all.values()];
}

/** Delete labels; arrows of deleted spans go with them. */
export function deleteLabels(store: LabelStore, labels: Label[]): LabelChange {
  return { removed: withArrows(store, labels), added: [] };
}

/** Draw an arrow; the same origin, destination and class only once. */
export function createArrow(
  store: LabelStore,
  origin: SpanLabel,
  destination: SpanLabel,
  layer: number,
  classId: string,
  author: Author,
): LabelChange {
  const fields = {
    type: "ARROW" as const,
    classId,
    layer,
    start: origin.start,
    end: destination.end,
    counter: 0,
    originHash: origin.hash,
    destinationHash: destination.hash,
    ...authored(author),
  };
  const arrow: ArrowLabel = { ...fields, hash: hashCode(fields) };
  return store.get(arrow.hash) ? EMPTY : { removed: [], added: [arrow] };
}

/** Swap the ends of an arrow. */
export function reverseArrow(store: LabelStore, arrow: ArrowLabel, author: Author): LabelChange {
  const origin = store.get(arrow.originHash);
  const destination = store.get(arrow.destinationHash);
  if (!origin || !destination || !isSpan(origin) || !isSpan(destination)) return EMPTY;
  const made = createArrow(store, destination, origin, arrow.layer, arrow.classId, author);
  return { removed: [arrow], added: made.added };
}

/** Accept or reject in the review copy. Competing labels are left as they are: the server decides on them. */
export function resolve(label: Label, accepted: boolean, userId: number | null): LabelChange {
  const next: Label = accepted
    ? { ...label, phase: "REVIEWER", acceptedByUserId: userId, rejectedByUserId: null }
    : { ...label, phase: "REJECTED", rejectedByUserId: userId, acceptedByUserId: null };
  return { removed: [label], added: [next] };
}

/** The same for many labels; what is decided so already stays. */
export function resolveAll(labels: readonly Label[], accepted: boolean, userId: number | null): LabelChange {
  const open = labels.filter((label) => label.phase !== (accepted ? "REVIEWER" : "REJECTED"));
  const parts = open.map((label) => resolve(label, accepted, userId));
  return { removed: parts.flatMap((part) => part.removed), added: parts.flatMap((part) => part.added) };
}
