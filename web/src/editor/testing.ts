/** Small builders for the tests of the editor core. */

import { hashCode } from "./model/hash";
import { lineFromCell } from "./model/text";
import type { ArrowLabel, Label, LabelClass, LabelSet, SpanLabel, TextLine } from "./model/types";
import { DocumentModel, type DocumentSource } from "./session/documentModel";

/** A line whose tokens are its words and single signs. */
export function lineOf(index: number, content: string): TextLine {
  const tokens = [...content.matchAll(/[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu)].map((match) => match[0]);
  return lineFromCell({ line: index, content, tokens });
}

export function span(
  line: number,
  from: number,
  to: number,
  classId = "town",
  over: Partial<SpanLabel> = {},
): SpanLabel {
  const fields = {
    type: "SPAN" as const,
    classId,
    layer: 0,
    start: { line, token: from, char: 0 },
    end: { line, token: to, char: 0 },
    counter: 0,
    phase: "LABELER" as const,
    ...over,
  };
  return { ...fields, hash: hashCode(fields) };
}

export function arrow(origin: SpanLabel, destination: SpanLabel, classId = "in"): ArrowLabel {
  const fields = {
    type: "ARROW" as const,
    classId,
    layer: 0,
    start: origin.start,
    end: destination.end,
    counter: 0,
    originHash: origin.hash,
    destinationHash: destination.hash,
    phase: "LABELER" as const,
  };
  return { ...fields, hash: hashCode(fields) };
}

export function classOf(id: string, over: Partial<LabelClass> = {}): LabelClass {
  return {
    id,
    name: id,
    color: "#3370cc",
    description: "",
    kind: "ALL",
    parentId: null,
    arrowRules: [],
    ...over,
  };
}

export function setOf(classes: LabelClass[], over: Partial<LabelSet> = {}): LabelSet {
  return { id: "s", name: "Set", index: 0, arrowLabelRequired: false, leafOnly: false, classes, ...over };
}

/** A model over fixed lines; labels come from `labels`, which a test may change. */
export async function modelOf(contents: string[], labels: () => Label[] = () => []): Promise<DocumentModel> {
  const lines = contents.map((content, index) => lineOf(index, content));
  const source: DocumentSource = {
    lines: (start, end) => Promise.resolve(lines.slice(start, end)),
    labels: (start, end) =>
      Promise.resolve(labels().filter((label) => label.start.line < end && label.end.line >= start)),
  };
  const model = new DocumentModel(lines.length, lines.length * 8, source);
  await model.ensure(0, lines.length);
  return model;
}

/** A repeatable source of random numbers in [0, 1). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}
