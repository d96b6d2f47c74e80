"""The executable schema: the hand-written SDL plus every domain's resolvers."""

from __future__ import annotations

import functools
import importlib
from pathlib import Path

from ariadne import ScalarType, make_executable_schema, upload_scalar
from graphql import GraphQLField, GraphQLSchema

import gloss
from gloss.core.errors import NotFound, NotImplementedYet
from gloss.graphql import coverage

RESOLVERS = (
    "accounts",
    "teams",
    "jobs",
    "storage",
    "tags",
    "guidelines",
    "projects",
    "labelsets",
    "questionsets",
    "documents",
    "events",
    "labels",
    "answers",
    "comments",
    "review",
    "assist",
    "imports",
    "exports",
    "analytics",
    "search",
    "dictionary",
    "grammar",
    "extensions",
    "scripts",
)

date_time = ScalarType("DateTime", serializer=str, value_parser=str)


def sdl_folder() -> Path:
    """Where the ``.graphql`` files lie: inside the wheel, or at the top of a checkout."""
    packaged = Path(gloss.__file__).parent / "wire"
    return packaged if packaged.is_dir() else Path(gloss.__file__).parents[3] / "schema"


def sdl() -> str:
    """The whole SDL, as served by ``gloss schema``."""
    return "\n".join(path.read_text() for path in sorted(sdl_folder().glob("*.graphql")))


@functools.cache
def build() -> GraphQLSchema:
    """Bind all resolvers to the SDL.

    An operation without resolver answers NOT_IMPLEMENTED (or, where the vendor's own
    business is out of scope, NOT_FOUND); it must be listed in ``coverage``.

    Raises:
        ValueError: a resolver for a field the SDL does not have.
        RuntimeError: the lists of ``coverage`` and the resolvers disagree.
    """
    bindings = [upload_scalar, date_time]
    for domain in RESOLVERS:
        bindings += importlib.import_module(f"gloss.{domain}.resolvers").BINDINGS
    schema = make_executable_schema(sdl(), *bindings)
    missing = {name for name, field in operations(schema).items() if field.resolve is None}
    coverage.check(missing)
    for name in missing:
        operations(schema)[name].resolve = functools.partial(_unavailable, name)
    return schema


def operations(schema: GraphQLSchema) -> dict[str, GraphQLField]:
    """All queries and mutations by name (no name is both)."""
    assert schema.query_type
    assert schema.mutation_type
    return {**schema.query_type.fields, **schema.mutation_type.fields}


def _unavailable(name: str, *_: object, **__: object) -> None:
    if name in coverage.OUT_OF_SCOPE:
        raise NotFound("operation", name)
    raise NotImplementedYet(name)
