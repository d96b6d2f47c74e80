/** Labels as the API sends and takes them. */

import { arrowEnds } from "./hash";
import type { Label, LabelSet, Phase } from "./types";

/** `TextLabelScalar`. */
export interface WireLabel {
  id?: string | number;
  hashCode: string;
  type: string;
  layer: number;
  labelSetItemId: string | null;
  startCellLine: number;
  startTokenIndex: number;
  startCharIndex: number;
  endCellLine: number;
  endTokenIndex: number;
  endCharIndex: number;
  counter?: number | null;
  originId?: string | null;
  destinationId?: string | null;
  labeledBy?: string | null;
  labeledByUserId?: number | null;
  acceptedByUserId?: number | null;
  rejectedByUserId?: number | null;
  status?: string | null;
  confidenceScore?: number | null;
  contributorIds?: number[] | null;
}

/** `TextLabelInput`. */
export interface WireLabelInput {
  id: string;
  l: string;
  layer: number;
  start: { sentenceId: number; tokenId: number; charId: number };
  end: { sentenceId: number; tokenId: number; charId: number };
  deleted?: boolean;
  labeledBy?: Exclude<Phase, "REJECTED">;
}

/** `TagItem` and `LabelSet`. */
export interface WireLabelSet {
  id: string;
  name: string;
  index: number;
  arrowLabelRequired: boolean;
  leafOnly?: boolean | null;
  tagItems: {
    id: string;
    tagName: string;
    color?: string | null;
    desc?: string | null;
    parentId?: string | null;
    type: "SPAN" | "ARROW" | "ALL";
    arrowRules?: { originIds: string[]; destinationIds: string[] }[] | null;
  }[];
}

function phaseOf(wire: WireLabel): Phase {
  if (wire.status === "REJECTED" || (wire.rejectedByUserId != null && wire.acceptedByUserId == null))
    return "REJECTED";
  return (wire.labeledBy as Phase | null | undefined) ?? "LABELER";
}

/** Everything a span and an arrow have in common. */
function baseFromWire(wire: WireLabel) {
  return {
    hash: wire.hashCode,
    layer: wire.layer,
    classId: wire.labelSetItemId ?? "",
    start: { line: wire.startCellLine, token: wire.startTokenIndex, char: wire.startCharIndex },
    end: { line: wire.endCellLine, token: wire.endTokenIndex, char: wire.endCharIndex },
    counter: wire.counter ?? 0,
    phase: phaseOf(wire),
    labeledByUserId: wire.labeledByUserId ?? null,
    acceptedByUserId: wire.acceptedByUserId ?? null,
    rejectedByUserId: wire.rejectedByUserId ?? null,
    confidence: wire.confidenceScore ?? null,
    ...(wire.contributorIds ? { contributorIds: wire.contributorIds } : {}),
  };
}

/** A label of the API, or null for kinds the text editor does not draw (boxes, time ranges). */
export function labelFromWire(wire: WireLabel): Label | null {
  if (wire.type === "SPAN") return { ...baseFromWire(wire), type: "SPAN" };
  if (wire.type !== "ARROW") return null;
  const ends = arrowEnds(wire.hashCode);
  return ends ? { ...baseFromWire(wire), type: "ARROW", ...ends } : null;
}

/** One entry of `updateLabels`. */
export function labelToInput(label: Label, deleted = false): WireLabelInput {
  return {
    id: label.hash,
    l: label.classId,
    layer: label.layer,
    start: { sentenceId: label.start.line, tokenId: label.start.token, charId: label.start.char },
    end: { sentenceId: label.end.line, tokenId: label.end.token, charId: label.end.char },
    ...(deleted ? { deleted: true } : {}),
  };
}

/** A label set of the API. */
export function labelSetFromWire(wire: WireLabelSet): LabelSet {
  return {
    id: wire.id,
    name: wire.name,
    index: wire.index,
    arrowLabelRequired: wire.arrowLabelRequired,
    leafOnly: wire.leafOnly ?? false,
    classes: wire.tagItems.map((item) => ({
      id: item.id,
      name: item.tagName,
      color: item.color ?? "",
      description: item.desc ?? "",
      kind: item.type,
      parentId: item.parentId ?? null,
      arrowRules: item.arrowRules ?? [],
    })),
  };
}
