import { graphql } from "@/api/generated";

export const GET_EXPORT_CHOICES = graphql(`
  query GetExportChoices($projectId: ID!) {
    getExportFormats(projectId: $projectId) {
      format
      description
      extension
    }
  }
`);

export const GET_EXPORT_RIGHTS = graphql(`
  query GetExportRights($teamId: ID!) {
    getTeamDetail(input: { id: $teamId }) {
      id
      setting {
        allowedLabelerExportMethods
        allowedReviewerExportMethods
      }
    }
    getExternalObjectStorages(teamId: $teamId) {
      id
      bucketName
    }
  }
`);

export const START_PROJECT_EXPORT = graphql(`
  query StartProjectExport($input: ExportTextProjectInput!) {
    exportTextProject(input: $input) {
      exportId
      fileUrl
      redirect
    }
  }
`);

export const START_DOCUMENT_EXPORT = graphql(`
  query StartDocumentExport($input: ExportTextProjectDocumentInput!) {
    exportTextProjectDocument(input: $input) {
      exportId
      fileUrl
      redirect
    }
  }
`);

export const GET_EXPORT_STATUS = graphql(`
  query GetExportStatus($exportId: ID!) {
    getExportDeliveryStatus(exportId: $exportId) {
      deliveryStatus
      errors {
        id
        stack
      }
    }
  }
`);
