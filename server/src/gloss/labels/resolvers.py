"""Span and arrow labels on the wire."""

from __future__ import annotations

from typing import Any

from ariadne import MutationType, ObjectType, QueryType

from gloss.accounts import shapes as account_shapes
from gloss.accounts.models import User
from gloss.core.clock import iso
from gloss.core.errors import BadInput
from gloss.core.paging import page_of
from gloss.core.selection import selected
from gloss.documents import access, columns, order
from gloss.documents import service as documents
from gloss.documents import shapes as document_shapes
from gloss.documents.models import DocumentCopy
from gloss.documents.shapes import CHUNK_LINES, COPY
from gloss.labels import hooks, line_resolvers, queries, removal, rules, scalars, service
from gloss.labels.models import Label, LabelKind
from gloss.labels.outcome import LabelOutcome
from gloss.labels.text import TokenTexts
from gloss.labelsets import items as label_items
from gloss.labelsets.models import LabelSet
from gloss.projects import names

query, mutation = QueryType(), MutationType()
sentence_type, text_label_type = ObjectType("TextSentence"), ObjectType("TextLabel")
MAX_LINES = 10_000


@query.field("getLabelsByRange")
def get_labels_by_range(
    _: Any, info: Any, documentId: str, startLine: int, endLine: int, passingArrows: bool | None = None
) -> dict[str, Any]:
    if not 0 <= startLine <= endLine or endLine - startLine >= MAX_LINES:
        raise BadInput(f"Ask for 1 to {MAX_LINES} lines; the end is inclusive.", field="endLine")
    copy = _readable(info, documentId)
    found = _scalars(copy, queries.in_range(copy, startLine, endLine, passing=passingArrows is not False))
    labels = hooks.decorate(copy, info.context.user, found)
    return {"labels": labels, "signature": documents.signature(copy)}


@query.field("getLabelUses")
def get_label_uses(_: Any, info: Any, documentId: str) -> list[dict[str, Any]]:
    found = queries.uses(_readable(info, documentId))
    return [{"layer": layer, "labelSetItemId": item, "count": count} for layer, item, count in found]


@query.field("getLabelsPaginated")
def get_labels_paginated(
    _: Any, info: Any, documentId: str, input: dict[str, Any], signature: str | None = None
) -> dict[str, Any]:
    """A page is a range of lines; a label belongs to the page on which it starts."""
    copy = _readable(info, documentId)
    service.check_signature(copy, signature)
    page = page_of(input)
    known = order.of_copy(copy)
    window = known.window(page.skip, page.skip + page.take)
    rows = queries.of_copy(copy).filter(queries.SHOWN, queries.starting_in(window)).order_by(*queries.IN_TEXT_ORDER)
    found = _scalars(copy, sorted(rows, key=lambda label: known.key(label.start_line)))
    total = len(known)
    labels = hooks.decorate(copy, info.context.user, found)
    return {"nodes": labels, "totalCount": total, "pageInfo": page.cursors(total)}


@query.field("getUnusedLabelSetItemInfos")
def get_unused_label_set_item_infos(_: Any, info: Any, documentId: str) -> list[dict[str, Any]]:
    copy = _readable(info, documentId)
    used = queries.used_items(copy)
    infos = []
    for row in LabelSet.objects.filter(project=copy.cabinet.project).order_by("index"):
        unused = rules.unused_items(row, used)
        if unused:
            items = [label_items.to_wire(item) for item in unused]
            infos.append({"labelSetId": str(row.pk), "labelSetName": row.name, "items": items})
    return infos


@mutation.field("updateLabels")
def update_labels(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    copy, outcome = _apply(info, input)
    wanted = selected(info)
    lines = outcome.lines
    shows_text_labels = not wanted.isdisjoint(("previousTokenLabels", "updatedTokenLabels"))
    return {
        **(_text_labels(copy, outcome) if shows_text_labels else {}),
        "document": document_shapes.copy(copy, copy.cabinet.project) if "document" in wanted else None,
        "labels": outcome.after,
        "rejectedLabels": outcome.rejected,
        "updatedCellLines": lines,
        "updatedSentences": _sentences(info, copy, lines, wanted),
    }


@mutation.field("updateTokenLabels")
def update_token_labels(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    copy, outcome = _apply(info, input)
    shown = document_shapes.copy(copy, copy.cabinet.project)
    return {**shown, "updatedTokenLabels": _text_labels(copy, outcome)["updatedTokenLabels"]}


@mutation.field("deleteLabelsOnTextDocument")
def delete_labels_on_text_document(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    copy = access.copy_for_writer(info.context.user, input["documentId"])
    outcome = removal.delete_items(copy, [str(item) for item in input["tagItemIds"]], info.context.user)
    chunks = sorted({line // CHUNK_LINES for line in outcome.lines})
    shown = chunks if "affectedChunks" in selected(info) else []
    return {
        "affectedChunks": [_chunk(info, copy, number) for number in shown],
        "deletedTokenLabels": [scalars.text_label(label, copy.uid, deleted=True) for label in outcome.removed],
        "lastSavedAt": iso(copy.last_saved_at or copy.created_at),
        "statistic": document_shapes.statistic(copy),
    }


@mutation.field("clearAllSpanAndArrowLabels")
def clear_all_span_and_arrow_labels(_: Any, info: Any, documentId: str) -> dict[str, Any]:
    copy = access.copy_for_writer(info.context.user, documentId)
    return cleared(copy, removal.clear(copy, info.context.user))


def cleared(copy: DocumentCopy, chunks: list[int]) -> dict[str, Any]:
    """The wire's ClearAllLabelsOnTextDocumentResult."""
    return {
        "affectedChunkIds": chunks,
        "lastSavedAt": iso(copy.last_saved_at or copy.created_at),
        "statistic": document_shapes.statistic(copy),
    }


@sentence_type.field("nerLabels")
def sentence_labels(sentence: dict[str, Any], info: Any) -> list[dict[str, Any]]:
    """The spans that start in this line, of all label sets; lines are read a chunk at a time."""
    copy = sentence.get(COPY)
    if copy is None:
        return []
    chunk = sentence["id"] // CHUNK_LINES
    key = ("labels.sentence", copy.pk, chunk)
    if key not in info.context.cache:
        info.context.cache[key] = _labels_by_line(copy, chunk)
    return info.context.cache[key].get(sentence["id"], [])


@text_label_type.field("labeledByUser")
def labeled_by_user(label: dict[str, Any], info: Any) -> dict[str, Any] | None:
    user_id, viewer, cache = label["labeledByUserId"], info.context.user, info.context.cache
    key = ("labels.user", label["documentId"], user_id)
    if key not in cache:
        user = User.objects.filter(pk=user_id).first() if user_id else None
        shape, hidden = account_shapes.user(user), _hidden_names(info, label["documentId"])
        hides = shape and user_id != viewer.pk and user_id in hidden
        cache[key] = account_shapes.nameless(shape or {}, hidden[user_id]) if hides else shape
    return cache[key]


def _hidden_names(info: Any, document_id: str) -> dict[int, str]:
    cache, key = info.context.cache, ("labels.hidden names", document_id)
    if key not in cache:
        copy = access.copy_for_reader(info.context.user, document_id)
        cache[key] = names.hidden_from(info.context.user, copy.cabinet.project)
    return cache[key]


def _readable(info: Any, document_id: str) -> DocumentCopy:
    copy = access.copy_for_reader(info.context.user, document_id)
    hooks.before_read(copy, info.context.user)
    return copy


def _apply(info: Any, input: dict[str, Any]) -> tuple[DocumentCopy, LabelOutcome]:
    user = info.context.user
    copy = access.copy_in_own_work(user, input["documentId"])
    outcome = service.apply(
        copy,
        input["labels"],
        user,
        input.get("actId"),
        undo=input["action"] == "UNDO",
        signature=input["signature"],
        kind=input.get("type") or "LABELS",
    )
    return copy, outcome


def _text_labels(copy: DocumentCopy, outcome: LabelOutcome) -> dict[str, list[dict[str, Any]]]:
    """Both states of what was touched; in each, what is missing there is marked as deleted."""

    def shaped(present: list[dict[str, Any]], missing: list[dict[str, Any]]) -> list[dict[str, Any]]:
        shown = [scalars.text_label(label, copy.uid) for label in present]
        return shown + [scalars.text_label(label, copy.uid, deleted=True) for label in missing]

    return {
        "previousTokenLabels": shaped(outcome.before, outcome.made),
        "updatedTokenLabels": shaped(outcome.after, outcome.removed),
    }


def _sentences(info: Any, copy: DocumentCopy, numbers: list[int], wanted: set[str]) -> list[dict[str, Any]]:
    """The wire's sentences; the text is read only if more than ids is asked for."""
    asked = {path for path in wanted if path.startswith("updatedSentences.")}
    if asked <= {"updatedSentences.id", "updatedSentences.__typename"}:
        return [{"id": number} for number in numbers]
    views = documents.lines_at(copy, numbers)
    hidden = columns.hidden_in(copy, info.context.user)
    return [document_shapes.sentence(views[number], copy, hidden) for number in numbers if number in views]


def _chunk(info: Any, copy: DocumentCopy, number: int) -> dict[str, Any]:
    start = number * CHUNK_LINES
    views = documents.lines(copy, start, start + CHUNK_LINES)
    hidden = columns.hidden_in(copy, info.context.user)
    return document_shapes.chunk(number, copy, [document_shapes.sentence(view, copy, hidden) for view in views])


def _scalars(copy: DocumentCopy, labels: list[Label]) -> list[dict[str, Any]]:
    texts = TokenTexts(copy)
    texts.load(scalars.lines_of(labels))
    return [scalars.scalar(label, texts) for label in labels]


def _labels_by_line(copy: DocumentCopy, chunk: int) -> dict[int, list[dict[str, Any]]]:
    start = chunk * CHUNK_LINES
    rows = queries.of_copy(copy).filter(
        queries.SHOWN, kind=LabelKind.SPAN, start_line__gte=start, start_line__lt=start + CHUNK_LINES
    )
    by_line: dict[int, list[dict[str, Any]]] = {}
    for scalar in _scalars(copy, list(rows.order_by(*queries.IN_TEXT_ORDER))):
        by_line.setdefault(scalar["startCellLine"], []).append(scalars.text_label(scalar, copy.uid))
    return by_line


BINDINGS = [query, mutation, sentence_type, text_label_type, *line_resolvers.BINDINGS]
