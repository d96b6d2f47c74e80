/** What is where: labels at the caret or selection, places of labels, text to copy. */

import { toTokenRange } from "../model/text";
import { compareTokens, isSpan, type Label, type Position, type SpanLabel } from "../model/types";
import type { SpanPlace } from "../commands/acts";
import type { DocumentModel } from "./documentModel";
import { tokenRange } from "./motion";
import type { EditorSession } from "./session";

/** Labels an act without further question is about. */
export function targets(session: EditorSession): Label[] {
  const selected = session.selectedLabel;
  if (selected) return [selected];
  const { place } = session;
  if (!place) return [];
  const same = session.model.labels.at(place.start, place.end).filter((span) => session.isVisible(span));
  return same.length > 0 ? same : spansInside(session, place);
}

/** Spans at the caret or selection, innermost first: what Alt+. cycles through. */
export function spansAtCaret(session: EditorSession): SpanLabel[] {
  const place = session.place ?? caretPlace(session);
  if (!place) return [];
  const size = (span: SpanLabel) =>
    (span.end.line - span.start.line) * 1e6 + span.end.token - span.start.token;
  return session.model.labels
    .onLine(place.start.line)
    .filter(
      (span) =>
        compareTokens(span.start, place.end) <= 0 &&
        compareTokens(span.end, place.start) >= 0 &&
        session.isVisible(span),
    )
    .sort((a, b) => size(a) - size(b) || a.layer - b.layer || (a.hash < b.hash ? -1 : 1));
}

/** Choose the next of the spans at the caret. */
export function cycleSpans(session: EditorSession): void {
  const selected = session.selectedLabel;
  const spans = spansAtCaret(session);
  if (spans.length === 0) return;
  const index = selected ? spans.findIndex((span) => span.hash === selected.hash) : -1;
  session.selectLabel(spans[(index + 1) % spans.length]?.hash ?? null);
}

/** Text to copy: of the chosen span, else of the selection, else of the caret's line. */
export function selectedText(session: EditorSession): string {
  const { model, selectedLabel, range } = session;
  if (selectedLabel) return isSpan(selectedLabel) ? model.textOf(selectedLabel, Infinity) : "";
  return range ? model.textIn(range) : (model.line(session.caret.line)?.content ?? "");
}

/** Where a label starts; the start of the line while its text is missing. */
export function positionOf(model: DocumentModel, label: Label): Position {
  const line = model.line(label.start.line);
  return {
    line: label.start.line,
    offset: line ? (line.starts[label.start.token] ?? 0) + label.start.char : 0,
  };
}

function caretPlace(session: EditorSession): SpanPlace | null {
  const line = session.model.line(session.caret.line);
  if (!line) return null;
  return toTokenRange(line, line, tokenRange(line, session.caret.offset));
}

function spansInside(session: EditorSession, place: SpanPlace): SpanLabel[] {
  const found = new Map<string, SpanLabel>();
  for (let line = place.start.line; line <= place.end.line; line++) {
    for (const span of session.model.labels.onLine(line)) {
      if (compareTokens(span.start, place.start) >= 0 && compareTokens(span.end, place.end) <= 0)
        found.set(span.hash, span);
    }
  }
  return [...found.values()].filter((span) => session.isVisible(span));
}
