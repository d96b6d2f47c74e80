"""Searches, views of lines and acts on many lines, on the wire."""

from __future__ import annotations

from typing import Any

from ariadne import MutationType, ObjectType, QueryType

from gloss.answers import queries as answers
from gloss.answers import wire
from gloss.answers.questions import asked
from gloss.core.errors import BadInput
from gloss.core.paging import page_of
from gloss.core.selection import selected
from gloss.documents import access, lines
from gloss.documents import shapes as documents
from gloss.documents.models import DocumentCopy
from gloss.jobs import service as jobs
from gloss.jobs.models import Job
from gloss.labels.outcome import LabelOutcome
from gloss.projects import access as projects
from gloss.questionsets.models import Level
from gloss.search import basic, bulk, engine, metadata, preparation, scope, service, shapes, views
from gloss.search.models import SearchKeyword

query, mutation = QueryType(), MutationType()
page_type, view_type = ObjectType("SearchLinesPage"), ObjectType("LineView")
MAX_TAKE = 500
SHOWN_LABELS = 1000
VIEW_SECONDS = 20.0
ALL_LINES = 1 << 31
_SCOPE = "_scope"


@query.field("searchLines")
def search_lines(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    where = scope.of_caller(info.context.user, input.get("cabinetId"), input.get("documentId"))
    take = input.get("take") or 50
    if not 1 <= take <= MAX_TAKE:
        raise BadInput(f"A page has 1 to {MAX_TAKE} lines.", field="take")
    condition = basic.read(input["search"])
    after = shapes.place_of(input["cursor"]) if input.get("cursor") else engine.BEFORE_ALL
    found = engine.page(where, condition, after, take, count=bool({"totalCount", "isTotalExact"} & selected(info)))
    # Nobody should wait for an index that the search did not miss.
    preparation.state(where.project, info.context.user, start=True)
    return {**shapes.page(where, condition, found), _SCOPE: where}


@page_type.field("index")
def page_index(obj: dict[str, Any], info: Any) -> dict[str, Any]:
    return shapes.state(preparation.state(obj[_SCOPE].project, info.context.user, start=False))


@query.field("getSearchIndex")
def get_search_index(_: Any, info: Any, projectId: str) -> dict[str, Any]:
    user = info.context.user
    return shapes.state(preparation.state(projects.project_for_reader(user, projectId), user, start=False))


@query.field("getLineView")
def get_line_view(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    where = _copy_scope(info, input["documentId"])
    if input.get("text") or input.get("search"):
        preparation.state(where.project, info.context.user, start=True)
    shown = views.show(where, input)
    return {
        "lines": shown.lines,
        "start": input["start"],
        "totalCount": shown.view.line_count,
        "isComplete": shown.view.is_complete,
        "progress": shown.progress,
        "signature": shown.view.signature,
        _SCOPE: where,
    }


@view_type.field("cells")
def view_cells(obj: dict[str, Any], info: Any) -> list[dict[str, Any]]:
    where = obj[_SCOPE]
    views_ = lines.lines_at(where.copy, obj["lines"])
    return [cell for line in obj["lines"] if line in views_ for cell in documents.cells(views_[line], where.hidden)]


@view_type.field("answers")
def view_answers(obj: dict[str, Any], info: Any) -> list[dict[str, Any]]:
    copy = obj[_SCOPE].copy
    ask, rows = asked(copy.cabinet.project, Level.ROW), answers.rows_at(copy, obj["lines"])
    shown = (rows[line] for line in obj["lines"] if line in rows)
    return [wire.row_answer(copy, row.line, row, ask) for row in shown if row.values or row.conflicts]


@query.field("getCellPositionsByMetadata")
def get_cell_positions(_: Any, info: Any, projectId: str, input: dict[str, Any]) -> dict[str, Any]:
    user = info.context.user
    project = projects.project_for_reader(user, projectId)
    page = page_of(input)
    entries = (input.get("filter") or {}).get("metadata") or []
    preparation.state(project, user, start=True)
    nodes, total = metadata.positions(user, project, entries, page)
    return {"nodes": nodes, "totalCount": total, "pageInfo": page.cursors(total)}


@query.field("getSearchHistoryKeywords")
def get_keywords(_: Any, info: Any) -> list[dict[str, Any]]:
    return [_keyword(row) for row in service.keywords(info.context.user)]


@mutation.field("saveSearchKeyword")
def save_keyword(_: Any, info: Any, keyword: str) -> dict[str, Any]:
    return _keyword(service.save_keyword(info.context.user, keyword))


@mutation.field("removeSearchKeyword")
def remove_keyword(_: Any, info: Any, keyword: str) -> dict[str, Any]:
    return _keyword(service.remove_keyword(info.context.user, keyword))


@mutation.field("labelSearchHits")
def label_search_hits(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    copy = access.copy_in_own_work(info.context.user, input["documentId"])
    act = str(input.get("actId") or bulk.new_act())
    outcome = bulk.label_hits(
        scope.of_copy(info.context.user, copy),
        input["search"],
        str(input["labelItemId"]),
        input["layer"],
        input.get("lines"),
        signature=input["signature"],
        act=act,
    )
    return _labeled(copy, outcome, act)


@mutation.field("undoLabelSearchHits")
def undo_label_search_hits(_: Any, info: Any, documentId: str, actId: str) -> dict[str, Any]:
    copy = access.copy_in_own_work(info.context.user, documentId)
    return _labeled(copy, bulk.undo_labels(copy, actId, info.context.user), actId)


@mutation.field("answerLines")
def answer_lines(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    user = info.context.user
    copy = access.copy_for_writer(user, input["documentId"])
    act = str(input.get("actId") or bulk.new_act())
    numbers = _numbers(info, copy, input)
    signature = input.get("questionSetSignature")
    job = bulk.answer(copy, numbers, input["answers"], user, signature=signature, act=act)
    return _answered(copy, act, len(numbers), job)


@mutation.field("undoAnswerLines")
def undo_answer_lines(_: Any, info: Any, documentId: str, actId: str) -> dict[str, Any]:
    copy = access.copy_for_writer(info.context.user, documentId)
    count, job = bulk.undo_answers(copy, actId, info.context.user)
    return _answered(copy, actId, count, job)


def _numbers(info: Any, copy: DocumentCopy, input: dict[str, Any]) -> list[int]:
    """The lines named, or those of a whole view."""
    view = input.get("view")
    if (view is None) == (input.get("lines") is None):
        raise BadInput("Give either lines or a view.", field="lines")
    if view is None:
        return list(dict.fromkeys(input["lines"]))
    if str(view["documentId"]) != str(copy.uid):
        raise BadInput("The view is of another document.", field="view")
    where = scope.of_copy(info.context.user, copy)
    found = views.find(where, {**view, "sort": None})
    if not found.is_complete:
        views.advance(where, found, ALL_LINES, VIEW_SECONDS)
        if not found.is_complete:
            raise BadInput("The view is still being made. Try again in a moment.", field="view")
    return list(views.iter_lines(found))


def _copy_scope(info: Any, document_id: str) -> scope.Scope:
    return scope.of_copy(info.context.user, access.copy_for_reader(info.context.user, document_id))


def _labeled(copy: DocumentCopy, outcome: LabelOutcome, act: str) -> dict[str, Any]:
    return {
        "labels": outcome.after[:SHOWN_LABELS],
        "labelCount": len(outcome.after),
        "rejectedLabels": outcome.rejected,
        "updatedLines": outcome.lines,
        "document": documents.copy(copy, copy.cabinet.project),
        "actId": act,
    }


def _answered(copy: DocumentCopy, act: str, count: int, job: Job | None) -> dict[str, Any]:
    return {
        "actId": act,
        "lineCount": count,
        "job": jobs.shape(job) if job else None,
        "document": documents.copy(copy, copy.cabinet.project),
    }


def _keyword(row: SearchKeyword) -> dict[str, Any]:
    return {"id": str(row.pk), "keyword": row.keyword}


BINDINGS = [query, mutation, page_type, view_type]
