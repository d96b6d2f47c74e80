"""Queries over labels."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q, QuerySet

from gloss.core.batches import parts
from gloss.db.prepared import Prepared
from gloss.documents import order
from gloss.documents.models import DocumentCopy
from gloss.documents.order import Window
from gloss.events.models import LabelingAct
from gloss.labels.models import Label, LabelKind, LabelStatus

SHOWN = Q(status__in=[LabelStatus.LABELED, LabelStatus.ACCEPTED])
IN_TEXT_ORDER = (
    "start_line",
    "start_token",
    "start_char",
    "layer",
    F("end_line").desc(),
    F("end_token").desc(),
    F("end_char").desc(),
    "id",
)
"""By start, then layer, then longer first, then id."""


FEW = 6
"""Up to so many labels are quicker read one by one, with ready-made SQL, than together."""

_ONE: Prepared[Label] = Prepared(lambda copy, code: Label.objects.filter(copy_id=copy, hash64=code), copy=int, code=int)

_LONG = ~Q(start_line=F("end_line"))
_INSIDE: Prepared[Label] = Prepared(
    lambda copy, start, end: Label.objects.filter(copy_id=copy, start_line__gte=start, start_line__lte=end),
    copy=int,
    start=int,
    end=int,
)
_DOWNWARDS: Prepared[Label] = Prepared(
    lambda copy, start: Label.objects.filter(_LONG, copy_id=copy, start_line__lt=start, end_line__gte=start),
    copy=int,
    start=int,
)
_UPWARDS: Prepared[Label] = Prepared(
    lambda copy, end: Label.objects.filter(_LONG, copy_id=copy, start_line__gt=end, end_line__lte=end),
    copy=int,
    end=int,
)


def of_copy(copy: DocumentCopy) -> QuerySet[Label]:
    """All labels of a copy, with what an arrow needs to be shown."""
    return Label.objects.filter(copy=copy).select_related("origin", "destination")


def by_hash(copy: DocumentCopy, hashes: Iterable[int]) -> dict[int, Label]:
    """Return the labels with these digests, rejected ones included."""
    found: dict[int, Label] = {}
    wanted = set(hashes)
    if len(wanted) <= FEW:
        rows = (_ONE.first(copy=copy.pk, code=code) for code in wanted)
        found = {label.hash64: label for label in rows if label is not None}
        load_ends(found.values())
        return found
    for part in parts(wanted, 500):
        rows = Label.objects.filter(copy=copy, hash64__in=part)
        found |= {label.hash64: label for label in rows}
    load_ends(found.values())
    return found


def load_ends(labels: Iterable[Label]) -> None:
    """Load the spans that arrows among ``labels`` join, in as few queries as possible; cheaper than two joins."""
    arrows = [label for label in labels if label.kind == LabelKind.ARROW]
    wanted = {end for arrow in arrows for end in (arrow.origin_id, arrow.destination_id)}
    spans: dict[int, Label] = {}
    for part in parts(wanted, 500):
        spans |= Label.objects.in_bulk(part)
    for arrow in arrows:
        arrow.origin, arrow.destination = spans[arrow.origin_id], spans[arrow.destination_id]


def arrows_of(copy: DocumentCopy, spans: Iterable[Label]) -> list[Label]:
    """Return the arrows that leave or enter any of the spans."""
    arrows: dict[int, Label] = {}
    for part in parts((span.pk for span in spans), 400):
        rows = of_copy(copy).filter(Q(origin__in=part) | Q(destination__in=part), kind=LabelKind.ARROW)
        arrows |= {label.pk: label for label in rows}
    return list(arrows.values())


def spans_from_lines(copy: DocumentCopy, lines: Iterable[int]) -> QuerySet[Label]:
    """Return the spans that start in one of the lines, rejected ones left out."""
    return Label.objects.filter(SHOWN, copy=copy, kind=LabelKind.SPAN, start_line__in=list(lines))


def in_range(copy: DocumentCopy, start: int, end: int, *, passing: bool = True) -> list[Label]:
    """Return the labels that touch the lines at the positions ``start`` to ``end`` (inclusive), in text order.

    An arrow runs from its origin to its destination and may point upwards, so that its
    end lies before its start. Labels over several lines have an index of their own: the
    cost does not grow with the document. Without ``passing``, arrows that neither start nor
    end in the range are left out: in the middle of a long document they may be most of all.
    """
    if copy.inserted_count:
        found = _among_inserted(copy, start, end)
        key = order.of_copy(copy).key
        return found if passing else [label for label in found if _ends_in(label, start, end, key)]
    found = [
        *_INSIDE.all(copy=copy.pk, start=start, end=end),
        *_DOWNWARDS.all(copy=copy.pk, start=start),
        *_UPWARDS.all(copy=copy.pk, end=end),
    ]
    if not passing:
        found = [label for label in found if _ends_in(label, start, end)]
    found.sort(key=_text_order)
    load_ends(found)
    return found


def _ends_in(label: Label, start: int, end: int, key: Callable[[int], int] = int) -> bool:
    """False for an arrow with both ends outside the positions ``start`` to ``end``."""
    if label.kind != LabelKind.ARROW:
        return True
    return start <= key(label.start_line) <= end or start <= key(label.end_line) <= end


def _among_inserted(copy: DocumentCopy, start: int, end: int) -> list[Label]:
    """As ``in_range`` where inserted lines, whose numbers tell nothing of their place, stand between others."""
    known = order.of_copy(copy)
    window = known.window(start, end + 1)
    labels = Label.objects.filter(copy=copy)
    inside = labels.filter(starting_in(window))
    inserted = Q(start_line__gte=known.line_count) | Q(end_line__gte=known.line_count)
    downwards = Q(start_line__lt=window.first, end_line__gte=window.first)
    upwards = Q(start_line__gte=window.last, end_line__lt=window.last)
    long = labels.filter(inserted | downwards | upwards).filter(~Q(start_line=F("end_line")))
    found = {label.pk: label for label in inside}
    for label in long:
        first, last = sorted((known.key(label.start_line), known.key(label.end_line)))
        if first <= end and last >= start:
            found[label.pk] = label
    rows = sorted(found.values(), key=lambda label: (known.key(label.start_line), *_text_order(label)[1:]))
    load_ends(rows)
    return rows


def starting_in(window: Window) -> Q:
    """The labels that start in the lines of a window."""
    return Q(start_line__gte=window.first, start_line__lt=window.last) | Q(start_line__in=window.inserted)


def _text_order(label: Label) -> tuple[int, ...]:
    start = (label.start_line, label.start_token, label.start_char, label.layer)
    return (*start, -label.end_line, -label.end_token, -label.end_char, label.pk)


def last_line(copy: DocumentCopy) -> int | None:
    """The line of the label made last, None without labels."""
    return Label.objects.filter(SHOWN, copy=copy).order_by("-id").values_list("start_line", flat=True).first()


def stored_act(act_id: str, copy: DocumentCopy) -> dict[str, Any]:
    """Return ``before``, ``after`` and ``reply`` of an act that exists."""
    return LabelingAct.objects.values("before", "after", "reply").get(act_id=act_id, copy=copy)


def line_act(act_id: str, copy: DocumentCopy, kinds: Collection[str]) -> dict[str, Any] | None:
    """Return ``before`` and ``after`` of an act on lines of a copy."""
    acts = LabelingAct.objects.filter(act_id=act_id, copy=copy, kind__in=kinds)
    return acts.values("before", "after").first()


def lock(copy: DocumentCopy) -> None:
    """Let nobody else write to the copy until the transaction ends. SQLite has one writer anyway."""
    if connection.features.has_select_for_update:
        DocumentCopy.objects.select_for_update().filter(pk=copy.pk).values_list("pk", flat=True).first()


def used_items(copy: DocumentCopy) -> set[tuple[int, str]]:
    """Return the ``(layer, item)`` pairs in use in a copy."""
    return set(Label.objects.filter(SHOWN, copy=copy).values_list("layer", "item").distinct())


def uses(copy: DocumentCopy) -> list[tuple[int, str, int]]:
    """Return ``(layer, item, number)`` of every class in use in a copy, rejected labels left out."""
    rows = Label.objects.filter(SHOWN, copy=copy).order_by().values_list("layer", "item")
    return sorted(rows.annotate(number=Count("id")))
