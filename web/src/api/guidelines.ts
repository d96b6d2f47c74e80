import { graphql } from "@/api/generated";

export const GET_GUIDELINES = graphql(`
  query getGuidelines($teamId: ID) {
    getGuidelines(teamId: $teamId) {
      id
      name
      content
      updatedAt
    }
  }
`);

export const CREATE_GUIDELINE = graphql(`
  mutation createGuideline($name: String!, $content: String!, $teamId: ID) {
    createGuideline(name: $name, content: $content, teamId: $teamId) {
      id
      name
      content
      updatedAt
    }
  }
`);

export const UPDATE_GUIDELINE = graphql(`
  mutation updateGuideline($id: ID!, $name: String, $content: String) {
    updateGuideline(id: $id, name: $name, content: $content) {
      id
      name
      content
      updatedAt
    }
  }
`);

export const DELETE_GUIDELINE = graphql(`
  mutation deleteGuideline($id: String!) {
    deleteGuideline(id: $id)
  }
`);
