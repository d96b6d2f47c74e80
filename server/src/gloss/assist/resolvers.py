"""Services, transformers and automatic labeling on the wire."""

from __future__ import annotations

from typing import Any

from ariadne import MutationType, QueryType

from gloss.assist import access, queries, service, shapes
from gloss.documents.models import CabinetRole
from gloss.jobs import service as jobs
from gloss.projects import access as projects
from gloss.teams import access as teams

query, mutation = QueryType(), MutationType()
BINDINGS = [query, mutation]


@query.field("getCustomAPI")
def get_custom_api(_: Any, info: Any, customAPIId: str) -> dict[str, Any]:
    return shapes.custom_api(access.custom_api_for_manager(info.context.user, customAPIId))


@query.field("getCustomAPIs")
def get_custom_apis(_: Any, info: Any, teamId: str, purpose: str | None = None) -> list[dict[str, Any]]:
    team = teams.manager(info.context.user, teamId).team
    return [shapes.custom_api(row) for row in queries.custom_apis(team, purpose)]


@mutation.field("createCustomAPI")
def create_custom_api(_: Any, info: Any, input: dict[str, Any], teamId: str) -> dict[str, Any]:
    team = teams.admin(info.context.user, teamId).team
    return shapes.custom_api(service.create_custom_api(team, input))


@mutation.field("updateCustomAPI")
def update_custom_api(_: Any, info: Any, customAPIId: str, input: dict[str, Any]) -> dict[str, Any]:
    row = access.custom_api_for_admin(info.context.user, customAPIId)
    return shapes.custom_api(service.update_custom_api(row, input))


@mutation.field("deleteCustomAPI")
def delete_custom_api(_: Any, info: Any, customAPIId: str) -> dict[str, Any]:
    row = access.custom_api_for_admin(info.context.user, customAPIId)
    row.delete()
    return shapes.custom_api(row, customAPIId)


@query.field("getFileTransformer")
def get_transformer(_: Any, info: Any, fileTransformerId: str) -> dict[str, Any]:
    return shapes.transformer(access.transformer_for_manager(info.context.user, fileTransformerId))


@query.field("getFileTransformers")
def get_transformers(_: Any, info: Any, teamId: str, purpose: str | None = None) -> list[dict[str, Any]]:
    team = teams.manager(info.context.user, teamId).team
    return [shapes.transformer(row) for row in queries.transformers(team, purpose)]


@mutation.field("createFileTransformer")
def create_transformer(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    team = teams.manager(info.context.user, input["teamId"]).team
    return shapes.transformer(service.create_transformer(team, input["name"], input["purpose"]))


@mutation.field("updateFileTransformer")
def update_transformer(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    row = access.transformer_for_manager(info.context.user, input["fileTransformerId"])
    return shapes.transformer(service.update_transformer(row, input))


@mutation.field("removeFileTransformer")
def remove_transformer(_: Any, info: Any, fileTransformerId: str) -> dict[str, Any]:
    row = access.transformer_for_manager(info.context.user, fileTransformerId)
    row.delete()
    return shapes.transformer(row, fileTransformerId)


@mutation.field("autoLabelTokenBasedProject")
def auto_label_project(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    user = info.context.user
    project = projects.project_for_manager(user, input["projectId"])
    options, target = input["options"], input["targetAPI"]
    request = service.AutoLabelRequest(
        email=input["labelerEmail"],
        role=input.get("role") or CabinetRole.LABELER,
        endpoint=target["endpoint"],
        secret=target["secretKey"],
        batch_size=options["numberOfFilesPerRequest"],
        provider=options.get("serviceProvider"),
    )
    return jobs.shape(service.start_auto_label(user, project, request))
