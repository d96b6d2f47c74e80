"""The older ``LaunchTextProjectInput`` as a plan. Its files arrive with the request and are stored at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings

from gloss.accounts.models import User
from gloss.core.errors import BadInput
from gloss.imports import checks, extraction, wire
from gloss.imports.plan import BUCKET, KEY, URL, Plan, PlannedDocument, Source
from gloss.projects import service as projects
from gloss.projects.settings import DocumentSettings, ProjectSettings
from gloss.questionsets import files as question_files
from gloss.questionsets import questions as question_rules
from gloss.storage import outgoing, uploads
from gloss.teams.models import Team

Values = Mapping[str, Any]
_SOURCES = (
    ("file", KEY),
    ("externalImportableUrl", URL),
    ("externalObjectStorageFileKey", BUCKET),
    ("fileUrl", "link"),
)
_ANSWERS = (
    ("answerFile", KEY),
    ("answerExternalImportableUrl", URL),
    ("externalObjectStorageAnswerFileKey", BUCKET),
)


def new_project(user: User, values: Values) -> Plan:
    """Check the input and store its uploads.

    Raises:
        BadInput: with the field; NotFound, Forbidden for the team, bucket or guideline.
    """
    team = wire.team_for_creator(user, values.get("teamId"))
    given = values.get("documentSettings") or {}
    kinds = projects.check_kinds(values.get("kinds") or [given.get("kind") or _kind_of(values.get("type"))])
    name = projects.clean_name(values["name"])
    bucket = wire.storage_id(user, team, values.get("externalObjectStorageId"))
    wire.refuse_transformer(given.get("fileTransformerId") or given.get("customScriptId"))
    document_settings = DocumentSettings.for_kinds(kinds, wire.plain(given))
    extraction.check(team, document_settings)
    parts = checks.parts(values.get("splitDocumentOption"), "splitDocumentOption")
    set_ids = values.get("labelSetIDs") or ([values["labelSetId"]] if values.get("labelSetId") else None)
    label_sets = checks.label_sets(user, team, values.get("labelSets"), set_ids, "labelSets")
    project_settings = ProjectSettings().changed(values.get("projectSettings")).dump()
    guideline = wire.guideline_id(user, team, values.get("guidelineId"))
    items = list(values.get("documents") or ())
    questions = _questions(items)
    documents = _documents(user, team, items, document_settings, bucket is not None)
    wanted = values.get("documentAssignments") or _by_names(values.get("assignees"), parts)
    is_row = "ROW_BASED" in kinds
    first = documents[0]
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
        creation_settings={
            "firstRowAsHeader": first.first_row_as_header,
            "customHeaderColumns": first.custom_headers,
        },
        label_sets=label_sets,
        row_questions=questions if is_row else [],
        document_questions=[] if is_row else questions,
        assignments=checks.assignments(user, team, wanted, documents, parts),
        tag_names=list(values.get("tagNames") or ()),
        labeler_extensions=list(values.get("labelerExtensions") or ()),
        reviewer_extensions=list(values.get("reviewerExtensions") or ()),
    )


def _kind_of(type_: str | None) -> str:
    return {"DOC": "ROW_BASED", "BOUNDING_BOX": "BBOX_BASED"}.get(type_ or "", "TOKEN_BASED")


def _questions(items: Sequence[Values]) -> list[dict[str, Any]]:
    """The first non-empty list of questions (or question file) is the project's."""
    for index, item in enumerate(items):
        field = f"documents[{index}]"
        if given := (item.get("settings") or {}).get("questions"):
            return checks.questions(given, f"{field}.settings.questions")
        if upload := item.get("questionFile"):
            name = item.get("questionFileName") or upload.filename or "questions.json"
            content = upload.file.read(question_files.MAX_BYTES + 1)
            return [question_rules.to_wire(question) for question in question_files.read(name, content)]
    return []


def _documents(
    user: User, team: Team | None, items: Sequence[Values], defaults: DocumentSettings, has_bucket: bool
) -> list[PlannedDocument]:
    names = [checks.file_name(item["fileName"], f"documents[{index}].fileName") for index, item in enumerate(items)]
    placeholders = [PlannedDocument(name, name, Source(name, KEY, "")) for name in names]
    checks.documents(placeholders)
    for index, (item, planned) in enumerate(zip(items, placeholders, strict=True)):
        field = f"documents[{index}]"
        wire.refuse_transformer(item.get("fileTransformerId"))
        options = item.get("docFileOptions") or {}
        header = options.get("firstRowAsHeader")
        planned.name = (item.get("name") or planned.file_name)[:512]
        planned.first_row_as_header = defaults.first_row_as_header if header is None else header
        planned.custom_headers = wire.plain(options.get("customHeaderColumns") or [])
        planned.source = _source(user, team, item, planned.file_name, _SOURCES, has_bucket, field)
        planned.extras = _extras(user, team, item, has_bucket, field)
    return placeholders


def _extras(user: User, team: Team | None, item: Values, has_bucket: bool, field: str) -> list[Source]:
    extras = []
    if any(item.get(name) for name, _ in _ANSWERS):
        upload = item.get("answerFile")
        name = item.get("answerFileName") or (upload.filename if upload else None) or f"{item['fileName']}.json"
        name = checks.file_name(name, f"{field}.answerFileName")
        extras.append(_source(user, team, item, name, _ANSWERS, has_bucket, field))
    for index, upload in enumerate(item.get("extraFiles") or ()):
        name = checks.file_name(upload.filename, f"{field}.extraFiles[{index}]")
        extras.append(_stored(user, team, upload, name))
    return extras


def _source(
    user: User,
    team: Team | None,
    item: Values,
    name: str,
    choices: Sequence[tuple[str, str]],
    has_bucket: bool,
    field: str,
) -> Source:
    given = [(key, kind) for key, kind in choices if item.get(key)]
    if len(given) != 1:
        names = ", ".join(key for key, _ in choices)
        raise BadInput(f"Give {name} exactly one of {names}.", field=field, fileName=name)
    key, kind = given[0]
    if kind == KEY:
        return _stored(user, team, item[key], name)
    if kind == URL:
        outgoing.check_url(item[key], f"{field}.{key}")
        return Source(name, URL, item[key])
    if kind == BUCKET and not has_bucket:
        raise BadInput("A key in a bucket needs externalObjectStorageId.", field="externalObjectStorageId")
    if kind == BUCKET:
        return Source(name, BUCKET, item[key])
    return checks.link(item[key], name, f"{field}.{key}")


def _stored(user: User, team: Team | None, upload: Any, name: str) -> Source:
    row = uploads.accept_upload(user, name, upload.file, settings.MAX_FILE_BYTES)
    uploads.claim(user, team, row.key)
    return Source(name, KEY, row.key)


def _by_names(assignees: Sequence[Values] | None, parts: int) -> list[dict[str, Any]] | None:
    """The older ``assignees``: document names without parts; none listed means all."""
    if not assignees:
        return None
    wanted = []
    for item in assignees:
        names = item.get("documentNames")
        pairs = None if names is None else [{"fileName": name, "part": part} for name in names for part in range(parts)]
        wanted.append({**item, "documents": pairs})
    return wanted
