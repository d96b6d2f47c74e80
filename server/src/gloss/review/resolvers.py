"""Conflicts and review on the wire."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ariadne import MutationType, ObjectType, QueryType
from django.db.models import QuerySet

from gloss.answers import queries as answer_queries
from gloss.answers.models import RowAnswer
from gloss.core.errors import BadInput
from gloss.core.paging import page_of
from gloss.core.selection import selected
from gloss.documents import access, columns
from gloss.documents import service as documents
from gloss.documents import shapes as document_shapes
from gloss.documents.models import CabinetRole, DocumentCopy
from gloss.labels import hooks, line_resolvers, places
from gloss.labels import queries as label_queries
from gloss.labels.line_edits import Request
from gloss.labels.models import Label
from gloss.labels.service import check_signature
from gloss.labels.text import TokenTexts
from gloss.projects import access as projects
from gloss.review import lines, queries, sampling_resolvers, service, shapes

query, mutation, sentence_type = QueryType(), MutationType(), ObjectType("TextSentence")
MAX_LIST = 10_000
MAX_LINES = 10_000


@query.field("getSpanAndArrowConflicts")
def get_span_and_arrow_conflicts(
    _: Any, info: Any, documentId: str, input: dict[str, Any], signature: str | None = None
) -> dict[str, Any]:
    copy = _review(info, documentId)
    check_signature(copy, signature)
    return _page(copy, queries.conflicts(copy), input, resolved=False)


@query.field("getSpanAndArrowRejectedLabels")
def get_span_and_arrow_rejected_labels(
    _: Any, info: Any, documentId: str, input: dict[str, Any], signature: str | None = None
) -> dict[str, Any]:
    copy = _review(info, documentId)
    check_signature(copy, signature)
    return _page(copy, queries.rejected(copy), input, resolved=True)


@query.field("getSpanAndArrowConflictContributorIds")
def get_span_and_arrow_conflict_contributor_ids(
    _: Any, info: Any, documentId: str, labelHashCodes: list[str]
) -> list[dict[str, Any]]:
    """People in the order of the codes asked for; an unknown label has none."""
    copy = _review(info, documentId)
    texts = TokenTexts(copy)
    texts.load({line for code in labelHashCodes for line in places.lines_in(code)})
    digests = [places.digest(code, texts) for code in labelHashCodes]
    found = label_queries.by_hash(copy, {digest for digest in digests if digest is not None})
    people = queries.contributors(label.pk for label in found.values())
    return [
        {"labelHashCode": code, "contributorIds": people.get(found[digest].pk, []) if digest in found else []}
        for code, digest in zip(labelHashCodes, digests, strict=True)
    ]


@query.field("getProjectConflictList")
def get_project_conflict_list(_: Any, info: Any, projectId: str) -> dict[str, Any]:
    """At most ten thousand conflicts; the counts per document are exact."""
    project = projects.project_for_reviewer(info.context.user, projectId)
    is_current = service.freshen_project(project, info.context.user)
    labels = queries.project_label_conflicts(project, MAX_LIST)
    people = queries.contributors(label.pk for label in labels)
    items = [_item(f"{label.kind}:{label.pk}", label, label.kind, people.get(label.pk, [])) for label in labels]
    for verdict in queries.project_line_conflicts(project, MAX_LIST - len(items)):
        items.append(_item(f"LINE:{verdict.line}:{verdict.pk}", verdict, "LINE", []))
    for row in queries.project_answer_conflicts(project, MAX_LIST - len(items)):
        name = f"ROW:{row.line}" if isinstance(row, RowAnswer) else "DOCUMENT"
        items.append(_item(f"{name}:{row.pk}", row, "QUESTION_BOUND", _voters(row.conflicts)))
    return {"items": items, "upToDate": is_current}


@query.field("getProjectConflictsCount")
def get_project_conflicts_count(_: Any, info: Any, projectId: str, role: str = "REVIEWER") -> list[dict[str, Any]]:
    """Every document of the review with its number of conflicts; labelers' copies have none."""
    project = projects.project_for_reviewer(info.context.user, projectId)
    if role != CabinetRole.REVIEWER:
        return []
    service.freshen_project(project, info.context.user)
    copies = service.review_copies(project)
    return [{"documentId": str(copy.uid), "numberOfConflicts": copy.conflict_count} for copy in copies]


@query.field("getRowAnswerConflicts")
def get_row_answer_conflicts(_: Any, info: Any, input: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """The lines from ``start`` up to ``end`` (exclusive) that have conflicts."""
    if input is None:
        raise BadInput("Say which document and lines.", field="input")
    start, end = input["start"], input["end"]
    if not 0 <= start <= end or end - start > MAX_LINES:
        raise BadInput(f"Ask for at most {MAX_LINES} lines; the end is exclusive.", field="end")
    copy = _review(info, input["documentId"])
    rows = queries.conflict_rows(copy).filter(line__gte=start, line__lt=end)
    return [{"line": row.line, "conflicts": shapes.conflict_answers(row.conflicts)} for row in rows]


@query.field("getRowConflictLines")
def get_row_conflict_lines(_: Any, info: Any, documentId: str, take: int = 500) -> list[int]:
    if not 1 <= take <= MAX_LINES:
        raise BadInput(f"Take 1 to {MAX_LINES} lines.", field="take")
    return list(queries.conflict_rows(_review(info, documentId)).values_list("line", flat=True)[:take])


@query.field("getDocumentAnswerConflicts")
@query.field("getDocumentLabelConflicts")
def get_document_answer_conflicts(_: Any, info: Any, documentId: str) -> list[dict[str, Any]]:
    copy = _review(info, documentId)
    row = answer_queries.document_answer(copy)
    return shapes.conflict_answer_objects(row.conflicts if row else [], copy.cabinet.project)


@query.field("getConflictAnswers")
def get_conflict_answers(_: Any, info: Any, input: dict[str, Any]) -> list[dict[str, Any]]:
    """The older form: lines with conflicts and who disagrees there."""
    copy = _review(info, input["documentId"])
    return [
        {
            "documentId": str(copy.uid),
            "id": row.line,
            "labelerIds": _voters(row.conflicts),
            "conflictAnswerResolved": None,
        }
        for row in queries.conflict_rows(copy)[:MAX_LIST]
    ]


@query.field("getEditSentenceConflicts")
def get_edit_sentence_conflicts(_: Any, info: Any, documentId: str) -> dict[str, Any]:
    copy = _review(info, documentId)
    return _line_conflicts(copy)


@query.field("getCabinetEditSentenceConflicts")
def get_cabinet_edit_sentence_conflicts(_: Any, info: Any, cabinetId: str) -> list[dict[str, Any]]:
    """The documents whose lines labelers disagree on; a labeler's cabinet has none."""
    cabinet = access.cabinet_by_id(info.context.user, cabinetId)
    if cabinet.role != CabinetRole.REVIEWER:
        return []
    service.freshen_project(cabinet.project, info.context.user)
    return [_line_conflicts(copy) for copy in queries.line_conflict_copies(cabinet)]


@mutation.field("updateSentenceConflict")
def update_sentence_conflict(
    _: Any,
    info: Any,
    textDocumentId: str,
    sentenceId: int,
    signature: str,
    resolved: bool,
    labelerId: int | None = None,
    actId: str | None = None,
) -> dict[str, Any]:
    """Choose the original (no ``labelerId``) or one labeler's version of a line."""
    user = info.context.user
    copy = access.copy_in_own_work(user, textDocumentId)
    outcome = lines.choose(Request(copy, user, actId, signature), sentenceId, labelerId, resolved=resolved)
    return {
        "cell": line_resolvers.cell(info, copy, sentenceId),
        "labels": lines.labels_on(copy, [sentenceId]).get(sentenceId, []),
        "addedLabels": [line_resolvers.conflictable(label, copy) for label in outcome.added],
        "deletedLabels": [line_resolvers.conflictable(label, copy) for label in outcome.removed],
    }


@sentence_type.field("sentenceConflict")
def sentence_conflict(sentence: dict[str, Any], info: Any) -> dict[str, Any] | None:
    copy = sentence.get(document_shapes.COPY)
    if copy is None or copy.cabinet.role != CabinetRole.REVIEWER:
        return None
    cache, key = info.context.cache, ("review.verdicts", copy.pk)
    if key not in cache:
        cache[key] = {verdict.line: verdict for verdict in queries.verdicts(copy)}
    verdict = cache[key].get(sentence["id"])
    return verdict and lines.sentence_conflict(verdict, lines.versions(copy, [verdict.line])[verdict.line])


@mutation.field("updateConflicts")
def update_conflicts(
    _: Any, info: Any, input: list[dict[str, Any]], textDocumentId: str, actId: str | None = None
) -> dict[str, Any]:
    copy = access.copy_for_writer(info.context.user, textDocumentId)
    outcome = service.decide(copy, input, info.context.user, actId)
    sentences = _sentences(info, copy, outcome.lines)
    return {"document": _document(info, copy), "previousSentences": sentences, "updatedSentences": sentences}


@mutation.field("resolveAnswerConflict")
def resolve_answer_conflict(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    """Settle one question; for one about the document, the answer comes back with line 0."""
    user = info.context.user
    copy = access.copy_in_own_work(user, input["documentId"])
    outcome = service.settle_answer(
        copy, input.get("line"), str(input["questionId"]), input.get("value"), user, input.get("actId")
    )
    return {"line": 0, **outcome.after[0]}


@mutation.field("autoLabelReviewTextDocumentBasedOnConsensus")
def auto_label_review(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    copy = access.copy_for_writer(info.context.user, input["textDocumentId"])
    if copy.cabinet.role != CabinetRole.REVIEWER:
        raise BadInput("Only the review's copy of a document has a consensus.", field="textDocumentId")
    service.recompute_document(copy, force=True)
    return document_shapes.copy(copy, copy.cabinet.project)


def _line_conflicts(copy: DocumentCopy) -> dict[str, Any]:
    found = {"documentId": str(copy.uid), "fileName": copy.document.file_name}
    return {**found, "lines": lines.open_lines(copy) if copy.cabinet.role == CabinetRole.REVIEWER else []}


def _review(info: Any, document_id: str) -> DocumentCopy:
    """Return a copy that may be read; the review's is brought up to date. A labeler's has no conflicts."""
    copy = access.copy_for_reader(info.context.user, document_id)
    hooks.before_read(copy, info.context.user)
    return copy


def _page(copy: DocumentCopy, rows: QuerySet[Label], input: dict[str, Any], *, resolved: bool) -> dict[str, Any]:
    page, total = page_of(input), rows.count()
    labels = list(rows[page.skip : page.skip + page.take])
    nodes = shapes.conflict_labels(copy, labels, resolved=resolved)
    return {"nodes": nodes, "totalCount": total, "pageInfo": page.cursors(total)}


def _item(name: str, row: Any, kind: str, people: Sequence[int]) -> dict[str, Any]:
    return {
        "id": name,
        "documentId": str(row.copy.uid),
        "type": kind,
        "labelerIds": list(people),
        "resolved": False,
    }


def _voters(conflicts: Sequence[dict[str, Any]]) -> list[int]:
    return sorted({user for entry in conflicts for answer in entry["answers"] for user in answer["userIds"]})


def _sentences(info: Any, copy: DocumentCopy, numbers: list[int]) -> list[dict[str, Any]]:
    """The wire's sentences of these lines; deciding on labels does not change the text."""
    if not {"previousSentences", "updatedSentences"} & selected(info):
        return []
    views = documents.lines_at(copy, numbers)
    hidden = columns.hidden_in(copy, info.context.user)
    return [document_shapes.sentence(views[line], copy, hidden) for line in numbers if line in views]


def _document(info: Any, copy: DocumentCopy) -> dict[str, Any] | None:
    return document_shapes.copy(copy, copy.cabinet.project) if "document" in selected(info) else None


BINDINGS = [query, mutation, sentence_type, *sampling_resolvers.BINDINGS]
