"""Events, reports and figures on the wire. Charts have their own module."""

from __future__ import annotations

from typing import Any

from ariadne import MutationType, ObjectType, QueryType

from gloss.analytics import (
    agreement_resolvers,
    chart_resolvers,
    figures,
    final_report,
    ingest,
    performance,
    period,
    queries,
    report_resolvers,
    row_events,
)
from gloss.core import clock
from gloss.core.errors import BadInput
from gloss.core.ids import parse_int
from gloss.core.selection import selected
from gloss.documents import access as documents
from gloss.documents import shapes as document_shapes
from gloss.projects import access as projects
from gloss.projects import queries as project_queries
from gloss.projects import shapes as project_shapes
from gloss.projects.models import Project
from gloss.review import service as review
from gloss.teams import access as teams
from gloss.teams import shapes as team_shapes

query, mutation, member_type = QueryType(), MutationType(), ObjectType("TeamMember")
BINDINGS = [query, mutation, member_type, *chart_resolvers.BINDINGS]
BINDINGS += [*agreement_resolvers.BINDINGS, *report_resolvers.BINDINGS]
DEFAULT_TAKE = 20
MAX_TAKE = 1000
MAX_PROJECTS = 100
SORTS = ("id", "createdAt")


@query.field("getDocumentFigures")
def get_document_figures(_: Any, info: Any, documentId: str) -> dict[str, Any]:
    copy = documents.copy_for_reader(info.context.user, documentId)
    return figures.of_document(copy, info.context.user)


@query.field("getRowAnalyticEvents")
def get_row_events(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    wanted, asked = input["filter"], selected(info)
    team = teams.manager(info.context.user, wanted["teamId"]).team
    during = period.of_events(wanted.get("startDate"), wanted.get("endDate"))
    after, take = _position(input)
    events = row_events.page(team, during, after=after, take=take + 1, ascending=_is_ascending(input.get("sort")))
    more, events = len(events) > take, events[:take]
    with_content = "nodes.cell.content" in asked
    return {
        "nodes": row_events.shapes(events, team, with_content=with_content) if "nodes" in asked else [],
        "totalCount": row_events.total(team, during) if "totalCount" in asked else 0,
        "pageInfo": {"nextCursor": f"{events[-1].id}.{take}" if more else None, "prevCursor": None},
    }


def _position(input: dict[str, Any]) -> tuple[int | None, int]:
    """Return the last event already given and the size of a page; the cursor carries both."""
    if input.get("cursor"):
        last, _, size = str(input["cursor"]).partition(".")
        numbers = parse_int(last), parse_int(size)
        if numbers[0] is None or not numbers[1]:
            raise BadInput("The cursor is not one of ours; start again without it.", field="cursor")
        return numbers[0], min(numbers[1], MAX_TAKE)
    page = input.get("page") or {}
    take = page.get("take") or DEFAULT_TAKE
    if not 1 <= take <= MAX_TAKE:
        raise BadInput(f"A page takes 1 to {MAX_TAKE} events.", field="page")
    return page.get("after"), take


def _is_ascending(sorts: list[dict[str, str]] | None) -> bool:
    if not sorts:
        return True
    if sorts[0]["field"] not in SORTS:
        raise BadInput(f"Events can be sorted by {' or '.join(SORTS)}.", field="sort")
    return sorts[0]["order"] == "ASC"


@query.field("getProjectsFinalReport")
def get_final_reports(_: Any, info: Any, projectIds: list[str]) -> list[dict[str, Any]]:
    if not 1 <= len(projectIds) <= MAX_PROJECTS:
        raise BadInput(f"Name 1 to {MAX_PROJECTS} projects.", field="projectIds")
    user = info.context.user
    found = [projects.project_for_manager(user, uid) for uid in dict.fromkeys(projectIds)]
    for project in found:
        review.freshen_project(project, user)
    shaped = project_shapes.projects(found, user)
    return [
        {"project": wire, "documentFinalReports": _document_reports(info, project)}
        for wire, project in zip(shaped, found, strict=True)
    ]


def _document_reports(info: Any, project: Project) -> list[dict[str, Any]]:
    reports = final_report.of_project(project)
    copies = document_shapes.copies([report.copy for report in reports], project)
    members = {row.member.user_id: row.member for row in project_queries.assignments(project)}
    role = teams.role_in(info.context.user, project.team_id) if project.team_id else None
    result = []
    for report, document in zip(reports, copies, strict=True):
        member = members.get(report.copy.cabinet.owner_id)
        rows = [{"line": line, "finalReport": tally.shape()} for line, tally in report.rows or ()]
        result.append(
            {
                "cabinet": document_shapes.cabinet(report.copy.cabinet),
                "document": document,
                "finalReport": report.total.shape(),
                "rowFinalReports": None if report.rows is None else rows,
                "teamMember": team_shapes.member(member, role) if member else None,
            }
        )
    return result


@query.field("getAnalyticsLastUpdatedAt")
def get_last_updated(_: Any, info: Any) -> str | None:
    """Now: the newest acts are counted when asked for. Earlier while a long log is added up for the first time."""
    assert info.context.user
    _, behind = ingest.tail()
    return clock.iso(behind or clock.now())


@mutation.field("runDataIngestion")
def run_data_ingestion(_: Any, info: Any) -> bool:
    """Nothing to do: the worker adds up by itself, and what it has not reached is counted when asked for."""
    assert info.context.user
    return True


@query.field("getUsage")
def get_usage(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    asked = period.between(input["start"], input["end"])
    return {"start": input["start"], "end": input["end"], "labels": queries.usage(info.context.user, asked)}


@member_type.field("performance")
def member_performance(member: dict[str, Any], info: Any) -> dict[str, Any] | None:
    """Own figures for everybody, others' for admins and supervisors. Computed once for a whole team."""
    row, cache = member[team_shapes.MEMBER], info.context.cache
    caller = teams.role_in(info.context.user, row.team_id)
    if row.user_id is None or not (row.user_id == info.context.user.pk or caller in teams.MANAGERS):
        return None
    key = ("performance", row.team_id)
    if key not in cache:
        cache[key] = performance.of_team(row.team_id)
    return cache[key].get(row.pk)
