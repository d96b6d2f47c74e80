"""Guidelines on the wire. ``updateProjectGuideline`` belongs to projects."""

from __future__ import annotations

from typing import Any

from ariadne import MutationType, QueryType

from gloss.guidelines import access, queries, service, shapes

query, mutation = QueryType(), MutationType()
BINDINGS = [query, mutation]


@query.field("getGuidelines")
def get_guidelines(_: Any, info: Any, teamId: str | None = None) -> list[dict[str, Any] | None]:
    user = info.context.user
    team = access.scope_for_reader(user, teamId)
    return [shapes.guideline(row) for row in queries.in_scope(user, team)]


@mutation.field("createGuideline")
def create_guideline(_: Any, info: Any, content: str, name: str, teamId: str | None = None) -> dict[str, Any] | None:
    user = info.context.user
    team = access.scope_for_manager(user, teamId)
    return shapes.guideline(service.create(user, team, name, content))


@mutation.field("updateGuideline")
def update_guideline(
    _: Any, info: Any, id: str, content: str | None = None, name: str | None = None
) -> dict[str, Any] | None:
    guideline = access.guideline_for_manager(info.context.user, id)
    return shapes.guideline(service.update(guideline, name=name, content=content))


@mutation.field("deleteGuideline")
def delete_guideline(_: Any, info: Any, id: str) -> bool:
    service.delete(access.guideline_for_manager(info.context.user, id))
    return True
