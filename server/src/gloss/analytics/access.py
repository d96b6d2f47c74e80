"""Who may see which figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gloss.accounts.models import User
from gloss.analytics import period
from gloss.analytics.charts import CHARTS
from gloss.analytics.charts.base import LABELER, PROJECT, REVIEWER, TEAM, Chart, Scope
from gloss.analytics.daily import Span
from gloss.core.errors import BadInput, Forbidden, NotFound
from gloss.core.ids import parse_int
from gloss.projects import access as projects
from gloss.projects.models import Project
from gloss.teams import access as teams
from gloss.teams import queries as team_queries
from gloss.teams.models import Role, Team, TeamMember

DEFAULT_TAKE, MAX_TAKE = 100, 10_000


def check_level(user: User, team_id: object, level: str) -> TeamMember:
    """Team figures are for admins, project figures for admins and supervisors, own ones for every member."""
    if level == TEAM:
        return teams.admin(user, team_id)
    return teams.manager(user, team_id) if level == PROJECT else teams.member(user, team_id)


def chart(user: User, chart_id: str, wanted: Mapping[str, Any]) -> tuple[Chart, Scope]:
    """Return a chart and what ``user`` may see of it (the wire's AnalyticsDashboardQueryInput).

    Raises:
        NotFound: no such chart, team, project or member. Forbidden: not for this role.
        BadInput: a date that is none, or a project's chart without a project.
    """
    caller = teams.member(user, wanted["teamId"])
    found = CHARTS.get(chart_id)
    if found is None:
        raise NotFound("chart", chart_id)
    check_level(user, caller.team_id, found.level)
    project = _project(user, caller.team, wanted.get("projectId"))
    if found.level == PROJECT and project is None:
        raise BadInput("Name the project: this chart is about one.", field="projectId")
    person = _person(caller, wanted.get("userId"), found.level)
    return found, Scope(caller.team, period.of_chart(wanted.get("calendarDate")), project, person)


def _project(user: User, team: Team, project_uid: object) -> Project | None:
    if not project_uid:
        return None
    project = projects.project_for_manager(user, str(project_uid))
    if project.team_id != team.pk:
        raise NotFound("project", project_uid)
    return project


def _person(caller: TeamMember, user_id: object, level: str) -> User | None:
    """Whose figures: in charts of members the caller's own unless another is named, which admins may do."""
    own = level in (LABELER, REVIEWER)
    if not user_id:
        return caller.user if own else None
    if str(caller.user_id) != str(user_id) and caller.role != Role.ADMIN:
        raise Forbidden("Only admins may see the figures of other people.")
    members = team_queries.listed_members(caller.team_id)
    found = members.filter(user_id=parse_int(user_id) or 0).first()
    if found is None:
        raise NotFound("team member with the user", user_id)
    return found.user


def agreement_scope(user: User, team_id: object, project_uids: list[str] | None) -> tuple[Team, list[Project] | None]:
    """Admins see the agreement of a whole team (projects None), supervisors too that of projects they name."""
    if project_uids is None:
        return teams.admin(user, team_id).team, None
    caller = teams.member(user, team_id)
    found = [_project(user, caller.team, uid) for uid in dict.fromkeys(project_uids)]
    if not found:
        teams.manager(user, team_id)
    return caller.team, [project for project in found if project is not None]


@dataclass(frozen=True, slots=True)
class Report:
    """What a report adds up, and how many entries it lists."""

    span: Span
    take: int


def report(user: User, wanted: Mapping[str, Any], *, dated: bool = False) -> Report:
    """Read a ReportInput: teams are for admins, projects for admins and supervisors.

    With ``dated`` the last thirty days are meant when no dates are given.

    Raises:
        BadInput: dates that are none or out of order, or a take outside 1 to 10,000.
    """
    caller = teams.manager(user, wanted["teamId"]) if wanted.get("projectId") else teams.admin(user, wanted["teamId"])
    take = DEFAULT_TAKE if wanted.get("take") is None else wanted["take"]
    if not 1 <= take <= MAX_TAKE:
        raise BadInput(f"A report lists 1 to {MAX_TAKE:,} entries.", field="input.take")
    stretch = period.of_report(wanted.get("startDate"), wanted.get("endDate"), dated=dated)
    project = _project(user, caller.team, wanted.get("projectId"))
    return Report(Span(caller.team, stretch, project, _person(caller, wanted.get("userId"), TEAM)), take)
