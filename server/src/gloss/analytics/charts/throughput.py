"""How much is labeled each day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gloss.analytics import daily
from gloss.analytics.charts.base import LABELER, REVIEWER, ChartRow, Look, Scope
from gloss.analytics.daily import Span
from gloss.documents.models import CabinetRole

BY_LABELERS, BY_REVIEWERS = "By labelers", "By reviewers"
_COLUMNS = {CabinetRole.LABELER: BY_LABELERS, CabinetRole.REVIEWER: BY_REVIEWERS}
_ONLY = {LABELER: (CabinetRole.LABELER,), REVIEWER: (CabinetRole.REVIEWER,)}


@dataclass(frozen=True)
class Throughput:
    """Labels and answers that people applied or decided by hand; every day of the period is a row."""

    key: str
    level: str
    name: str = "Throughput"
    description: str = "Labels and answers applied by hand each day (UTC). Higher is better."
    type: str = "GROUPED"
    look: ClassVar[Look] = Look("COLUMN_CHART", {"isStacked": True})

    @property
    def columns(self) -> tuple[str, ...]:
        return ("Date", *(_COLUMNS[role] for role in self._roles))

    @property
    def _roles(self) -> tuple[CabinetRole, ...]:
        return _ONLY.get(self.level, tuple(_COLUMNS))

    def rows(self, scope: Scope) -> list[ChartRow]:
        counts = daily.by_day(Span(scope.team, scope.period, scope.project, scope.person))
        nothing = daily.Time()
        return [
            ChartRow(
                day.isoformat(), {_COLUMNS[role]: counts.get((day, role), nothing).entries for role in self._roles}
            )
            for day in scope.period.days
        ]
