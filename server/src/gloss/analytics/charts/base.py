"""What every chart promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from gloss.accounts.models import User
from gloss.analytics.period import Period
from gloss.projects.models import Project
from gloss.teams.models import Team

TEAM, PROJECT = "TEAM", "PROJECT"
LABELER, REVIEWER = "TEAM_MEMBER_AS_LABELER", "TEAM_MEMBER_AS_REVIEWER"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a chart is about; access has been checked. ``project`` and ``person`` narrow it down."""

    team: Team
    period: Period
    project: Project | None = None
    person: User | None = None


@dataclass(frozen=True, slots=True)
class ChartRow:
    """``values`` by column. ``payload`` tells whose row it is: ``{"id", "name"}`` of a project or user."""

    key: str
    values: Mapping[str, int | float | str]
    payload: dict[str, Any] | None = None
    payload_type: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """How to draw it: names of the wire's VisualizationParams."""

    visualization: str
    more: dict[str, Any] = field(default_factory=dict)


class Chart(Protocol):
    """One chart of one level. ``columns`` head the table of its data; the first is the rows' key."""

    @property
    def key(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def columns(self) -> tuple[str, ...]: ...
    @property
    def look(self) -> Look: ...

    def rows(self, scope: Scope) -> list[ChartRow]:
        """Compute the chart from what is kept, in the order it is shown."""


def shape(chart: Chart) -> dict[str, Any]:
    """The wire's Chart."""
    return {
        "id": chart.key,
        "name": chart.name,
        "description": chart.description,
        "level": chart.level,
        "type": chart.type,
        "dataTableHeaders": list(chart.columns),
        "visualizationParams": {"visualization": chart.look.visualization, **chart.look.more},
    }


def shape_row(row: ChartRow) -> dict[str, Any]:
    """The wire's ChartDataRow, whose values are text."""
    return {
        "key": row.key,
        "keyPayload": row.payload,
        "keyPayloadType": row.payload_type,
        "values": [{"key": key, "value": str(value)} for key, value in row.values.items()],
    }
