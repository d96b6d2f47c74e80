/**
 * What the labeling screen gives to the workspace of a project kind. The
 * screen owns frame, navigation, saving state and completion; a workspace
 * owns everything between header and bottom bar.
 */

import { createContext, useContext } from "react";

import type { LabelSet } from "../../editor/model/types";
import type { Outbox } from "../../editor/oplog/outbox";
import type { Canvas } from "../../extensions/canvas";

export type LabelingMode = "LABELER" | "REVIEWER";
export type ProjectKind = "TOKEN_BASED" | "ROW_BASED" | "DOCUMENT_BASED" | "BBOX_BASED" | "LINE_BASED";

export interface LabelingProject {
  id: string;
  name: string;
  kinds: ProjectKind[];
  teamId: string | null;
  status: string;
  guideline: { name: string; content: string } | null;
  settings: {
    enableEditSentence: boolean;
    enableInsertSentence: boolean;
    enableDeleteSentence: boolean;
    enableReviewerEditSentence: boolean;
    enableEditLabelSet: boolean;
    hideLabelerNamesDuringReview: boolean;
    hideLabelsFromInactiveLabelSetDuringReview: boolean;
    hideRejectedLabelsDuringReview: boolean;
    /** The share of the work that reviewers look at; null or with a consensus: all of it. */
    reviewSamplingRate?: number | null | undefined;
    conflictResolution: { mode: string };
    shouldConfirmUnusedLabelSetItems: boolean;
    autoMarkDocumentAsComplete: boolean;
  };
  /** Who works here, to show names instead of ids; empty when names are hidden. */
  people: { userId: number; name: string }[];
}

/** `TextDocumentSettings`, as far as the screen needs it. */
export interface LabelingSettings {
  allTokensMustBeLabeled: boolean;
  allowArcDrawing: boolean;
  allowCharacterBasedLabeling: boolean;
  allowMultiLabels: boolean;
  textLabelMaxTokenLength: number;
  autoScrollWhenLabeling: boolean;
  displayedRows: number;
  enableTabularMarkdownParsing: boolean;
  mediaDisplayStrategy: string;
  viewer: string;
  urlColumnNames: string[];
}

export interface LabelingDocument {
  id: string;
  fileName: string;
  name: string;
  part: number;
  originId: string | null;
  isCompleted: boolean;
  status: string;
  labelCount: number;
  conflictCount: number;
}

export interface LabelingCabinet {
  id: string;
  role: LabelingMode;
  status: string;
  documents: LabelingDocument[];
}

/** Shown in the bottom bar. */
export interface Progress {
  /** Labels or answers given in this document. */
  labels?: number;
  /** One-based line or row last worked on. */
  lastLine?: number | null;
  /** Lines or rows without open questions or conflicts, of all. */
  solved?: number;
  total?: number;
  conflicts?: number;
}

/** What undo and redo in the header act on. */
export interface UndoTarget {
  /** Read at the time of a key, so they must tell what is true now, not at the last render. */
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Translated text of what would be undone, for the tooltip. */
  undoName?: string;
  redoName?: string;
  undo: () => void;
  redo: () => void;
}

export interface LabelingContext {
  project: LabelingProject;
  settings: LabelingSettings;
  cabinet: LabelingCabinet;
  document: LabelingDocument;
  mode: LabelingMode;
  /** Span label sets, by layer. Row and document projects have none. */
  labelSets: LabelSet[];
  /** No writing: cabinet or document complete, project archived. */
  readOnly: boolean;
  userId: string;
  /**
   * Every write goes through here: `outbox.register(kind, sender)` once,
   * then `outbox.append({documentId, kind, payload})` per act. Pass the act's
   * id on to the server so that sending twice changes nothing.
   */
  outbox: Outbox;
  /** The next file, or nothing at the last one. */
  goToNextDocument: () => void;
  goToPreviousDocument: () => void;
  goToDocument: (documentId: string) => void;
  /** Files may be marked as complete, and opened again. */
  canComplete: boolean;
  /** Mark any file as complete, or open it again. */
  toggleDocument: (documentId: string) => void;
  /** Toggle this document's completion, with the validation dialog. */
  markDocumentComplete: () => void;
  reportProgress: (progress: Progress) => void;
  /**
   * Offer undo and redo of what `owner` keeps, null takes the offer back. Where two parts of a screen keep a
   * history, the one registered last is acted on: register anew after every act.
   */
  registerUndo: (owner: object, target: UndoTarget | null) => void;
  /** A short message at the foot of the screen. */
  notify: (message: string, tone?: "info" | "error") => void;
  /** Slot in the right panel: render extension cards into it with a portal. Null while the panel is closed. */
  panel: HTMLElement | null;
  /** The work area as panels see it; null until it is shown. */
  canvas: Canvas | null;
  /** A workspace registers its canvas and takes it back when it goes. */
  registerCanvas: (canvas: Canvas | null) => void;
  /** Bring a panel into view, switched on and open; `focus` goes on in its first field. */
  showPanel: (card: string, focus?: boolean) => void;
}

/** Props of every workspace. */
export interface WorkspaceProps {
  context: LabelingContext;
}

const Context = createContext<LabelingContext | null>(null);

export const LabelingContextProvider = Context.Provider;

/** The labeling context; throws outside the labeling screen. */
export function useLabeling(): LabelingContext {
  const context = useContext(Context);
  if (!context) throw new Error("useLabeling works inside the labeling screen only.");
  return context;
}
