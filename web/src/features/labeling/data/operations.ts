/** The operations of the labeling screen. */

import { graphql } from "@/api/generated";

export const GET_LABELING_PROJECT = graphql(`
  query GetLabelingProject($input: GetProjectInput!) {
    getProject(input: $input) {
      id
      name
      status
      isArchived
      isReviewByMeAllowed
      team {
        id
      }
      guideline {
        name
        content
      }
      assignees {
        role
        teamMember {
          user {
            id
            name
            displayName
          }
        }
      }
      settings {
        autoMarkDocumentAsComplete
        enableDeleteSentence
        enableEditLabelSet
        enableEditSentence
        enableInsertSentence
        enableReviewerEditSentence
        hideLabelerNamesDuringReview
        hideLabelsFromInactiveLabelSetDuringReview
        hideRejectedLabelsDuringReview
        reviewSamplingRate
        conflictResolution {
          mode
        }
        shouldConfirmUnusedLabelSetItems
      }
    }
  }
`);

export const GET_LABELING_SETTINGS = graphql(`
  query GetLabelingSettings($projectId: ID!) {
    getTextDocumentSettings(projectId: $projectId) {
      id
      kinds
      allTokensMustBeLabeled
      allowArcDrawing
      allowCharacterBasedLabeling
      allowMultiLabels
      autoScrollWhenLabeling
      displayedRows
      enableTabularMarkdownParsing
      mediaDisplayStrategy
      textLabelMaxTokenLength
      viewer
      viewerConfig {
        urlColumnNames
      }
    }
  }
`);

export const GET_LABELING_CABINET = graphql(`
  query GetLabelingCabinet($projectId: ID!, $role: Role!) {
    getCabinet(projectId: $projectId, role: $role) {
      id
      role
      status
      lastOpenedDocumentId
      documents {
        id
        originId
        name
        fileName
        part
        isCompleted
        status
        labelCount
        answeredCount
        conflictCount
        lineCount
        currentSentenceCursor
      }
    }
  }
`);

export const REPLICATE_CABINET = graphql(`
  query ReplicateLabelingCabinet($projectId: ID!, $role: Role!) {
    replicateCabinet(projectId: $projectId, role: $role) {
      id
      status
    }
  }
`);

export const GET_CABINET_JOBS = graphql(`
  query GetCabinetJobs($jobIds: [String!]!) {
    getJobs(jobIds: $jobIds) {
      id
      status
      progress
      errors {
        id
        stack
      }
    }
  }
`);

export const LABELING_LABEL_SET = graphql(`
  fragment LabelingLabelSet on LabelSet {
    id
    name
    index
    arrowLabelRequired
    leafOnly
    tagItems {
      id
      tagName
      color
      desc
      parentId
      type
      arrowRules {
        originIds
        destinationIds
      }
    }
  }
`);

export const GET_LABELING_LABEL_SETS = graphql(`
  query GetLabelingLabelSets($cabinetId: ID!) {
    getCabinetLabelSetsById(cabinetId: $cabinetId) {
      ...LabelingLabelSet
    }
  }
`);

export const GET_SPAN_DOCUMENT = graphql(`
  query GetSpanDocument($documentId: ID!) {
    getTextDocument(fileId: $documentId) {
      id
      signature
      currentSentenceCursor
      lastLabeledLine
      insertedLines {
        id
        anchorId
      }
      statistic {
        documentId
        numberOfSentences
        numberOfTokens
        numberOfEntitiesLabeled
      }
    }
  }
`);

export const GET_SAVED_AT = graphql(`
  query GetSavedAt($documentId: ID!) {
    getTextDocument(fileId: $documentId) {
      id
      lastSavedAt
    }
  }
`);

export const GET_SPAN_CELLS = graphql(`
  query GetSpanCells($documentId: ID!, $input: GetCellsPaginatedInput!) {
    getCells(documentId: $documentId, input: $input) {
      totalCount
      nodes
    }
  }
`);

export const GET_SPAN_LABELS = graphql(`
  query GetSpanLabels($documentId: ID!, $startLine: Int!, $endLine: Int!) {
    getLabelsByRange(
      documentId: $documentId
      startLine: $startLine
      endLine: $endLine
      passingArrows: false
    ) {
      signature
      labels
    }
  }
`);

export const GET_LABEL_USES = graphql(`
  query GetSpanLabelUses($documentId: ID!) {
    getLabelUses(documentId: $documentId) {
      layer
      labelSetItemId
      count
    }
  }
`);

export const UPDATE_SPAN_LABELS = graphql(`
  mutation UpdateSpanLabels($input: UpdateTokenLabelsInput!) {
    updateLabels(input: $input) {
      updatedCellLines
      rejectedLabels {
        reason
        label {
          hashCode
        }
      }
    }
  }
`);

export const UPDATE_SPAN_CONFLICTS = graphql(`
  mutation UpdateSpanConflicts($documentId: ID!, $actId: ID, $input: [UpdateConflictsInput!]!) {
    updateConflicts(textDocumentId: $documentId, actId: $actId, input: $input) {
      document {
        id
        conflictCount
      }
    }
  }
`);

export const GET_ORIGINAL_COPIES = graphql(`
  query GetLabelerCopies($projectId: ID!) {
    getProjectCabinets(projectId: $projectId) {
      id
      role
      status
      owner {
        id
        name
        displayName
      }
      documents {
        id
        originId
        isCompleted
      }
    }
  }
`);

export const TOGGLE_DOCUMENT = graphql(`
  mutation ToggleLabelingDocument($documentId: ID!, $skipValidation: Boolean) {
    toggleDocumentStatus(documentId: $documentId, skipValidation: $skipValidation) {
      id
      isCompleted
      status
    }
  }
`);

export const TOGGLE_CABINET = graphql(`
  mutation ToggleLabelingCabinet($projectId: ID!, $role: Role!, $skipValidation: Boolean) {
    toggleCabinetStatus(projectId: $projectId, role: $role, skipValidation: $skipValidation) {
      id
      status
    }
  }
`);

export const UPDATE_LAST_OPENED = graphql(`
  mutation UpdateLabelingLastOpened($cabinetId: ID!, $documentId: ID!) {
    updateLastOpenedDocument(cabinetId: $cabinetId, documentId: $documentId) {
      id
    }
  }
`);

export const UPDATE_CURSOR = graphql(`
  mutation UpdateLabelingCursor($input: UpdateTextDocumentInput!) {
    updateTextDocument(input: $input) {
      id
    }
  }
`);

export const ADD_ACTIVE_DURATION = graphql(`
  mutation AddLabelingActiveDuration($input: AddActiveDurationInput!) {
    addActiveDuration(input: $input)
  }
`);

export const APPEND_CLASSES = graphql(`
  mutation AppendSpanClasses($input: AppendLabelSetTagItemsInput!) {
    appendLabelSetTagItems(input: $input) {
      id
      tagName
      color
      desc
      parentId
      type
      arrowRules {
        originIds
        destinationIds
      }
    }
  }
`);

export const UPDATE_CLASSES = graphql(`
  mutation UpdateSpanClasses($input: UpdateProjectLabelSetInput!) {
    updateProjectLabelSet(input: $input) {
      ...LabelingLabelSet
    }
  }
`);
