import { graphql } from "@/api/generated";

export const GET_STORAGES = graphql(`
  query getExternalObjectStorages($teamId: ID!) {
    getExternalObjectStorages(teamId: $teamId) {
      id
      bucketName
      cloudService
      createdAt
      credentials {
        roleArn
        endpoint
        region
        accessKeyId
      }
    }
  }
`);

export const CHECK_STORAGE = graphql(`
  query checkExternalObjectStorageConnection($input: CreateExternalObjectStorageInput!) {
    checkExternalObjectStorageConnection(input: $input)
  }
`);

export const COUNT_STORAGE_PROJECTS = graphql(`
  query countProjectsByExternalObjectStorageId($id: String!) {
    countProjectsByExternalObjectStorageId(input: $id)
  }
`);

export const CREATE_STORAGE = graphql(`
  mutation createExternalObjectStorage($input: CreateExternalObjectStorageInput!) {
    createExternalObjectStorage(input: $input) {
      id
      bucketName
      cloudService
      createdAt
      credentials {
        roleArn
        endpoint
        region
        accessKeyId
      }
    }
  }
`);

export const DELETE_STORAGE = graphql(`
  mutation deleteExternalObjectStorage($id: ID!) {
    deleteExternalObjectStorage(externalObjectStorageId: $id) {
      id
    }
  }
`);
