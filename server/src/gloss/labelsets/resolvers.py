"""Label sets on the wire. ``getCabinetLabelSetsById`` needs cabinets and is in the documents domain."""

from __future__ import annotations

from typing import Any

from ariadne import MutationType, QueryType

from gloss.core.paging import page_of
from gloss.core.selection import selected
from gloss.labelsets import access, library, queries, service, shapes
from gloss.labelsets.items import parse_items, to_wire
from gloss.teams import access as teams
from gloss.teams.models import Role

query, mutation = QueryType(), MutationType()
BINDINGS = [query, mutation]


@query.field("getLabelSetsByTeamId")
def get_label_sets_by_team_id(_: Any, info: Any, teamId: str) -> list[dict[str, Any]]:
    """One set per signature, so that a filter lists each once; labelers see those of their projects."""
    caller = teams.member(info.context.user, teamId)
    labeler = info.context.user if caller.role == Role.LABELER else None
    with_items = "tagItems" in selected(info)
    rows = queries.used_in_team(caller.team, labeler=labeler)
    return [shapes.label_set(row, with_items=with_items) for row in (rows if with_items else rows.defer("items"))]


@mutation.field("createLabelSet")
def create_label_set(_: Any, info: Any, input: dict[str, Any], projectId: str | None = None) -> dict[str, Any]:
    user = info.context.user
    project = access.project_for_editor(user, projectId) if projectId else None
    row = service.create(
        user,
        parse_items(input["tagItems"]),
        name=input.get("name"),
        project=project,
        index=input.get("index"),
        arrow_label_required=bool(input.get("arrowLabelRequired")),
        leaf_only=bool(input.get("leafOnly")),
    )
    return shapes.label_set(row)


@mutation.field("appendLabelSetTagItems")
def append_label_set_tag_items(_: Any, info: Any, input: dict[str, Any]) -> list[dict[str, Any]]:
    label_set = access.label_set_for_editor(info.context.user, input["labelSetId"])
    added = service.append(
        label_set,
        input["tagItems"],
        signature=input.get("labelSetSignature"),
        arrow_label_required=input.get("arrowLabelRequired"),
    )
    return [to_wire(item) for item in added]


@mutation.field("updateProjectLabelSet")
def update_project_label_set(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    user = info.context.user
    label_set = access.label_set_of_project(user, input["projectId"], input["id"])
    row = service.update(
        label_set,
        user,
        name=input.get("name"),
        raw=input.get("tagItems"),
        signature=input.get("labelSetSignature"),
        arrow_label_required=input.get("arrowLabelRequired"),
        leaf_only=input.get("leafOnly"),
    )
    return shapes.label_set(row)


@mutation.field("updateProjectLabelSetByLabelSetTemplate")
def update_project_label_set_by_label_set_template(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    user = info.context.user
    project = access.project_for_editor(user, input["projectId"])
    template = access.template_for_reader(user, input["labelSetTemplateId"])
    return shapes.label_set(service.use_template(project, input["index"], template, user))


@mutation.field("deleteLabelSet")
def delete_label_set(_: Any, info: Any, id: str) -> list[str]:
    label_set = access.label_set_for_editor(info.context.user, id)
    service.delete(label_set, info.context.user)
    return [str(id)]


@query.field("getLabelSetTemplates")
def get_label_set_templates(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    user, filters = info.context.user, input.get("filter") or {}
    team = access.library_for_reader(user, filters.get("teamId"))
    page = page_of(input)
    rows = queries.searched_library(
        user,
        team,
        keyword=filters.get("keyword") or "",
        owner_ids=[id for id in filters.get("ownerIds") or () if id is not None],
        types=filters.get("types") or (),
        sort=input.get("sort") or (),
    )
    total = rows.count()
    with_items = "nodes.items" in selected(info)
    shown = (rows if with_items else rows.defer("items"))[page.skip : page.skip + page.take]
    nodes = [shapes.template(row, with_items=with_items) for row in shown]
    return {"totalCount": total, "pageInfo": page.cursors(total), "nodes": nodes}


@query.field("getLabelSetTemplate")
def get_label_set_template(_: Any, info: Any, id: str) -> dict[str, Any]:
    return shapes.template(access.template_for_reader(info.context.user, id))


@mutation.field("createLabelSetTemplate")
def create_label_set_template(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    user = info.context.user
    row = library.create(
        user,
        access.library_for_author(user, input.get("teamId")),
        input["name"],
        input["questions"],
        leaf_only=bool(input.get("leafOnly")),
        arrow_label_required=bool(input.get("arrowLabelRequired")),
    )
    return shapes.template(row)


@mutation.field("updateLabelSetTemplate")
def update_label_set_template(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    row = library.update(
        access.template_for_manager(info.context.user, input["id"]),
        name=input.get("name"),
        questions=input.get("questions"),
        leaf_only=input.get("leafOnly"),
        arrow_label_required=input.get("arrowLabelRequired"),
    )
    return shapes.template(row)


@mutation.field("deleteLabelSetTemplates")
def delete_label_set_templates(_: Any, info: Any, ids: list[str]) -> bool:
    library.delete(access.templates_for_manager(info.context.user, ids))
    return True
