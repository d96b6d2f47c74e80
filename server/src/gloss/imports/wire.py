"""The inputs of ``createProject`` and ``addDocumentsToProject`` as plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gloss.accounts.models import User
from gloss.core.errors import NotImplementedYet
from gloss.documents.models import ProjectColumn
from gloss.guidelines import access as guidelines
from gloss.imports import checks, extraction
from gloss.imports.plan import Plan, PlannedDocument
from gloss.masking import ASTERISK, masker
from gloss.projects import service as projects
from gloss.projects.models import Project
from gloss.projects.settings import DocumentSettings, ProjectSettings
from gloss.storage import access as storage
from gloss.teams import access as teams
from gloss.teams.models import Team

Values = Mapping[str, Any]
PURPOSES = ("LABELING", "LABELER_TEST", "VALIDATION")


def team_for_creator(user: User, team_id: object) -> Team | None:
    """Return the team in which ``user`` may create projects, or None for their personal workspace."""
    return teams.manager(user, team_id).team if team_id not in (None, "") else None


def new_project(user: User, values: Values) -> Plan:
    """Check a ``LaunchProjectInput``; uploads named in it are claimed.

    Raises:
        BadInput: with the field; NotFound, Forbidden for the team, bucket or guideline.
    """
    team = team_for_creator(user, values.get("teamId"))
    creation = values.get("creationSettings") or {}
    kinds = projects.check_kinds(values["kinds"])
    name = projects.clean_name(values["name"])
    bucket = storage_id(user, team, values.get("externalObjectStorageId"))
    document_settings = DocumentSettings.for_kinds(kinds, _document_settings(creation, values))
    extraction.check(team, document_settings)
    parts = checks.parts(creation.get("splitDocumentConfig"), "creationSettings.splitDocumentConfig")
    label_sets = checks.label_sets(
        user, team, values.get("tokenLabelSets"), values.get("labelSetIDs"), "tokenLabelSets"
    )
    rows = checks.questions(values.get("rowQuestions"), "rowQuestions")
    whole = checks.questions(values.get("documentQuestions"), "documentQuestions")
    project_settings = ProjectSettings().changed(values.get("projectSettings")).dump()
    guideline = guideline_id(user, team, values.get("guidelineId"))
    headers = list(creation.get("customHeaderColumns") or ())
    documents = planned_documents(
        user,
        team,
        values["documents"],
        bucket=bucket is not None,
        header=creation.get("firstRowAsHeader"),
        headers=headers,
    )
    return Plan(
        name=name,
        kinds=kinds,
        documents=documents,
        team_id=team.pk if team else None,
        type=values.get("type") or "CUSTOM",
        purpose=values.get("purpose") or "LABELING",
        external_storage_id=bucket,
        guideline_id=guideline,
        parts=parts,
        settings=project_settings,
        document_settings=document_settings.dump(),
        creation_settings=plain(creation),
        label_sets=label_sets,
        row_questions=rows,
        document_questions=whole,
        assignments=checks.assignments(user, team, values.get("documentAssignments"), documents, parts),
        tag_names=[*(values.get("tagNames") or ()), *(values.get("tags") or ())],
        labeler_extensions=list(values.get("labelerExtensions") or ()),
        reviewer_extensions=list(values.get("reviewerExtensions") or ()),
    )


def added_documents(user: User, project: Project, values: Values) -> Plan:
    """Check an ``AddDocumentsToProjectInput``; settings come from the project."""
    bucket = storage_id(user, project.team, values.get("externalObjectStorageId"))
    parts = checks.parts(values.get("splitDocumentConfig"), "splitDocumentConfig")
    creation = project.creation_settings
    headers = list(creation.get("customHeaderColumns") or ()) or _headers(project)
    documents = planned_documents(
        user,
        project.team,
        values["documents"],
        bucket=bucket is not None,
        header=creation.get("firstRowAsHeader"),
        headers=headers if "ROW_BASED" in project.kinds else [],
    )
    taken = set(project.documents.values_list("file_name", flat=True))
    for index, document in enumerate(documents):
        if document.file_name in taken:
            raise checks.BadInput(
                f"The project already has a document named {document.file_name}. Give this one another name.",
                field=f"documents[{index}].document.name",
                fileName=document.file_name,
            )
    wanted = values.get("documentAssignments")
    assigned = checks.assignments(user, project.team, wanted, documents, parts) if wanted else []
    checks.roles(project, assigned)
    return Plan(
        name=project.name,
        kinds=project.kinds,
        documents=documents,
        project_uid=project.uid,
        team_id=project.team_id,
        external_storage_id=bucket,
        parts=parts,
        document_settings=project.document_settings,
        assignments=assigned,
    )


def planned_documents(
    user: User,
    team: Team | None,
    given: Sequence[Values],
    *,
    bucket: bool,
    header: bool | None,
    headers: list[dict[str, Any]],
) -> list[PlannedDocument]:
    """Check names first, then sources, so that a wrong name claims nothing."""
    names = [
        checks.file_name(item["document"]["name"], f"documents[{index}].document.name")
        for index, item in enumerate(given)
    ]
    result = []
    for index, (item, name) in enumerate(zip(given, names, strict=True)):
        field = f"documents[{index}]"
        extras = [
            checks.source(
                user,
                team,
                extra,
                checks.file_name(extra["name"], f"{field}.extras[{number}].name"),
                bucket=bucket,
                field=f"{field}.extras[{number}]",
            )
            for number, extra in enumerate(item.get("extras") or ())
        ]
        main = checks.source(user, team, item["document"], name, bucket=bucket, field=f"{field}.document")
        result.append(PlannedDocument(name, name, main, extras, header, headers))
    checks.documents(result)
    return result


def storage_id(user: User, team: Team | None, given: object) -> int | None:
    if given in (None, ""):
        return None
    return storage.storage_for_manager(user, given, team).pk


def guideline_id(user: User, team: Team | None, given: object) -> int | None:
    if given in (None, ""):
        return None
    guideline = guidelines.guideline_for_reader(user, given)
    if guideline.team_id != (team.pk if team else None):
        raise checks.BadInput(f"The workspace has no guideline with the id {given}.", field="guidelineId")
    return guideline.pk


def _document_settings(creation: Values, values: Values) -> dict[str, Any]:
    kinds = values.get("kindsDocumentSettings") or {}
    tokens, rows = kinds.get("tokenBasedSettings") or {}, kinds.get("rowBasedSettings") or {}
    viewer, transcript = creation.get("viewer") or {}, creation.get("transcriptConfig") or {}
    masking = anonymization(creation)
    refuse_transformer(creation.get("fileTransformerId"))
    urls = viewer.get("urlColumnNames")
    return {
        **tokens,
        **rows,
        "tokenizer": creation.get("tokenizer"),
        "sentenceSeparator": creation.get("sentenceSeparator"),
        "firstRowAsHeader": creation.get("firstRowAsHeader"),
        "enableTabularMarkdownParsing": creation.get("enableTabularMarkdownParsing"),
        "viewer": viewer.get("mode"),
        "viewerConfig": {"urlColumnNames": urls} if urls is not None else None,
        "transcriptMethod": transcript.get("method"),
        "ocrProvider": transcript.get("ocrProvider"),
        "customTextExtractionAPIId": transcript.get("customTextExtractionAPIId"),
        **masking,
    }


def anonymization(creation: Values) -> dict[str, Any]:
    """Return the document settings of ``creationSettings.anonymizationConfig``. Raises BadInput with its path."""
    config = creation.get("anonymizationConfig")
    if config is None:
        return {}
    types, expressions = config.get("entityTypes") or [], plain(config.get("regularExpressions") or [])
    path, method = "creationSettings.anonymizationConfig", config.get("maskingMethod")
    fields = (f"{path}.entityTypes", f"{path}.regularExpressions", f"{path}.maskingMethod")
    masker(types, expressions, method, fields=fields)
    return {
        "enableAnonymization": True,
        "anonymizationEntityTypes": types,
        "anonymizationMaskingMethod": method or ASTERISK,
        "anonymizationRegExps": expressions,
    }


def refuse_transformer(given: object) -> None:
    if given not in (None, ""):
        raise NotImplementedYet("Reading files through a transformer")


def _headers(project: Project) -> list[dict[str, Any]]:
    columns = ProjectColumn.objects.filter(project=project).order_by("index")
    return [
        {"name": column.name, "displayed": column.displayed, "labelerRestricted": column.labeler_restricted}
        for column in columns
    ]


def plain(value: Any) -> Any:
    """Return GraphQL input objects as plain JSON."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
