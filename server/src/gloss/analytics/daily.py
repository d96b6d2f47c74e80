"""Reading the sums of days, with what the log has past them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet, Sum

from gloss.accounts.models import User
from gloss.analytics import ingest
from gloss.analytics.models import DailyTime, DailyWork
from gloss.analytics.period import Period
from gloss.projects.models import Project
from gloss.teams.models import Team


@dataclass(frozen=True)
class Span:
    """What to add up. Without a ``period`` all days count. What the log has past the sums is read once."""

    team: Team
    period: Period | None = None
    project: Project | None = None
    person: User | None = None

    def rows(self, model: type[DailyTime] | type[DailyWork]) -> QuerySet[Any]:
        projects = [self.project.pk] if self.project else self._project_ids()
        found = model.objects.filter(project__in=projects).order_by()
        if self.person:
            found = found.filter(user=self.person)
        days = self.period.days if self.period else ()
        return found.filter(day__gte=days[0], day__lte=days[-1]) if days else found

    def _project_ids(self) -> QuerySet[Any]:
        return Project.objects.filter(team=self.team, is_ready=True).order_by().values("pk")

    @cached_property
    def newest(self) -> ingest.Sums:
        """What the log has past the stored sums, of this span only."""
        sums, _ = ingest.tail()
        holds = self._holds()
        for counts in (sums.work, sums.entries, sums.millis):
            for key in [key for key in counts if not holds(key)]:
                del counts[key]
        return sums

    def _holds(self) -> Any:
        """Return the test whether a key of ``ingest.Sums`` belongs here."""
        ids = {self.project.pk} if self.project else set(self._project_ids().values_list("pk", flat=True))
        first, last = (self.period.days[0], self.period.days[-1]) if self.period else (date.min, date.max)
        who = self.person.pk if self.person else None
        return lambda key: key[1] in ids and first <= key[0] <= last and who in (None, key[2])


@dataclass(slots=True)
class Time:
    entries: int = 0
    act_millis: int = 0
    active_millis: int = 0


def by_day(span: Span) -> dict[tuple[date, str], Time]:
    """Return entries and time by day and mode."""
    return _times(span, "day", "role", lambda key: (key[0], key[3]))


def by_person(span: Span) -> dict[tuple[int], Time]:
    """Return entries and time by user id (as a tuple of one)."""
    return _times(span, "user_id", None, lambda key: (key[2],))


def _times(span: Span, first: str, second: str | None, key_of: Any) -> dict[Any, Time]:
    names = [first, second] if second else [first]
    stored = span.rows(DailyTime).values_list(*names)
    found = {
        tuple(row[: len(names)]): Time(*row[len(names) :])
        for row in stored.annotate(a=Sum("entries"), b=Sum("act_millis"), c=Sum("active_millis"))
    }
    sums = span.newest
    for key in dict.fromkeys([*sums.entries, *sums.millis]):
        row = found.setdefault(key_of(key), Time())
        row.entries += sums.entries[key]
        row.act_millis += sums.millis[key]
    return found


def labels(span: Span) -> Counter[tuple[int, str, str]]:
    """Count what was applied by project, kind and stored label."""
    stored = span.rows(DailyWork).values_list("project_id", "kind", "label").annotate(total=Sum("applied"))
    found = Counter({(project, kind, label): total for project, kind, label, total in stored})
    return found + _tail(span, lambda key: (key[1], key[4], key[5]))


def applied(span: Span) -> Counter[tuple[int, str]]:
    """Count what was applied by user id and kind."""
    stored = span.rows(DailyWork).values_list("user_id", "kind").annotate(total=Sum("applied"))
    return Counter({(user, kind): total for user, kind, total in stored}) + _tail(span, lambda key: (key[2], key[4]))


def _tail(span: Span, key_of: Any) -> Counter[Any]:
    found: Counter[Any] = Counter()
    for key, count in span.newest.work.items():
        found[key_of(key)] += count
    return found
