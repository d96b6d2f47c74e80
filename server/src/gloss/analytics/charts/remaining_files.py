"""How many files wait in projects that are not complete."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.db.models import Sum

from gloss.analytics.charts.base import TEAM, ChartRow, Look, Scope
from gloss.projects import queries as projects
from gloss.projects.models import ProjectStatus


@dataclass(frozen=True)
class RemainingFiles:
    key: str
    level: str = TEAM
    name: str = "Remaining files"
    description: str = "Files of projects that are not complete, by the status of the project, as of now."
    type: str = "SIMPLE"
    columns: tuple[str, ...] = ("Status", "Files")
    look: ClassVar[Look] = Look("COLUMN_CHART")

    def rows(self, scope: Scope) -> list[ChartRow]:
        open_ones = projects.ready().filter(team=scope.team, is_archived=False).exclude(status=ProjectStatus.COMPLETE)
        counts = dict(open_ones.order_by().values_list("status").annotate(Sum("document_count")))
        statuses = [status.value for status in ProjectStatus if status != ProjectStatus.COMPLETE]
        return [ChartRow(status, {"Files": counts.get(status) or 0}) for status in statuses]
