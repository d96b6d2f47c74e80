"""The activity page on the wire: cursors are ids, so that new events do not shift the pages."""

from __future__ import annotations

from typing import Any

from ariadne import QueryType

from gloss.accounts import shapes as accounts
from gloss.core.clock import iso
from gloss.core.errors import BadInput
from gloss.core.ids import parse_int
from gloss.events import queries
from gloss.events.models import TimelineEvent
from gloss.projects.models import Project
from gloss.teams import access as teams

query = QueryType()
DEFAULT_TAKE = 20
MAX_TAKE = 1000
OLD_LIMIT = 500


@query.field("getTeamTimelineEvents")
def get_timeline(_: Any, info: Any, input: dict[str, Any] | None = None) -> dict[str, Any]:
    given = input or {}
    wanted, page = given.get("filter") or {}, given.get("page") or {}
    team = teams.manager(info.context.user, wanted.get("teamId")).team
    take = page.get("take") or DEFAULT_TAKE
    if not 1 <= take <= MAX_TAKE:
        raise BadInput(f"A page takes 1 to {MAX_TAKE} events.", field="page")
    events = queries.timeline(team, wanted)
    total = events.count()
    ascending = _is_ascending(given.get("sort"))
    after, take = _position(given.get("cursor"), page.get("after"), take)
    if after is not None:
        events = events.filter(pk__gt=after) if ascending else events.filter(pk__lt=after)
    rows = list(events.order_by("pk" if ascending else "-pk")[: take + 1])
    more, rows = len(rows) > take, rows[:take]
    cursor = f"{rows[-1].pk}.{take}" if more else None
    return {"nodes": _shaped(rows), "totalCount": total, "pageInfo": {"nextCursor": cursor, "prevCursor": None}}


@query.field("getTeamTimelineEvent")
def get_timeline_once(_: Any, info: Any, teamId: str) -> list[dict[str, Any]]:
    """The older form without pages: the newest events."""
    team = teams.manager(info.context.user, teamId).team
    return _shaped(list(queries.timeline(team, {}).order_by("-pk")[:OLD_LIMIT]))


def _is_ascending(sorts: list[dict[str, str]] | None) -> bool:
    if not sorts:
        return False
    if sorts[0]["field"] not in ("id", "created"):
        raise BadInput("Events can be sorted by id or created.", field="sort")
    return sorts[0]["order"] == "ASC"


def _position(cursor: str | None, after: int | None, take: int) -> tuple[int | None, int]:
    if not cursor:
        return after, take
    last, _, size = cursor.partition(".")
    numbers = parse_int(last), parse_int(size)
    if numbers[0] is None or not numbers[1]:
        raise BadInput("The cursor is not one of ours; start again without it.", field="cursor")
    return numbers[0], min(numbers[1], MAX_TAKE)


def _shaped(rows: list[TimelineEvent]) -> list[dict[str, Any]]:
    uids = {row.project_uid for row in rows if row.project_uid}
    alive = set(Project.objects.filter(uid__in=uids, is_ready=True).values_list("uid", flat=True))
    return [_event(row, alive) for row in rows]


def _event(row: TimelineEvent, alive: set[str]) -> dict[str, Any]:
    project = {"id": row.project_uid, "name": row.project_name, "isDeleted": row.project_uid not in alive}
    return {
        "id": str(row.pk),
        "event": row.event,
        "created": iso(row.at),
        "user": accounts.user(row.user),
        "targetUser": accounts.user(row.target_user),
        "targetProject": project if row.project_uid else None,
    }


BINDINGS = [query]
