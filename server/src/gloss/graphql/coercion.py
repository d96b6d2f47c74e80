"""Variables of a request, checked by functions made once per input type.

graphql-core walks the types anew for each value. Here every type becomes one function. What
it takes is what graphql-core takes, with the same result; whatever is out of the ordinary
(a wrong value, a single item for a list, a default) is left to graphql-core, errors and all.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
)
from graphql.execution.get_variable_signature import get_variable_signature
from graphql.execution.values import VariableValues, VariableValueSource
from graphql.language.parser import MAX_NESTING_DEPTH

Coercer = Callable[[Any, int], Any]
"""Takes a value and how deep it lies; raises ``Unusual``."""


class Unusual(Exception):
    """Not for us: graphql-core decides."""


def variables(schema: GraphQLSchema, operation: OperationDefinitionNode, sent: dict[str, Any]) -> VariableValues | None:
    """Return the values of all variables of ``operation``, or None where graphql-core must work them out."""
    sources, values = {}, {}
    for definition in operation.variable_definitions or ():
        signature = get_variable_signature(schema, definition)
        if isinstance(signature, GraphQLError):
            return None
        name = signature.name
        if name not in sent:
            if definition.default_value or isinstance(signature.type, GraphQLNonNull):
                return None
            sources[name] = VariableValueSource(signature)
            continue
        try:
            values[name] = _coercer(signature.type)(sent[name], 0)
        except (Unusual, RecursionError):
            return None
        sources[name] = VariableValueSource(signature, sent[name])
    return VariableValues(sources, values)


def _coercer(type_: Any) -> Coercer:
    """Return the function of a type. Not cached: graphql-core wraps the types of variables anew for each request."""
    if isinstance(type_, GraphQLNonNull):
        return _required(_coercer(type_.of_type))
    if isinstance(type_, GraphQLList):
        return _list(_coercer(type_.of_type))
    return _named(type_)


@functools.cache
def _named(type_: Any) -> Coercer:
    if isinstance(type_, GraphQLInputObjectType):
        return _object(type_)
    if isinstance(type_, GraphQLScalarType | GraphQLEnumType):
        return _leaf(type_.coerce_input_value)
    raise TypeError(f"{type_} is no input type")


def _required(inner: Coercer) -> Coercer:
    def coerce(value: Any, depth: int) -> Any:
        if value is None:
            raise Unusual
        return inner(value, depth)

    return coerce


def _list(inner: Coercer) -> Coercer:
    def coerce(value: Any, depth: int) -> Any:
        if value is None:
            return None
        if type(value) is not list or depth >= MAX_NESTING_DEPTH:
            raise Unusual
        depth += 1
        return [inner(item, depth) for item in value]

    return coerce


def _leaf(convert: Callable[[Any], Any]) -> Coercer:
    def coerce(value: Any, depth: int) -> Any:
        if value is None:
            return None
        try:
            made = convert(value)
        except Exception as error:
            raise Unusual from error
        if made is Undefined:
            raise Unusual
        return made

    return coerce


def _object(type_: GraphQLInputObjectType) -> Coercer:
    fields: list[tuple[str, str, bool, Coercer]] = []  # Filled at the first value: types may hold themselves.

    def prepare() -> list[tuple[str, str, bool, Coercer]]:
        fields[:] = [
            (
                name,
                field.out_name or name,
                field.default is not None or isinstance(field.type, GraphQLNonNull),
                _coercer(field.type),
            )
            for name, field in type_.fields.items()
        ]
        return fields

    def coerce(value: Any, depth: int) -> Any:
        if value is None:
            return None
        if type(value) is not dict or type_.is_one_of or depth >= MAX_NESTING_DEPTH:
            raise Unusual
        made, found = {}, 0
        depth += 1
        for name, out_name, must_be_sent, inner in fields or prepare():
            if name in value:
                made[out_name] = inner(value[name], depth)
                found += 1
            elif must_be_sent:
                raise Unusual
        if found != len(value):
            raise Unusual
        return type_.out_type(made)

    return coerce
