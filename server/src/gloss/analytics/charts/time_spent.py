"""How long people worked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gloss.analytics import performance
from gloss.analytics.charts.base import ChartRow, Look, Scope


@dataclass(frozen=True)
class TimeSpent:
    """Active time in labeler copies, in minutes; people who have none yet are rows of zeros."""

    key: str
    level: str
    name: str = "Time spent by member"
    description: str = "Minutes that members were active while labeling, over the whole life of the projects."
    type: str = "SIMPLE"
    columns: tuple[str, ...] = ("Member", "Minutes")
    look: ClassVar[Look] = Look("BAR_CHART")

    def rows(self, scope: Scope) -> list[ChartRow]:
        return [
            ChartRow(
                row["cabinet__owner__email"],
                {"Minutes": round((row["millis"] or 0) / 60_000, 2)},
                {"id": str(row["cabinet__owner_id"]), "name": row["cabinet__owner__name"]},
                "USER",
            )
            for row in performance.work_by_owner(scope.team.pk, scope.project)
        ]
