"""Run one request and shape its answer, errors included."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    default_field_resolver,
    default_type_resolver,
    execute_sync,
)
from graphql.execution.execute import assume_not_async_iterable, assume_not_awaitable
from graphql.execution.incremental import IncrementalExecutor

from gloss.core.errors import GlossError
from gloss.graphql import coercion, parsing
from gloss.graphql import schema as schema_module
from gloss.graphql.context import Context

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Request:
    """``variables`` as decoded JSON, file parts already in their places."""

    query: str
    variables: dict[str, Any]
    operation_name: str | None = None


def run(request: Request, context: Context) -> tuple[int, dict[str, Any]]:
    """Execute ``request``; return the HTTP status and the JSON body.

    A request that is not valid GraphQL is 400; errors of resolvers are 200 with ``errors``.
    """
    document = parsing.prepared(request.query)
    if isinstance(document, list):
        return 400, {"errors": [shape(error, context) for error in document]}
    result = _execute(document, request, context)
    body: dict[str, Any] = {"data": result.data, "extensions": {}}
    if result.errors:
        body["errors"] = [shape(error, context) for error in result.errors]
    invalid = result.data is None and result.errors and all(error.path is None for error in result.errors)
    return 400 if invalid else 200, body


def _execute(document: DocumentNode, request: Request, context: Context) -> ExecutionResult:
    """Run the operation; the common one, alone in its document and with variables as declared, with less ado."""
    schema = schema_module.build()
    operation = parsing.only_operation(document)
    values = coercion.variables(schema, operation, request.variables) if operation else None
    if operation is None or values is None:
        return execute_sync(
            schema,
            document,
            context_value=context,
            variable_values=request.variables,
            operation_name=parsing.operation_name(document, request.operation_name),
        )
    executor = IncrementalExecutor(
        schema,
        {},
        {},
        None,
        context,
        operation,
        values,
        default_field_resolver,
        default_type_resolver,
        default_field_resolver,
        is_awaitable=assume_not_awaitable,
        is_async_iterable=assume_not_async_iterable,
    )
    return cast(ExecutionResult, executor.execute_operation())


def shape(error: GraphQLError, context: Context) -> dict[str, Any]:
    """Turn an error into the wire's form; unexpected ones are logged and keep their text to themselves."""
    original = error.original_error
    body = error.formatted
    extensions: dict[str, Any] = {"requestId": context.request_id}
    if isinstance(original, GlossError):
        extensions |= {"type": original.type, "code": original.code, **original.details}
    elif original is None or isinstance(original, GraphQLError):
        extensions |= {"type": "UserInputError", "code": "BAD_USER_INPUT"}
    else:
        log.error("request %s failed", context.request_id, exc_info=original)
        extensions |= {"type": "InternalError", "code": "INTERNAL_SERVER_ERROR"}
        if not settings.DEBUG:
            body = {**body, "message": f"Something went wrong on our side (request {context.request_id})."}
    return {**body, "extensions": extensions}
