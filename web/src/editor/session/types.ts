/** What a session is made of and what it tells. */

import type { Author } from "../commands/acts";
import type { Refusal } from "../commands/rules";
import type { LabelChange } from "../model/labelStore";
import type { EditorRules, LabelClass, LabelSet, Position } from "../model/types";
import type { DocumentModel } from "./documentModel";
import type { Unit } from "./motion";

/** How an act leaves the session: the owner logs it and tells its fate to the model. */
export interface OutgoingAct {
  actId: string;
  kind: "labels" | "resolve" | "lines";
  undo: boolean;
  change: LabelChange;
  /** What happens to a line, of acts of the kind `lines`. */
  line?: LineAct;
}

/** An act on the text; lines by their place. */
export type LineAct = { reorders: boolean; line: number } & (
  | { op: "edit"; text: string; whitespace: boolean }
  | { op: "insert"; text: string; above: boolean }
  | { op: "delete" }
  | { op: "restore" }
  | { op: "choose"; labelerId: number | null; resolved: boolean }
  | { op: "undo"; undoneActId: string }
);

export interface Brush {
  layer: number;
  item: LabelClass;
}

export interface Selection {
  anchor: Position;
  focus: Position;
  unit: Unit;
}

export interface SessionEvents {
  /** Selection, brush, selected label, layer, arrow draft or palette changed. */
  change: undefined;
  act: OutgoingAct;
  refused: { reason: Refusal };
  /** Scroll until this place is in view. */
  reveal: { position: Position; center: boolean };
  /** Undo or redo became possible or not. */
  history: undefined;
}

export interface SessionOptions {
  model: DocumentModel;
  labelSets: LabelSet[];
  rules: EditorRules;
  author: Author;
  reviewer: boolean;
  readOnly: boolean;
  newId?: () => string;
}
