"""How many of each member's labels the review accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gloss.analytics import performance
from gloss.analytics.charts.base import TEAM, ChartRow, Look, Scope


@dataclass(frozen=True)
class Accuracy:
    """Known once a review is complete: labels are judged then."""

    key: str
    level: str = TEAM
    name: str = "Label accuracy by member"
    description: str = "Accepted labels among the accepted and rejected ones of completed reviews, from 0 to 1."
    type: str = "TABLE"
    columns: tuple[str, ...] = ("Member", "Accepted", "Rejected", "Accuracy")
    look: ClassVar[Look] = Look("TABLE_CHART", {"showTable": True})

    def rows(self, scope: Scope) -> list[ChartRow]:
        return [
            ChartRow(
                row["cabinet__owner__email"],
                {
                    "Accepted": row["accepted"],
                    "Rejected": row["rejected"],
                    "Accuracy": round(performance.accuracy(row["accepted"], row["rejected"]), 4),
                },
                {"id": str(row["cabinet__owner_id"]), "name": row["cabinet__owner__name"]},
                "USER",
            )
            for row in performance.work_by_owner(scope.team.pk, scope.project)
        ]
