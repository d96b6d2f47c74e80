/** Which rows are chosen for one answer to all of them: a few, a range, or everything the view shows. */

import { useState } from "react";
import type { RowView } from "./table/view";

export interface Selection {
  /** Everything the view shows, however much that is. */
  all: boolean;
  lines: ReadonlySet<number>;
  /** How many rows get the answers; 1 when none is chosen beside the current one. */
  count: number;
  has: (line: number) => boolean;
}

/** A range is listed line by line; longer ones are chosen with "all". */
const MOST = 20_000;
const NO_LINES: ReadonlySet<number> = new Set();

export function useSelection(view: RowView, start: number) {
  const [anchor, setAnchor] = useState(start);
  const [lines, setLines] = useState<ReadonlySet<number>>(NO_LINES);
  const [all, setAll] = useState(false);
  const clear = () => {
    setLines(NO_LINES);
    setAll(false);
  };
  const selection: Selection = {
    all,
    lines,
    count: all ? view.count : Math.max(1, lines.size),
    has: (line) => all || lines.has(line),
  };
  return {
    selection,
    clear,
    selectAll: () => {
      if (view.count > 1) setAll(true);
    },
    /** Begin anew at a row. */
    anchorAt: (line: number) => {
      setAnchor(line);
      clear();
    },
    /** Add a row or take it away; the current one is chosen along with the first other. */
    toggle: (line: number, current: number) => {
      const next = new Set(lines.size > 0 ? lines : [current]);
      if (line === current && lines.size === 0) return setLines(new Set([line]));
      if (!next.delete(line)) next.add(line);
      setAll(false);
      setLines(next);
      setAnchor(line);
    },
    /** Everything between the row begun at and this one, as the view shows them. */
    extend: async (line: number) => {
      const [one, other] = [view.indexOf(anchor), view.indexOf(line)];
      if (one < 0 || other < 0) return;
      const [from, to] = [
        Math.min(one, other),
        Math.min(Math.max(one, other), Math.min(one, other) + MOST - 1),
      ];
      await view.ensure?.(from, to + 1);
      const found = Array.from({ length: to - from + 1 }, (_, at) => view.lineAt(from + at));
      setAll(false);
      setLines(new Set(found.filter((entry): entry is number => entry !== undefined)));
    },
  };
}
