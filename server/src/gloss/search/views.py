"""Views of a document's lines: a filter and an order, kept as line numbers so that any range is read at once.

A view without order grows while it is read, a fraction of a second per request; one with
an order is made whole, by a job where the document is large.
"""

from __future__ import annotations

import hashlib
import sys
import time
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import orjson
from django.db import transaction
from django.db.models import F

from gloss.core import clock
from gloss.core.errors import BadInput
from gloss.documents import order
from gloss.jobs import service as jobs
from gloss.search import filters, sorting
from gloss.search.models import LineView, LineViewPart
from gloss.search.scope import Scope

PART = 8192
STEP_SECONDS = 0.15
MAX_RANGE = 1000
SORT_AT_ONCE = 20_000
KEPT = timedelta(hours=12)
MAX_VIEWS = 10
"""Of one copy; the ones used longest ago go first."""
KIND = "search.sort"


@dataclass(frozen=True)
class Shown:
    lines: list[int]
    view: LineView

    @property
    def progress(self) -> int:
        return 100 if self.view.is_complete else self.view.progress


def show(scope: Scope, wanted: Mapping[str, Any]) -> Shown:
    """Return a range of the view that ``wanted`` (the wire's LineViewInput) describes.

    Raises:
        BadInput: naming the field.
    """
    start, end = wanted["start"], wanted["end"]
    if not 0 <= start <= end or end - start > MAX_RANGE:
        raise BadInput(f"Ask for at most {MAX_RANGE} places, the end exclusive.", field="end")
    view = find(scope, wanted)
    if not view.is_complete:
        advance(scope, view, end)
    return Shown(read(view, start, end), view)


def find(scope: Scope, wanted: Mapping[str, Any]) -> LineView:
    """The stored view, made now if there is none for the state of the copy."""
    assert scope.copy is not None
    asked = {key: wanted[key] for key in filters.KEYS if wanted.get(key) is not None}
    filters.check(scope, asked)
    key = _digest([asked, sorted(scope.hidden), sorted(scope.aliases)])
    rows = LineView.objects.filter(copy=scope.copy, key=key)
    held = rows.filter(signature=wanted["signature"]).first() if wanted.get("signature") else None
    signature = held.signature if held else _digest([key, *_state(scope, asked)])
    now = clock.now()
    with transaction.atomic():
        view, is_new = LineView.objects.get_or_create(
            copy=scope.copy, signature=signature, defaults={"key": key, "wanted": asked, "used_at": now}
        )
        if is_new:
            _forget_old(scope)
        elif now - view.used_at > timedelta(minutes=10):
            LineView.objects.filter(pk=view.pk).update(used_at=now)
    return view


def _state(scope: Scope, asked: Mapping[str, Any]) -> list[Any]:
    """What the lines of the view depend on, beside the filter."""
    copy = scope.copy
    assert copy is not None
    search = asked.get("search") or {}
    text_alone = not filters.needs_answers(asked) and set(search) <= {"text", "mode", "caseSensitive", "lines"}
    state: list[Any] = [copy.text_revision]
    if not text_alone:
        state += [str(copy.last_saved_at), copy.label_count, copy.conflict_count, str(filters.newest_comment(copy))]
    return state


def _forget_old(scope: Scope) -> None:
    assert scope.copy is not None
    rows = LineView.objects.filter(copy=scope.copy).order_by("-used_at", "-pk")
    LineView.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[MAX_VIEWS:])).delete()


def purge() -> None:
    """Delete views nobody has looked at for a while."""
    LineView.objects.filter(used_at__lt=clock.now() - KEPT).delete()


def advance(scope: Scope, view: LineView, end: int, seconds: float = STEP_SECONDS) -> None:
    """Go on with an unfinished view until ``end`` of its lines are known or time is up."""
    if view.wanted.get("sort"):
        _sorted(scope, view)
        return
    started = time.monotonic()
    added: list[int] = []
    position, is_complete = view.next_line, True
    for step in filters.steps(scope, view.wanted, view.next_line):
        added += step.lines
        position = step.next
        if time.monotonic() - started > seconds or (view.line_count + len(added) >= end and len(added) >= PART):
            is_complete = False
            break
    assert scope.copy is not None
    total = max(order.count(scope.copy), 1)
    append(view, added, position, is_complete, progress=min(int(100 * position / total), 99))


def _sorted(scope: Scope, view: LineView) -> None:
    assert scope.copy is not None
    if order.count(scope.copy) <= SORT_AT_ONCE:
        replace(view, sorting.in_order(scope, view.wanted))
        return
    view.refresh_from_db()
    if view.is_complete or view.job_id:
        return
    payload = {"viewId": view.pk, "userId": scope.user.pk}
    with transaction.atomic():
        project = scope.project
        job = jobs.enqueue(
            KIND,
            owner=scope.user,
            payload=payload,
            project_uid=project.uid,
            team=project.team,
            dedupe_key=f"search.sort:{view.pk}",
        )
        LineView.objects.filter(pk=view.pk).update(job_id=job.id)


def replace(view: LineView, lines: Iterable[int]) -> None:
    """Store all lines of a view at once; what it held before is gone."""
    with transaction.atomic():
        view.parts.all().delete()
        count = 0
        for number, part in enumerate(_full_parts(lines)):
            LineViewPart.objects.create(view=view, number=number, lines=_packed(part))
            count += len(part)
        LineView.objects.filter(pk=view.pk).update(line_count=count, is_complete=True, progress=100)
    view.line_count, view.is_complete = count, True


def append(view: LineView, lines: list[int], position: int, is_complete: bool, *, progress: int) -> None:
    """Add lines at the end, unless somebody else has gone on with the view meanwhile."""
    with transaction.atomic():
        moved = LineView.objects.filter(pk=view.pk, next_line=view.next_line, is_complete=False).update(
            next_line=position, line_count=F("line_count") + len(lines), is_complete=is_complete, progress=progress
        )
        if moved and lines:
            _append_parts(view, lines)
    view.refresh_from_db()


def _append_parts(view: LineView, lines: list[int]) -> None:
    number, used = divmod(view.line_count, PART)
    if used:
        last = LineViewPart.objects.get(view=view, number=number)
        room, lines = lines[: PART - used], lines[PART - used :]
        last.lines = bytes(last.lines) + _packed(room)
        last.save(update_fields=["lines"])
        number += 1
    LineViewPart.objects.bulk_create(
        LineViewPart(view=view, number=number + nth, lines=_packed(part)) for nth, part in enumerate(_full_parts(lines))
    )


def read(view: LineView, start: int, end: int) -> list[int]:
    """The line numbers at places of the view."""
    if end <= start:
        return []
    first, last = start // PART, (end - 1) // PART
    rows = LineViewPart.objects.filter(view=view, number__gte=first, number__lte=last).order_by("number")
    known = b"".join(bytes(part) for part in rows.values_list("lines", flat=True))
    return _unpacked(known[4 * (start - first * PART) : 4 * (end - first * PART)])


def iter_lines(view: LineView) -> Iterator[int]:
    for part in view.parts.order_by("number").values_list("lines", flat=True):
        yield from _unpacked(bytes(part))


def _full_parts(lines: Iterable[int]) -> Iterator[list[int]]:
    part: list[int] = []
    for line in lines:
        part.append(line)
        if len(part) == PART:
            yield part
            part = []
    if part:
        yield part


def _packed(lines: Iterable[int]) -> bytes:
    return _little(array("I", lines)).tobytes()


def _unpacked(packed: bytes) -> list[int]:
    found = array("I")
    found.frombytes(packed)
    return _little(found).tolist()


def _little(numbers: array[int]) -> array[int]:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _digest(value: Any) -> str:
    return hashlib.sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS)).hexdigest()
