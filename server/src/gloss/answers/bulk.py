"""Many answers at once: imports, copies for new cabinets, clearing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson
from django.db import connection, transaction

from gloss.answers.models import DocumentAnswer, RowAnswer
from gloss.core import clock
from gloss.core.batches import parts
from gloss.documents.models import DocumentCopy
from gloss.labels import hooks
from gloss.labels.models import LabelStatus, Phase

Values = Mapping[str, Any]
_COPIED = "values, labeled_by, status, sources, conflicts, conflict_count, decided, created_at, updated_at"


def insert_rows(copy_id: int, rows: Iterable[tuple[int, Values]], batch: int = 2000) -> int:
    """Add checked answers of lines to a copy that has none, as pre-labels; return how many lines have some.

    Writes in transactions of ``batch`` rows and keeps the copy's counter.
    """
    total = 0
    now = clock.now()
    for part in parts(((line, values) for line, values in rows if values), batch):
        with transaction.atomic():
            RowAnswer.objects.bulk_create(
                [RowAnswer(copy_id=copy_id, line=line, **_fresh(values, now)) for line, values in part], batch_size=500
            )
            _count(copy_id)
        total += len(part)
    return total


def insert_document(copy_id: int, values: Values) -> None:
    """Add checked answers about the document to a copy that has none, as pre-labels."""
    if values:
        with transaction.atomic():
            DocumentAnswer.objects.create(copy_id=copy_id, **_fresh(values, clock.now()))
            _count(copy_id)


def _fresh(values: Values, now: Any) -> dict[str, Any]:
    return {"values": dict(values), "labeled_by": Phase.PRELABELED, "created_at": now, "updated_at": now}


def _count(copy_id: int) -> None:
    """Set the counter of a copy whose rows all hold answers."""
    answered = RowAnswer.objects.filter(copy=copy_id).count() + DocumentAnswer.objects.filter(copy=copy_id).count()
    DocumentCopy.objects.filter(pk=copy_id).update(answered_count=answered)


def copy_prelabels(pairs: Sequence[tuple[int, int]]) -> None:
    """Copy the answers of each first copy to the second, which has none yet; repeating adds nothing.

    Runs inside the caller's transaction, by INSERT … SELECT.
    """
    for part in parts(pairs, 200):
        counts = DocumentCopy.objects.filter(pk__in=dict(part), answered_count__gt=0)
        answered = dict(counts.values_list("pk", "answered_count"))
        for source, target in part:
            if source in answered:
                _copy_one(source, target)
                DocumentCopy.objects.filter(pk=target).update(answered_count=answered[source])


def _copy_one(source: int, target: int) -> None:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in _COPIED.split(", "))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO answers_rowanswer (copy_id, line, {columns}) SELECT %s, line, {columns} "
            "FROM answers_rowanswer WHERE copy_id = %s ON CONFLICT (copy_id, line) DO NOTHING",
            [target, source],
        )
        cursor.execute(
            f"INSERT INTO answers_documentanswer (copy_id, {columns}) SELECT %s, {columns} "
            "FROM answers_documentanswer WHERE copy_id = %s ON CONFLICT (copy_id) DO NOTHING",
            [target, source],
        )


def clear(copy: DocumentCopy) -> list[int]:
    """Delete every answer of a copy for good; return the lines that had some. Keeps the counters.

    Written in short transactions. In the review copy the labelers' answers come back undecided.
    """
    lines: list[int] = []
    rows = RowAnswer.objects.filter(copy=copy).order_by("line")
    while part := list(rows.values_list("pk", "line")[:2000]):
        with transaction.atomic():
            RowAnswer.objects.filter(pk__in=[pk for pk, _ in part]).delete()
        lines += [line for _, line in part]
    with transaction.atomic():
        gone, _ = DocumentAnswer.objects.filter(copy=copy).delete()
        if lines or gone:
            copy.answered_count, copy.last_saved_at = 0, clock.now()
            copy.save(update_fields=["answered_count", "last_saved_at"])
            hooks.cleared(copy)
    return lines


_ROW_COLUMNS = ("copy_id", "line", *_COPIED.split(", "))


def insert_many_rows(rows: Iterable[tuple[int, int, Values]]) -> None:
    """Add checked pre-labels as ``(copy id, line, values)`` to copies that have none, without keeping counters.

    Runs inside the caller's transaction.
    """
    now = clock.now()
    moment = connection.ops.adapt_datetimefield_value(now) if connection.vendor == "sqlite" else now
    origin = (Phase.PRELABELED.value, LabelStatus.LABELED.value, "{}", "[]", 0, "[]", moment, moment)
    records = ((copy_id, line, orjson.dumps(values).decode(), *origin) for copy_id, line, values in rows)
    names = ", ".join(connection.ops.quote_name(name) for name in _ROW_COLUMNS)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY answers_rowanswer ({names}) FROM STDIN") as copy:
                for record in records:
                    copy.write_row(record)
        else:
            marks = ", ".join("?" * len(_ROW_COLUMNS))
            # The raw cursor: Django's wrapper would rewrite the placeholders on every call.
            cursor.cursor.connection.executemany(f"INSERT INTO answers_rowanswer ({names}) VALUES ({marks})", records)


def copy_row_range(source: int, target: int, start: int, end: int) -> None:
    """Copy the answers of the lines from ``start`` up to ``end`` (exclusive); repeating adds nothing."""
    columns = ", ".join(connection.ops.quote_name(name) for name in _COPIED.split(", "))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO answers_rowanswer (copy_id, line, {columns}) SELECT %s, line, {columns} "
            "FROM answers_rowanswer WHERE copy_id = %s AND line >= %s AND line < %s "
            "ON CONFLICT (copy_id, line) DO NOTHING",
            [target, source, start, end],
        )
