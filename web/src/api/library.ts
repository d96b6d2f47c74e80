import { graphql } from "@/api/generated";

export const GET_LABEL_SET_TEMPLATES = graphql(`
  query getLabelSetTemplates($input: GetLabelSetTemplatesPaginatedInput!) {
    getLabelSetTemplates(input: $input) {
      totalCount
      nodes {
        id
        name
        count
        leafOnly
        updatedAt
        owner {
          id
          displayName
        }
        items {
          id
          type
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

export const CREATE_LABEL_SET_TEMPLATE = graphql(`
  mutation createLabelSetTemplate($input: CreateLabelSetTemplateInput!) {
    createLabelSetTemplate(input: $input) {
      id
      name
    }
  }
`);

export const UPDATE_LABEL_SET_TEMPLATE = graphql(`
  mutation updateLabelSetTemplate($input: UpdateLabelSetTemplateInput!) {
    updateLabelSetTemplate(input: $input) {
      id
      name
    }
  }
`);

export const DELETE_LABEL_SET_TEMPLATES = graphql(`
  mutation deleteLabelSetTemplates($ids: [ID!]!) {
    deleteLabelSetTemplates(ids: $ids)
  }
`);

export const GET_QUESTION_SETS = graphql(`
  query getPaginatedQuestionSets($input: GetPaginatedQuestionSetInput!) {
    getPaginatedQuestionSets(input: $input) {
      totalCount
      nodes {
        id
        name
        updatedAt
        creator {
          id
          displayName
        }
        items {
          ...QuestionSetItemFields
          nestedQuestions {
            ...QuestionSetItemFields
          }
        }
      }
    }
  }

  fragment QuestionSetItemFields on QuestionSetItem {
    id
    type
    label
    required
    activationConditionLogic
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

export const CREATE_QUESTION_SET = graphql(`
  mutation createQuestionSet($input: CreateQuestionSetInput!) {
    createQuestionSet(input: $input) {
      id
      name
    }
  }
`);

export const UPDATE_QUESTION_SET = graphql(`
  mutation updateQuestionSet($input: UpdateQuestionSetInput!) {
    updateQuestionSet(input: $input) {
      id
      name
    }
  }
`);

export const DELETE_QUESTION_SETS = graphql(`
  mutation deleteQuestionSets($ids: [ID!]!) {
    deleteQuestionSets(ids: $ids)
  }
`);
