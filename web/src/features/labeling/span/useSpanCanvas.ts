/** The text editor as panels see it. */

import { useEffect, useMemo } from "react";

import { offsetsOnLine, snapToTokens, toTokenRange } from "@/editor/model/text";
import { arrowEnds, placeOf } from "@/editor/model/hash";
import { isSpan, type Label, type Position, type TokenPosition } from "@/editor/model/types";
import { labelPlaces } from "@/editor/session/bulkActs";
import type { EqualPlace } from "@/editor/session/equalText";
import { editLine } from "@/editor/session/lineActs";
import { selectedText } from "@/editor/session/lookup";
import type { Navigator } from "@/editor/session/navigator";
import type { EditorSession } from "@/editor/session/session";
import type { EditorView } from "@/editor/view/view";
import type { Canvas, CanvasState, LinePart, Place } from "@/extensions/canvas";
import { unitsOf } from "@/extensions/offsets";
import type { LabelingContext } from "../context";

const MAX_TEXT = 400;

/** The anchor of what is chosen, as the wire names it: the label, the selected text, or nothing. */
export function anchorOf(session: EditorSession): string {
  const { order } = session.model;
  const label = session.selectedLabel;
  if (label) return order.labelOut(label).hash;
  const { place } = session;
  const numbers = ({ line, token, char }: TokenPosition) => `${order.toId(line)}:0:${token}:${char}`;
  return place ? `SPAN_TEXT:${numbers(place.start)}:${numbers(place.end)}` : "";
}

/** The label that the wire knows by a hash code; undefined while it is not loaded. */
function labelBy(session: EditorSession, hash: string): Label | undefined {
  const { labels, order } = session.model;
  if (order.isPlain) return labels.get(hash);
  const line = placeOf(hash)?.start.line ?? placeOf(arrowEnds(hash)?.originHash ?? "")?.start.line;
  if (line === undefined) return undefined;
  const spans = labels.onLine(order.toPosition(line));
  const near = [...spans, ...spans.flatMap((span) => labels.arrowsOf(span.hash))];
  return near.find((label) => order.labelOut(label).hash === hash);
}

function textPlace(hash: string): { start: TokenPosition; end: TokenPosition } | null {
  const parts = hash.split(":").slice(1).map(Number);
  if (!hash.startsWith("SPAN_TEXT:") || parts.length !== 8 || parts.some((part) => !Number.isInteger(part)))
    return null;
  const [line = 0, , token = 0, char = 0, endLine = 0, , endToken = 0, endChar = 0] = parts;
  return { start: { line, token, char }, end: { line: endLine, token: endToken, char: endChar } };
}

async function goTo(session: EditorSession, navigator: Navigator, view: EditorView, place: Place) {
  const line = session.model.order.toPosition(place.line);
  await session.model.ensureLabels(line, line + 1).catch(() => undefined);
  const label = place.hash ? labelBy(session, place.hash) : undefined;
  if (label) {
    await navigator.goToLabel(label);
    return;
  }
  await navigator.goToLine(line);
  const range = await rangeOf(session, place);
  if (!range) return;
  session.select(range[0], range[1], "character");
  view.reveal(range[0], true);
}

async function rangeOf(session: EditorSession, place: Place): Promise<[Position, Position] | null> {
  const { model } = session;
  const { order } = model;
  const inPlace = (at: TokenPosition) => ({ ...at, line: order.toPosition(at.line) });
  const tokens = place.hash ? (textPlace(place.hash) ?? placeOf(place.hash)) : null;
  if (tokens) {
    const start = inPlace(tokens.start);
    const end = inPlace(tokens.end);
    await model.ensure(start.line, end.line + 1);
    const first = model.line(start.line);
    const last = model.line(end.line);
    if (!first || !last) return null;
    const from = offsetsOnLine(first, start, end)[0];
    return [
      { line: start.line, offset: from },
      { line: end.line, offset: offsetsOnLine(last, start, end)[1] },
    ];
  }
  if (place.start === undefined || place.end === undefined) return null;
  const line = order.toPosition(place.line);
  const text = model.line(line)?.content ?? "";
  const at = (points: number) => ({ line, offset: unitsOf(text, points) });
  return [at(place.start), at(place.end)];
}

async function labelParts(
  session: EditorSession,
  parts: readonly LinePart[],
  layer: number,
  classId: string,
) {
  const { model } = session;
  const item = session.labelSets
    .find((set) => set.index === layer)
    ?.classes.find((one) => one.id === classId);
  if (!item) return 0;
  const places: EqualPlace[] = [];
  for (const part of parts) {
    const at = model.order.toPosition(part.line);
    await model.ensure(at, at + 1);
    await model.ensureLabels(at, at + 1);
    const line = model.line(at);
    if (!line) continue;
    const from = unitsOf(line.content, part.start);
    const to = unitsOf(line.content, part.end);
    const range = { start: { line: at, offset: from }, end: { line: at, offset: to } };
    const whole = session.unit === "token" ? (snapToTokens(line, line, range) ?? range) : range;
    const place = toTokenRange(line, line, whole);
    if (place) places.push({ ...place, line: at, from, to, before: "", text: "", after: "" });
  }
  return labelPlaces(session, places, layer, item);
}

function stateOf(session: EditorSession): CanvasState {
  const hasChoice = session.selectedHash !== null || session.range !== null;
  const label = session.selectedLabel;
  return {
    line: session.model.order.toId(session.caret.line),
    cell: 0,
    text: hasChoice && (!label || isSpan(label)) ? selectedText(session).slice(0, MAX_TEXT) : "",
    anchor: anchorOf(session),
  };
}

const same = (a: CanvasState, b: CanvasState) =>
  a.line === b.line && a.cell === b.cell && a.text === b.text && a.anchor === b.anchor;

export function spanCanvas(session: EditorSession, navigator: Navigator, view: EditorView): Canvas {
  let state = stateOf(session);
  return {
    getState: () => state,
    subscribe: (listener) =>
      session.events.on("change", () => {
        const next = stateOf(session);
        if (same(next, state)) return;
        state = next;
        listener();
      }),
    goTo: (place) => void goTo(session, navigator, view, place),
    focus: () => view.focus(),
    hasLabel: (hash) => {
      if (labelBy(session, hash)) return true;
      const line = placeOf(hash)?.start.line;
      if (line === undefined) return undefined;
      return session.model.labelsLoaded(session.model.order.toPosition(line)) ? false : undefined;
    },
    reload: () => session.model.reloadAll(session.caret.line, session.caret.line + 1),
    replaceWords: async (start, end, text) => {
      const line = session.model.order.toPosition(start.sentenceId);
      await session.model.ensure(line, line + 1);
      const known = session.model.line(line);
      if (!known) return;
      const from = { line, token: start.tokenId, char: start.charId };
      const [first, last] = offsetsOnLine(known, from, { line, token: end.tokenId, char: end.charId });
      editLine(session, line, known.content.slice(0, first) + text + known.content.slice(last), false);
    },
    labelParts: (parts, layer, classId) => labelParts(session, parts, layer, classId),
    setMarks: (marks, onOpen) => {
      const { order } = session.model;
      const pins = [...marks].map(([line, mark]) => [order.toPosition(line), mark] as const);
      view.setPins(new Map(pins), (position) => onOpen(order.toId(position)));
    },
  };
}

/** Give the screen the canvas while the editor is shown. */
export function useSpanCanvas(
  context: LabelingContext,
  session: EditorSession,
  navigator: Navigator,
  view: EditorView | null,
): void {
  const { registerCanvas } = context;
  const canvas = useMemo(
    () => (view ? spanCanvas(session, navigator, view) : null),
    [session, navigator, view],
  );
  useEffect(() => {
    registerCanvas(canvas);
    return () => registerCanvas(null);
  }, [canvas, registerCanvas]);
}
