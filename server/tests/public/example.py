"""The requests of the published example scripts (spec api 22.2), and of the connector of another tool (22.3)."""

from __future__ import annotations

DOCUMENTS = {
    "CreateProjectMutation": """
mutation CreateProjectMutation($input: LaunchProjectInput!) {
  result: createProject(input: $input) {
    name
    job { id status progress resultId errors { id stack args } }
  }
}""",
    "GetJob": """
query GetJob($input: String!) {
  job: getJob(jobId: $input) { id status progress errors { id stack args } resultId }
}""",
    "ExportTextProjectQuery": """
query ExportTextProjectQuery($input: ExportTextProjectInput!) {
  result: exportTextProject(input: $input) { redirect fileUrl fileUrlExpiredAt queued exportId }
}""",
    "ExportToStorageQuery": """
query ExportTextProjectQuery($input: ExportTextProjectInput!) {
  result: exportTextProject(input: $input) { exportId fileUrl queued redirect key }
}""",
    "ExportTextProjectDocumentQuery": """
query ExportTextProjectDocumentQuery($input: ExportTextProjectDocumentInput!) {
  result: exportTextProjectDocument(input: $input) { redirect fileUrl fileUrlExpiredAt queued exportId }
}""",
    "GetExportDeliveryStatus": """
query GetExportDeliveryStatus($exportId: ID!) {
  exportDeliveryStatus: getExportDeliveryStatus(exportId: $exportId) {
    deliveryStatus
    errors { id stack args }
  }
}""",
    "GetTagsQuery": """
query GetTagsQuery($input: GetTagsInput!) {
  result: getTags(input: $input) { id name globalTag }
}""",
    "GetProjectsQuery": """
query GetProjectsQuery($input: GetProjectsPaginatedInput!) {
  result: getProjects(input: $input) {
    totalCount
    pageInfo { prevCursor nextCursor }
    nodes {
      id name status type isOwnerMe createdDate updatedDate tags { id name }
      assignees { teamMember { user { id username name email profilePicture displayName } } }
    }
  }
}""",
    "GetProjectQuery": """
query GetProjectQuery($input: GetProjectInput!) {
  result: getProject(input: $input) { id name tags { id name globalTag } }
}""",
    "CreateTag": """
mutation CreateTag($input: CreateTagInput!) {
  result: createTag(input: $input) { id name }
}""",
    "UpdateProjectTags": """
mutation UpdateProjectTags($input: UpdateProjectInput!) {
  result: updateProject(input: $input) { id tags { id name } }
}""",
    "GetTeamDetail": """
query GetTeamDetail($input: GetTeamDetailInput) {
  getTeamDetail(input: $input) {
    id logoURL membersScalar name isExpired expiredAt
    setting {
      allowedAdminExportMethods allowedLabelerExportMethods allowedOCRProviders allowedASRProviders
      allowedReviewerExportMethods commentNotificationType customAPICreationLimit
      defaultCustomTextExtractionAPIId defaultExternalObjectStorageId enableActions enableAssistedLabeling enableDemo
      enableDataProgramming enableLabelingFunctionMultipleLabel enableDatasaurAssistRowBased
      enableDatasaurPredictiveRowBased enableWipeData enableExportTeamOverview allowedExtraAutoLabelProviders
      enableLLMProject
    }
    owner {
      id username name email package profilePicture allowedActions displayName teamPackage emailVerified
      totpAuthEnabled companyName
    }
  }
}""",
}

FIRST_VERSION = {
    "LaunchTextProject": """
mutation LaunchTextProjectMutation($input: LaunchTextProjectInput!) {
  launchTextProject(input: $input) {
    id rootDocumentId settings { consensus enableEditLabelSet enableEditSentence }
  }
}""",
    "CreateGuideline": """
mutation CreateGuidelineMutation($name: String!, $content: String!, $teamId: ID) {
  createGuideline(name: $name, content: $content, teamId: $teamId) { id name content }
}""",
    "CreateLabelSet": """
mutation CreateLabelSetMutation($input: CreateLabelSetInput!) {
  createLabelSet(input: $input) { id name tagItems { id parentId color desc tagName } lastUsedBy { name } }
}""",
}

CONNECTOR = {
    "getProject": """
query getProject($input: GetProjectInput!) {
  getProject(input: $input) {
    id name status type isOwnerMe isReviewByMeAllowed createdDate completedDate
    settings { consensus }
    assignees { teamMember { id user { id name email } } role documentIds }
    team { id name members { id role { id name } } }
  }
}""",
    "getProjects": """
query getProjects($input: GetProjectsPaginatedInput!) {
  getProjects(input: $input) { totalCount nodes { id name } pageInfo { prevCursor nextCursor } }
}""",
    "createLabelSet": """
mutation createLabelSet($input: CreateLabelSetInput!) {
  createLabelSet(input: $input) { id name tagItems { id tagName } }
}""",
    "deleteProject": """
mutation deleteProject($input: DeleteProjectInput!) {
  deleteProject(input: $input) { id team { id } }
}""",
    "launchTextProject": """
mutation launchTextProject($input: LaunchTextProjectInput!) {
  launchTextProject(input: $input) { id name rootDocumentId rootCabinet { id documents { id fileName } } }
}""",
    "exportTextProjectDocument": """
query exportTextProjectDocument($input: ExportTextProjectDocumentInput!) {
  exportTextProjectDocument(input: $input) { redirect fileUrl exportId queued }
}""",
    "getProjectCabinet": """
query getProjectCabinet($input: GetProjectCabinetInput!) {
  getProjectCabinet(input: $input) { id lastOpenedDocumentId documents { id fileName name originId } }
}""",
}
