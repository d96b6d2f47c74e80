"""Answers on the wire."""

from __future__ import annotations

import json
from typing import Any

from ariadne import MutationType, QueryType

from gloss.answers import bulk, completion, queries, reset, service, wire
from gloss.answers.completion import Invalid
from gloss.answers.questions import asked
from gloss.core.errors import BadInput
from gloss.core.paging import page_of
from gloss.core.selection import selected
from gloss.documents import access, columns
from gloss.documents import queries as document_queries
from gloss.documents import service as documents
from gloss.documents import shapes as document_shapes
from gloss.documents.models import DocumentCopy
from gloss.documents.shapes import CHUNK_LINES
from gloss.jobs import service as jobs
from gloss.labels import hooks, removal
from gloss.labels.resolvers import cleared
from gloss.labels.service import check_signature
from gloss.questionsets.models import Level
from gloss.questionsets.questions import to_wire

query, mutation = QueryType(), MutationType()


@query.field("getRowAnswersPaginated")
def get_row_answers_paginated(
    _: Any, info: Any, documentId: str, input: dict[str, Any] | None = None, signature: str | None = None
) -> dict[str, Any]:
    """A page is a range of lines; only lines with answers (or conflicts) are in it."""
    copy = _readable(info, documentId)
    check_signature(copy, signature)
    page = page_of(input, default_take=100)
    ask = asked(copy.cabinet.project, Level.ROW)
    rows = [row for row in queries.rows_between(copy, page.skip, page.skip + page.take) if row.values or row.conflicts]
    nodes = [wire.row_answer(copy, row.line, row, ask) for row in rows]
    total = copy.document.line_count
    return {"nodes": nodes, "totalCount": total, "pageInfo": page.cursors(total)}


@query.field("getRowAnswersNewByLine")
@query.field("getRowAnswersOldByLine")
def get_row_answers_by_line(_: Any, info: Any, documentId: str, line: int) -> dict[str, Any]:
    copy = _readable(info, documentId)
    row = queries.rows_at(copy, [line]).get(line)
    nodes = [wire.row_answer(copy, line, row, asked(copy.cabinet.project, Level.ROW))] if row and row.values else []
    return {"nodes": nodes, "totalCount": len(nodes), "pageInfo": {"prevCursor": None, "nextCursor": None}}


@query.field("getDocumentAnswers")
@query.field("getDocumentAnswersNew")
@query.field("getDocumentAnswersOld")
def get_document_answers(_: Any, info: Any, documentId: str) -> dict[str, Any]:
    copy = _readable(info, documentId)
    ask = asked(copy.cabinet.project, Level.DOCUMENT)
    return wire.document_answer(copy, queries.document_answer(copy), ask)


@query.field("getInvalidRowAnswerInfos")
def get_invalid_row_answer_infos(_: Any, info: Any, cabinetId: str) -> list[dict[str, Any]]:
    return [_invalid(found) for found in completion.invalid_rows(_copies(info, cabinetId))]


@query.field("getInvalidDocumentAnswerInfos")
def get_invalid_document_answer_infos(_: Any, info: Any, cabinetId: str) -> list[dict[str, Any]]:
    return [_invalid(found) for found in completion.invalid_documents(_copies(info, cabinetId))]


@query.field("getInvalidAnswerInfos")
def get_invalid_answer_infos(_: Any, info: Any, cabinetId: str) -> list[dict[str, Any]]:
    """Rows and documents together; a copy wrong in both ways is listed once, with its lines."""
    copies = _copies(info, cabinetId)
    by_copy = {found.copy.pk: _invalid(found) for found in completion.invalid_documents(copies)}
    by_copy |= {found.copy.pk: _invalid(found) for found in completion.invalid_rows(copies)}
    return [by_copy[copy.pk] for copy in copies if copy.pk in by_copy]


@query.field("getQuestionsByCabinetId")
def get_questions_by_cabinet_id(_: Any, info: Any, cabinetId: str) -> list[dict[str, Any]]:
    project = access.cabinet_by_id(info.context.user, cabinetId).project
    return [to_wire(question) for level in Level for question in asked(project, level).questions]


@mutation.field("updateRowAnswers")
def update_row_answers(
    _: Any,
    info: Any,
    documentId: str,
    line: int,
    answers: Any,
    actId: str | None = None,
    questionSetSignature: str | None = None,
) -> dict[str, Any]:
    copy = access.copy_in_own_work(info.context.user, documentId)
    outcome = service.save_rows(copy, [(line, answers)], info.context.user, actId, signature=questionSetSignature)
    return {
        "document": _document(info, copy),
        "previousAnswers": outcome.before[0],
        "updatedAnswers": outcome.after[0],
    }


@mutation.field("updateMultiRowAnswers")
def update_multi_row_answers(
    _: Any, info: Any, input: dict[str, Any], questionSetSignature: str | None = None
) -> dict[str, Any]:
    copy = access.copy_in_own_work(info.context.user, input["textDocumentId"])
    outcome = service.save_rows(
        copy,
        [(row["line"], row["answers"]) for row in input["rowAnswers"]],
        info.context.user,
        input.get("actId"),
        signature=questionSetSignature,
        labeled_by=input.get("labeledBy"),
    )
    return {
        "document": _document(info, copy),
        "previousAnswers": outcome.before,
        "updatedAnswers": outcome.after,
        "updatedLabels": [],
    }


@mutation.field("updateSentenceDocLabels")
def update_sentence_doc_labels(
    _: Any, info: Any, textDocumentId: str, sentenceId: int, docLabelsString: str
) -> dict[str, Any]:
    """The older form of row answers: the answers as JSON text."""
    copy = access.copy_in_own_work(info.context.user, textDocumentId)
    try:
        answers = json.loads(docLabelsString)
    except ValueError as error:
        raise BadInput("docLabelsString must be JSON text.", field="docLabelsString") from error
    service.save_rows(copy, [(sentenceId, answers)], info.context.user)
    views = documents.lines_at(copy, [sentenceId])
    hidden = columns.hidden_in(copy, info.context.user)
    sentences = [document_shapes.sentence(view, copy, hidden) for view in views.values()]
    return {
        "addedLabels": [],
        "deletedLabels": [],
        "document": _document(info, copy),
        "previousSentences": sentences,
        "updatedCellLines": [sentenceId],
        "updatedSentences": sentences,
    }


@mutation.field("deleteRowAnswers")
def delete_row_answers(_: Any, info: Any, documentId: str, line: int) -> bool:
    service.delete_row(access.copy_for_writer(info.context.user, documentId), line, info.context.user)
    return True


@mutation.field("updateDocumentAnswers")
def update_document_answers(
    _: Any,
    info: Any,
    documentId: str,
    answers: Any,
    actId: str | None = None,
    questionSetSignature: str | None = None,
) -> dict[str, Any]:
    copy = access.copy_in_own_work(info.context.user, documentId)
    outcome = service.save_document(copy, answers, info.context.user, actId, signature=questionSetSignature)
    return {"previousAnswers": outcome.before[0]}


@mutation.field("deleteDocumentAnswers")
@mutation.field("deleteDocumentBoundLabels")
def delete_document_answers(_: Any, info: Any, documentId: str) -> bool:
    service.delete_document(access.copy_for_writer(info.context.user, documentId), info.context.user)
    return True


@mutation.field("clearAllLabelsOnTextDocument")
def clear_all_labels_on_text_document(_: Any, info: Any, documentId: str) -> dict[str, Any]:
    """Labels, arrows and answers of the caller's own copy, or every decision in the review."""
    copy = access.copy_for_writer(info.context.user, documentId)
    chunks = set(removal.clear(copy, info.context.user))
    chunks |= {line // CHUNK_LINES for line in bulk.clear(copy)}
    return cleared(copy, sorted(chunks))


@mutation.field("resetLabelingWork")
def reset_labeling_work(_: Any, info: Any, documentId: str) -> dict[str, Any]:
    user = info.context.user
    return jobs.shape(reset.start(reset.copy_for_reset(user, documentId), user))


def _readable(info: Any, document_id: str) -> DocumentCopy:
    copy = access.copy_for_reader(info.context.user, document_id)
    hooks.before_read(copy, info.context.user)
    return copy


def _copies(info: Any, cabinet_id: str) -> list[DocumentCopy]:
    cabinet = access.cabinet_by_id(info.context.user, cabinet_id)
    copies = list(document_queries.visible_copies([cabinet]))
    for copy in copies:
        copy.cabinet = cabinet
    return copies


def _invalid(found: Invalid) -> dict[str, Any]:
    return {
        "documentId": str(found.copy.uid),
        "fileName": found.copy.document.file_name,
        "lines": list(found.lines) if found.lines is not None else None,
    }


def _document(info: Any, copy: DocumentCopy) -> dict[str, Any] | None:
    """The wire's text document, if it is asked for; its counters are those after the act."""
    return document_shapes.copy(copy, copy.cabinet.project) if "document" in selected(info) else None


BINDINGS = [query, mutation]
