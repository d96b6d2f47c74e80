"""Many labels at once: imports, copies for new cabinets, removal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, QuerySet

from gloss.core import clock
from gloss.core.batches import parts
from gloss.core.hashcode import SpanKey, arrow_hash, hash64, span_hash
from gloss.documents.models import DocumentCopy
from gloss.formats.document import Arrow, Span
from gloss.labels.models import Label, LabelKind, LabelStatus, Phase

BATCH = 2000
_PLACE = "start_line, start_cell, start_token, start_char, end_line, end_cell, end_token, end_char"
_COPIED = f"kind, layer, item, {_PLACE}, counter, hash64"
_COLUMNS = f"id, copy_id, {_COPIED}, origin_id, destination_id, labeled_by, status, confidence, created_at, updated_at"
Row = tuple[Any, ...]
_key = partial(tuple.__new__, SpanKey)
# Asking an enum for its value costs more than all else that is done for a row.
_SPAN, _ARROW = LabelKind.SPAN.value, LabelKind.ARROW.value
_UNDECIDED = (Phase.PRELABELED.value, LabelStatus.LABELED.value)


def insert(copy_id: int, records: Iterable[Span | Arrow]) -> int:
    """Add the labels of one document to a copy without labels, as pre-labels; see ``insert_many``."""
    return insert_many([(copy_id, records)])


def insert_many(
    batches: Iterable[tuple[int, Iterable[Span | Arrow]]], joined: Mapping[int, Collection[str]] | None = None
) -> int:
    """Add labels to several copies that have none; return how many.

    Arrows refer to spans by their ``id`` and must come after them; items must be known ids
    by now. A label given twice is stored once; an arrow whose ends are missing is left out.
    ``joined`` names per copy the spans that arrows join, so that no others need to be
    remembered. Counters of the copies are kept. Writes in transactions of a few thousand rows.
    """
    total = 0
    for part in parts(_rows(batches, joined), BATCH):
        with transaction.atomic():
            total += _write(part)
    return total


class _Pending:
    """A row that waits for its id. ``ends`` are the rows of an arrow's spans; a written row forgets its record."""

    __slots__ = ("copy_id", "ends", "hash64", "id", "key", "kind", "record")

    def __init__(self, copy_id: int, kind: str, record: Span | Arrow | None, key: SpanKey | None, code: int) -> None:
        self.copy_id, self.kind, self.record, self.key, self.hash64 = copy_id, kind, record, key, code
        self.id = 0
        self.ends: tuple[_Pending, _Pending] | None = None


def _rows(
    batches: Iterable[tuple[int, Iterable[Span | Arrow]]], joined: Mapping[int, Collection[str]] | None
) -> Iterator[_Pending]:
    for copy_id, records in batches:
        wanted = None if joined is None else joined.get(copy_id, ())
        spans: dict[str, _Pending] = {}
        seen: set[int] = set()
        for record in records:
            row = _span_row(copy_id, record) if isinstance(record, Span) else _arrow_row(copy_id, record, spans)
            if row is None:
                continue
            if isinstance(record, Span) and (wanted is None or record.id in wanted):
                # The second of two equal spans is never written: its id is looked up when an arrow asks.
                spans[record.id] = row
            if row.hash64 not in seen:
                seen.add(row.hash64)
                yield row


def _span_row(copy_id: int, span: Span) -> _Pending:
    key = _key((span.item, span.layer, *span.start, *span.end, span.counter))
    return _Pending(copy_id, _SPAN, span, key, hash64(span_hash(key)))


def _arrow_row(copy_id: int, arrow: Arrow, spans: dict[str, _Pending]) -> _Pending | None:
    origin, destination = spans.get(arrow.origin), spans.get(arrow.destination)
    if origin is None or destination is None or origin.hash64 == destination.hash64:
        return None
    assert origin.key
    assert destination.key
    code = arrow_hash(arrow.item, arrow.layer, origin.key, destination.key, arrow.counter)
    row = _Pending(copy_id, _ARROW, arrow, None, hash64(code))
    row.ends = origin, destination
    return row


def _write(pending: list[_Pending]) -> int:
    for row, number in zip(pending, _next_ids(len(pending)), strict=True):
        row.id = number
    _find_ends(pending)
    now = _stored_time()
    values = [_values(row, now) for row in pending]
    for row in pending:
        row.record = None
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY labels_label ({_COLUMNS}) FROM STDIN") as copy:
                for value in values:
                    copy.write_row(value)
        else:
            marks = ", ".join("?" * len(values[0]))
            # The raw cursor: Django's wrapper would rewrite the placeholders on every call.
            cursor.cursor.connection.executemany(f"INSERT INTO labels_label ({_COLUMNS}) VALUES ({marks})", values)
    _add_to_counters(pending)
    return len(pending)


def _find_ends(pending: list[_Pending]) -> None:
    """Give spans that were not written, since an equal one was, the id of that one."""
    lost = [end for row in pending for end in row.ends or () if not end.id]
    if not lost:
        return
    here = {(row.copy_id, row.hash64): row.id for row in pending}
    for end in lost:
        known = here.get((end.copy_id, end.hash64))
        end.id = known or Label.objects.values_list("id", flat=True).get(copy_id=end.copy_id, hash64=end.hash64)


def _values(row: _Pending, now: Any) -> Row:
    record = row.record
    assert record
    ends: tuple[int | None, int | None] = (None, None)
    if row.ends:
        origin, destination = row.ends
        assert origin.key
        assert destination.key
        place, ends = (*origin.key[2:6], *destination.key[6:10]), (origin.id, destination.id)
    else:
        assert row.key
        place = row.key[2:10]
    identity = (row.id, row.copy_id, row.kind, record.layer, record.item)
    return (*identity, *place, record.counter, row.hash64, *ends, *_UNDECIDED, record.confidence, now, now)


def _stored_time() -> Any:
    """Now, as the database takes it from a raw statement."""
    now = clock.now()
    return connection.ops.adapt_datetimefield_value(now) if connection.vendor == "sqlite" else now


def _next_ids(count: int) -> Iterable[int]:
    """Reserve ``count`` ids; on SQLite the transaction that asks is the only writer."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "pg_get_serial_sequence('labels_label', 'id')"
            cursor.execute(f"SELECT nextval({sequence}) FROM generate_series(1, %s)", [count])
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = 'labels_label'")
        last = cursor.fetchone()
    first = (last[0] if last else 0) + 1
    return range(first, first + count)


def _add_to_counters(pending: list[_Pending]) -> None:
    counts: dict[int, int] = {}
    for row in pending:
        counts[row.copy_id] = counts.get(row.copy_id, 0) + 1
    by_count: dict[int, list[int]] = {}
    for copy_id, count in counts.items():
        by_count.setdefault(count, []).append(copy_id)
    for count, ids in by_count.items():
        for part in parts(ids, 500):
            DocumentCopy.objects.filter(pk__in=part).update(label_count=F("label_count") + count)


def copy_prelabels(pairs: Sequence[tuple[int, int]]) -> None:
    """Copy the pre-labels of each first copy to the second, which has no labels yet.

    Runs inside the caller's transaction, by INSERT … SELECT; repeating it adds nothing.
    """
    for part in parts(pairs, 200):
        sources = dict(part)
        filled = Label.objects.filter(copy__in=sources).values_list("copy").annotate(n=Count("id")).order_by()
        counts = dict(filled)
        for source, target in part:
            if source in counts:
                _copy_one(source, target)
                DocumentCopy.objects.filter(pk=target).update(label_count=counts[source])


def _copy_one(source: int, target: int) -> None:
    for kind in (LabelKind.SPAN, LabelKind.ARROW):
        copy_into(target, kind, Phase.PRELABELED, "l.copy_id = %s", [source])


def copy_into(target: int, kind: str, phase: str, where: str, params: Sequence[Any]) -> None:
    """Copy labels of one kind (rows ``l`` that meet ``where``) into another copy by INSERT … SELECT.

    They become undecided labels of ``phase`` that belong to nobody. Ones that are there
    already are left alone, and so are arrows whose spans are not: copy spans first.
    """
    chosen = ", ".join(f"l.{name.strip()}" for name in _COPIED.split(","))
    ends, joins, targets = "", "", [target]
    if kind == LabelKind.ARROW:
        ends = ", o2.id, d2.id"
        joins = (
            "JOIN labels_label o ON o.id = l.origin_id JOIN labels_label d ON d.id = l.destination_id "
            "JOIN labels_label o2 ON o2.copy_id = %s AND o2.hash64 = o.hash64 "
            "JOIN labels_label d2 ON d2.copy_id = %s AND d2.hash64 = d.hash64 "
        )
        targets = [target, target, target]
    columns = f"copy_id, {_COPIED}, labeled_by, status, confidence, created_at, updated_at"
    columns += ", origin_id, destination_id" if ends else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO labels_label ({columns}) "
            f"SELECT %s, {chosen}, '{Phase(phase).value}', '{LabelStatus.LABELED.value}', "
            f"l.confidence, l.created_at, l.updated_at{ends} FROM labels_label l {joins}"
            f"WHERE l.kind = '{LabelKind(kind).value}' AND {where} ON CONFLICT (copy_id, hash64) DO NOTHING",
            [*targets, *params],
        )


def delete(labels: Iterable[Label]) -> None:
    """Delete labels together with all their arrows, which the caller has listed too; arrows go first."""
    rows = list(labels)
    for kind in (LabelKind.ARROW, LabelKind.SPAN):
        ids = [label.pk for label in rows if label.kind == kind]
        for part in parts(ids, 500):
            delete_rows(Label.objects.filter(pk__in=part))


def delete_rows(rows: QuerySet[Label]) -> int:
    """Delete labels that nothing refers to, in one statement and without reading them.

    Right for copies of labelers; labels of the review copy may have contributions and take
    the ordinary ``delete``.
    """
    return rows._raw_delete(rows.db)
