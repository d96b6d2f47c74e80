"""Adding up the log of acts by day, so that pages stay fast however long it is.

Acts are read once, in the order of their ids, a few thousand at a time; sums and the place
reached are stored in one transaction, so that nothing counts twice. Figures are the stored
sums and the few acts past that place, counted when asked for: they are always of now.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from gloss.accounts.models import User
from gloss.analytics.acts import ROWS, WORK
from gloss.analytics.models import IngestState
from gloss.core import clock
from gloss.documents.models import DocumentCopy
from gloss.events.models import LabelingAct
from gloss.questionsets.models import ProjectQuestionSet
from gloss.questionsets.questions import from_wire

BATCH = 4000
SETTLE = timedelta(minutes=2)
"""Acts younger than this are left for later: one with a smaller id may still be on its way."""

SECONDS = 20.0
MAX_PAUSE = 120_000
"""Longer pauses between two acts of a person (in milliseconds) are no work."""

MAX_TAIL = 5000
"""So many acts are counted when asked for (some 100 ms); with more, figures are of earlier."""

MAX_LABEL = 255
WITH_OPTIONS = frozenset({"CHECKBOX", "DROPDOWN", "HIERARCHICAL_DROPDOWN", "MULTIPLE_CHOICE", "SINGLE_CHOICE"})
"""Types of questions whose answers are counted one by one."""

WorkKey = tuple[date, int, int, str, str, str]
TimeKey = tuple[date, int, int, str]


@dataclass(slots=True)
class Sums:
    """What a stretch of the log adds: labels by WorkKey, entries and milliseconds by TimeKey."""

    work: Counter[WorkKey] = field(default_factory=Counter)
    entries: Counter[TimeKey] = field(default_factory=Counter)
    millis: Counter[TimeKey] = field(default_factory=Counter)


def run() -> None:
    """Add up what is new, for some seconds at most; called by one worker every minute."""
    stop = time.monotonic() + SECONDS
    while time.monotonic() < stop and step():
        time.sleep(0)


def step() -> bool:
    """Add up the next acts; return whether there were as many as fit."""
    state, _ = IngestState.objects.get_or_create(pk=1)
    acts = _acts(state.last_act, before=clock.now() - SETTLE)
    if not acts:
        return False
    last_acts = dict(state.last_acts)
    sums = add_up(acts, last_acts)
    reached, until = acts[-1][0], acts[-1][1]
    with transaction.atomic():
        moved = IngestState.objects.filter(pk=1, last_act=state.last_act).update(
            last_act=reached, until=until, last_acts=_recent(last_acts, until)
        )
        if moved:
            _store(sums)
    return len(acts) == BATCH


def tail() -> tuple[Sums, datetime | None]:
    """Return what acts past the stored sums add, and since when figures lack anything (None: nothing)."""
    state = IngestState.objects.filter(pk=1).first() or IngestState()
    past = LabelingAct.objects.filter(pk__gt=state.last_act).order_by("pk").values_list("at", flat=True)
    if past[MAX_TAIL : MAX_TAIL + 1].exists():
        return Sums(), state.until or past[0]
    return add_up(_acts(state.last_act, limit=MAX_TAIL), dict(state.last_acts)), None


def _acts(after: int, *, before: datetime | None = None, limit: int = BATCH) -> list[tuple[Any, ...]]:
    rows = LabelingAct.objects.filter(pk__gt=after).order_by("pk")
    columns = ("pk", "at", "kind", "actor_id", "copy__cabinet__project_id", "copy__cabinet__role", "before", "after")
    found = list(rows.values_list(*columns)[:limit])
    if before is not None:
        # The first young act ends the batch: those after it are younger but for clocks that disagree.
        young = next((at for at, row in enumerate(found) if row[1] >= before), len(found))
        del found[young:]
    return found


def add_up(acts: Iterable[tuple[Any, ...]], last_acts: dict[str, int]) -> Sums:
    """Count acts; ``last_acts`` (milliseconds of everybody's last act) is kept up to date."""
    sums, known = Sums(), _FreeTexts()
    for _, at, kind, actor, project, role, before, after in acts:
        if actor is None:
            continue
        millis, name = int(at.timestamp() * 1000), str(actor)
        pause = millis - last_acts.get(name, 0)
        last_acts[name] = max(millis, last_acts.get(name, 0))
        key = (at.date(), project, actor, role)
        if 0 < pause <= MAX_PAUSE:
            sums.millis[key] += pause
        if kind in WORK:
            sums.entries[key] += len(after or ())
            for label_kind, label in labels_of(kind, before, after, known.of(project)):
                sums.work[(*key, label_kind, label[:MAX_LABEL])] += 1
    return sums


class _FreeTexts:
    """Which questions are answered in words or numbers of one's own: their answers are counted without the text."""

    def __init__(self) -> None:
        self._known: dict[int, frozenset[tuple[str, str]]] = {}

    def of(self, project_id: int) -> frozenset[tuple[str, str]]:
        if project_id not in self._known:
            sets = ProjectQuestionSet.objects.filter(project=project_id).values_list("level", "questions")
            self._known[project_id] = frozenset(
                (level, question.key)
                for level, stored in sets
                for question in from_wire(stored)
                if question.type not in WITH_OPTIONS
            )
        return self._known[project_id]


def labels_of(
    kind: str, before: Any, after: Any, free: frozenset[tuple[str, str]] = frozenset()
) -> Iterable[tuple[str, str]]:
    """Yield ``(kind, label)`` for every label an act made or accepted and every answer it changed.

    ``free`` holds level and key of the questions whose texts are left out.
    """
    if kind == "LABELS":
        for one in after or ():
            if one.get("status") != "REJECTED":
                yield one["type"], f"{one['layer']}:{one['labelSetItemId'] or ''}"
        return
    level = "ROW" if kind == ROWS else "DOCUMENT"
    was = {entry.get("line", 0): entry.get("answers") or {} for entry in before or ()}
    for entry in after or ():
        old = was.get(entry.get("line", 0), {})
        for question, value in (entry.get("answers") or {}).items():
            if value != old.get(question):
                key = question.removeprefix("Q")
                for text in _texts(value, old.get(question)):
                    yield level, f"{key}:" if (level, key) in free else f"{key}:{text}"


def _texts(value: Any, old: Any) -> list[str]:
    """The answers given anew; groups count once, without a text."""
    if isinstance(value, list):
        if any(isinstance(one, dict) for one in value):
            return [""]
        kept = old if isinstance(old, list) else []
        return [_text(one) for one in value if one not in kept]
    return [_text(value)]


def _text(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _recent(last_acts: Mapping[str, int], until: datetime) -> dict[str, int]:
    """People whose last act is too long ago for the next pause to count need not be remembered."""
    oldest = int(until.timestamp() * 1000) - MAX_PAUSE
    return {name: millis for name, millis in last_acts.items() if millis >= oldest}


_ADD_WORK = (
    "INSERT INTO analytics_dailywork (day, project_id, user_id, role, kind, label, applied) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (project_id, day, user_id, role, kind, label) "
    "DO UPDATE SET applied = analytics_dailywork.applied + excluded.applied"
)
_ADD_TIME = (
    "INSERT INTO analytics_dailytime (day, project_id, user_id, role, entries, act_millis, active_millis) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (project_id, day, user_id, role) DO UPDATE SET "
    "entries = analytics_dailytime.entries + excluded.entries, "
    "act_millis = analytics_dailytime.act_millis + excluded.act_millis, "
    "active_millis = analytics_dailytime.active_millis + excluded.active_millis"
)

_ADD_COPY_TIME = (
    "INSERT INTO analytics_copytime (day, copy_id, user_id, active_millis) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (copy_id, day, user_id) DO UPDATE SET "
    "active_millis = analytics_copytime.active_millis + excluded.active_millis"
)


def _store(sums: Sums) -> None:
    keys = dict.fromkeys([*sums.entries, *sums.millis])
    with connection.cursor() as cursor:
        cursor.executemany(_ADD_WORK, [(*key, count) for key, count in sums.work.items()])
        cursor.executemany(_ADD_TIME, [(*key, sums.entries[key], sums.millis[key], 0) for key in keys])


def on_time_spent(copy: DocumentCopy, actor: User, millis: int) -> None:
    """Hook of ``documents.hooks``: add time that a client reported to the day it was reported on."""
    values = [clock.now().date(), copy.cabinet.project_id, actor.pk, copy.cabinet.role, 0, 0, millis]
    with connection.cursor() as cursor:
        cursor.execute(_ADD_TIME, values)
        cursor.execute(_ADD_COPY_TIME, [values[0], copy.pk, actor.pk, millis])
