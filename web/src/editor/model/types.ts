/**
 * Nouns of the editor core. Offsets inside a line are UTF-16 units with an
 * exclusive end; token coordinates follow the wire (end inclusive).
 */

export type Phase = "AUTO" | "CONFLICT" | "EXTERNAL" | "LABELER" | "PRELABELED" | "REVIEWER" | "REJECTED";
export type LineStatus = "DISPLAYED" | "HIDDEN" | "DELETED";
export type ClassKind = "SPAN" | "ARROW" | "ALL";

/** A place between two UTF-16 units of a line. */
export interface Position {
  line: number;
  offset: number;
}

export interface TextRange {
  start: Position;
  /** Exclusive. */
  end: Position;
}

/** Wire coordinate of one character: line, token, UTF-16 unit inside the token. */
export interface TokenPosition {
  line: number;
  token: number;
  char: number;
}

export interface LineMetadata {
  key: string;
  value: string;
  type?: string | null;
  pinned?: boolean | null;
  config?: { backgroundColor: string; color: string; borderColor: string } | null;
}

export interface TextLine {
  index: number;
  content: string;
  /** UTF-16 start of every token, ascending. */
  starts: Uint32Array;
  /** UTF-16 exclusive end of every token. */
  ends: Uint32Array;
  status: LineStatus;
  metadata: LineMetadata[];
  /** How the line differs from the document's. */
  change?: LineDifference;
}

export interface LineDifference {
  /** Only this copy has the line. */
  inserted: boolean;
  /** The document's text, where another stands in its place and it may be shown. */
  original: string | null;
  /** The server has not found the tokens yet. */
  pending: boolean;
  /** In the review: labelers disagree on the text, or did until somebody chose. */
  versions: LineVersion[];
  conflict: boolean;
}

/** One labeler's text of a line in the review. */
export interface LineVersion {
  labelerId: number;
  content: string;
  status: LineStatus;
}

interface LabelBase {
  /** Hash code of the wire: the label's identity. */
  hash: string;
  layer: number;
  /** Label set item id; empty for an arrow without a class. */
  classId: string;
  start: TokenPosition;
  /** Inclusive. */
  end: TokenPosition;
  /** Index among labels of the same class at the same place. */
  counter: number;
  phase: Phase;
  labeledByUserId?: number | null;
  acceptedByUserId?: number | null;
  rejectedByUserId?: number | null;
  /** Who applied it, in the review copy. */
  contributorIds?: number[];
  confidence?: number | null;
}

export interface SpanLabel extends LabelBase {
  type: "SPAN";
}

export interface ArrowLabel extends LabelBase {
  type: "ARROW";
  originHash: string;
  destinationHash: string;
}

export type Label = SpanLabel | ArrowLabel;

export interface ArrowRule {
  originIds: string[];
  destinationIds: string[];
}

export interface LabelClass {
  id: string;
  name: string;
  /** Hex colour of the label set, or empty. */
  color: string;
  description: string;
  kind: ClassKind;
  parentId: string | null;
  arrowRules: ArrowRule[];
}

export interface LabelSet {
  id: string;
  name: string;
  /** The wire's layer. */
  index: number;
  arrowLabelRequired: boolean;
  /** Parents are headings: only classes without children may be applied to spans. */
  leafOnly: boolean;
  classes: LabelClass[];
}

/** Project settings the editor honours before the server does. */
export interface EditorRules {
  allowMultiLabels: boolean;
  maxTokens: number;
  allowArrows: boolean;
  characterMode: boolean;
}

export const comparePositions = (a: Position, b: Position): number => a.line - b.line || a.offset - b.offset;

export const compareTokens = (a: TokenPosition, b: TokenPosition): number =>
  a.line - b.line || a.token - b.token || a.char - b.char;

export const isSpan = (label: Label): label is SpanLabel => label.type === "SPAN";
export const isArrow = (label: Label): label is ArrowLabel => label.type === "ARROW";

/** Part of a range on one line, as `[start, end)`, or null. */
export function partOn(range: TextRange, line: number, length: number): [number, number] | null {
  if (line < range.start.line || line > range.end.line || comparePositions(range.start, range.end) === 0)
    return null;
  return [
    line === range.start.line ? range.start.offset : 0,
    line === range.end.line ? range.end.offset : length,
  ];
}
