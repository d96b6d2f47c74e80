/** Label classes as the palette shows them: depth first, with path, depth and hotkey. */

import { parentIds } from "../commands/rules";
import type { LabelClass, LabelSet } from "../model/types";
import { assignHotkeys } from "./hotkeys";

export interface PaletteEntry {
  item: LabelClass;
  layer: number;
  /** Names from the root, joined: this is searched. */
  text: string;
  depth: number;
  /** False for headings that cannot be applied themselves. */
  selectable: boolean;
  hotkey?: string | undefined;
}

export type PaletteUse = "SPAN" | "ARROW";

/** For arrows, classes made for arrows come before those that serve both. */
function inUse(set: LabelSet, use: PaletteUse): LabelClass[] {
  const fitting = set.classes.filter((item) => item.kind === "ALL" || item.kind === use);
  if (use === "SPAN") return fitting;
  return [
    ...fitting.filter((item) => item.kind === "ARROW"),
    ...fitting.filter((item) => item.kind === "ALL"),
  ];
}

function depthFirst(set: LabelSet, use: PaletteUse): { item: LabelClass; path: string[] }[] {
  const ids = new Set(set.classes.map((item) => item.id));
  const children = new Map<string | null, LabelClass[]>();
  for (const item of inUse(set, use)) {
    const parent = item.parentId && ids.has(item.parentId) ? item.parentId : null;
    const siblings = children.get(parent) ?? [];
    siblings.push(item);
    children.set(parent, siblings);
  }
  const result: { item: LabelClass; path: string[] }[] = [];
  const seen = new Set<string>();
  const visit = (parent: string | null, path: string[]): void => {
    for (const item of children.get(parent) ?? []) {
      if (seen.has(item.id)) continue;
      seen.add(item.id);
      result.push({ item, path: [...path, item.name] });
      visit(item.id, [...path, item.name]);
    }
  };
  visit(null, []);
  return result;
}

/** Entries of one label set for spans or arrows, hotkeys in the visible order; `allowed` rules out single classes. */
export function paletteEntries(
  set: LabelSet,
  use: PaletteUse,
  allowed: (item: LabelClass) => boolean = () => true,
): PaletteEntry[] {
  const parents = set.leafOnly && use === "SPAN" ? parentIds(set) : new Set<string>();
  const rows = depthFirst(set, use).map(({ item, path }) => ({
    item,
    layer: set.index,
    text: path.join(" › "),
    depth: path.length - 1,
    selectable: !parents.has(item.id) && allowed(item),
  }));
  const selectable = rows.filter((row) => row.selectable);
  const keys = assignHotkeys(selectable.map((row) => row.item.name));
  const byId = new Map(selectable.map((row, i) => [row.item.id, keys[i]]));
  return rows.map((row) => ({ ...row, hotkey: byId.get(row.item.id) }));
}

/** Every class of a label set once: those for spans, then those only for arrows. Their keys do not go together. */
export function allEntries(set: LabelSet): PaletteEntry[] {
  const spans = paletteEntries(set, "SPAN");
  const known = new Set(spans.map((entry) => entry.item.id));
  const arrows = paletteEntries(set, "ARROW").filter((entry) => !known.has(entry.item.id));
  return [...spans, ...arrows].map((entry) => ({ ...entry, hotkey: undefined }));
}
