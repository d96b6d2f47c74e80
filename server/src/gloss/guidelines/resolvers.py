"""Guidelines on the wire. ``updateProjectGuideline`` belongs to projects."""

from __future__ import annotations

from typing import Any

from ariadne import MutationType, ObjectType, QueryType

from gloss.guidelines import access, queries, service, shapes

query, mutation, guideline_type = QueryType(), MutationType(), ObjectType("Guideline")
BINDINGS = [query, mutation, guideline_type]
Shape = dict[str, Any]


@query.field("getGuidelines")
def get_guidelines(_: Any, info: Any, teamId: str | None = None) -> list[Shape | None]:
    user = info.context.user
    team = access.scope_for_reader(user, teamId)
    return [shapes.guideline(row) for row in queries.in_scope(user, team)]


@query.field("getGuidelineVersions")
def get_guideline_versions(_: Any, info: Any, guidelineId: str) -> list[Shape]:
    found = access.guideline_for_reader(info.context.user, guidelineId)
    return [shapes.version(row) for row in queries.versions(found)]


@query.field("getGuidelineAcknowledgements")
def get_guideline_acknowledgements(_: Any, info: Any, guidelineId: str) -> list[Shape]:
    found = access.guideline_for_manager(info.context.user, guidelineId)
    return [shapes.acknowledgement(row) for row in queries.acknowledgements(found)]


@guideline_type.field("acknowledgedVersion")
def acknowledged_version(obj: Shape, info: Any) -> int | None:
    return queries.acknowledged_version(obj[shapes.ROW].pk, info.context.user)


@guideline_type.field("needsAcknowledgement")
def needs_acknowledgement(obj: Shape, info: Any) -> bool:
    row = obj[shapes.ROW]
    return (queries.acknowledged_version(row.pk, info.context.user) or 0) < row.asked_version


@mutation.field("createGuideline")
def create_guideline(
    _: Any, info: Any, content: str, name: str, teamId: str | None = None, fileKey: str | None = None
) -> Shape | None:
    user = info.context.user
    team = access.scope_for_manager(user, teamId)
    return shapes.guideline(service.create(user, team, name, service.Change(content, fileKey or None)))


@mutation.field("updateGuideline")
def update_guideline(_: Any, info: Any, id: str, name: str | None = None, **given: Any) -> Shape | None:
    guideline = access.guideline_for_manager(info.context.user, id)
    change = service.Change(
        given.get("content"), given.get("fileKey"), given.get("note") or "", bool(given.get("isMinor"))
    )
    return shapes.guideline(service.update(guideline, actor=info.context.user, name=name, change=change))


@mutation.field("acknowledgeGuideline")
def acknowledge_guideline(_: Any, info: Any, guidelineId: str, version: int) -> Shape | None:
    user = info.context.user
    found = access.guideline_for_reader(user, guidelineId)
    return shapes.guideline(service.acknowledge(found, version, user))


@mutation.field("deleteGuideline")
def delete_guideline(_: Any, info: Any, id: str) -> bool:
    service.delete(access.guideline_for_manager(info.context.user, id))
    return True
