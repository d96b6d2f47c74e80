"""Going to a row and answering it, as events that reports on time are made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from gloss.analytics import acts
from gloss.analytics.acts import ROWS
from gloss.analytics.period import Period
from gloss.documents.lines import cells_at
from gloss.events.models import LabelingAct
from gloss.events.service import ROW_HIGHLIGHTED
from gloss.teams.models import Team, TeamMember

EVENTS = {ROW_HIGHLIGHTED: "ROW_HIGHLIGHTED", ROWS: "ROW_BASED_ROW_LABELED"}
ROWS_PER_ACT = 10_000
"""An act on several rows is one event a row; an event's id is act and row in one number."""


@dataclass(frozen=True, slots=True)
class RowEvent:
    id: int
    act: LabelingAct
    line: int


def acts_of(team: Team, period: Period) -> QuerySet[LabelingAct]:
    return acts.during(period, *EVENTS).filter(copy__cabinet__project__team=team)


def total(team: Team, period: Period) -> int:
    return int(acts_of(team, period).aggregate(total=acts.applied())["total"])


def page(team: Team, period: Period, *, after: int | None, take: int, ascending: bool = True) -> list[RowEvent]:
    """Return up to ``take`` events in the order of their ids, those past ``after`` only."""
    rows = acts_of(team, period).select_related("actor", "copy__document", "copy__cabinet__project")
    rows = rows.defer("before", "reply").order_by("pk" if ascending else "-pk")
    if after is not None:
        act = after // ROWS_PER_ACT
        rows = rows.filter(pk__gte=act) if ascending else rows.filter(pk__lte=act)
    events = (event for row in _in_batches(rows, take, ascending) for event in _events(row, ascending))
    if after is not None:
        events = (event for event in events if (event.id > after if ascending else event.id < after))
    return list(islice(events, take))


def _in_batches(rows: QuerySet[LabelingAct], size: int, ascending: bool) -> Iterator[LabelingAct]:
    """Stream acts without holding a cursor open; nearly always one batch is enough."""
    while batch := list(rows[: size + 1]):
        yield from batch
        rows = rows.filter(pk__gt=batch[-1].pk) if ascending else rows.filter(pk__lt=batch[-1].pk)


def _events(act: LabelingAct, ascending: bool) -> Iterator[RowEvent]:
    if act.kind == ROW_HIGHLIGHTED:
        yield RowEvent(act.pk * ROWS_PER_ACT, act, act.line or 0)
        return
    entries = list(enumerate(act.after or ()))
    for number, entry in entries if ascending else reversed(entries):
        yield RowEvent(act.pk * ROWS_PER_ACT + number, act, entry["line"])


def shapes(events: Sequence[RowEvent], team: Team, *, with_content: bool) -> list[dict[str, Any]]:
    """The wire's RowAnalyticEvents. Texts are read only ``with_content``."""
    people = {event.act.actor_id for event in events}
    roles = dict(TeamMember.objects.filter(team=team, user__in=people).values_list("user_id", "role"))
    places = {(event.act.copy.document_id, event.line) for event in events}
    texts = cells_at(places) if with_content else {}
    return [_shape(event, roles, texts) for event in events]


def _shape(event: RowEvent, roles: Mapping[int, str], texts: Mapping[tuple[int, int], list[str]]) -> dict[str, Any]:
    act = event.act
    actor, copy = act.actor, act.copy
    assert actor is not None
    project = copy.cabinet.project
    content = texts.get((copy.document_id, event.line)) or [""]
    document = {
        "id": str(copy.uid),
        "fileName": copy.document.file_name,
        "project": {"id": project.uid, "name": project.name},
    }
    return {
        "id": str(event.id),
        "event": EVENTS[act.kind],
        "createdAt": str(int(act.at.timestamp() * 1000)),
        "user": {"id": str(actor.pk), "email": actor.email, "roleName": roles.get(actor.pk, "")},
        "cell": {
            "line": event.line,
            "index": 0,
            "content": content[0],
            "status": "DISPLAYED",
            "conflict": False,
            "document": document,
        },
    }
