/** The operations behind the panels. */

import { graphql } from "@/api/generated";

export const GET_PANEL_OFFER = graphql(`
  query GetPanelOffer($cabinetId: ID!, $cabinet: String!) {
    getExtensions(cabinetId: $cabinet) {
      id
    }
    getProjectExtension(cabinetId: $cabinetId) {
      id
      elements {
        id
        enabled
        extension {
          id
        }
      }
    }
  }
`);

export const GET_PANEL_ARRANGEMENT = graphql(`
  query GetPanelArrangement($kind: String!) {
    getPanelArrangement(kind: $kind)
  }
`);

export const SAVE_PANEL_ARRANGEMENT = graphql(`
  mutation SavePanelArrangement($kind: String!, $arrangement: String!) {
    savePanelArrangement(kind: $kind, arrangement: $arrangement)
  }
`);

export const GET_LINE_METADATA = graphql(`
  query GetLineMetadata($documentId: ID!, $input: GetCellsPaginatedInput!) {
    getCells(documentId: $documentId, input: $input) {
      nodes
    }
  }
`);

export const LOOK_UP_WORD = graphql(`
  query LookUpWord($lang: String!, $word: String!) {
    dictionaryLookup(lang: $lang, word: $word) {
      word
      entries {
        lexicalCategory
        definitions {
          definition
          synonyms
        }
      }
    }
  }
`);

export const GET_GRAMMAR_PROVIDERS = graphql(`
  query GetGrammarProviders {
    getGrammarCheckerServiceProviders {
      id
      name
      description
    }
  }
`);

export const GET_GRAMMAR_MISTAKES = graphql(`
  query GetGrammarMistakes($input: GrammarCheckerInput!) {
    getGrammarMistakes(input: $input) {
      text
      message
      suggestions
      position {
        start {
          sentenceId
          tokenId
          charId
        }
        end {
          sentenceId
          tokenId
          charId
        }
      }
    }
  }
`);

export const GET_DOCUMENT_FIGURES = graphql(`
  query GetDocumentFigures($documentId: ID!) {
    getDocumentFigures(documentId: $documentId) {
      isJudged
      own {
        userId
        activeMillis
        labelCount
        answerCount
        accepted
        rejected
        conflicted
        missed
      }
      labelers {
        userId
        name
        activeMillis
        labelCount
        answerCount
        accepted
        rejected
        conflicted
        missed
      }
    }
  }
`);
