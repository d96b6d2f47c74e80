"""Variables checked by our own functions are what graphql-core makes of them, and nothing else is accepted."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import OperationDefinitionNode, build_schema, get_variable_values, parse

from gloss.graphql import coercion

SCHEMA = build_schema(
    """
    enum Color { RED GREEN }
    input Point { x: Int!, y: Float, color: Color, name: String = "unnamed" }
    input Shape { id: ID!, points: [Point!]!, inner: Shape, tags: [String], isOpen: Boolean }
    type Query { draw(shape: Shape!, count: Int): Boolean }
    """
)
POINT = {"x": 1, "y": 2, "color": "RED", "name": "a"}
SHAPE = {"id": 7, "points": [POINT, {**POINT, "y": None}], "inner": {"id": "b", "points": []}, "tags": [None, "t"]}
DRAW = "query($shape: Shape!, $count: Int) { draw(shape: $shape, count: $count) }"


def _operation(text: str) -> OperationDefinitionNode:
    found = parse(text).definitions[0]
    assert isinstance(found, OperationDefinitionNode)
    return found


@pytest.mark.parametrize(
    "sent", [{"shape": SHAPE}, {"shape": SHAPE, "count": None}, {"shape": SHAPE, "count": 3, "other": 1}]
)
def test_ordinary_values_are_as_graphql_core_makes_them(sent: dict[str, Any]) -> None:
    operation = _operation(DRAW)
    expected = get_variable_values(SCHEMA, operation.variable_definitions, sent)
    assert not isinstance(expected, list)
    found = coercion.variables(SCHEMA, operation, sent)
    assert found is not None
    assert found.coerced == expected.coerced
    assert list(found.sources) == list(expected.sources)
    for name, source in expected.sources.items():
        assert found.sources[name].value == source.value
        assert str(found.sources[name].signature.type) == str(source.signature.type)
    assert found.coerced["shape"]["id"] == "7"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"shape": None},
        {"shape": []},
        {"shape": {**SHAPE, "id": None}},
        {"shape": {**SHAPE, "size": 1}},
        {"shape": {"id": "1"}},
        {"shape": {**SHAPE, "tags": "one"}},
        {"shape": {**SHAPE, "points": [None]}},
        {"shape": {**SHAPE, "points": [{**POINT, "x": "1"}]}},
        {"shape": {**SHAPE, "points": [{**POINT, "x": 1 << 31}]}},
        {"shape": {**SHAPE, "points": [{**POINT, "color": "BLUE"}]}},
        {"shape": {**SHAPE, "points": [{"x": 1}]}},
        {"shape": SHAPE, "count": True},
    ],
)
def test_anything_else_is_left_to_graphql_core(sent: dict[str, Any]) -> None:
    assert coercion.variables(SCHEMA, _operation(DRAW), sent) is None


def test_missing_values_with_defaults_are_left_to_graphql_core() -> None:
    operation = _operation("query($shape: Shape!, $count: Int = 3) { draw(shape: $shape, count: $count) }")
    assert coercion.variables(SCHEMA, operation, {"shape": SHAPE}) is None


def test_deep_nesting_is_left_to_graphql_core() -> None:
    shape: dict[str, Any] = {"id": "1", "points": []}
    for _ in range(600):
        shape = {"id": "1", "points": [], "inner": shape}
    assert coercion.variables(SCHEMA, _operation(DRAW), {"shape": shape}) is None


def test_nothing_is_kept_per_request() -> None:
    operation = _operation(DRAW)
    coercion.variables(SCHEMA, operation, {"shape": SHAPE, "count": 1})
    kept = coercion._named.cache_info().currsize
    for _ in range(10):
        coercion.variables(SCHEMA, operation, {"shape": SHAPE, "count": 1})
    assert coercion._named.cache_info().currsize == kept
