"""Every operation of the wire and whom it must turn away; an operation that is missing here fails a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.access_world import Ids

Arguments = Callable[[Ids], dict[str, Any]]

OUTSIDERS = {"stranger": "NOT_FOUND", "removed": "NOT_FOUND"}
UNASSIGNED = {**OUTSIDERS, "bystander": "NOT_FOUND"}
REFUSALS: dict[str, dict[str, str]] = {
    "team": OUTSIDERS,
    "team manager": {**OUTSIDERS, "bystander": "FORBIDDEN", "neighbour": "FORBIDDEN"},
    "team page": {"stranger": "FORBIDDEN", "removed": "FORBIDDEN"},
    "project": UNASSIGNED,
    "project manager": {**UNASSIGNED, "neighbour": "FORBIDDEN"},
    "own copy": {**UNASSIGNED, "neighbour": "NOT_FOUND"},
    "upload": dict.fromkeys((*UNASSIGNED, "neighbour"), "BAD_USER_INPUT"),
    "installation": dict.fromkeys((*UNASSIGNED, "neighbour"), "FORBIDDEN"),
}
"""Scope: the code each caller gets. Who is not listed may call the operation."""


@dataclass(frozen=True)
class Case:
    """``silent`` operations answer as if there were nothing, instead of an error."""

    scope: str
    arguments: Arguments
    silent: Any = None
    variants: tuple[Arguments, ...] = field(default=())


def given(**arguments: Any) -> Arguments:
    """Arguments in which ``"@name"`` stands for the id of that name."""

    def filled(value: Any, ids: Ids) -> Any:
        if isinstance(value, dict):
            return {key: filled(item, ids) for key, item in value.items()}
        if isinstance(value, list):
            return [filled(item, ids) for item in value]
        return getattr(ids, value[1:]) if isinstance(value, str) and value.startswith("@") else value

    return lambda ids: filled(arguments, ids)


def several(scope: str, names: str, **arguments: Any) -> dict[str, Case]:
    return {name: Case(scope, given(**arguments)) for name in names.split()}


def one(scope: str, name: str, /, **arguments: Any) -> dict[str, Case]:
    return {name: Case(scope, given(**arguments))}


_PAGE = {"skip": 0, "take": 10}
_FILE = [{"document": {"name": "a.txt", "objectKey": "@upload"}}]
_BUCKET = {"teamId": "@team", "bucketName": "b", "cloudService": "AWS_S3", "credentials": {}}
_TOKENS = {"documentId": "@copy", "action": "LABEL", "labels": [], "signature": ""}
_CHART = {"teamId": "@team"}
_REPORT = {"metricsGroupId": "ALL", "selectedMetrics": ["TIME_SPENT"], "selectedSegments": ["DATE"]}
_API = {"name": "n", "endpointURL": "https://example.com/"}
_QUESTION = {"label": "n", "type": "TEXT"}
_META = {"projectId": "@project", "documentMeta": []}

CASES: dict[str, Case] = {
    # A team and its people
    **one("team page", "getTeamDetail", input={"id": "@team"}),
    **several("team", "getTeamMembers getExternalObjectStorages getLabelSetsByTeamId", teamId="@team"),
    **several("team", "getQuestionSetTemplates getGuidelines getOverallProjectPerformance", teamId="@team"),
    **one("team", "getTeamMembersPaginated", input={"filter": {"teamId": "@team"}, "page": _PAGE}),
    **one("team", "getTeamMemberDetail", teamId="@team", memberId="@member"),
    **several("team", "getCurrentUserTeamMember getTags", input={"teamId": "@team"}),
    **several(
        "team",
        "getProjects getLabelSetTemplates getPaginatedQuestionSets",
        input={"filter": {"teamId": "@team"}, "page": _PAGE},
    ),
    **one("team manager", "updateTeam", input={"id": "@team", "name": "taken"}),
    **one("team manager", "updateTeamSetting", input={"teamId": "@team", "enableWipeData": True}),
    **one("team manager", "inviteTeamMembers", input={"teamId": "@team", "members": [{"email": "x@example.com"}]}),
    **one("team manager", "resendInvitation", teamMemberId="@invited"),
    **one("team manager", "removeTeamMember", input={"teamMemberId": "@member"}),
    **one("team manager", "updateTeamMemberTeamRole", input={"teamMemberId": "@member", "teamRoleId": "1"}),
    **one("team manager", "getTeamTimelineEvent", teamId="@team"),
    **one("team manager", "getTeamTimelineEvents", input={"filter": {"teamId": "@team"}}),
    **one("team manager", "getRowAnalyticEvents", input={"filter": {"teamId": "@team"}}),
    **one("team manager", "getCharts", teamId="@team", level="TEAM"),
    **one("team manager", "getLabelAccuracyChart", teamId="@team"),
    **several("team manager", "getChartData exportChart", id="TEAM_THROUGHPUT", input=_CHART),
    **one("team manager", "exportLabelAccuracyChart", id="TEAM_LABEL_ACCURACY", input=_CHART),
    **one("team manager", "getLabelAccuracyData", input=_CHART),
    **one("team manager", "getPaginatedChartData", input={"filter": {**_CHART, "chartId": "TEAM_THROUGHPUT"}}),
    **one("team manager", "exportTeamOverview", input={"teamId": "@team", "method": "FILE_STORAGE"}),
    **several("team manager", "getPairKappas exportTeamIAA", teamId="@team"),
    **several("team manager", "getMemberReport getProgress getLabelDistribution", input={"teamId": "@team"}),
    **one("team manager", "exportCustomReport", teamId="@team", input=_REPORT),
    # What a team keeps: buckets, services, transformers, tags, guidelines, libraries
    **several("team manager", "createExternalObjectStorage checkExternalObjectStorageConnection", input=_BUCKET),
    **one("team manager", "deleteExternalObjectStorage", externalObjectStorageId="@storage"),
    **one("team manager", "countProjectsByExternalObjectStorageId", input="@storage"),
    **one("team manager", "getExternalObjectMeta", externalObjectStorageId="@storage", objectKeys=["a"]),
    **several("team manager", "getCustomAPIs getFileTransformers", teamId="@team"),
    **several("team manager", "getCustomAPI deleteCustomAPI", customAPIId="@api"),
    **one("team manager", "createCustomAPI", teamId="@team", input={**_API, "purpose": "OCR_API", "secret": "s"}),
    **one("team manager", "updateCustomAPI", customAPIId="@api", input=_API),
    **several("team manager", "getFileTransformer removeFileTransformer", fileTransformerId="@transformer"),
    **one("team manager", "createFileTransformer", input={"teamId": "@team", "name": "n", "purpose": "IMPORT"}),
    **one("team manager", "updateFileTransformer", input={"fileTransformerId": "@transformer", "name": "n"}),
    **one("team manager", "createTag", input={"teamId": "@team", "name": "n"}),
    **one("team manager", "createTagsIfNotExist", input={"teamId": "@team", "names": ["n"]}),
    **one("team manager", "removeTags", input={"teamId": "@team", "tagIds": ["@tag"]}),
    "updateTag": Case(
        "team manager",
        given(input={"tagId": "@tag", "teamId": "@team", "name": "n"}),
        variants=(given(input={"tagId": "@tag", "name": "n"}),),
    ),
    **one("team manager", "createGuideline", teamId="@team", name="n", content="c"),
    **one("team manager", "updateGuideline", id="@guideline", name="n"),
    **one("team manager", "getGuidelineAcknowledgements", guidelineId="@guideline"),
    **one("team", "getGuidelineVersions", guidelineId="@guideline"),
    **one("team", "acknowledgeGuideline", guidelineId="@guideline", version=1),
    **one("team manager", "deleteGuideline", id="@guideline"),
    **one("team", "getLabelSetTemplate", id="@template"),
    **one("team manager", "createLabelSetTemplate", input={"teamId": "@team", "name": "n", "questions": []}),
    **one("team manager", "updateLabelSetTemplate", input={"id": "@template", "name": "n"}),
    **one("team manager", "deleteLabelSetTemplates", ids=["@template"]),
    **one("team", "getQuestionSet", id="@question_set"),
    **one("team manager", "createQuestionSet", input={"teamId": "@team", "name": "n", "items": []}),
    **one("team manager", "updateQuestionSet", input={"id": "@question_set", "name": "n"}),
    **one("team manager", "deleteQuestionSet", id="@question_set"),
    **one("team manager", "deleteQuestionSets", ids=["@question_set"]),
    **one("team", "getQuestionSetTemplate", id="@question_template", teamId="@team"),
    **one("team manager", "createQuestionSetTemplate", teamId="@team", input={"name": "n", "template": "{}"}),
    **one(
        "team manager",
        "updateQuestionSetTemplate",
        id="@question_template",
        teamId="@team",
        input={"name": "n", "template": "{}"},
    ),
    **one("team manager", "removeQuestionSetTemplate", id="@question_template", teamId="@team"),
    # Making projects
    **one(
        "team manager",
        "createProject",
        input={"teamId": "@team", "name": "n", "kinds": ["ROW_BASED"], "documents": _FILE},
    ),
    **several(
        "team manager",
        "launchTextProject launchTextProjectAsync",
        input={"teamId": "@team", "name": "n", "documentSettings": {}},
    ),
    **one("project manager", "addDocumentsToProject", input={"projectId": "@project", "documents": _FILE}),
    **one("upload", "previewDocument", input={"kinds": ["ROW_BASED"], "document": _FILE[0]["document"]}),
    # A project
    **several("project", "getProject getTeamProjectAssignees", input={"projectId": "@project"}),
    **several("project", "getProjectCabinets getTextDocumentSettings getExportFormats", projectId="@project"),
    **several("project", "getProjectRowQuestionSet getProjectDocumentQuestionSet", projectId="@project"),
    **several("project", "getRowQuestions getDocumentQuestions", projectId="@project"),
    **one("project", "getTextDocumentOriginIdsByDocumentName", projectId="@project", nameRegexString="."),
    **several(
        "project manager",
        "getCabinet replicateCabinet validateCabinet toggleCabinetStatus",
        projectId="@project",
        role="REVIEWER",
    ),
    **one("project manager", "getProjectCabinet", input={"projectId": "@project", "role": "REVIEWER"}),
    **several("project manager", "getProjectConflictList getProjectConflictsCount", projectId="@project"),
    **one("project manager", "getReviewSampling", projectId="@project"),
    **one("project manager", "getProjectsFinalReport", projectIds=["@project"]),
    **several(
        "project manager", "calculateAgreementTables getAgreementReport getEvaluationMetrics", projectId="@project"
    ),
    **one("project manager", "getProjectReport", projectId="@project"),
    **one("project manager", "calculatePairKappas", projectIds=["@project"]),
    **one("project manager", "getAgreementTable", input={"projectId": "@project", "layerId": "SPAN:0"}),
    **one("project manager", "getAgreementDocuments", input={"projectId": "@project"}),
    **one("project manager", "updateProject", input={"projectId": "@project", "name": "n"}),
    **one("project manager", "updateProjectSettings", input={"projectId": "@project", "enableEditLabelSet": False}),
    **one("project manager", "updateTextDocumentSettings", input={"projectId": "@project", "allowMultiLabels": False}),
    **one("project manager", "updateProjectGuideline", input={"projectId": "@project", "guidelineId": "@guideline"}),
    **one("project manager", "replaceProjectAssignees", input={"projectId": "@project", "assignees": []}),
    **one("project manager", "assignMyself", input={"projectId": "@project", "numberOfDocuments": 1}),
    **one("project manager", "unassignMyself", input={"projectId": "@project"}),
    **one("project manager", "deleteProject", input={"projectId": "@project"}),
    **several("project manager", "deleteProjects toggleArchiveProjects", projectIds=["@project"]),
    **one("project manager", "scheduleDeleteProjects", projectIds=["@project"], dueInDays=1),
    **one(
        "project manager",
        "autoLabelTokenBasedProject",
        input={
            "projectId": "@project",
            "labelerEmail": "x@example.com",
            "options": {"numberOfFilesPerRequest": 1},
            "targetAPI": {"endpoint": "https://example.com", "secretKey": "s"},
        },
    ),
    **one(
        "project manager",
        "exportTextProject",
        input={
            "projectIds": ["@project"],
            "role": "REVIEWER",
            "method": "FILE_STORAGE",
            "fileName": "f",
            "format": "JSON_ADVANCED",
        },
    ),
    # Its classes, questions and columns
    **one("project manager", "createLabelSet", projectId="@project", input={"tagItems": []}),
    **one(
        "project manager", "appendLabelSetTagItems", input={"labelSetId": "@label_set", "tagItems": [{"tagName": "n"}]}
    ),
    **one("project manager", "updateProjectLabelSet", input={"projectId": "@project", "id": "@label_set", "name": "n"}),
    **one(
        "project manager",
        "updateProjectLabelSetByLabelSetTemplate",
        input={"projectId": "@project", "labelSetTemplateId": "@template", "index": 0},
    ),
    **one("project manager", "deleteLabelSet", id="@label_set"),
    **several(
        "project manager", "updateRowQuestions updateDocumentQuestions updateQuestions", projectId="@project", input=[]
    ),
    **several("project manager", "updateRowQuestion updateDocumentQuestion", projectId="@project", input=_QUESTION),
    **one("project manager", "updateDocumentMeta", projectId="@project", input=[]),
    **several("project manager", "updateDocumentMetas updateReviewDocumentMetas", input=_META),
    **one(
        "project manager",
        "updateDocumentMetaLabelerRestricted",
        projectId="@project",
        metaId=0,
        labelerRestricted=False,
    ),
    # Somebody's cabinet and copy of a document
    **several("own copy", "getCabinetLabelSetsById getCabinetEditSentenceConflicts", cabinetId="@cabinet"),
    **several("own copy", "getDocumentMetasByCabinetId getQuestionsByCabinetId", cabinetId="@cabinet"),
    **several("own copy", "getInvalidAnswerInfos getInvalidDocumentAnswerInfos", cabinetId="@cabinet"),
    **one("own copy", "getInvalidRowAnswerInfos", cabinetId="@cabinet"),
    **one("own copy", "updateDocumentMetaDisplayed", cabinetId="@cabinet", metaId=0, displayed=False),
    **one("own copy", "updateLastOpenedDocument", cabinetId="@cabinet", documentId="@copy"),
    **one("own copy", "getTextDocument", fileId="@copy"),
    **several("own copy", "getTextDocumentStatistic getUnusedLabelSetItemInfos getDocumentAnswers", documentId="@copy"),
    **one("own copy", "getLabelUses", documentId="@copy"),
    **several("own copy", "getDocumentAnswersNew getDocumentAnswersOld", documentId="@copy"),
    **several("own copy", "getDocumentAnswerConflicts getDocumentLabelConflicts", documentId="@review"),
    **several("own copy", "getEditSentenceConflicts", documentId="@review"),
    **several("own copy", "getCells getLabelsPaginated", documentId="@copy", input={"page": _PAGE}),
    **one("own copy", "getLabelsByRange", documentId="@copy", startLine=0, endLine=1),
    **one("own copy", "getRowAnswersPaginated", documentId="@copy"),
    **several("own copy", "getRowAnswersNewByLine getRowAnswersOldByLine deleteRowAnswers", documentId="@copy", line=0),
    **several(
        "own copy",
        "getSpanAndArrowConflicts getSpanAndArrowRejectedLabels",
        documentId="@review",
        input={"page": _PAGE},
    ),
    **one("own copy", "getSpanAndArrowConflictContributorIds", documentId="@review", labelHashCodes=[]),
    **one("own copy", "getRowAnswerConflicts", input={"documentId": "@review", "start": 0, "end": 1}),
    **one("own copy", "getRowConflictLines", documentId="@review", take=1),
    **one("own copy", "getConflictAnswers", input={"documentId": "@review"}),
    **one("own copy", "updateTextDocument", input={"id": "@copy", "currentSentenceCursor": 1}),
    **one("own copy", "resetLabelingWork", documentId="@copy"),
    **one("own copy", "toggleDocumentStatus", documentId="@copy", skipValidation=True),
    **one("own copy", "addActiveDuration", input={"documentId": "@copy", "durationMillis": 5}),
    **one("own copy", "triggerTaskCompleted", input={"documentId": "@copy", "startedAt": "2026-01-01T00:00:00Z"}),
    **several("own copy", "updateLabels updateTokenLabels", input=_TOKENS),
    **one("own copy", "deleteLabelsOnTextDocument", input={"documentId": "@copy", "tagItemIds": ["city"]}),
    **several("own copy", "clearAllSpanAndArrowLabels clearAllLabelsOnTextDocument", documentId="@copy"),
    **several("own copy", "deleteDocumentAnswers deleteDocumentBoundLabels", documentId="@copy"),
    **one("own copy", "updateRowAnswers", documentId="@copy", line=0, answers={}),
    **one("own copy", "updateMultiRowAnswers", input={"textDocumentId": "@copy", "rowAnswers": []}),
    **one("own copy", "updateSentenceDocLabels", textDocumentId="@copy", sentenceId=0, docLabelsString="{}"),
    **one("own copy", "updateDocumentAnswers", documentId="@copy", answers={}),
    **one("own copy", "editSentence", input={"documentId": "@copy", "sentenceId": 0, "signature": "", "text": "x"}),
    **one("own copy", "insertSentence", documentId="@copy", signature="", content="x", insertTarget={"afterId": 0}),
    **several("own copy", "deleteSentence restoreSentence", documentId="@copy", sentenceId=0, signature=""),
    **one("own copy", "undoSentenceAct", documentId="@copy", undoneActId="none"),
    **one("own copy", "overrideSentences", input={"documentId": "@copy", "sentences": []}),
    **one("own copy", "updateSentenceConflict", textDocumentId="@review", sentenceId=0, signature="", resolved=True),
    **one("own copy", "updateConflicts", textDocumentId="@review", input=[]),
    **one("own copy", "resolveAnswerConflict", input={"documentId": "@review", "questionId": "1", "line": 0}),
    **one("own copy", "autoLabelReviewTextDocumentBasedOnConsensus", input={"textDocumentId": "@review"}),
    **one("project manager", "deleteTextDocument", textDocumentId="@copy"),
    **one(
        "own copy",
        "exportTextProjectDocument",
        input={"documentId": "@copy", "method": "FILE_STORAGE", "fileName": "f", "format": "JSON_ADVANCED"},
    ),
    # Searches and acts on many lines
    "searchLines": Case(
        "own copy",
        given(input={"documentId": "@copy", "search": {"text": "sings"}}),
        variants=(given(input={"cabinetId": "@cabinet", "search": {"text": "sings"}}),),
    ),
    **one("own copy", "getLineView", input={"documentId": "@copy", "start": 0, "end": 10}),
    **one("project", "getSearchIndex", projectId="@project"),
    **one(
        "project",
        "getCellPositionsByMetadata",
        projectId="@project",
        input={"filter": {"metadata": [{"key": "k", "value": "v"}]}},
    ),
    **one(
        "own copy",
        "labelSearchHits",
        input={
            "documentId": "@copy",
            "signature": "",
            "search": {"text": "sings"},
            "labelItemId": "city",
            "layer": 0,
        },
    ),
    **several("own copy", "undoLabelSearchHits undoAnswerLines", documentId="@copy", actId="x"),
    **one("own copy", "answerLines", input={"documentId": "@copy", "lines": [0], "answers": {}}),
    **one("own copy", "getGeneratedQuestions", documentId="@copy", start=0, end=1),
    # Panels beside the canvas
    **several("own copy", "getExtensions getProjectExtension", cabinetId="@cabinet"),
    **one("own copy", "enableProjectExtensionElements", input={"cabinetId": "@cabinet", "elements": []}),
    **one("own copy", "updateProjectExtension", input={"cabinetId": "@cabinet", "width": 300}),
    **one("own copy", "deleteExtensionElement", input={"cabinetId": "@cabinet", "id": "x"}),
    **one(
        "own copy",
        "updateProjectExtensionElementSetting",
        input={"id": "@cabinet", "setting": {"extensionId": "SEARCH_EXTENSION_ID"}},
    ),
    **one(
        "own copy",
        "getGrammarMistakes",
        input={"documentId": "@copy", "grammarCheckerProviderId": "x", "sentenceIds": [0]},
    ),
    # Comments
    **one("own copy", "getComments", input={"filter": {"documentId": "@copy"}, "page": _PAGE}),
    **one("own copy", "createComment", documentId="@copy", hashCode="", message="m"),
    **one("own copy", "replyComment", commentId="@comment", message="m"),
    **one("own copy", "updateComment", commentId="@comment", message="m"),
    **several("own copy", "getCommentMarks getCommentPeople getDocumentFigures", documentId="@copy"),
    **one("own copy", "deleteComment", commentId="@comment"),
    **one("own copy", "setCommentResolved", commentId="@comment", resolved=True),
    # Jobs, which simply are not there for others, and personal tags
    "getJob": Case("own copy", given(jobId="@job"), silent=[None]),
    "getJobs": Case("own copy", given(jobIds=["@job"]), silent=[[]]),
    "getExportDeliveryStatus": Case(
        "own copy", given(exportId="@job"), silent=[{"__typename": "GetExportDeliveryStatusResult"}]
    ),
    "removePersonalTags": Case("own copy", given(input={"tagIds": ["@tag"]}), silent=[[]]),
    # The installation
    **one("installation", "getAllowedIPs"),
    **one("installation", "allowIPs", allowedIPs=[]),
    **one("installation", "bulkSetPasswordsExpiredAt", userIds=["@user"]),
    **one("installation", "requestResetPasswordByScript", input={"email": "x@example.com"}),
}

OPEN = {
    "activateUser": "needs a signed code from a mail",
    "login": "the way in",
    "logout": "signing out twice is no error",
    "me": "null for nobody",
    "requestResetPasswordLink": "answers alike for every address",
    "resetPassword": "needs a signed link from a mail",
    "serverInfo": "what the sign-in page must know",
    "signUp": "the way in",
    "verifyInvitationLink": "needs the secret key of the invitation",
    "verifyResetPasswordSignature": "needs a signed link from a mail",
    "getTeamRoles": "a constant list",
}
"""Operations that need no sign-in, and why that is right."""

OWN: dict[str, dict[str, Any]] = {
    "acceptInvitation": {"invitationKey": "x"},
    "changePassword": {"input": {"currentPassword": "a", "newPassword": "b"}},
    "createPersonalTag": {"input": {"name": "n"}},
    "createTeam": {"input": {"name": "n"}},
    "getAllTeams": {},
    "getAnalyticsLastUpdatedAt": {},
    "getCustomReportMetricsGroupTables": {},
    "getPersonalTags": {},
    "getProjectCreationScript": {"input": {"name": "n", "kinds": ["ROW_BASED"], "documents": []}},
    "dictionaryLookup": {"word": "w"},
    "dictionaryLookupBatch": {"lang": "en", "words": ["w"]},
    "getGrammarCheckerServiceProviders": {},
    "getPanelArrangement": {"kind": "TOKEN_BASED"},
    "savePanelArrangement": {"kind": "TOKEN_BASED", "arrangement": "{}"},
    "getSearchHistoryKeywords": {},
    "removeSearchKeyword": {"keyword": "k"},
    "saveSearchKeyword": {"keyword": "k"},
    "getUsage": {"input": {"start": "2026-01-01", "end": "2026-01-02"}},
    "runDataIngestion": {},
    "updateProfile": {"input": {"name": "n"}},
    "upsertOauthClient": {},
}
"""Operations about the caller alone: nobody else's ids can be passed, but a sign-in is needed."""
