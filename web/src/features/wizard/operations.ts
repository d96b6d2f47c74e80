import { graphql } from "@/api/generated";

export const GET_SERVER_LIMITS = graphql(`
  query GetServerLimits {
    serverInfo {
      maxFileBytes
    }
  }
`);

export const PREVIEW_DOCUMENT = graphql(`
  query PreviewWizardDocument($input: PreviewDocumentInput!) {
    previewDocument(input: $input) {
      detectedFormat
      columns
      lines
      lineCount
      suggestedKinds
      warnings
      error
    }
  }
`);

export const CREATE_PROJECT = graphql(`
  mutation CreateWizardProject($input: LaunchProjectInput!) {
    createProject(input: $input) {
      name
      job {
        id
        status
      }
    }
  }
`);

export const GET_CREATION_SCRIPT = graphql(`
  query GetCreationScript($input: LaunchProjectInput!) {
    getProjectCreationScript(input: $input)
  }
`);

export const GET_CREATION_JOB = graphql(`
  query GetCreationJob($jobId: String!) {
    getJob(jobId: $jobId) {
      id
      status
      progress
      resultId
      errors {
        id
        stack
        args
      }
    }
  }
`);

export const GET_LIBRARY_LABEL_SETS = graphql(`
  query GetWizardLabelSets($input: GetLabelSetTemplatesPaginatedInput!) {
    getLabelSetTemplates(input: $input) {
      nodes {
        id
        name
        leafOnly
        arrowLabelRequired
        items {
          id
          arrowLabelRequired
          options {
            id
            label
            color
            parentId
            type
            description
            arrowRules {
              originIds
              destinationIds
            }
          }
        }
      }
    }
  }
`);

export const GET_LIBRARY_QUESTION_SETS = graphql(`
  query GetWizardQuestionSets($input: GetPaginatedQuestionSetInput!) {
    getPaginatedQuestionSets(input: $input) {
      nodes {
        id
        name
        items {
          ...WizardQuestionItem
          nestedQuestions {
            ...WizardQuestionItem
          }
        }
      }
    }
  }

  fragment WizardQuestionItem on QuestionSetItem {
    id
    type
    label
    required
    activationConditionLogic
    bindToColumn
    defaultValue
    format
    hint
    max
    maxLength
    min
    minLength
    multiline
    multipleAnswer
    pattern
    step
    theme
    options {
      id
      label
      parentId
    }
  }
`);

export const GET_WIZARD_GUIDELINES = graphql(`
  query GetWizardGuidelines($teamId: ID) {
    getGuidelines(teamId: $teamId) {
      id
      name
      content
    }
  }
`);

export const ADD_GUIDELINE = graphql(`
  mutation AddWizardGuideline($name: String!, $content: String!, $teamId: ID) {
    createGuideline(name: $name, content: $content, teamId: $teamId) {
      id
      name
      content
    }
  }
`);
