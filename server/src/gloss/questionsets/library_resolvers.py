"""The library of question sets on the wire, its older part included."""

from __future__ import annotations

from typing import Any

from ariadne import MutationType, QueryType

from gloss.core.errors import BadInput
from gloss.core.paging import page_of
from gloss.questionsets import access, library, queries, shapes
from gloss.teams import access as teams

query, mutation = QueryType(), MutationType()
BINDINGS = [query, mutation]


@query.field("getPaginatedQuestionSets")
def get_paginated_question_sets(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    user, filters = info.context.user, input.get("filter") or {}
    team = access.library_for_reader(user, filters.get("teamId"))
    page = page_of(input)
    rows = queries.searched_library(
        user,
        team,
        keyword=filters.get("keyword") or "",
        creator_ids=filters.get("creatorIds") or (),
        sort=input.get("sort") or (),
    )
    total = rows.count()
    nodes = [shapes.question_set(row) for row in rows[page.skip : page.skip + page.take]]
    return {"totalCount": total, "pageInfo": page.cursors(total), "nodes": nodes}


@query.field("getQuestionSet")
def get_question_set(_: Any, info: Any, id: str) -> dict[str, Any]:
    return shapes.question_set(access.question_set_for_reader(info.context.user, id))


@mutation.field("createQuestionSet")
def create_question_set(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    user = info.context.user
    team = access.library_for_author(user, input.get("teamId"))
    return shapes.question_set(library.create(user, team, input["name"], input["items"]))


@mutation.field("updateQuestionSet")
def update_question_set(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    row = access.question_set_for_manager(info.context.user, input["id"])
    return shapes.question_set(library.update(row, name=input.get("name"), items=input.get("items")))


@mutation.field("deleteQuestionSet")
def delete_question_set(_: Any, info: Any, id: str) -> bool:
    library.delete([access.question_set_for_manager(info.context.user, id)])
    return True


@mutation.field("deleteQuestionSets")
def delete_question_sets(_: Any, info: Any, ids: list[str]) -> bool:
    library.delete([access.question_set_for_manager(info.context.user, id) for id in dict.fromkeys(ids)])
    return True


@query.field("getQuestionSetTemplates")
def get_question_set_templates(_: Any, info: Any, teamId: str) -> list[dict[str, Any]]:
    team = teams.member(info.context.user, teamId).team
    return [shapes.template(row) for row in queries.templates(team)]


@query.field("getQuestionSetTemplate")
def get_question_set_template(_: Any, info: Any, id: str, teamId: str) -> dict[str, Any]:
    return shapes.template(access.template_for_reader(info.context.user, teamId, id))


def _required(input: dict[str, Any] | None) -> dict[str, Any]:
    if input is None:
        raise BadInput("Give the name and the template.", field="input")
    return input


@mutation.field("createQuestionSetTemplate")
def create_question_set_template(_: Any, info: Any, teamId: str, input: dict[str, Any] | None = None) -> dict[str, Any]:
    team = teams.manager(info.context.user, teamId).team
    given = _required(input)
    return shapes.template(library.create_template(team, given["name"], given["template"]))


@mutation.field("updateQuestionSetTemplate")
def update_question_set_template(
    _: Any, info: Any, id: str, teamId: str, input: dict[str, Any] | None = None
) -> dict[str, Any]:
    row = access.template_for_manager(info.context.user, teamId, id)
    given = _required(input)
    return shapes.template(library.update_template(row, given["name"], given["template"]))


@mutation.field("removeQuestionSetTemplate")
def remove_question_set_template(_: Any, info: Any, id: str, teamId: str) -> bool:
    library.delete_template(access.template_for_manager(info.context.user, teamId, id))
    return True
