import { graphql } from "@/api/generated";

export const GET_PROJECTS = graphql(`
  query getProjects($input: GetProjectsPaginatedInput!) {
    getProjects(input: $input) {
      totalCount
      nodes {
        id
        name
        status
        purpose
        isArchived
        isOwnerMe
        isReviewByMeAllowed
        selfLabelingStatus
        createdDate
        updatedDate
        documentCount
        incompleteAssignmentCount
        selfAssignment {
          isAllowed
          availableCount
        }
        progress {
          completedDocuments
          totalDocuments
          completedLabelers
          totalLabelers
        }
        tags {
          id
          name
          globalTag
        }
        assignees {
          role
          teamMember {
            id
            user {
              id
              displayName
              email
              profilePicture
            }
          }
        }
        workspaceSettings {
          id
          kinds
        }
      }
    }
  }
`);

export const UPDATE_PROJECT = graphql(`
  mutation updateProject($input: UpdateProjectInput!) {
    updateProject(input: $input) {
      id
      name
      tags {
        id
        name
        globalTag
      }
    }
  }
`);

export const TOGGLE_ARCHIVE = graphql(`
  mutation toggleArchiveProjects($projectIds: [String!]!) {
    toggleArchiveProjects(projectIds: $projectIds) {
      id
      isArchived
    }
  }
`);

export const DELETE_PROJECTS = graphql(`
  mutation deleteProjects($projectIds: [String!]!) {
    deleteProjects(projectIds: $projectIds) {
      id
    }
  }
`);

export const GET_TAGS = graphql(`
  query getTags($input: GetTagsInput!) {
    getTags(input: $input) {
      id
      name
      globalTag
    }
  }
`);

export const CREATE_TAGS = graphql(`
  mutation createTagsIfNotExist($input: CreateTagsIfNotExistInput!) {
    createTagsIfNotExist(input: $input) {
      id
      name
      globalTag
    }
  }
`);

/** What the caller may give back is counted per project, so it is asked for one at a time. */
export const GET_OWN_DOCUMENTS = graphql(`
  query GetOwnDocumentCounts($input: GetProjectInput!) {
    getProject(input: $input) {
      id
      selfAssignment {
        isAllowed
        ownUntouchedCount
        ownTouchedCount
      }
    }
  }
`);

export const ASSIGN_MYSELF = graphql(`
  mutation AssignMyself($input: AssignMyselfInput!) {
    assignMyself(input: $input) {
      assignedCount
      requestedCount
    }
  }
`);

export const UNASSIGN_MYSELF = graphql(`
  mutation UnassignMyself($input: UnassignMyselfInput!) {
    unassignMyself(input: $input) {
      projectId
      unassignedCount
    }
  }
`);
