"""Teams' buckets on the wire. ``projects`` and ``team`` of a bucket are resolved by later domains."""

from __future__ import annotations

from typing import Any

from ariadne import MutationType, ObjectType, QueryType

from gloss.accounts.audit import Origin
from gloss.storage import access, queries, service, shapes
from gloss.teams import access as teams
from gloss.teams.models import Role

query, mutation, storage_type = QueryType(), MutationType(), ObjectType("ExternalObjectStorage")
BINDINGS = [query, mutation, storage_type]


@query.field("getExternalObjectStorages")
def get_external_object_storages(_: Any, info: Any, teamId: str) -> list[dict[str, Any]]:
    """Members see which buckets there are, to create from or export to; only admins see how they are reached."""
    member = teams.member(info.context.user, teamId)
    is_admin = member.role == Role.ADMIN
    return [shapes.storage(row, is_admin) for row in queries.storages_of(member.team_id)]


@mutation.field("createExternalObjectStorage")
def create_external_object_storage(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    context = info.context
    team = teams.admin(context.user, input["teamId"]).team
    bucket, origin = input["bucketName"].strip(), Origin.of(context)
    row = service.create(team, input["cloudService"], bucket, input["credentials"], context.user, origin)
    return shapes.storage(row, with_credentials=True)


@query.field("checkExternalObjectStorageConnection")
def check_external_object_storage_connection(_: Any, info: Any, input: dict[str, Any]) -> bool:
    teams.admin(info.context.user, input["teamId"])
    service.check(input["cloudService"], input["bucketName"].strip(), input["credentials"])
    return True


@mutation.field("deleteExternalObjectStorage")
def delete_external_object_storage(_: Any, info: Any, externalObjectStorageId: str) -> dict[str, Any]:
    row = access.storage_for_admin(info.context.user, externalObjectStorageId)
    shape = shapes.storage(row, with_credentials=False)
    service.delete(row, info.context.user, Origin.of(info.context))
    return shape


@query.field("getExternalObjectMeta")
def get_external_object_meta(
    _: Any, info: Any, externalObjectStorageId: str, objectKeys: list[str]
) -> list[dict[str, Any]]:
    row = access.storage_for_manager(info.context.user, externalObjectStorageId)
    return [shapes.meta(found) for found in service.metas(row, objectKeys)]


@query.field("countProjectsByExternalObjectStorageId")
def count_projects_by_external_object_storage_id(_: Any, info: Any, input: str) -> int:
    return queries.count_projects(access.storage_for_admin(info.context.user, input))
