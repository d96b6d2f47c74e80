/** The wizard's choices as the API wants them. */

import type { LaunchProjectInput, ProjectKind, QuestionInput } from "@/api/generated/graphql";
import type { QuestionEntry } from "../questions/entries";
import { pieceKey, isLabeler } from "./assignment";
import { pairFiles, suggestedKinds } from "./files";
import { maskingInput } from "./masking";
import { reviewInput } from "./review";
import type { LabelSetChoice, WizardState } from "./state";

export const kindsOf = (state: WizardState): ProjectKind[] =>
  state.tasks.kinds ?? suggestedKinds(state.files);

/** A question as it is sent; the server gives ids by place. */
export function questionInput(entry: QuestionEntry): QuestionInput {
  const { questions, options, ...config } = entry.config;
  return {
    ...(entry.internalId === undefined ? {} : { internalId: entry.internalId }),
    type: entry.type,
    name: entry.name.trim() || null,
    label: entry.label.trim(),
    required: entry.required,
    bindToColumn: entry.bindToColumn,
    activationConditionLogic: entry.activationConditionLogic,
    config: {
      ...config,
      ...(options
        ? { options: options.map(({ id, label, parentId }) => ({ id, label, parentId: parentId ?? null })) }
        : {}),
      ...(questions ? { questions: questions.map(questionInput) } : {}),
    } as QuestionInput["config"],
  };
}

function labelSetInput(set: LabelSetChoice) {
  return {
    name: set.name,
    arrowLabelRequired: set.arrowLabelRequired,
    leafOnly: set.leafOnly,
    options: set.items.map((item) => ({
      id: item.id,
      label: item.name.trim(),
      color: item.color,
      parentId: item.parentId,
      type: item.type,
      desc: item.description || null,
      arrowRules: item.arrowRules,
    })),
  };
}

function documentsInput(state: WizardState) {
  return pairFiles(state.files).map(({ document, extras }) => ({
    document: { name: document.name, objectKey: document.objectKey },
    extras: extras.map((extra) => ({ name: extra.name, objectKey: extra.objectKey })),
  }));
}

function assignmentsInput(state: WizardState) {
  const { roles, grid, parts } = state.assignment;
  const names = pairFiles(state.files).map(({ document }) => document.name);
  const everything = names.flatMap((fileName) =>
    Array.from({ length: parts }, (_, part) => ({ fileName, part })),
  );
  return Object.entries(roles).map(([teamMemberId, role]) => {
    const own = grid?.[teamMemberId];
    const documents =
      isLabeler(role) && grid !== null
        ? everything.filter(({ fileName, part }) => own?.includes(pieceKey(fileName, part)))
        : everything;
    return { teamMemberId, role, documents };
  });
}

export function creationSettings(state: WizardState): NonNullable<LaunchProjectInput["creationSettings"]> {
  const { preview, assignment } = state;
  const kinds = kindsOf(state);
  const isTable = kinds.includes("ROW_BASED") && !kinds.includes("TOKEN_BASED");
  return {
    anonymizationConfig: maskingInput(state.masking, kinds),
    customHeaderColumns: isTable ? (preview.columns ?? []) : [],
    enableTabularMarkdownParsing: preview.markdown,
    fileTransformerId: null,
    firstRowAsHeader: isTable ? preview.firstRowAsHeader : null,
    sentenceSeparator: preview.sentenceSeparator,
    splitDocumentConfig: assignment.parts > 1 ? { strategy: "BY_PARTS", number: assignment.parts } : null,
    tokenizer: preview.tokenizer,
    transcriptConfig: null,
    viewer: isTable
      ? { mode: preview.viewer, urlColumnNames: preview.viewer === "URL" ? preview.urlColumnNames : [] }
      : { mode: "TOKEN" },
  };
}

export function launchInput(state: WizardState, teamId: string | null): LaunchProjectInput {
  const { tasks, preview, assignment } = state;
  const kinds = kindsOf(state);
  const has = (kind: ProjectKind) => kinds.includes(kind);
  return {
    name: state.name.trim(),
    teamId,
    kinds,
    purpose: "LABELING",
    tagNames: state.tags,
    guidelineId: tasks.guidelineId,
    projectCreationId: state.creationId,
    documents: documentsInput(state),
    creationSettings: creationSettings(state),
    kindsDocumentSettings: {
      rowBasedSettings: has("ROW_BASED")
        ? { displayedRows: preview.displayedRows, mediaDisplayStrategy: preview.mediaDisplay }
        : null,
      tokenBasedSettings: has("TOKEN_BASED")
        ? {
            allTokensMustBeLabeled: tasks.span.allTokens,
            allowArcDrawing: tasks.span.arrows,
            allowCharacterBasedLabeling: tasks.span.characters,
            allowMultiLabels: !tasks.span.oneLabel,
            editSentenceTokenizer: preview.tokenizer,
            textLabelMaxTokenLength: tasks.span.oneToken ? 1 : 999_999,
            autoScrollWhenLabeling: true,
          }
        : null,
    },
    tokenLabelSets: has("TOKEN_BASED") ? tasks.labelSets.map(labelSetInput) : [],
    bboxLabelSets: null,
    rowQuestions: has("ROW_BASED") ? tasks.rowQuestions.map(questionInput) : null,
    documentQuestions: has("DOCUMENT_BASED") ? tasks.documentQuestions.map(questionInput) : null,
    documentAssignments:
      teamId !== null && Object.keys(assignment.roles).length > 0 ? assignmentsInput(state) : null,
    projectSettings: {
      ...state.settings,
      ...reviewInput(assignment, Object.values(assignment.roles).filter(isLabeler).length),
    },
  };
}
