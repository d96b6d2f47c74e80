/** What changes without a new layout: selection, caret, arrow targets, handles. */

import { isSpan, partOn } from "../model/types";
import type { EditorSession } from "../session/session";
import type { LineBox } from "./lineBox";
import { lookOf } from "./look";

/** Selection, caret and the marks of an arrow that looks for its target. */
export function drawSelection(session: EditorSession, boxes: LineBox[]): void {
  const { range, arrow } = session;
  const caret =
    session.unit === "character" && !session.selectedHash && !session.readOnly ? session.caret : null;
  const accepts = arrow.step === "target" ? arrow.accepts.bind(arrow) : null;
  for (const box of boxes) {
    const { index, content } = box.line;
    box.select(
      range ? partOn(range, index, content.length) : null,
      caret?.line === index ? caret.offset : null,
    );
    box.markCaptions(accepts, arrow.active ? arrow.targetHash : null);
  }
}

/** Handles at both borders of the chosen span. */
export function drawHandles(session: EditorSession, content: HTMLElement, boxes: LineBox[]): void {
  for (const old of content.querySelectorAll(".gx-handle")) old.remove();
  const label = session.selectedLabel;
  if (!label || !isSpan(label) || session.readOnly || session.arrow.active) return;
  const { color } = lookOf(session, label);
  for (const box of boxes) box.handles(label, color);
}
