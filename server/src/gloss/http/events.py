"""Live updates for the web app as server-sent events (``GET /api/events``)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from gloss.core.errors import Unauthenticated
from gloss.events import live
from gloss.http import auth
from gloss.http.pool import in_thread
from gloss.http.routes import reporting
from gloss.projects import access

KEEP_ALIVE_SECONDS = 15


@reporting
async def stream(request: Request) -> Response:
    """Events of the caller and, with ``?project=ID``, of that project (which the caller must see)."""
    caller = await in_thread(auth.caller, request, writes=False)
    if caller.user is None:
        raise Unauthenticated
    channels = [f"user:{caller.user.id}"]
    project_uid = request.query_params.get("project")
    if project_uid:
        await in_thread(access.project_for_reader, caller.user, project_uid)
        channels.append(f"project:{project_uid}")
    return StreamingResponse(
        _events(request, channels),
        media_type="text/event-stream",
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )


async def _events(request: Request, channels: list[str]) -> AsyncIterator[bytes]:
    with live.subscribe(channels) as subscription:
        yield b": connected\n\n"
        while not await request.is_disconnected():
            try:
                event = await asyncio.wait_for(subscription.get(), KEEP_ALIVE_SECONDS)
            except TimeoutError:
                yield b": alive\n\n"
                continue
            yield b"data: " + orjson.dumps(event) + b"\n\n"
