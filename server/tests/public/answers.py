"""The requests of the apply-labels script, in the order it sends them (spec api 14)."""

from __future__ import annotations

_OPTIONS = "options { id questionId parentId label }"
_CONFIG = """
  defaultValue format multiple multiline theme gradientColors hideScaleLabel leafOptionsOnly
  min max minLength maxLength pattern step hint options { id questionId parentId label }
"""


def _question(depth: int) -> str:
    """A question with as many levels of nested ones below it as the script asks for."""
    nested = f"questions {{ {_question(depth - 1)} }}" if depth else ""
    head = "id internalId label required type name bindToColumn activationConditionLogic"
    return f"{head} config {{ {_CONFIG} {nested} }}"


DOCUMENTS = {
    "GetAllTeams": "query GetAllTeams { getAllTeams { id name } }",
    "GetProject": """
query GetProject($input: GetProjectInput!) {
  getProject(input: $input) {
    id
    assignees { role teamMember { user { id email displayName } } documents { fileName } }
    labelerCabinets { id owner { id email displayName } }
    reviewCabinet { id owner { id email displayName } }
    workspaceSettings { kinds }
  }
}""",
    "ReplicateCabinet": """
query ReplicateCabinet($projectId: ID!, $role: Role!) {
  result: replicateCabinet(projectId: $projectId, role: $role) { id status progress errors { id stack args } }
}""",
    "GetJobs": """
query GetJobs($jobIds: [String!]!) {
  result: getJobs(jobIds: $jobIds) { id status progress errors { id stack args } resultId }
}""",
    "GetCabinet": """
query GetCabinet($projectId: ID!, $role: Role!) {
  getCabinet(projectId: $projectId, role: $role) { id status documents lastOpenedDocumentId role }
}""",
    "GetDocumentMetas": """
query GetDocumentMetas($cabinetId: ID!) {
  getDocumentMetasByCabinetId(cabinetId: $cabinetId) {
    id cabinetId name labelerRestricted displayed width rowQuestionIndex
  }
}""",
    "GetProjectRowQuestionSet": f"""
query GetProjectRowQuestionSet($projectId: ID!) {{
  getProjectRowQuestionSet(projectId: $projectId) {{ signature questions {{ {_question(4)} }} }}
}}""",
    "UpdateMultiRowAnswers": """
mutation UpdateMultiRowAnswers($input: UpdateMultiRowAnswersInput!, $questionSetSignature: String) {
  updateMultiRowAnswers(input: $input, questionSetSignature: $questionSetSignature) {
    document {
      id currentSentenceCursor lastLabeledLine lastSavedAt
      statistic {
        documentId numberOfChunks numberOfSentences numberOfTokens numberOfEntitiesLabeled
        numberOfNonDocumentEntitiesLabeled touchedSentences nonDisplayedLines
        labelerStatistic { userId numberOfAcceptedLabels numberOfRejectedLabels }
      }
    }
    previousAnswers { documentId line answers metadata { path labeledBy } updatedAt }
    updatedAnswers { documentId line answers metadata { path labeledBy } updatedAt }
  }
}""",
    "UpdateMultiRowAnswersWithoutSignature": """
mutation UpdateMultiRowAnswers($input: UpdateMultiRowAnswersInput!) {
  updateMultiRowAnswers(input: $input) { document { id } updatedAnswers { documentId line answers } }
}""",
}
