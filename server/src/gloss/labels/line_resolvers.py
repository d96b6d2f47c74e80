"""Changing lines of text on the wire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ariadne import MutationType

from gloss.core.errors import BadInput
from gloss.core.hashcode import arrow_head, split_arrow_hash
from gloss.documents import access, columns, lines
from gloss.documents import hooks as document_hooks
from gloss.documents import shapes as document_shapes
from gloss.documents.lines import LineView
from gloss.documents.models import DocumentCopy, LineStatus
from gloss.labels import line_edits, places, scalars
from gloss.labels.line_edits import LineOutcome, Replacement, Request

mutation = MutationType()


@mutation.field("editSentence")
def edit_sentence(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    asked = _request(info, input["documentId"], input)
    outcome = line_edits.edit(asked, input["sentenceId"], input["text"], input.get("tokenizationMethod"))
    return edit_result(info, asked.copy, outcome)


@mutation.field("insertSentence")
def insert_sentence(
    _: Any,
    info: Any,
    documentId: str,
    signature: str,
    content: str,
    insertTarget: dict[str, Any],
    tokenizationMethod: str | None = None,
    actId: str | None = None,
) -> dict[str, Any]:
    """The new line; its number is past those of the document, its place is told by ``position``."""
    asked = _request(info, documentId, {"signature": signature, "actId": actId})
    above, below = insertTarget.get("beforeId"), insertTarget.get("afterId")
    if (above is None) == (below is None):
        raise BadInput("Say either beforeId or afterId.", field="insertTarget")
    neighbour = below if above is None else above
    outcome = line_edits.insert(asked, neighbour, content, above=above is not None, method=tokenizationMethod)
    return cell(info, asked.copy, outcome.lines[0])


@mutation.field("deleteSentence")
def delete_sentence(
    _: Any, info: Any, documentId: str, sentenceId: int, signature: str, actId: str | None = None
) -> dict[str, Any]:
    asked = _request(info, documentId, {"signature": signature, "actId": actId})
    outcome = line_edits.delete(asked, sentenceId)
    copy = asked.copy
    return {
        "document": document_shapes.copy(copy, copy.cabinet.project),
        "updatedCell": cell(info, copy, sentenceId),
        "addedLabels": [scalars.text_label(label, copy.uid) for label in outcome.added],
        "deletedLabels": [scalars.text_label(label, copy.uid, deleted=True) for label in outcome.removed],
    }


@mutation.field("restoreSentence")
def restore_sentence(
    _: Any, info: Any, documentId: str, sentenceId: int, signature: str, actId: str | None = None
) -> dict[str, Any]:
    asked = _request(info, documentId, {"signature": signature, "actId": actId})
    return edit_result(info, asked.copy, line_edits.restore(asked, sentenceId), sentenceId)


@mutation.field("undoSentenceAct")
def undo_sentence_act(_: Any, info: Any, documentId: str, undoneActId: str, actId: str | None = None) -> dict[str, Any]:
    asked = _request(info, documentId, {"actId": actId})
    return edit_result(info, asked.copy, line_edits.undo(asked, undoneActId))


@mutation.field("overrideSentences")
def override_sentences(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    asked = _request(info, input["documentId"], input)
    copy = asked.copy
    replacements = [Replacement(one["id"], one["content"], one.get("tokens")) for one in input["sentences"]]
    removed = [one["hashCode"] for one in input.get("labelsToDelete") or []]
    added = [label_input(one["hashCode"]) for one in input.get("labelsToAdd") or []]
    outcome = line_edits.replace_lines(asked, replacements, removed, added)
    views = lines.lines_at(copy, outcome.lines)
    hidden = columns.hidden_in(copy, info.context.user)
    text_labels = [scalars.text_label(label, copy.uid) for label in outcome.added]
    return {
        **_labels(copy, outcome),
        "document": document_shapes.copy(copy, copy.cabinet.project),
        "updatedCells": [cell(info, copy, line) for line in outcome.lines],
        "updatedSentences": [document_shapes.sentence(view, copy, hidden) for view in views.values()],
        "previousTokenLabels": [scalars.text_label(label, copy.uid) for label in outcome.removed],
        "updatedTokenLabels": text_labels,
    }


def edit_result(info: Any, copy: DocumentCopy, outcome: LineOutcome, line: int | None = None) -> dict[str, Any]:
    """The wire's EditSentenceResult."""
    shown = outcome.lines[0] if outcome.lines else line
    return {
        **_labels(copy, outcome),
        "document": document_shapes.copy(copy, copy.cabinet.project),
        "updatedCell": cell(info, copy, shown if shown is not None else 0),
        "previousSentences": [_previous(copy, one) for one in outcome.previous],
    }


def conflictable(scalar: Mapping[str, Any], copy: DocumentCopy) -> dict[str, Any]:
    """The wire's GqlConflictable of a label scalar."""
    names = ("id", "hashCode", "type", "labeledBy", "labeledByUserId", "acceptedByUserId", "rejectedByUserId")
    return {"documentId": str(copy.uid), **{name: scalar[name] for name in names}}


def label_input(code: str) -> dict[str, Any]:
    """Return the TextLabelInput of the label with a hash code.

    Raises:
        BadInput: it is none.
    """
    ends = split_arrow_hash(code)
    head = arrow_head(code) if ends else code
    parts = head.rsplit(":", 10)
    key = places.parse_span_hash(code)
    if key is None and (ends is None or len(parts) != 11 or not parts[1].lstrip("-").isdigit()):
        raise BadInput(f"'{code}' is not the hash code of a label.", field="labelsToAdd")
    if key is not None:
        item, layer = key.item, key.layer
        numbers: Sequence[int] = key[2:10]
    else:
        item, layer = parts[0].removeprefix("ARROW").removeprefix(":"), int(parts[1])
        numbers = [int(part) for part in parts[2:10]]
    return {
        "id": code,
        "l": item,
        "layer": layer,
        "start": {"sentenceId": numbers[0], "tokenId": numbers[2], "charId": numbers[3]},
        "end": {"sentenceId": numbers[4], "tokenId": numbers[6], "charId": numbers[7]},
    }


def _labels(copy: DocumentCopy, outcome: LineOutcome) -> dict[str, Any]:
    return {
        "addedLabels": [conflictable(label, copy) for label in outcome.added],
        "deletedLabels": [conflictable(label, copy) for label in outcome.removed],
        "addedBoundingBoxLabels": [],
        "deletedBoundingBoxLabels": [],
    }


def _request(info: Any, document_id: str, given: Mapping[str, Any]) -> Request:
    user = info.context.user
    copy = access.copy_in_own_work(user, document_id)
    return Request(copy, user, given.get("actId"), given.get("signature"))


def cell(info: Any, copy: DocumentCopy, line: int) -> dict[str, Any]:
    """The line as it is now; one that an undone act took away is HIDDEN and empty."""
    view = lines.lines_at(copy, [line]).get(line) or LineView(line, [""], [[]], [[]], status=LineStatus.HIDDEN.value)
    cells = list(document_shapes.cells(view, shows_original=document_shapes.shows_original(copy)))
    document_hooks.decorate_cells(copy, info.context.user, cells)
    return cells[0]


def _previous(copy: DocumentCopy, known: Mapping[str, Any]) -> dict[str, Any]:
    view = LineView(known["id"], [known["content"]], [[]], [[]], status=known["status"])
    return {**document_shapes.sentence(view, copy), "tokens": known["tokens"]}


BINDINGS = [mutation]
