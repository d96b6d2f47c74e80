/** The operations of the search panel. */

import { graphql } from "@/api/generated";

export const SEARCH_LINES = graphql(`
  query SearchLines($input: SearchLinesInput!) {
    searchLines(input: $input) {
      totalCount
      isTotalExact
      isComplete
      pageInfo {
        nextCursor
      }
      index {
        isReady
        progress
      }
      nodes {
        documentId
        fileName
        documentName
        line
        cell
        snippet
        snippetStart
        commentIds
        labels
        matches {
          cell
          start
          end
        }
      }
    }
  }
`);

export const LABEL_SEARCH_HITS = graphql(`
  mutation LabelSearchHits($input: LabelSearchHitsInput!) {
    labelSearchHits(input: $input) {
      actId
      labelCount
    }
  }
`);

export const UNDO_LABEL_SEARCH_HITS = graphql(`
  mutation UndoLabelSearchHits($documentId: ID!, $actId: ID!) {
    undoLabelSearchHits(documentId: $documentId, actId: $actId) {
      actId
    }
  }
`);

export const GET_SEARCH_SIGNATURE = graphql(`
  query GetSearchSignature($documentId: ID!) {
    getTextDocument(fileId: $documentId) {
      id
      signature
    }
  }
`);

export const GET_SEARCH_HISTORY = graphql(`
  query GetSearchHistory {
    getSearchHistoryKeywords {
      id
      keyword
    }
  }
`);

export const SAVE_KEYWORD = graphql(`
  mutation SaveSearchKeyword($keyword: String!) {
    saveSearchKeyword(keyword: $keyword) {
      id
      keyword
    }
  }
`);

export const REMOVE_KEYWORD = graphql(`
  mutation RemoveSearchKeyword($keyword: String!) {
    removeSearchKeyword(keyword: $keyword) {
      id
    }
  }
`);
