"""What an export reads, streamed. Run inside ``snapshot`` for one consistent view."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from gloss.answers.models import DocumentAnswer, RowAnswer
from gloss.comments.models import Comment, CommentType
from gloss.core.clock import iso
from gloss.documents.models import Cabinet, CabinetRole, DocumentCopy
from gloss.formats import document as formats
from gloss.formats.document import Extent, Position, Span
from gloss.labels.models import Label, LabelKind, LabelStatus, Phase
from gloss.projects.models import Project

CHUNK = 2000
LINES_AT_ONCE = 1000
# Millions are made: this way it takes half the time.
_position, _extent = partial(tuple.__new__, Position), partial(tuple.__new__, Extent)
_ORDER = ("start_line", "start_cell", "start_token", "start_char", "layer", "-end_line", "-end_cell", "-end_token")
_WHO = ("labeled_by", "status", "labeled_by_user_id", "accepted_by_user_id", "rejected_by_user_id")
_TIMES = ("created_at", "updated_at")
_STAMPS = ("confidence", *_TIMES)
_PLACE = ("start_line", "start_cell", "start_token", "start_char", "end_line", "end_cell", "end_token", "end_char")


def cabinets(project: Project) -> list[Cabinet]:
    """All cabinets of a project, the labelers' in the order they were made."""
    return list(project.cabinets.select_related("owner", "completed_by").order_by("pk"))


@dataclass(frozen=True, slots=True)
class LabelFilter:
    """Which labels: of what role's cabinet, with or without unresolved ones, starting in lines ``start`` to ``end``.

    The final version (the review) leaves rejected labels out and shows the others as LABELED.
    """

    role: str
    conflicts: bool
    start: int | None = None
    end: int | None = None

    @property
    def is_final(self) -> bool:
        return self.role == CabinetRole.REVIEWER

    def parts(self, line_count: int) -> Iterator[LabelFilter]:
        """Split into ranges of lines: sorting a range needs little memory, a million labels at once do not."""
        for start in range(0, line_count, LINES_AT_ONCE):
            yield replace(self, start=start, end=start + LINES_AT_ONCE)


def spans(copy_ids: Iterable[int], wanted: LabelFilter) -> Iterator[tuple[int, formats.Span]]:
    """Yield ``(copy id, span)`` by copy, then place, layer, longer first, id."""
    rows = _labels(copy_ids, LabelKind.SPAN, wanted).order_by("copy_id", *_ORDER, "-end_char", "id")
    fields = ("copy_id", "id", "layer", "item", "counter", *_PLACE, *_WHO, *_STAMPS)
    final: Any = LabelStatus.LABELED.value if wanted.is_final else None
    for row in _fetched(rows, fields):
        copy_id, pk, layer, item, counter = row[:5]
        by, status, labeler, accepter, rejecter, confidence, created, updated = row[13:]
        yield (
            copy_id,
            Span(
                str(pk), layer, _position(row[5:9]), _position(row[9:13]), item, "", counter, by, final or status,
                labeler, accepter, rejecter, confidence, _stamp(created), _stamp(updated),
            ),
        )  # fmt: skip


def extents(copy_ids: Iterable[int], wanted: LabelFilter) -> Iterator[tuple[int, Extent]]:
    """Yield ``(copy id, extent of a resolved span)`` by copy, then start line and token."""
    rows = _labels(copy_ids, LabelKind.SPAN, replace(wanted, conflicts=False))
    rows = rows.order_by("copy_id", "start_line", "start_token")
    for copy_id, *extent in _fetched(rows, ("copy_id", *Extent._fields)):
        yield copy_id, _extent(extent)


def arrows(copy_ids: Iterable[int], wanted: LabelFilter) -> Iterator[tuple[int, formats.Arrow]]:
    """Yield ``(copy id, arrow)`` in the order of ``spans``, by where an arrow starts and ends."""
    rows = _labels(copy_ids, LabelKind.ARROW, wanted).order_by("copy_id", *_ORDER, "-end_char", "id")
    for end in ("origin", "destination"):
        rows = rows.filter(**{f"{end}__isnull": False})
        if not wanted.conflicts:
            rows = rows.exclude(**{f"{end}__labeled_by": Phase.CONFLICT})
        if wanted.is_final:
            rows = rows.exclude(**{f"{end}__status": LabelStatus.REJECTED})
    fields = ("copy_id", "id", "layer", "origin_id", "destination_id", "item", "counter", *_WHO, *_STAMPS)
    final = wanted.is_final
    for copy_id, pk, layer, origin, destination, item, counter, *rest in _fetched(rows, fields):
        yield (
            copy_id,
            formats.Arrow(
                str(pk),
                layer,
                str(origin),
                str(destination),
                item,
                "",
                counter,
                rest[0],
                LabelStatus.LABELED.value if final else rest[1],
                *rest[2:6],
                _stamp(rest[6]),
                _stamp(rest[7]),
            ),
        )


def has_arrows(copy_id: int) -> bool:
    return Label.objects.filter(copy_id=copy_id, kind=LabelKind.ARROW).exists()


def row_answers(copy_ids: Iterable[int], conflicts: bool) -> Iterator[tuple[int, formats.Answers]]:
    """Yield ``(copy id, answers of one line)`` by copy and line, without lines that have none."""
    rows = RowAnswer.objects.filter(copy_id__in=list(copy_ids)).order_by("copy_id", "line")
    for copy_id, line, *rest in _stream(rows, ("copy_id", "line", "values", "conflicts", *_WHO)):
        found = _answers(line, rest, conflicts)
        if found is not None:
            yield copy_id, found


def document_answers(copy_ids: Iterable[int], conflicts: bool) -> dict[int, formats.Answers]:
    rows = DocumentAnswer.objects.filter(copy_id__in=list(copy_ids))
    fields = ("copy_id", "values", "conflicts", *_WHO)
    read = ((row[0], _answers(None, row[1:], conflicts)) for row in _stream(rows, fields))
    return {copy_id: found for copy_id, found in read if found is not None}


def comments(document_ids: Iterable[int], types: Collection[str]) -> dict[int, list[formats.Comment]]:
    """Return the threads whose first comment is of one of ``types``, replies included, by document, oldest first."""
    if not types:
        return {}
    wanted = Q(parent__isnull=True, type__in=types) | Q(parent__type__in=types)
    rows = Comment.objects.filter(wanted, document_id__in=list(document_ids)).order_by("pk")
    fields = ("document_id", "id", "parent_id", "hash_code", "message", "type", "user_id", "created_at")
    found: dict[int, list[formats.Comment]] = {}
    for document_id, pk, parent, code, message, kind, user_id, at in _stream(rows, fields):
        if parent:
            kind, code = CommentType.COMMENT.value, None
        comment = formats.Comment(str(pk), str(parent) if parent else None, code, message, kind, user_id, iso(at) or "")
        found.setdefault(document_id, []).append(comment)
    return found


def counts(cabinet: Cabinet) -> dict[str, int]:
    """How many labels and answered lines and documents a cabinet holds."""
    return {
        "labels": Label.objects.filter(copy__cabinet=cabinet).count(),
        "answers": RowAnswer.objects.filter(copy__cabinet=cabinet).count()
        + DocumentAnswer.objects.filter(copy__cabinet=cabinet).count(),
    }


def _labels(copy_ids: Iterable[int], kind: str, wanted: LabelFilter) -> QuerySet[Label]:
    rows = Label.objects.filter(copy_id__in=list(copy_ids), kind=kind)
    if wanted.start is not None:
        rows = rows.filter(start_line__gte=wanted.start, start_line__lt=wanted.end)
    if not wanted.conflicts:
        rows = rows.exclude(labeled_by=Phase.CONFLICT)
    if wanted.is_final:
        rows = rows.exclude(status=LabelStatus.REJECTED)
    return rows


def _answers(line: int | None, rest: Any, conflicts: bool) -> formats.Answers | None:
    values, open_conflicts, *who = rest
    candidates = _candidates(open_conflicts) if conflicts else {}
    if not values and not candidates:
        return None
    return formats.Answers(line, values, *who, candidates)


def _candidates(conflicts: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Turn the wire's ConflictAnswers into the candidates of each question, the resolved ones left out."""
    found: dict[str, list[dict[str, Any]]] = {}
    for conflict in conflicts:
        place = {
            name: conflict[name]
            for name in ("parentQuestionId", "nestedAnswerIndex")
            if conflict.get("parentQuestionId") is not None and conflict.get(name) is not None
        }
        for answer in conflict.get("answers") or ():
            if not answer.get("resolved"):
                entry = {"value": answer["value"], "userIds": answer.get("userIds") or [], **place}
                found.setdefault(str(conflict["questionId"]), []).append(entry)
    return found


def _fetched(rows: QuerySet[Any], fields: Iterable[str]) -> list[tuple[Any, ...]]:
    """Fetch at most a range of lines as the database's own tuples: Django would convert every value of every row."""
    # Without the cast SQLite's driver makes a datetime of every time it reads.
    as_text = connection.vendor == "sqlite"
    wanted = [Cast(name, TextField()) if as_text and name in _TIMES else name for name in fields]
    query, values = rows.values_list(*wanted).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


@lru_cache(maxsize=1 << 14)
def _stamp(moment: datetime | str) -> str:
    """Write a time as it comes from a raw row: SQLite keeps text in UTC. Labels share times, so they are cached."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    return iso(moment) or ""


def _stream(rows: QuerySet[Any], fields: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    return rows.values_list(*fields).iterator(chunk_size=CHUNK)


def counts_of_copy(copy: DocumentCopy) -> dict[str, int]:
    """Like ``counts``, for one document."""
    return {
        "labels": Label.objects.filter(copy=copy).count(),
        "answers": RowAnswer.objects.filter(copy=copy).count() + DocumentAnswer.objects.filter(copy=copy).count(),
    }
