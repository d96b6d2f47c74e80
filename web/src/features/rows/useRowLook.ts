import { useState } from "react";
import type { LabelingContext } from "@/features/labeling/context";

export type Density = "compact" | "medium" | "tall";

export interface RowLook {
  /** The table, or one row at a time. */
  isTable: boolean;
  setTable: (on: boolean) => void;
  density: Density;
  setDensity: (density: Density) => void;
  /** Pixels, as the windowing needs it. */
  rowHeight: number;
  /** The whole row below the table. */
  reader: boolean;
  setReader: (on: boolean) => void;
}

const KEY = "gloss.rows.look";
const HEIGHTS: Record<Density, number> = { compact: 34, medium: 68, tall: 128 };
const PICTURES: Record<Density, number> = { compact: 56, medium: 96, tall: 184 };

interface Stored {
  density: Density;
  reader: boolean;
  table: boolean;
}

function stored(): Partial<Stored> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Stored>;
  } catch {
    return {};
  }
}

/** How rows are shown; remembered in the browser. */
export function useRowLook(context: LabelingContext, narrow: boolean): RowLook {
  const { mediaDisplayStrategy, viewer } = context.settings;
  const [look, setLook] = useState<Stored>(() => ({
    density: "compact",
    reader: true,
    table: viewer !== "URL",
    ...stored(),
  }));
  const [narrowTable, setNarrowTable] = useState(false);
  const change = (next: Partial<Stored>) => {
    const whole = { ...look, ...next };
    setLook(whole);
    try {
      localStorage.setItem(KEY, JSON.stringify(whole));
    } catch {
      // Storage may be forbidden; the look then lasts for this visit.
    }
  };
  const density = mediaDisplayStrategy === "FULL" && look.density === "compact" ? "tall" : look.density;
  return {
    isTable: narrow ? narrowTable : look.table,
    setTable: (table) => (narrow ? setNarrowTable(table) : change({ table })),
    density,
    setDensity: (value) => change({ density: value }),
    rowHeight: (mediaDisplayStrategy === "NONE" ? HEIGHTS : PICTURES)[density],
    reader: look.reader,
    setReader: (reader) => change({ reader }),
  };
}
