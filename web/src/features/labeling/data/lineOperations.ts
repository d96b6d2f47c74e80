/** The operations that change the text of lines. */

import { graphql } from "@/api/generated";

export const EDIT_LINE = graphql(`
  mutation EditLine($input: EditSentenceInput!) {
    editSentence(input: $input) {
      document {
        id
        signature
      }
    }
  }
`);

export const INSERT_LINE = graphql(`
  mutation InsertLine(
    $documentId: String!
    $signature: String!
    $content: String!
    $insertTarget: InsertTargetInput!
    $actId: ID
  ) {
    insertSentence(
      documentId: $documentId
      signature: $signature
      content: $content
      insertTarget: $insertTarget
      actId: $actId
    ) {
      line
    }
  }
`);

export const DELETE_LINE = graphql(`
  mutation DeleteLine($documentId: String!, $sentenceId: Int!, $signature: String!, $actId: ID) {
    deleteSentence(documentId: $documentId, sentenceId: $sentenceId, signature: $signature, actId: $actId) {
      document {
        id
        signature
      }
    }
  }
`);

export const RESTORE_LINE = graphql(`
  mutation RestoreLine($documentId: ID!, $sentenceId: Int!, $signature: String!, $actId: ID) {
    restoreSentence(documentId: $documentId, sentenceId: $sentenceId, signature: $signature, actId: $actId) {
      document {
        id
        signature
      }
    }
  }
`);

export const UNDO_LINE = graphql(`
  mutation UndoLine($documentId: ID!, $undoneActId: ID!, $actId: ID) {
    undoSentenceAct(documentId: $documentId, undoneActId: $undoneActId, actId: $actId) {
      document {
        id
        signature
      }
    }
  }
`);

export const CHOOSE_LINE = graphql(`
  mutation ChooseLine(
    $documentId: ID!
    $sentenceId: Int!
    $signature: String!
    $labelerId: Int
    $resolved: Boolean!
    $actId: ID
  ) {
    updateSentenceConflict(
      textDocumentId: $documentId
      sentenceId: $sentenceId
      signature: $signature
      labelerId: $labelerId
      resolved: $resolved
      actId: $actId
    ) {
      cell {
        line
      }
    }
  }
`);

export const GET_LINE_CONFLICTS = graphql(`
  query GetLineConflicts($documentId: ID!) {
    getEditSentenceConflicts(documentId: $documentId) {
      documentId
      lines
    }
  }
`);
