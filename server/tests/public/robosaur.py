"""The requests of robosaur, by operation name (spec api 22.1)."""

from __future__ import annotations

PAGE_INFO = "pageInfo { nextCursor prevCursor }"

DOCUMENTS = {
    "LaunchTextProjectAsyncMutation": """
mutation LaunchTextProjectAsyncMutation($input: LaunchTextProjectInput!) {
  result: launchTextProjectAsync(input: $input) { job { id } name }
}""",
    "GetJobs": """
query GetJobs($jobIds: [String!]!) {
  result: getJobs(jobIds: $jobIds) { id status progress errors { id stack args } resultId }
}""",
    "CreateLabelSetMutation": """
mutation CreateLabelSetMutation($input: CreateLabelSetInput!) {
  result: createLabelSet(input: $input) { id index }
}""",
    "AutoLabelTokenBasedMutation": """
mutation AutoLabelTokenBasedMutation($input: AutoLabelTokenBasedProjectInput!) {
  result: autoLabelTokenBasedProject(input: $input) { id }
}""",
    "ExportProjectQuery": """
query ExportProjectQuery($input: ExportTextProjectInput!) {
  result: exportTextProject(input: $input) { redirect queued fileUrl fileUrlExpiredAt exportId }
}""",
    "GetProjectsQuery": """
query GetProjectsQuery($input: GetProjectsPaginatedInput!) {
  result: getProjects(input: $input) {
    nodes { id name tags { id name } status }
    pageInfo { nextCursor prevCursor }
  }
}""",
    "GetProjectsWithAssignmentQuery": """
query GetProjectsWithAssignmentQuery($input: GetProjectsPaginatedInput!) {
  result: getProjects(input: $input) {
    nodes {
      id name tags { id name } createdDate completedDate
      assignees { role teamMember { user { id } } }
    }
    pageInfo { nextCursor prevCursor }
  }
}""",
    "GetProjectQuery": """
query GetProjectQuery($input: GetProjectInput!) {
  result: getProject(input: $input) { id name tags { id name globalTag } }
}""",
    "GetTeamMembersQuery": """
query GetTeamMembersQuery($input: GetTeamMembersPaginatedInput!) {
  result: getTeamMembersPaginated(input: $input) {
    nodes { id user { email } invitationStatus invitationEmail }
    pageInfo { nextCursor prevCursor }
  }
}""",
    "GetTagsQuery": """
query GetTagsQuery($input: GetTagsInput!) {
  result: getTags(input: $input) { id name globalTag }
}""",
    "CreateTagMutation": """
mutation CreateTagMutation($input: CreateTagInput!) {
  createTag(input: $input) { id name }
}""",
    "UpdateProjectMutation": """
mutation UpdateProjectMutation($input: UpdateProjectInput!) {
  result: updateProject(input: $input) { id tags { id name } }
}""",
    "getRowAnalyticEvents": """
query getRowAnalyticEvents($input: RowAnalyticEventInput!) {
  getRowAnalyticEvents(input: $input) {
    pageInfo { nextCursor }
    nodes {
      id event createdAt
      user { id email roleName }
      cell { line document { id fileName project { id name } } }
    }
  }
}""",
    "ExportChartQuery": """
query ExportChartQuery($id: ID!, $input: AnalyticsDashboardQueryInput!, $method: ExportChartMethod) {
  result: exportChart(id: $id, input: $input, method: $method) { fileUrl }
}""",
}

BRANCHES = {
    "GetCabinetLabelSets": """
query GetCabinetLabelSets($cabinetId: ID!) {
  result: getCabinetLabelSetsById(cabinetId: $cabinetId) { id index name }
}""",
    "GetProjectCabinets": """
query GetProjectCabinets($projectId: ID!) {
  result: getProjectCabinets(projectId: $projectId) { id documents { id originId fileName } role status }
}""",
    "GetCells": """
query GetCells($documentId: ID!, $input: GetCellsPaginatedInput!) {
  result: getCells(documentId: $documentId, input: $input) { nodes totalCount pageInfo { nextCursor prevCursor } }
}""",
    "ToggleCabinetStatus": """
mutation ToggleCabinetStatus($projectId: ID!) {
  result: toggleCabinetStatus(projectId: $projectId, role: REVIEWER, skipValidation: true) { id status }
}""",
    "UpdateCustomAPI": """
mutation UpdateCustomAPI($customAPIId: ID!, $input: UpdateCustomAPIInput!) {
  result: updateCustomAPI(customAPIId: $customAPIId, input: $input) { id endpointURL }
}""",
    "UpdateFileTransformer": """
mutation UpdateFileTransformer($input: UpdateFileTransformerInput!) {
  result: updateFileTransformer(input: $input) { id name }
}""",
    "DeleteProject": """
mutation DeleteProject($input: DeleteProjectInput!) {
  result: deleteProject(input: $input) { id }
}""",
    "GetProjectsFinalReport": """
query GetProjectsFinalReport($projectIds: [ID!]!) {
  result: getProjectsFinalReport(projectIds: $projectIds) {
    project { id name workspaceSettings { kinds } }
    documentFinalReports {
      rowFinalReports {
        line
        finalReport {
          totalAppliedLabels totalAcceptedLabels totalRejectedLabels totalResolvedLabels precision recall
        }
      }
      cabinet { role }
      document { id originId name fileName }
      finalReport {
        totalAppliedLabels totalAcceptedLabels totalRejectedLabels totalResolvedLabels precision recall
      }
      teamMember { id user { id name username email } }
    }
  }
}""",
}
