import { graphql } from "@/api/generated";

export const GET_GUIDELINES = graphql(`
  query getGuidelines($teamId: ID) {
    getGuidelines(teamId: $teamId) {
      id
      name
      content
      fileName
      fileUrl
      version
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
      fileName
      fileUrl
      version
      updatedAt
    }
  }
`);

export const UPDATE_GUIDELINE = graphql(`
  mutation updateGuideline(
    $id: ID!
    $name: String
    $content: String
    $fileKey: String
    $note: String
    $isMinor: Boolean
  ) {
    updateGuideline(
      id: $id
      name: $name
      content: $content
      fileKey: $fileKey
      note: $note
      isMinor: $isMinor
    ) {
      id
      name
      content
      fileName
      fileUrl
      version
      updatedAt
    }
  }
`);

export const DELETE_GUIDELINE = graphql(`
  mutation deleteGuideline($id: String!) {
    deleteGuideline(id: $id)
  }
`);

export const GET_PROJECT_GUIDELINE = graphql(`
  query getProjectGuideline($input: GetProjectInput!) {
    getProject(input: $input) {
      id
      guideline {
        id
        name
        content
        fileName
        fileUrl
        version
        acknowledgedVersion
        needsAcknowledgement
      }
    }
  }
`);

export const GET_GUIDELINE_VERSIONS = graphql(`
  query getGuidelineVersions($guidelineId: ID!) {
    getGuidelineVersions(guidelineId: $guidelineId) {
      number
      content
      fileName
      note
      isMinor
      createdAt
      author {
        id
        name
      }
    }
  }
`);

export const GET_GUIDELINE_READERS = graphql(`
  query getGuidelineReaders($guidelineId: ID!) {
    getGuidelineAcknowledgements(guidelineId: $guidelineId) {
      version
      createdAt
      user {
        id
        name
        email
      }
    }
  }
`);

export const ACKNOWLEDGE_GUIDELINE = graphql(`
  mutation acknowledgeGuideline($guidelineId: ID!, $version: Int!) {
    acknowledgeGuideline(guidelineId: $guidelineId, version: $version) {
      id
      version
      acknowledgedVersion
      needsAcknowledgement
    }
  }
`);
