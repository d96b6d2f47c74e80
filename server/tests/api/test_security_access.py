"""No operation lets anybody see or change what is not theirs, nor tells them that it exists."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict
from typing import Any

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model
from graphql import get_named_type, is_composite_type

from gloss.graphql import coverage, schema
from gloss.projects.models import Project
from gloss.teams.models import Team
from tests.access_table import CASES, OPEN, OWN, REFUSALS, Arguments
from tests.access_world import MISSING, SECRET, Guarded, Ids, guarded_world
from tests.client import Api, Reply
from tests.factories import Make

VOLATILE = {"SecurityEvent", "Attempt"}


@pytest.fixture(scope="module")
def guarded(database: None) -> Guarded:
    return guarded_world(Make())


def call(api: Api, name: str, arguments: dict[str, Any]) -> Reply:
    built = schema.build()
    assert built.query_type
    composite = is_composite_type(get_named_type(schema.operations(built)[name].type))
    send = api.query if name in built.query_type.fields else api.mutate
    return send(name, "__typename" if composite else "", **arguments)


def implemented() -> set[str]:
    return set(schema.operations(schema.build())) - coverage.planned() - coverage.OUT_OF_SCOPE


def path_to(model: type[Model], depth: int = 4) -> str | None:
    """The relation of ``model`` that leads to a project or team."""
    for relation in model._meta.fields:
        if not isinstance(relation, ForeignKey) or relation.related_model is model:
            continue
        if relation.related_model in (Project, Team):
            return relation.name
        further = path_to(relation.related_model, depth - 1) if depth else None
        if further:
            return f"{relation.name}__{further}"
    return None


def snapshot(guarded: Guarded) -> dict[str, str]:
    """A digest of every row that hangs on the workspace or its project, by model."""
    found = {}
    for model in apps.get_models():
        if not model.__module__.startswith("gloss.") or model.__name__ in VOLATILE:
            continue
        path = path_to(model)
        rows = model._default_manager.all()
        if path:
            target = guarded.world.project if path.endswith("project") else guarded.world.team
            rows = rows.filter(**{path: target.pk})
        text = repr(list(rows.order_by("pk").values_list()))
        found[model.__name__] = hashlib.sha256(text.encode()).hexdigest()
    return found


def anonymised(reply: Reply, ids: Ids) -> str:
    """The reply with the caller's own words taken out: ids they sent are no secret to them."""
    errors = [[error["message"], {**error["extensions"], "requestId": None}] for error in reply.errors]
    words = sorted(set(asdict(ids).values()), key=len, reverse=True)
    return re.sub("|".join(rf"\b{re.escape(word)}\b" for word in words), "#", json.dumps([reply.data, errors]))


def test_every_operation_is_in_the_table() -> None:
    listed = [*CASES, *OPEN, *OWN]
    assert len(listed) == len(set(listed)), "an operation is listed twice"
    assert set(listed) == implemented()


@pytest.mark.parametrize("name", sorted(CASES))
def test_operation_turns_away(api: Api, guarded: Guarded, name: str) -> None:
    case = CASES[name]
    before = snapshot(guarded)
    anonymous = call(api, name, case.arguments(guarded.ids))
    assert anonymous.codes == ["UNAUTHENTICATED"]
    assert anonymous.messages == ["Unauthorized"]
    for arguments in (case.arguments, *case.variants):
        for caller, code in REFUSALS[case.scope].items():
            assert_refused(api.as_(guarded.callers[caller]), guarded, name, arguments, case.silent or code, caller)
    assert snapshot(guarded) == before


def assert_refused(api: Api, guarded: Guarded, name: str, arguments: Arguments, expected: Any, caller: str) -> None:
    reply = call(api, name, arguments(guarded.ids))
    if isinstance(expected, list):
        assert (reply.errors, [reply.data]) == ([], expected), caller
    else:
        assert reply.codes == [expected], (caller, reply.errors)
    shown = anonymised(reply, guarded.ids)
    assert SECRET not in shown, caller
    if caller == "stranger":
        missing = call(api, name, arguments(MISSING))
        assert shown == anonymised(missing, MISSING), "a stranger can tell what exists from what does not"


@pytest.mark.parametrize("name", sorted(OWN))
def test_own_operations_need_a_sign_in(api: Api, name: str) -> None:
    assert call(api, name, OWN[name]).codes == ["UNAUTHENTICATED"]
