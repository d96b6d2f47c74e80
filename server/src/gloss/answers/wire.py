"""Answers as the wire shows them."""

from __future__ import annotations

from typing import Any

from gloss.answers.models import AnswerBase, DocumentAnswer, RowAnswer
from gloss.answers.questions import Asked
from gloss.core.clock import iso
from gloss.documents.models import DocumentCopy
from gloss.labels.models import Phase


def row_answer(copy: DocumentCopy, line: int, row: RowAnswer | None, asked: Asked) -> dict[str, Any]:
    """The answers of one line; without a row nothing is answered."""
    return {"documentId": str(copy.uid), "line": line, **_answers(row, asked)}


def document_answer(copy: DocumentCopy, row: DocumentAnswer | None, asked: Asked) -> dict[str, Any]:
    return {"documentId": str(copy.uid), **_answers(row, asked)}


def _answers(row: AnswerBase | None, asked: Asked) -> dict[str, Any]:
    if row is None:
        return {"answers": {}, "metadata": [], "updatedAt": None}
    return {"answers": asked.wire(row.values), "metadata": _metadata(row, asked), "updatedAt": iso(row.updated_at)}


def _metadata(row: AnswerBase, asked: Asked) -> list[dict[str, str]]:
    """Where each answer comes from; a question with open conflicts says so even if part of it is settled."""
    disputed = disputed_questions(row)
    entries = []
    for question in asked.questions:
        if question.key in disputed:
            entries.append({"path": question.field, "labeledBy": Phase.CONFLICT.value})
        elif question.key in row.values:
            entries.append({"path": question.field, "labeledBy": row.sources.get(question.key, row.labeled_by)})
    return entries


def disputed_questions(row: AnswerBase) -> frozenset[str]:
    """Return the ids of root questions with open conflicts."""
    return frozenset(entry["parentQuestionId"] or entry["questionId"] for entry in row.conflicts)
