import { graphql } from "@/api/generated";

export const GET_SAMPLING = graphql(`
  query GetReviewSampling($projectId: ID!, $documentId: ID!) {
    getReviewSampling(projectId: $projectId) {
      rate
      unit
      isReached
      items {
        total
        due
        done
      }
      documents {
        total
        due
        done
      }
      documentProgress(documentId: $documentId) {
        documentId
        items {
          total
          due
          done
        }
      }
    }
  }
`);
