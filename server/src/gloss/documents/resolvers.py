"""Cabinets and documents on the wire: reading and marking work. Columns and project fields have their own modules."""

from __future__ import annotations

from typing import Any

from ariadne import MutationType, ObjectType, QueryType

from gloss.core.errors import Conflict, NotFound
from gloss.core.paging import Page, page_of
from gloss.documents import (
    access,
    assignments,
    column_resolvers,
    columns,
    hooks,
    lines,
    order,
    project_fields,
    queries,
    shapes,
    status,
    taking_resolvers,
    work,
)
from gloss.documents.models import CabinetRole, CopyStatus, DocumentCopy
from gloss.documents.shapes import CABINET, CHUNK_LINES, COPY
from gloss.labelsets import shapes as label_set_shapes
from gloss.projects import access as projects
from gloss.projects import names
from gloss.projects import service as project_service
from gloss.projects import shapes as project_shapes

query, mutation = QueryType(), MutationType()
cabinet_type, document_type, statistic_type = (
    ObjectType("Cabinet"),
    ObjectType("TextDocument"),
    ObjectType("TextDocumentStatistic"),
)
MAX_LINES = 1000


@query.field("getCabinet")
def get_cabinet(_: Any, info: Any, projectId: str, role: str) -> dict[str, Any]:
    cabinet = access.cabinet(info.context.user, projectId, role)
    if cabinet.role == CabinetRole.REVIEWER:
        hooks.run(hooks.REVIEW_OPENED, cabinet, info.context.user)
    return shapes.cabinet(cabinet)


@query.field("getProjectCabinet")
def get_project_cabinet(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    return shapes.cabinet(access.cabinet(info.context.user, input["projectId"], input["role"]))


@query.field("getProjectCabinets")
def get_project_cabinets(_: Any, info: Any, projectId: str) -> list[dict[str, Any]]:
    user = info.context.user
    project = projects.project_for_reader(user, projectId)
    rights, found = projects.rights(user, project), []
    for cabinet in project.cabinets.exclude(role=CabinetRole.ROOT).select_related("owner").order_by("id"):
        cabinet.project = project
        if access.may_read(user, cabinet, rights):
            found.append(shapes.cabinet(cabinet))
    hidden = names.hidden_from(user, project)
    return [names.hide_owner(shape, user, hidden) for shape in found]


@query.field("getCabinetLabelSetsById")
def get_cabinet_label_sets(_: Any, info: Any, cabinetId: str) -> list[dict[str, Any]]:
    cabinet = access.cabinet_by_id(info.context.user, cabinetId)
    rows = cabinet.project.label_sets.select_related("project").order_by("index")
    return [label_set_shapes.label_set(row) for row in rows]


@query.field("getTextDocument")
def get_text_document(_: Any, info: Any, fileId: str, signature: str | None = None) -> dict[str, Any]:
    copy = access.copy_for_reader(info.context.user, fileId)
    hooks.run(hooks.COPY_OPENED, copy, info.context.user)
    return _shape(copy)


@query.field("getTextDocumentStatistic")
def get_statistic(_: Any, info: Any, documentId: str) -> dict[str, Any]:
    return shapes.statistic(access.copy_for_reader(info.context.user, documentId))


@query.field("getTextDocumentSettings")
def get_settings(_: Any, info: Any, projectId: str) -> dict[str, Any]:
    return shapes.document_settings(projects.project_for_reader(info.context.user, projectId))


@query.field("getTextDocumentOriginIdsByDocumentName")
def get_origin_ids(_: Any, info: Any, nameRegexString: str, projectId: str) -> list[str]:
    project = projects.project_for_reader(info.context.user, projectId)
    return work.origin_ids_by_name(project, nameRegexString)


@query.field("getCells")
def get_cells(
    _: Any, info: Any, documentId: str, input: dict[str, Any], signature: str | None = None
) -> dict[str, Any]:
    user = info.context.user
    copy = access.copy_for_reader(user, documentId)
    page, wanted = page_of(input), (input.get("filter") or {}).get("statuses")
    total, views = _chosen_lines(copy, page, wanted)
    hidden, shows_original = _hidden(info, copy), shapes.shows_original(copy)
    nodes = [cell for view in views for cell in shapes.cells(view, hidden, shows_original=shows_original)]
    hooks.decorate_cells(copy, user, nodes)
    return {"nodes": nodes, "totalCount": total, "pageInfo": page.cursors(total)}


def _chosen_lines(copy: DocumentCopy, page: Page, statuses: list[str] | None) -> tuple[int, list[lines.LineView]]:
    """How many lines have one of the statuses (None: any), and those of a page.

    Lines of the document without edits are displayed, so only edited ones are looked at to
    tell which are not; pages by status are pages of the whole text with the others left out.
    """
    total = order.count(copy)
    if not statuses or "DISPLAYED" in statuses:
        views = lines.lines(copy, page.skip, min(page.skip + page.take, total)) if total else []
        return total, [view for view in views if not statuses or view.status in statuses]
    chosen = queries.edited_lines(copy, statuses)
    views = lines.lines_at(copy, order.of_copy(copy).sorted(chosen)[page.skip : page.skip + page.take])
    return len(chosen), [views[line] for line in order.of_copy(copy).sorted(views)]


@query.field("validateCabinet")
def validate_cabinet(_: Any, info: Any, projectId: str, role: str) -> bool:
    work.validate(access.cabinet(info.context.user, projectId, role))
    return True


@mutation.field("toggleCabinetStatus")
def toggle_cabinet_status(
    _: Any, info: Any, projectId: str, role: str, skipValidation: bool | None = None
) -> dict[str, Any]:
    user = info.context.user
    cabinet = access.cabinet(user, projectId, role)
    return shapes.cabinet(work.toggle_cabinet(cabinet, user, skip_validation=bool(skipValidation)))


@mutation.field("toggleDocumentStatus")
def toggle_document_status(_: Any, info: Any, documentId: str, skipValidation: bool | None = None) -> dict[str, Any]:
    user = info.context.user
    copy = access.copy_in_own_work(user, documentId)
    return _shape(work.toggle_copy(copy, user, skip_validation=bool(skipValidation)))


@mutation.field("updateLastOpenedDocument")
def update_last_opened(_: Any, info: Any, cabinetId: str, documentId: str) -> dict[str, Any]:
    user = info.context.user
    cabinet = access.cabinet_by_id(user, cabinetId)
    shape = shapes.cabinet(work.set_last_opened(cabinet, access.copy_in_own_work(user, documentId)))
    return names.hide_owner(shape, user, names.hidden_from(user, cabinet.project))


@mutation.field("updateTextDocument")
def update_text_document(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    user = info.context.user
    copy = access.copy_in_own_work(user, input["id"])
    if input.get("name") is not None:
        projects.project_for_manager(user, copy.cabinet.project.uid)
        work.rename_document(copy.document, input["name"])
    if input.get("currentSentenceCursor") is not None:
        work.move_cursor(copy, input["currentSentenceCursor"], user)
    if input.get("touchedSentences"):
        access.check_open(copy)
        status.labeling_started(copy, user)
    if input.get("isCompleted") not in (None, copy.status == CopyStatus.COMPLETE):
        work.toggle_copy(copy, user, skip_validation=False)
    return _shape(copy)


@mutation.field("deleteTextDocument")
def delete_text_document(_: Any, info: Any, textDocumentId: str) -> dict[str, Any]:
    user = info.context.user
    copy = queries.find_copy(textDocumentId)
    if copy is None:
        raise NotFound("document", textDocumentId)
    try:
        project = projects.project_for_manager(user, copy.cabinet.project.uid)
    except NotFound as error:
        raise NotFound("document", textDocumentId) from error
    copy.document.project = project
    work.delete_document(copy.document, user)
    return {"id": textDocumentId}


@mutation.field("updateTextDocumentSettings")
def update_settings(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    user = info.context.user
    project = projects.project_for_reviewer(user, input["projectId"])
    return shapes.document_settings(project_service.update_document_settings(project, user, input))


@mutation.field("replaceProjectAssignees")
def replace_assignees(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    user = info.context.user
    project = projects.project_for_admin(user, input["projectId"])
    if project.team_id is None:
        raise Conflict("A personal project has no other people to assign.", code="PERSONAL_PROJECT")
    assignments.replace(project, user, [_wanted(project, item) for item in input["assignees"]])
    return project_shapes.project(project, user)


def _wanted(project: Any, item: dict[str, Any]) -> assignments.Wanted:
    source = item.get("transferTeamMemberId")
    return assignments.Wanted(
        assignments.member_of(project, item["teamMemberId"]),
        item.get("role") or "LABELER",
        assignments.document_ids(project, item["documentIds"]),
        assignments.member_of(project, source, "transferTeamMemberId") if source else None,
    )


@mutation.field("addActiveDuration")
def add_active_duration(_: Any, info: Any, input: dict[str, Any]) -> bool:
    user = info.context.user
    work.add_active_time(access.copy_in_own_work(user, input["documentId"]), user, input["durationMillis"])
    return True


@mutation.field("triggerTaskCompleted")
def trigger_task_completed(_: Any, info: Any, input: dict[str, Any]) -> bool:
    access.copy_in_own_work(info.context.user, input["documentId"])
    return True


@cabinet_type.field("documents")
def cabinet_documents(obj: dict[str, Any], info: Any) -> list[dict[str, Any]]:
    cabinet = obj[CABINET]
    rows = list(queries.visible_copies([cabinet]))
    for row in rows:
        row.cabinet = cabinet
    return shapes.copies(rows, cabinet.project)


@cabinet_type.field("statistic")
def cabinet_statistic(obj: dict[str, Any], info: Any) -> dict[str, Any]:
    return {"id": obj["id"], **queries.totals(obj[CABINET])}


@document_type.field("documentSettings")
def document_settings(obj: dict[str, Any], info: Any) -> dict[str, Any]:
    return shapes.document_settings(obj["_project"])


@document_type.field("chunks")
def document_chunks(
    obj: dict[str, Any], info: Any, start: int | None = None, end: int | None = None
) -> list[dict[str, Any]]:
    copy: DocumentCopy = obj[COPY]
    if not _shows_text(info, copy):
        return []
    first = max(start or 0, 0)
    last = -(-order.count(copy) // CHUNK_LINES)
    last = min(last if end is None else end, last, first + MAX_LINES // CHUNK_LINES)
    hidden = _hidden(info, copy)
    views = lines.lines(copy, first * CHUNK_LINES, last * CHUNK_LINES)
    sentences = [shapes.sentence(view, copy, hidden) for view in views]
    return [
        shapes.chunk(number, copy, sentences[(number - first) * CHUNK_LINES : (number - first + 1) * CHUNK_LINES])
        for number in range(first, last)
    ]


@document_type.field("sentences")
def document_sentences(obj: dict[str, Any], info: Any, start: int, end: int) -> list[dict[str, Any]]:
    copy: DocumentCopy = obj[COPY]
    if not _shows_text(info, copy):
        return []
    views = lines.lines(copy, max(start, 0), min(end, start + MAX_LINES))
    hidden = _hidden(info, copy)
    return [shapes.sentence(view, copy, hidden) for view in views]


@document_type.field("url")
@document_type.field("downloadUrl")
@document_type.field("mediaUrl")
def document_link(obj: dict[str, Any], info: Any) -> str | None:
    if not _shows_text(info, obj[COPY]) or _hidden(info, obj[COPY]):
        return None  # The original file has every column.
    return shapes.media_fields(obj[COPY], info.context.base_url)[info.field_name]


@document_type.field("insertedLines")
def inserted_lines(obj: dict[str, Any], info: Any) -> list[dict[str, int]]:
    """Lines that only this copy has, in text order, each with the document's line it stands after (-1: none)."""
    found = order.of_copy(obj[COPY])
    return [{"id": line, "anchorId": anchor} for line, anchor in found.inserted]


@statistic_type.field("nonDisplayedLines")
def non_displayed_lines(obj: dict[str, Any], info: Any) -> list[int]:
    return sorted(queries.edited_lines(obj[COPY], ["DELETED", "HIDDEN"]))


@statistic_type.field("labelerStatisic")
@statistic_type.field("labelerStatistic")
def labeler_statistic(obj: dict[str, Any], info: Any) -> list[dict[str, Any]]:
    return [
        {"userId": str(owner), "numberOfAcceptedLabels": accepted, "numberOfRejectedLabels": rejected}
        for owner, accepted, rejected in queries.labeler_counts(obj[COPY])
    ]


@statistic_type.field("touchedSentences")
def touched_sentences(obj: dict[str, Any], info: Any) -> list[int]:
    return queries.touched_lines(obj[COPY])


def _shows_text(info: Any, copy: DocumentCopy) -> bool:
    cache, key = info.context.cache, ("shows text", copy.pk)
    if key not in cache:
        cache[key] = access.shows_text(info.context.user, copy, _rights(info, copy))
    return cache[key]


def _rights(info: Any, copy: DocumentCopy) -> projects.ProjectRights:
    cache, key = info.context.cache, ("rights", copy.cabinet.project_id)
    if key not in cache:
        cache[key] = projects.rights(info.context.user, copy.cabinet.project)
    return cache[key]


def _hidden(info: Any, copy: DocumentCopy) -> frozenset[int]:
    cache, key = info.context.cache, ("hidden columns", copy.cabinet_id)
    if key not in cache:
        cache[key] = columns.hidden_in(copy, info.context.user)
    return cache[key]


def _shape(copy: DocumentCopy) -> dict[str, Any]:
    return shapes.copy(copy, copy.cabinet.project)


BINDINGS = [
    query,
    mutation,
    cabinet_type,
    document_type,
    statistic_type,
    *column_resolvers.BINDINGS,
    *project_fields.BINDINGS,
    *taking_resolvers.BINDINGS,
]
