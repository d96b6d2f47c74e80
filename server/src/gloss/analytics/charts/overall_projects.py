"""How many projects a team has in each status."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.db.models import Count

from gloss.analytics.charts.base import TEAM, ChartRow, Look, Scope
from gloss.projects import queries as projects
from gloss.projects.models import ProjectStatus


@dataclass(frozen=True)
class OverallProjects:
    key: str
    level: str = TEAM
    name: str = "Overall projects"
    description: str = "Projects by status, as of now. Archived projects count too."
    type: str = "SIMPLE"
    columns: tuple[str, ...] = ("Status", "Projects")
    look: ClassVar[Look] = Look("PIE_CHART")

    def rows(self, scope: Scope) -> list[ChartRow]:
        found = projects.ready().filter(team=scope.team).order_by().values_list("status").annotate(Count("pk"))
        counts = dict(found)
        return [ChartRow(status.value, {"Projects": counts.get(status.value, 0)}) for status in ProjectStatus]
