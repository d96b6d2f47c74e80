"""The one ASGI callable: our own endpoints first, Django's handler for the OAuth token."""

from __future__ import annotations

import os
import threading
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gloss.settings")

import django

django.setup()

from django.core.handlers.asgi import ASGIHandler
from starlette.requests import Request
from starlette.routing import Match, Route

from gloss import wiring
from gloss.events import transports
from gloss.graphql import schema
from gloss.http import events, graphql, routes
from gloss.jobs import queue

wiring.wire()
django_application = ASGIHandler()
ROUTES = (
    Route("/graphql", graphql.answer, methods=["POST"]),
    Route("/api/health", routes.health, methods=["GET"]),
    Route("/api/static/proxy/upload", routes.upload, methods=["POST"]),
    Route("/api/exports/{token}/{name}", routes.export_file, methods=["GET"]),
    Route("/api/media/{token}/{name}", routes.media_file, methods=["GET"]),
    Route("/api/events", events.stream, methods=["GET"]),
    Route("/api/teams/{team}/logo/{version}", routes.team_logo, methods=["GET"]),
    Route("/api/admin/outbox", routes.outbox, methods=["GET"]),
    Route("/api/v1/users", routes.users, methods=["GET", "POST"]),
    Route("/api/v1/users/oauth", routes.users, methods=["POST"]),
    Route("/{path:path}", routes.static_file, methods=["GET"]),
)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answer one request (or the server's lifespan messages)."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
        return
    if scope["type"] != "http":
        return
    if scope["path"] == "/api/oauth/token":
        refusal = await routes.refused_address(Request(scope))
        await (refusal or django_application)(scope, receive, send)
        return
    partial: tuple[Route, Any] | None = None
    for route in ROUTES:
        match, child = route.matches(scope)
        if match is Match.FULL and not (partial and route is ROUTES[-1]):
            scope.update(child)
            response = await route.endpoint(Request(scope, receive))
            await response(scope, receive, send)
            return
        if match is Match.PARTIAL and partial is None:
            partial = route, child
    assert partial
    await partial[0].handle({**scope, **partial[1]}, receive, send)


def _warm_up() -> None:
    """Load what the first requests need, while the server already answers; hear the other processes."""
    transports.connect(listening=True)
    schema.build()
    queue.run_task()


async def _lifespan(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            threading.Thread(target=_warm_up, daemon=True, name="warm up").start()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
