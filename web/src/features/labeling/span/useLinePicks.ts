/** The active line of the text, and lines chosen by their numbers to be answered at once. */

import { useCallback, useMemo, useState } from "react";

import type { EditorSession } from "@/editor/session/session";

/** As many as one act of answers may name. */
const MOST = 5_000;
const NONE: ReadonlySet<number> = new Set();

export interface LinePicks {
  /** Places of lines; empty while only the active line is meant. */
  lines: ReadonlySet<number>;
  pick: (line: number, how: "one" | "range" | "toggle") => void;
  clear: () => void;
}

/** Make a line the active one, with nothing selected in it. */
export function activate(session: EditorSession, line: number): void {
  session.caret = { line, offset: 0 };
  session.clearSelection();
  session.events.emit("reveal", { position: session.caret, center: false });
}

const between = (from: number, to: number): number[] => {
  const step = to < from ? -1 : 1;
  return Array.from({ length: Math.min(MOST, Math.abs(to - from) + 1) }, (_, at) => from + at * step);
};

/** Without questions about lines a click on a number moves the caret, and nothing is chosen. */
export function useLinePicks(session: EditorSession, isOn: boolean): LinePicks {
  const [lines, setLines] = useState(NONE);
  const clear = useCallback(() => setLines(NONE), []);
  const pick = useCallback(
    (line: number, how: "one" | "range" | "toggle") => {
      if (!isOn) return session.moveTo({ line, offset: 0 }, false);
      const from = session.caret.line;
      setLines((before) => {
        if (how === "one") return NONE;
        const known = before.size > 0 ? before : new Set([from]);
        if (how === "range") return new Set([...known, ...between(from, line)].slice(0, MOST));
        const next = new Set(known);
        if (!next.delete(line)) next.add(line);
        return next;
      });
      activate(session, line);
    },
    [session, isOn],
  );
  return useMemo(() => ({ lines, pick, clear }), [lines, pick, clear]);
}
