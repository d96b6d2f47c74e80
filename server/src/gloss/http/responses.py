"""Answers in JSON, errors included, in one write."""

from __future__ import annotations

from typing import Any

import orjson
from starlette.responses import Response

from gloss.core.errors import GlossError

SECURITY_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
}


def json_response(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(
        orjson.dumps(body, option=orjson.OPT_NON_STR_KEYS),
        status,
        {"content-type": "application/json", "cache-control": "no-store", **SECURITY_HEADERS, **(headers or {})},
    )


def graphql_error(error: GlossError, request_id: str, status: int) -> Response:
    """An error of the transport in GraphQL's shape."""
    extensions = {"type": error.type, "code": error.code, "requestId": request_id, **error.details}
    return json_response({"errors": [{"message": error.message, "extensions": extensions}]}, status)


def rest_error(error: GlossError) -> Response:
    return json_response({"message": error.message, "code": error.code, **error.details}, error.status)
