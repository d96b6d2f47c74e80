/** The operations of row and document labeling. */

import { graphql } from "@/api/generated";

export const QUESTION_FIELDS = graphql(`
  fragment QuestionFields on Question {
    id
    internalId
    type
    name
    label
    required
    bindToColumn
    activationConditionLogic
    config {
      multiple
      multiline
      minLength
      maxLength
      pattern
      defaultValue
      format
      hint
      min
      max
      step
      theme
      gradientColors
      hideScaleLabel
      leafOptionsOnly
      randomOrder
      identifiers
      script
      options {
        id
        label
        parentId
      }
    }
  }
`);

export const GET_ROW_QUESTIONS = graphql(`
  query GetRowQuestionSet($projectId: ID!) {
    getProjectRowQuestionSet(projectId: $projectId) {
      signature
      questions {
        ...QuestionFields
        config {
          questions {
            ...QuestionFields
          }
        }
      }
    }
  }
`);

export const GET_DOCUMENT_QUESTIONS = graphql(`
  query GetDocumentQuestionSet($projectId: ID!) {
    getProjectDocumentQuestionSet(projectId: $projectId) {
      signature
      questions {
        ...QuestionFields
        config {
          questions {
            ...QuestionFields
          }
        }
      }
    }
  }
`);

export const GET_COLUMNS = graphql(`
  query GetRowColumns($cabinetId: ID!) {
    getDocumentMetasByCabinetId(cabinetId: $cabinetId) {
      id
      name
      displayed
      labelerRestricted
      width
      rowQuestionIndex
    }
  }
`);

export const SHOW_COLUMN = graphql(`
  mutation ShowRowColumn($cabinetId: ID!, $metaId: Int!, $displayed: Boolean!) {
    updateDocumentMetaDisplayed(cabinetId: $cabinetId, metaId: $metaId, displayed: $displayed) {
      id
      displayed
    }
  }
`);

export const GET_ROW_DOCUMENT = graphql(`
  query GetRowDocument($documentId: ID!) {
    getTextDocument(fileId: $documentId) {
      id
      fileName
      mimeType
      mediaUrl
      downloadUrl
      lineCount
      answeredCount
      conflictCount
      currentSentenceCursor
      lastLabeledLine
    }
  }
`);

export const GET_ROW_CELLS = graphql(`
  query GetRowCells($documentId: ID!, $input: GetCellsPaginatedInput!) {
    getCells(documentId: $documentId, input: $input) {
      totalCount
      nodes
    }
  }
`);

export const GET_ROW_ANSWERS = graphql(`
  query GetRowAnswers($documentId: ID!, $input: GetRowAnswersPaginatedInput!) {
    getRowAnswersPaginated(documentId: $documentId, input: $input) {
      nodes {
        line
        answers
        metadata {
          path
          labeledBy
        }
      }
    }
  }
`);

export const SAVE_ROWS = graphql(`
  mutation SaveRowAnswers($input: UpdateMultiRowAnswersInput!, $signature: String) {
    updateMultiRowAnswers(input: $input, questionSetSignature: $signature) {
      updatedAnswers {
        line
      }
    }
  }
`);

export const GET_DOCUMENT_ANSWERS = graphql(`
  query GetWholeDocumentAnswers($documentId: ID!) {
    getDocumentAnswers(documentId: $documentId) {
      answers
      metadata {
        path
        labeledBy
      }
    }
  }
`);

export const SAVE_DOCUMENT = graphql(`
  mutation SaveDocumentAnswers($documentId: ID!, $answers: AnswerScalar!, $actId: ID, $signature: String) {
    updateDocumentAnswers(
      documentId: $documentId
      answers: $answers
      actId: $actId
      questionSetSignature: $signature
    ) {
      previousAnswers {
        documentId
      }
    }
  }
`);

export const GET_ROW_CONFLICTS = graphql(`
  query GetRowConflicts($input: GetRowAnswerConflictsInput!) {
    getRowAnswerConflicts(input: $input) {
      line
      conflicts
    }
  }
`);

export const GET_CONFLICT_LINES = graphql(`
  query GetConflictLines($documentId: ID!, $take: Int!) {
    getRowConflictLines(documentId: $documentId, take: $take)
  }
`);

export const GET_DOCUMENT_CONFLICTS = graphql(`
  query GetDocumentConflicts($documentId: ID!) {
    getDocumentAnswerConflicts(documentId: $documentId) {
      questionId
      parentQuestionId
      nestedAnswerIndex
      type
      answers {
        value
        resolved
        userIds
      }
    }
  }
`);

export const SAVE_CURSOR = graphql(`
  mutation SaveRowCursor($input: UpdateTextDocumentInput!) {
    updateTextDocument(input: $input) {
      id
    }
  }
`);

export const GET_LINE_VIEW = graphql(`
  query GetRowLineView($input: LineViewInput!) {
    getLineView(input: $input) {
      lines
      totalCount
      isComplete
      progress
      signature
    }
  }
`);

export const ANSWER_LINES = graphql(`
  mutation AnswerManyRows($input: AnswerLinesInput!) {
    answerLines(input: $input) {
      lineCount
      job {
        id
      }
    }
  }
`);

export const UNDO_ANSWER_LINES = graphql(`
  mutation UndoAnswerManyRows($documentId: ID!, $actId: ID!) {
    undoAnswerLines(documentId: $documentId, actId: $actId) {
      lineCount
      job {
        id
      }
    }
  }
`);

export const GET_GENERATED = graphql(`
  query GetGeneratedRowQuestions($documentId: ID!, $start: Int!, $end: Int!) {
    getGeneratedQuestions(documentId: $documentId, start: $start, end: $end) {
      line
      questionId
      error
      questions {
        name
        label
        type
        required
        config {
          multiple
          multiline
          minLength
          maxLength
          pattern
          defaultValue
          format
          hint
          min
          max
          step
          theme
          gradientColors
          hideScaleLabel
          leafOptionsOnly
          randomOrder
          options {
            id
            label
            parentId
          }
        }
      }
    }
  }
`);
