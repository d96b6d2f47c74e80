"""Exports on the wire. They are queries that start a job, as in the public API."""

from __future__ import annotations

from typing import Any

from ariadne import ObjectType, QueryType

from gloss.accounts.audit import Origin
from gloss.exports import access, asking, formats, service
from gloss.jobs import access as jobs
from gloss.projects import access as projects
from gloss.projects import shapes as project_shapes
from gloss.teams import access as teams
from gloss.teams import shapes as team_shapes
from gloss.teams.models import Role

query, storage_type = QueryType(), ObjectType("ExternalObjectStorage")
BINDINGS = [query, storage_type]


@query.field("exportTextProject")
def export_text_project(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    context = info.context
    found, role = access.projects_for_export(context.user, input["projectIds"], input.get("role"), input["method"])
    request = asking.project_request(context.user, found, role, input, context.base_url)
    return service.start(context.user, found[0].team, request, Origin.of(context))


@query.field("exportTextProjectDocument")
def export_text_project_document(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    context = info.context
    copy = access.copy_for_export(context.user, input["documentId"], input["method"])
    request = asking.document_request(context.user, copy, input, context.base_url)
    return service.start(context.user, copy.cabinet.project.team, request, Origin.of(context))


@query.field("exportTeamOverview")
def export_team_overview(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    context = info.context
    team = teams.manager(context.user, input["teamId"]).team
    request = asking.team_request(team, input, context.base_url)
    return service.start(context.user, team, request, Origin.of(context))


@query.field("getExportDeliveryStatus")
def get_export_delivery_status(_: Any, info: Any, exportId: str) -> dict[str, Any]:
    found = jobs.readable(info.context.user, [exportId])
    if not found:
        return {"deliveryStatus": "NONE", "errors": []}
    return {"deliveryStatus": found[0].status, "errors": found[0].errors}


@query.field("getExportFormats")
def get_export_formats(_: Any, info: Any, projectId: str) -> list[dict[str, str]]:
    return formats.shape(projects.project_for_reader(info.context.user, projectId))


@storage_type.field("projects")
def storage_projects(storage: dict[str, Any], info: Any) -> list[dict[str, Any]]:
    """The projects that read from a bucket; for admins, who see all of them."""
    row, user = storage["row"], info.context.user
    if teams.role_in(user, row.team_id) != Role.ADMIN:
        return []
    return project_shapes.projects(list(row.projects.filter(is_ready=True).select_related("team", "owner")), user)


@storage_type.field("team")
def storage_team(storage: dict[str, Any], info: Any) -> dict[str, Any]:
    return team_shapes.team(storage["row"].team, base_url=info.context.base_url)
