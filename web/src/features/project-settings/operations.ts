import { graphql } from "@/api/generated";

export const GET_PROJECT_SETTINGS = graphql(`
  query GetProjectForSettings($input: GetProjectInput!) {
    getProject(input: $input) {
      id
      name
      status
      isArchived
      guideline {
        id
        name
      }
      labelSets {
        id
        index
        name
        arrowLabelRequired
        leafOnly
        signature
        tagItems {
          id
          tagName
          color
          desc
          parentId
          type
          count
          arrowRules {
            originIds
            destinationIds
          }
        }
      }
      assignees {
        role
      }
      reviewCabinet {
        id
        documents {
          id
          originId
          fileName
          name
          part
          lineCount
          status
        }
      }
      settings {
        autoMarkDocumentAsComplete
        conflictResolution {
          mode
          consensus
        }
        enableDeleteSentence
        enableEditLabelSet
        enableEditSentence
        enableInsertSentence
        enableReviewerEditSentence
        hideLabelerNamesDuringReview
        hideLabelsFromInactiveLabelSetDuringReview
        hideOriginalSentencesDuringReview
        hideRejectedLabelsDuringReview
        shouldConfirmUnusedLabelSetItems
        dynamicReviewMethod
        dynamicReviewMemberId
        reviewSamplingRate
        labelerProjectCompletionNotification {
          enabled
          threshold
        }
      }
    }
  }
`);

export const GET_TASK_SETTINGS = graphql(`
  query GetProjectTaskSettings($projectId: ID!) {
    getTextDocumentSettings(projectId: $projectId) {
      id
      kinds
      allTokensMustBeLabeled
      allowArcDrawing
      allowCharacterBasedLabeling
      allowMultiLabels
      autoScrollWhenLabeling
      textLabelMaxTokenLength
      tokenizer
      viewer
      displayedRows
      mediaDisplayStrategy
    }
  }
`);

export const UPDATE_TASK_SETTINGS = graphql(`
  mutation UpdateProjectTaskSettings($input: UpdateTextDocumentSettingsInput!) {
    updateTextDocumentSettings(input: $input) {
      id
      allTokensMustBeLabeled
      allowArcDrawing
      allowCharacterBasedLabeling
      allowMultiLabels
      autoScrollWhenLabeling
      textLabelMaxTokenLength
    }
  }
`);

export const UPDATE_PROJECT_SETTINGS = graphql(`
  mutation UpdateAllProjectSettings($input: UpdateProjectSettingsInput!) {
    updateProjectSettings(input: $input) {
      id
    }
  }
`);

export const GET_ASSIGNEES = graphql(`
  query GetProjectAssignees($projectId: ID!) {
    getTeamProjectAssignees(input: { projectId: $projectId }) {
      role
      documentIds
      teamMember {
        id
      }
    }
  }
`);

export const REPLACE_ASSIGNEES = graphql(`
  mutation ReplaceAllProjectAssignees($input: AssignProjectInput!) {
    replaceProjectAssignees(input: $input) {
      id
    }
  }
`);

export const SAVE_LABEL_SET = graphql(`
  mutation SaveProjectLabelSet($input: UpdateProjectLabelSetInput!) {
    updateProjectLabelSet(input: $input) {
      id
    }
  }
`);

export const ADD_LABEL_SET = graphql(`
  mutation AddProjectLabelSet($input: CreateLabelSetInput!, $projectId: ID!) {
    createLabelSet(input: $input, projectId: $projectId) {
      id
    }
  }
`);

export const DELETE_LABEL_SET = graphql(`
  mutation DeleteProjectLabelSet($id: ID!) {
    deleteLabelSet(id: $id)
  }
`);

export const SAVE_ROW_QUESTIONS = graphql(`
  mutation SaveProjectRowQuestions($input: [QuestionInput!]!, $projectId: ID!) {
    updateRowQuestions(input: $input, projectId: $projectId) {
      id
    }
  }
`);

export const SAVE_DOCUMENT_QUESTIONS = graphql(`
  mutation SaveProjectDocumentQuestions($input: [QuestionInput!]!, $projectId: ID!) {
    updateDocumentQuestions(input: $input, projectId: $projectId) {
      id
    }
  }
`);

export const SAVE_GUIDELINE = graphql(`
  mutation SaveProjectGuideline($input: UpdateProjectGuidelineInput!) {
    updateProjectGuideline(input: $input) {
      id
      guideline {
        id
        name
      }
    }
  }
`);

export const ADD_DOCUMENTS = graphql(`
  mutation AddProjectDocuments($input: AddDocumentsToProjectInput!) {
    addDocumentsToProject(input: $input) {
      name
      job {
        id
      }
    }
  }
`);

export const DELETE_DOCUMENT = graphql(`
  mutation DeleteProjectDocument($id: String!) {
    deleteTextDocument(textDocumentId: $id) {
      id
    }
  }
`);
