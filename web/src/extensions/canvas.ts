/**
 * What panels may know of and do with the work area beside them: where the
 * person is, what is chosen there, how to go somewhere else. The text editor
 * and the table each give one to the screen.
 */

import { useSyncExternalStore } from "react";

import type { SearchInput } from "@/api/generated/graphql";

export interface Place {
  /** Zero-based line or row. */
  line: number;
  cell?: number;
  /** Part of the cell to select, in code points as the server counts, the end exclusive. */
  start?: number;
  end?: number;
  /** A label or a text to select, by the hash code of a comment's anchor. */
  hash?: string;
}

export interface LinePart {
  line: number;
  start: number;
  end: number;
}

/** A character as the wire names it. */
export interface WirePlace {
  sentenceId: number;
  tokenId: number;
  charId: number;
}

export interface CanvasState {
  line: number;
  cell: number;
  /** Text under the selection or the selected label; empty for none. */
  text: string;
  /** What a comment written now would hang on: a hash code, or empty for the document. */
  anchor: string;
}

export interface LineMark {
  /** How many threads hang on the line. */
  count: number;
  /** Spoken, and shown as a tooltip. */
  label: string;
  /** What they hang on: the line itself, or something in it. */
  anchors: ReadonlySet<string>;
}

export interface Canvas {
  /** The same object as long as nothing has changed. */
  getState: () => CanvasState;
  subscribe: (listener: () => void) => () => void;
  goTo: (place: Place) => void;
  focus: () => void;
  /** Show marks beside lines; a click on one calls `onOpen`. */
  setMarks?: (marks: ReadonlyMap<number, LineMark>, onOpen: (line: number) => void) => void;
  /** Whether the document has a label; undefined while that is not known. */
  hasLabel?: (hash: string) => boolean | undefined;
  /** Read the labels of the document anew. */
  reload?: () => void;
  /** Put other words in the place of some of a line, where lines may be edited. Both ends inclusive, as on the wire. */
  replaceWords?: (start: WirePlace, end: WirePlace, text: string) => Promise<void>;
  /** Show only lines that a search finds; null shows all. */
  showOnly?: (search: SearchInput | null) => void;
  /** Label parts of lines (code points, the end exclusive) as one act; answers how many labels are new. */
  labelParts?: (parts: readonly LinePart[], layer: number, classId: string) => Promise<number>;
}

const NOWHERE: CanvasState = { line: 0, cell: 0, text: "", anchor: "" };
const never = () => () => undefined;

/** Where the person is, kept fresh. */
export function useCanvasState(canvas: Canvas | null): CanvasState {
  return useSyncExternalStore(canvas?.subscribe ?? never, canvas?.getState ?? (() => NOWHERE), () => NOWHERE);
}
