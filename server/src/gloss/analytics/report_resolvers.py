"""The report builder and the reports on the wire."""

from __future__ import annotations

from typing import Any

from ariadne import QueryType

from gloss.analytics import access, exporting, reports
from gloss.analytics.custom.tables import TABLES
from gloss.exports import links
from gloss.exports import service as exports
from gloss.projects import access as projects
from gloss.teams import access as teams

query = QueryType()
BINDINGS = [query]


@query.field("getCustomReportMetricsGroupTables")
def get_custom_report_tables(_: Any, info: Any) -> list[dict[str, Any]]:
    assert info.context.user
    return [table.shape() for table in TABLES.values()]


@query.field("exportCustomReport")
def export_custom_report(_: Any, info: Any, teamId: str, input: dict[str, Any]) -> dict[str, Any]:
    """The link is given whatever the method: a mail may be slow, and the file is there either way."""
    context = info.context
    team = teams.admin(context.user, teamId).team
    request = exporting.custom_request(team, dict(input), context.base_url)
    reply = exports.start(context.user, team, request)
    url = links.link(request.base_url, reply["exportId"], request.expires_at, request.file_name)
    return {**reply, "fileUrl": url, "fileUrlExpiredAt": links.expires_iso(request.expires_at)}


@query.field("getMemberReport")
def get_member_report(_: Any, info: Any, input: dict[str, Any]) -> list[dict[str, Any]]:
    return reports.members(access.report(info.context.user, input))


@query.field("getProgress")
def get_progress(_: Any, info: Any, input: dict[str, Any]) -> list[dict[str, Any]]:
    return reports.progress(access.report(info.context.user, input, dated=True))


@query.field("getLabelDistribution")
def get_label_distribution(_: Any, info: Any, input: dict[str, Any]) -> list[dict[str, Any]]:
    return reports.distribution(access.report(info.context.user, input))


@query.field("getProjectReport")
def get_project_report(_: Any, info: Any, projectId: str) -> dict[str, Any]:
    return reports.of_project(projects.project_for_manager(info.context.user, projectId))
