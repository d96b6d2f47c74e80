"""Queries over the timeline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet

from gloss.core.errors import BadInput
from gloss.core.ids import parse_int
from gloss.events.models import TimelineEvent
from gloss.teams.models import Team


def timeline(team: Team, wanted: Mapping[str, Any]) -> QuerySet[TimelineEvent]:
    """Events of a team; days are whole, in UTC, both inclusive.

    Raises:
        BadInput: a date that is none.
    """
    events = TimelineEvent.objects.filter(team=team).select_related("user", "target_user")
    if wanted.get("projectId"):
        events = events.filter(project_uid=wanted["projectId"])
    if wanted.get("userId"):
        events = events.filter(user_id=parse_int(wanted["userId"]) or 0)
    if wanted.get("startDate"):
        events = events.filter(at__gte=_moment(wanted["startDate"], "startDate"))
    if wanted.get("endDate"):
        end, whole_day = _moment(wanted["endDate"], "endDate"), len(wanted["endDate"]) <= len("yyyy-mm-dd")
        events = events.filter(at__lt=end + timedelta(days=1)) if whole_day else events.filter(at__lte=end)
    return events


def _moment(text: str, field: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"'{text}' is not a date. Write yyyy-mm-dd.", field=field) from error
    if len(text) <= len("yyyy-mm-dd"):
        found = datetime.combine(found.date(), time())
    return found if found.tzinfo else found.replace(tzinfo=UTC)
