/** The operations of comment threads. */

import { graphql } from "@/api/generated";

export const COMMENT_FIELDS = graphql(`
  fragment CommentFields on Comment {
    id
    hashCode
    message
    parentId
    repliesCount
    resolved
    resolvedAt
    createdAt
    editedAt
    canEdit
    canDelete
    resolvedBy {
      id
      name
    }
    user {
      id
      name
      profilePicture
    }
    mentions {
      id
      name
    }
    anchor {
      kind
      line
      cell
      question
      quote
      isChanged
    }
  }
`);

export const GET_THREADS = graphql(`
  query GetCommentThreads($input: GetCommentsInput!) {
    getComments(input: $input) {
      totalCount
      nodes {
        ...CommentFields
      }
    }
  }
`);

export const GET_MARKS = graphql(`
  query GetCommentMarks($documentId: ID!) {
    getCommentMarks(documentId: $documentId) {
      threadId
      hashCode
      kind
      line
    }
  }
`);

export const GET_PEOPLE = graphql(`
  query GetCommentPeople($documentId: ID!) {
    getCommentPeople(documentId: $documentId) {
      id
      name
      handle
    }
  }
`);

export const CREATE_COMMENT = graphql(`
  mutation CreateComment($documentId: ID!, $hashCode: String!, $message: String!) {
    createComment(documentId: $documentId, hashCode: $hashCode, message: $message) {
      id
    }
  }
`);

export const REPLY_COMMENT = graphql(`
  mutation ReplyComment($commentId: ID!, $message: String!) {
    replyComment(commentId: $commentId, message: $message) {
      id
    }
  }
`);

export const UPDATE_COMMENT = graphql(`
  mutation UpdateComment($commentId: ID!, $message: String!) {
    updateComment(commentId: $commentId, message: $message) {
      id
    }
  }
`);

export const DELETE_COMMENT = graphql(`
  mutation DeleteComment($commentId: ID!) {
    deleteComment(commentId: $commentId)
  }
`);

export const RESOLVE_COMMENT = graphql(`
  mutation SetCommentResolved($commentId: ID!, $resolved: Boolean!) {
    setCommentResolved(commentId: $commentId, resolved: $resolved) {
      id
    }
  }
`);
