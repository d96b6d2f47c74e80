"""POST /graphql: JSON, form-urlencoded and multipart requests in, JSON out (spec api section 3)."""

from __future__ import annotations

import logging
import time
import uuid
from typing import Any
from urllib.parse import parse_qs

import orjson
from django.conf import settings
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from gloss.accounts import sessions
from gloss.accounts.models import User
from gloss.core.errors import BadInput, Forbidden, GlossError, Unauthenticated
from gloss.graphql import execution
from gloss.graphql.context import Context
from gloss.http import auth, bodies
from gloss.http.pool import in_slow_thread, in_thread
from gloss.http.responses import graphql_error, json_response

log = logging.getLogger("gloss.requests")
WAITING = (
    "launchTextProject(",
    "previewDocument",
    "ExternalObjectStorage",
    "getExternalObjectMeta",
    "inviteTeamMembers",
    "resendInvitation",
    "createTeam",
    "requestResetPasswordLink",
    "signUp",
    "login",
)
"""Operations that wait for jobs, mail servers, buckets, or a slow password hash."""


async def answer(request: Request) -> Response:
    """Answer one GraphQL request; never raises for anything the caller did."""
    request_id = request.headers.get("x-request-id", "")[:64] or str(uuid.uuid4())
    started = time.perf_counter()
    try:
        call = await _read(request)
        run = in_slow_thread if any(name in call.query for name in WAITING) else in_thread
        response = await run(_execute, request, call, request_id)
    except Unauthenticated as error:
        response = graphql_error(error, request_id, 200)
    except GlossError as error:
        response = graphql_error(error, request_id, error.status)
    log.debug(
        "%s %s %s %.1f ms",
        request_id,
        request.headers.get("user-agent", ""),
        response.status_code,
        (time.perf_counter() - started) * 1000,
    )
    return response


def _execute(request: Request, call: execution.Request, request_id: str) -> Response:
    caller = auth.caller(request)
    if caller.user is None and not auth.same_origin(request):
        raise Forbidden("Requests from other sites are not accepted.", code="CSRF")
    signed: list[str | None] = []

    def sign_in(user: User) -> None:
        if caller.session_key:
            sessions.end(caller.session_key)
        signed.append(sessions.start(user))
        context.user_or_none = user

    def sign_out() -> None:
        if caller.session_key:
            sessions.end(caller.session_key)
        signed.append(None)
        context.user_or_none = None

    context = Context(
        user_or_none=caller.user,
        base_url=auth.base_url(request),
        request_id=request_id,
        address=request.client.host if request.client else "",
        agent=request.headers.get("user-agent", "")[:255],
        session=caller.session_key,
        sign_in=sign_in,
        sign_out=sign_out,
    )
    status, body = execution.run(call, context)
    response = json_response(body, status, {"x-request-id": request_id})
    for key in signed:
        for name, options in auth.cookies(key, auth.is_secure(request)):
            response.set_cookie(name, **options)
    return response


async def _read(request: Request) -> execution.Request:
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type == "multipart/form-data":
        return await _from_multipart(request)
    body = await bodies.read(request, settings.MAX_BODY_BYTES)
    if content_type == "application/x-www-form-urlencoded":
        return _from_form(body)
    try:
        return call_from(orjson.loads(body))
    except orjson.JSONDecodeError as error:
        raise BadInput(f"The request body is not valid JSON: {error}.") from error


def _from_form(body: bytes) -> execution.Request:
    try:
        fields = {key: values[0] for key, values in parse_qs(body.decode(), keep_blank_values=True).items()}
    except UnicodeDecodeError as error:
        raise BadInput("The form is not UTF-8.") from error
    return call_from(fields)


async def _from_multipart(request: Request) -> execution.Request:
    """GraphQL multipart request: ``operations``, ``map``, then the files."""
    form = await bodies.read_form(
        request,
        settings.MAX_BODY_BYTES + settings.MAX_FILE_BYTES,
        max_files=settings.MAX_DOCUMENTS * 3,
        max_fields=100,
        max_part=settings.MAX_BODY_BYTES,
    )
    try:
        operations = orjson.loads(_text(form.get("operations")))
        places: dict[str, list[str]] = orjson.loads(_text(form.get("map")) or "{}")
    except (orjson.JSONDecodeError, TypeError) as error:
        raise BadInput("A multipart request needs the JSON fields operations and map.") from error
    for key, paths in places.items():
        upload = form.get(key)
        if not isinstance(upload, UploadFile):
            raise BadInput(f"The map names the file {key}, but the request has no such part.", field="map")
        for path in paths:
            _put(operations, path, upload)
    return call_from(operations)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _put(target: Any, path: str, value: Any) -> None:
    """Set ``variables.input.documents.0.file`` and the like."""
    *parents, last = path.split(".")
    try:
        for step in parents:
            target = target[int(step)] if isinstance(target, list) else target[step]
        if isinstance(target, list):
            target[int(last)] = value
        else:
            target[last] = value
    except (KeyError, IndexError, ValueError, TypeError) as error:
        raise BadInput(f"The map points to {path}, which the operations do not have.", field="map") from error


def call_from(body: Any) -> execution.Request:
    """Check a decoded request; ``variables`` may be an object or JSON text.

    Raises:
        BadInput: no query, a batch of requests, or variables that are not an object.
    """
    if not isinstance(body, dict):
        raise BadInput("Send one request as a JSON object; batches are not supported.")
    query, variables = body.get("query"), body.get("variables")
    if not isinstance(query, str) or not query.strip():
        raise BadInput("The request has no query.", field="query")
    if isinstance(variables, str):
        try:
            variables = orjson.loads(variables) if variables.strip() else None
        except orjson.JSONDecodeError as error:
            raise BadInput(f"variables is not valid JSON: {error}.", field="variables") from error
    if variables is not None and not isinstance(variables, dict):
        raise BadInput("variables must be an object.", field="variables")
    name = body.get("operationName")
    return execution.Request(query, variables or {}, name if isinstance(name, str) else None)
