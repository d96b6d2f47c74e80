"""How much of a request's body is read, from whom, and for how long."""

from __future__ import annotations

import asyncio

from starlette.datastructures import FormData
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from gloss.core.errors import BadInput, TooLarge
from gloss.http import auth
from gloss.http.pool import in_thread

ANONYMOUS_BYTES = 1 << 20
"""What nobody in particular may send: signing in takes far less."""
STALL_SECONDS = 60.0


def capped(request: Request, limit: int) -> Request:
    """Return ``request`` with a body that is counted while it is read, before any of it is kept.

    Reading it raises TooLarge past ``limit`` bytes, or past a megabyte for callers who are
    not signed in, and BadInput when nothing arrives for a minute.
    """
    size, is_known = 0, False

    async def receive() -> Message:
        nonlocal size, is_known
        try:
            async with asyncio.timeout(STALL_SECONDS):
                message = await request.receive()
        except TimeoutError as error:
            raise BadInput("The request stopped half way.", code="REQUEST_TIMEOUT") from error
        size += len(message.get("body", b""))
        if size > limit:
            raise TooLarge(f"The request is larger than {limit} bytes.", limit=limit)
        if size > ANONYMOUS_BYTES and not is_known:
            is_known = (await in_thread(auth.caller, request)).user is not None
            if not is_known:
                raise TooLarge(f"Sign in to send more than {ANONYMOUS_BYTES} bytes.", limit=ANONYMOUS_BYTES)
        return message

    return Request(request.scope, receive)


async def read(request: Request, limit: int) -> bytes:
    """Read the whole body. Raises as ``capped``, and BadInput when the client goes away in the middle."""
    try:
        return b"".join([chunk async for chunk in capped(request, limit).stream()])
    except ClientDisconnect as error:
        raise BadInput("The request ended early.") from error


async def read_form(request: Request, limit: int, *, max_files: int, max_fields: int, max_part: int) -> FormData:
    """Read a multipart body; its files lie in temporary files, which the caller closes. Raises as ``read``."""
    try:
        return await capped(request, limit).form(max_files=max_files, max_fields=max_fields, max_part_size=max_part)
    except ClientDisconnect as error:
        raise BadInput("The request ended early.") from error
    except MultiPartException as error:
        raise BadInput(f"The multipart body is malformed: {error.message.rstrip('.')}.") from error
