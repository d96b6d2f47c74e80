/** Everything chosen in the wizard, as plain data: kept over a reload, turned into the API's input at the end. */

import type {
  MediaDisplayStrategy,
  ProjectAssignmentRole,
  ProjectKind,
  TextDocumentViewer,
} from "@/api/generated/graphql";
import type { LabelSetDraft } from "@/features/library/labelSet";
import { uuid } from "@/util/uuid";
import { NO_MASKING, type MaskingChoices } from "./masking";
import { DEFAULT_REVIEW, type ReviewChoices } from "./review";
import type { QuestionEntry } from "../questions/entries";

export const STEPS = ["upload", "preview", "tasks", "assignment", "settings"] as const;
export type Step = (typeof STEPS)[number];

export interface WizardFile {
  /** Stays the same while the list changes. */
  id: string;
  name: string;
  size: number;
  sent: number;
  objectKey?: string;
  error?: string;
}

export interface ColumnChoice {
  name: string;
  displayed: boolean;
  labelerRestricted: boolean;
}

export interface PreviewChoices {
  sentenceSeparator: string;
  tokenizer: string;
  firstRowAsHeader: boolean;
  /** Null until the file's own names were seen. */
  columns: ColumnChoice[] | null;
  viewer: TextDocumentViewer;
  urlColumnNames: string[];
  mediaDisplay: MediaDisplayStrategy;
  displayedRows: number;
  markdown: boolean;
}

export interface LabelSetChoice extends LabelSetDraft {
  arrowLabelRequired: boolean;
}

export interface SpanChoices {
  oneToken: boolean;
  oneLabel: boolean;
  arrows: boolean;
  characters: boolean;
  allTokens: boolean;
}

export interface TaskChoices {
  /** Null while the suggestion of the files holds. */
  kinds: ProjectKind[] | null;
  labelSets: LabelSetChoice[];
  span: SpanChoices;
  rowQuestions: QuestionEntry[];
  documentQuestions: QuestionEntry[];
  guidelineId: string | null;
}

export interface AssignmentChoices extends ReviewChoices {
  roles: Record<string, ProjectAssignmentRole>;
  /** Keys of documents by member; null gives every labeler every document. */
  grid: Record<string, string[]> | null;
  parts: number;
}

export interface SettingChoices {
  enableEditLabelSet: boolean;
  enableEditSentence: boolean;
  enableInsertSentence: boolean;
  enableDeleteSentence: boolean;
  enableReviewerEditSentence: boolean;
  hideLabelerNamesDuringReview: boolean;
  hideLabelsFromInactiveLabelSetDuringReview: boolean;
  hideOriginalSentencesDuringReview: boolean;
  hideRejectedLabelsDuringReview: boolean;
  shouldConfirmUnusedLabelSetItems: boolean;
  autoMarkDocumentAsComplete: boolean;
}

/** A file whose start the server could not read. */
export interface Unreadable {
  /** The settings it was read with, see `readingKey`. */
  key: string;
  message: string;
}

export interface WizardState {
  /** Sent along, so that pressing Launch twice makes one project. */
  creationId: string;
  step: Step;
  /** The furthest step seen; steps up to it can be clicked. */
  reached: Step;
  name: string;
  /** The name was typed, so files no longer change it. */
  named: boolean;
  tags: string[];
  files: WizardFile[];
  /** By file id; an entry goes when the file is read without error or removed. */
  unreadable: Record<string, Unreadable>;
  preview: PreviewChoices;
  tasks: TaskChoices;
  assignment: AssignmentChoices;
  settings: SettingChoices;
  masking: MaskingChoices;
}

export const DEFAULT_SETTINGS: SettingChoices = {
  enableEditLabelSet: true,
  enableEditSentence: true,
  enableInsertSentence: true,
  enableDeleteSentence: true,
  enableReviewerEditSentence: true,
  hideLabelerNamesDuringReview: false,
  hideLabelsFromInactiveLabelSetDuringReview: false,
  hideOriginalSentencesDuringReview: true,
  hideRejectedLabelsDuringReview: true,
  shouldConfirmUnusedLabelSetItems: false,
  autoMarkDocumentAsComplete: false,
};

export function newState(): WizardState {
  return {
    creationId: uuid(),
    step: "upload",
    reached: "upload",
    name: "",
    named: false,
    tags: [],
    files: [],
    unreadable: {},
    preview: {
      sentenceSeparator: "\n",
      tokenizer: "WINK",
      firstRowAsHeader: true,
      columns: null,
      viewer: "TABULAR",
      urlColumnNames: [],
      mediaDisplay: "NONE",
      displayedRows: -1,
      markdown: false,
    },
    tasks: {
      kinds: null,
      labelSets: [],
      span: { oneToken: false, oneLabel: false, arrows: false, characters: false, allTokens: false },
      rowQuestions: [],
      documentQuestions: [],
      guidelineId: null,
    },
    assignment: {
      roles: {},
      grid: null,
      parts: 1,
      ...DEFAULT_REVIEW,
    },
    settings: { ...DEFAULT_SETTINGS },
    masking: { ...NO_MASKING },
  };
}

const keyOf = (teamId: string | null): string => `gloss.wizard.${teamId ?? "personal"}`;

/** The choices of this tab before a reload. Uploads that were under way must be made again. */
export function storedState(teamId: string | null, interrupted: string): WizardState {
  try {
    const found = JSON.parse(sessionStorage.getItem(keyOf(teamId)) ?? "null") as WizardState | null;
    if (!found?.creationId) return newState();
    const files = found.files.map((file) =>
      file.objectKey || file.error ? file : { ...file, sent: 0, error: interrupted },
    );
    const fresh = newState();
    return { ...fresh, ...found, assignment: { ...fresh.assignment, ...found.assignment }, files };
  } catch {
    return newState();
  }
}

export function storeState(teamId: string | null, state: WizardState | null): void {
  try {
    if (state) sessionStorage.setItem(keyOf(teamId), JSON.stringify(state));
    else sessionStorage.removeItem(keyOf(teamId));
  } catch {
    // A full storage only costs the choices after a reload.
  }
}
