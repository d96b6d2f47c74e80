/** Acts on many labels at once; each is one change, so that one undo takes it back. */

import type { LabelChange, LabelStore } from "../model/labelStore";
import { compareTokens, isSpan, type Label, type LabelSet, type SpanLabel } from "../model/types";
import { applyLabel, type Author, type SpanPlace } from "./acts";
import { parentIds } from "./rules";

/** Label all places with one class; places that have it already are left as they are. */
export function applyToPlaces(
  store: LabelStore,
  places: readonly SpanPlace[],
  layer: number,
  classId: string,
  author: Author,
  allowMultiLabels: boolean,
): LabelChange {
  const change: LabelChange = { removed: [], added: [] };
  const gone = new Set<string>();
  for (const place of places) {
    const { start, end } = place;
    const part = applyLabel(store, { start, end }, layer, classId, author, allowMultiLabels);
    for (const label of part.removed) {
      // Arrows between two replaced spans would come twice.
      if (gone.has(label.hash)) continue;
      gone.add(label.hash);
      change.removed.push(label);
    }
    change.added.push(...part.added);
  }
  // An arrow re-attached for its one end may have lost the other end by a later replacement.
  const made = new Set(change.added.map((label) => label.hash));
  const stands = (hash: string) => made.has(hash) || (store.get(hash) !== undefined && !gone.has(hash));
  change.added = change.added.filter(
    (label) => isSpan(label) || (stands(label.originHash) && stands(label.destinationHash)),
  );
  return change;
}

export interface CopyPlan {
  change: LabelChange;
  /** Spans that get a copy. */
  copied: number;
  /** Names of classes the other set does not have. */
  missing: string[];
}

/** Copy spans of one label set to the classes of the same name in another; existing copies stay as they are. */
export function copyToSet(
  store: LabelStore,
  spans: Iterable<Label>,
  from: LabelSet,
  to: LabelSet,
  author: Author,
  allowMultiLabels: boolean,
): CopyPlan {
  const parents = to.leafOnly ? parentIds(to) : new Set<string>();
  const targets = new Map(
    to.classes
      .filter((item) => item.kind !== "ARROW" && !parents.has(item.id))
      .map((item) => [item.name.toLowerCase(), item]),
  );
  const names = new Map(from.classes.map((item) => [item.id, item.name]));
  const byClass = new Map<string, SpanLabel[]>();
  const missing = new Set<string>();
  for (const label of spans) {
    if (!isSpan(label) || label.layer !== from.index || label.phase === "REJECTED") continue;
    const name = names.get(label.classId) ?? label.classId;
    const target = targets.get(name.toLowerCase());
    if (!target) {
      missing.add(name);
      continue;
    }
    const labels = byClass.get(target.id);
    if (labels) labels.push(label);
    else byClass.set(target.id, [label]);
  }
  const change: LabelChange = { removed: [], added: [] };
  for (const [classId, labels] of byClass) {
    const places = labels.sort((a, b) => compareTokens(a.start, b.start));
    // With one label per place a copy would replace its original: then nothing can be copied there.
    const free = allowMultiLabels ? places : [];
    change.added.push(...applyToPlaces(store, free, to.index, classId, author, true).added);
  }
  return { change, copied: change.added.length, missing: [...missing].sort() };
}

/** Most labels in one request; larger acts go out in parts. */
const LABELS_PER_ACT = 2_000;

const order = (kind: "removed" | "added") => (a: Label, b: Label) =>
  (Number(a.type === "ARROW") - Number(b.type === "ARROW")) * (kind === "removed" ? -1 : 1);

/**
 * Cut a large change into parts that can be sent one after the other: arrows go before the spans they
 * join, and come after them. A label that changes only its state stays in one part.
 */
export function inParts(change: LabelChange, size = LABELS_PER_ACT): LabelChange[] {
  if (change.removed.length + change.added.length <= size) return [change];
  const added = new Map(change.added.map((label) => [label.hash, label]));
  const entries: LabelChange[] = [];
  for (const label of [...change.removed].sort(order("removed"))) {
    const twin = added.get(label.hash);
    if (twin) added.delete(label.hash);
    entries.push({ removed: [label], added: twin ? [twin] : [] });
  }
  for (const label of [...added.values()].sort(order("added"))) entries.push({ removed: [], added: [label] });
  const parts: LabelChange[] = [];
  for (let at = 0; at < entries.length; at += size) {
    const slice = entries.slice(at, at + size);
    parts.push({
      removed: slice.flatMap((entry) => entry.removed),
      added: slice.flatMap((entry) => entry.added),
    });
  }
  return parts;
}
