"""Tags on the wire."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ariadne import MutationType, QueryType

from gloss.tags import access, queries, service, shapes
from gloss.tags.models import Tag

query, mutation = QueryType(), MutationType()
BINDINGS = [query, mutation]


def _tags(rows: Iterable[Tag]) -> list[dict[str, Any]]:
    return [shapes.tag(row) for row in rows]


def _with_global(input: dict[str, Any] | None) -> bool:
    return bool(((input or {}).get("filter") or {}).get("includeGlobalTag"))


@query.field("getTags")
def get_tags(_: Any, info: Any, input: dict[str, Any]) -> list[dict[str, Any]]:
    user = info.context.user
    team = access.scope_for_reader(user, input.get("teamId"))
    with_global = _with_global(input)
    return _tags(
        queries.of_team(team.pk, with_global=with_global) if team else queries.personal(user, with_global=with_global)
    )


@query.field("getPersonalTags")
def get_personal_tags(_: Any, info: Any, input: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    return _tags(queries.personal(info.context.user, with_global=_with_global(input)))


@mutation.field("createTag")
def create_tag(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    user = info.context.user
    team = access.scope_for_manager(user, input.get("teamId"))
    return shapes.tag(service.create(user, team, input["name"]))


@mutation.field("createPersonalTag")
def create_personal_tag(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    return shapes.tag(service.create(info.context.user, None, input["name"]))


@mutation.field("createTagsIfNotExist")
def create_tags_if_not_exist(_: Any, info: Any, input: dict[str, Any]) -> list[dict[str, Any]]:
    user = info.context.user
    team = access.scope_for_manager(user, input.get("teamId"))
    return _tags(service.ensure(user, team, input["names"]))


@mutation.field("updateTag")
def update_tag(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    user = info.context.user
    tag = access.tag_for_manager(user, input["tagId"], input.get("teamId"))
    return shapes.tag(service.rename(user, tag, input["name"]))


@mutation.field("removeTags")
def remove_tags(_: Any, info: Any, input: dict[str, Any]) -> list[dict[str, str]]:
    user = info.context.user
    team = access.scope_for_manager(user, input.get("teamId"))
    return [{"tagId": str(tag_id)} for tag_id in _removed(user, team, input)]


@mutation.field("removePersonalTags")
def remove_personal_tags(_: Any, info: Any, input: dict[str, Any]) -> list[dict[str, str]]:
    return [{"tagId": str(tag_id)} for tag_id in _removed(info.context.user, None, input)]


def _removed(user: Any, team: Any, input: dict[str, Any]) -> list[int]:
    """Ids are read first: a deleted row has none."""
    return [tag.pk for tag in service.remove(user, team, input["tagIds"])]
