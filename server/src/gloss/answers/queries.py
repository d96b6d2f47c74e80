"""Queries over answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from gloss.answers.models import DocumentAnswer, RowAnswer
from gloss.core.batches import parts
from gloss.documents.models import DocumentCopy
from gloss.events.models import LabelingAct

BATCH = 2000


def rows_at(copy: DocumentCopy, lines: Iterable[int]) -> dict[int, RowAnswer]:
    """Return the rows of these lines, by line; also those that are empty by now."""
    found: dict[int, RowAnswer] = {}
    for part in parts(lines, 500):
        found |= {row.line: row for row in RowAnswer.objects.filter(copy=copy, line__in=part)}
    return found


def rows_between(copy: DocumentCopy, start: int, end: int) -> list[RowAnswer]:
    """Return the rows of the lines from ``start`` up to ``end`` (exclusive), in order."""
    return list(RowAnswer.objects.filter(copy=copy, line__gte=start, line__lt=end).order_by("line"))


def iter_rows(copy: DocumentCopy) -> Iterator[RowAnswer]:
    """Stream all rows of a copy by line, in batches that hold no cursor open between them."""
    after = -1
    while batch := list(RowAnswer.objects.filter(copy=copy, line__gt=after).order_by("line")[:BATCH]):
        yield from batch
        after = batch[-1].line


def document_answer(copy: DocumentCopy) -> DocumentAnswer | None:
    return DocumentAnswer.objects.filter(copy=copy).first()


def stored_act(act_id: str, copy: DocumentCopy) -> dict[str, Any]:
    """Return ``before`` and ``after`` of an act that exists."""
    return LabelingAct.objects.values("before", "after").get(act_id=act_id, copy=copy)
