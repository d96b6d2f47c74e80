"""Live updates for the web app as server-sent events (``GET /api/events``)."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from gloss.accounts.models import User
from gloss.core.errors import GlossError, TooManyRequests, Unauthenticated
from gloss.events import live
from gloss.http import auth
from gloss.http.pool import in_thread
from gloss.http.responses import SECURITY_HEADERS
from gloss.http.routes import reporting
from gloss.projects import access

KEEP_ALIVE_SECONDS = 15
MOST_STREAMS = 20
"""For one person in one process: a stream is a browser tab."""
_streams: Counter[int] = Counter()


@reporting
async def stream(request: Request) -> Response:
    """Events of the caller and, with ``?project=ID``, of that project (which the caller must see)."""
    project_uid = request.query_params.get("project")
    user = await in_thread(_listener, request, project_uid)
    if _streams[user.pk] >= MOST_STREAMS:
        raise TooManyRequests("Too many pages of yours are open. Close some, then reload this one.", retryAfter=60)
    channels = [f"user:{user.pk}"]
    if project_uid:
        channels.append(f"project:{project_uid}")
    return StreamingResponse(
        _events(request, user, project_uid, channels),
        media_type="text/event-stream",
        headers={**SECURITY_HEADERS, "cache-control": "no-store", "x-accel-buffering": "no"},
    )


def _listener(request: Request, project_uid: str | None) -> User:
    """The caller, who may see the project if one is named."""
    user = auth.caller(request, writes=False).user
    if user is None:
        raise Unauthenticated
    if project_uid:
        access.project_for_reader(user, project_uid)
    return user


async def _may_still_listen(request: Request, project_uid: str | None) -> bool:
    try:
        await in_thread(_listener, request, project_uid)
    except GlossError:
        return False
    return True


async def _events(request: Request, user: User, project_uid: str | None, channels: list[str]) -> AsyncIterator[bytes]:
    """Events until the client leaves, signs out or loses the project, which is looked at every 15 seconds."""
    _streams[user.pk] += 1
    try:
        with live.subscribe(channels) as subscription:
            yield b": connected\n\n"
            checked = time.monotonic()
            while not await request.is_disconnected():
                event = await _next(subscription)
                if time.monotonic() - checked >= KEEP_ALIVE_SECONDS:
                    if not await _may_still_listen(request, project_uid):
                        return
                    checked = time.monotonic()
                yield b": alive\n\n" if event is None else b"data: " + orjson.dumps(event) + b"\n\n"
    finally:
        _streams[user.pk] -= 1
        if not _streams[user.pk]:
            del _streams[user.pk]


async def _next(subscription: live.Subscription) -> dict[str, Any] | None:
    try:
        return await asyncio.wait_for(subscription.get(), KEEP_ALIVE_SECONDS)
    except TimeoutError:
        return None
