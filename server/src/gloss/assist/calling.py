"""One call to a user's own service: how the secret travels, how often it is tried, what its answer may be."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

import orjson

from gloss.core.errors import TooLarge
from gloss.storage import outgoing
from gloss.storage.outgoing import AddressRefused, OutgoingError, Reply

READ_SECONDS = 60.0
EXTRACTION_SECONDS = 300.0
MAX_REPLY_BYTES = 20 << 20
PAUSES = (1.0, 4.0)
"""Seconds before the second and the third try."""

SHOWN_CHARACTERS = 500


class CallFailed(Exception):
    """The service could not be used. ``status`` is None when it never answered; ``body`` is the start of its answer."""

    def __init__(self, message: str, status: int | None = None, body: str = "") -> None:
        super().__init__(message)
        self.message, self.status, self.body = message, status, body


def headers(secret: str) -> dict[str, str]:
    """The secret goes as a bearer token and, for older services, as ``x-api-key``."""
    return {"Authorization": f"Bearer {secret}", "x-api-key": secret} if secret else {}


def post_json(url: str, secret: str, body: Any) -> Any:
    """Send ``body``, three times if need be, and return the JSON of a 2xx answer. Raises CallFailed."""
    content = orjson.dumps(body)
    wanted = {"Content-Type": "application/json", "Accept": "application/json", **headers(secret)}
    reply = _tried(url, READ_SECONDS, headers=wanted, content=content)
    try:
        return json.loads(reply.body)
    except ValueError as error:
        raise CallFailed("The answer is not JSON.", reply.status, start_of(reply)) from error


def post_file(url: str, secret: str, name: str, content: bytes) -> Reply:
    """Send one file as the multipart field ``upload`` and return a 2xx answer. Raises CallFailed."""
    wanted = {"Accept": "application/json, text/plain", **headers(secret)}
    return _tried(url, EXTRACTION_SECONDS, headers=wanted, files={"upload": (name, content)})


def _tried(url: str, read_seconds: float, **parts: Any) -> Reply:
    """Repeat on trouble that may pass: no answer, 408, 429 and 5xx."""
    for pause in (*PAUSES, None):
        try:
            return _once(url, read_seconds, **parts)
        except CallFailed as failure:
            passing = failure.status is None or failure.status in (408, 429) or failure.status >= 500
            if pause is None or not passing or isinstance(failure.__cause__, AddressRefused | TooLarge):
                raise
        time.sleep(pause)
    raise AssertionError("unreachable")


def _once(url: str, read_seconds: float, **parts: Any) -> Reply:
    try:
        reply = outgoing.send("POST", url, read_seconds=read_seconds, max_reply_bytes=MAX_REPLY_BYTES, **parts)
    except (OutgoingError, TooLarge) as error:
        raise CallFailed(error.message) from error
    if not 200 <= reply.status < 300:
        raise CallFailed(f"The service answered {reply.status}.", reply.status, start_of(reply))
    return reply


def start_of(reply: Reply) -> str:
    """The part of an answer that is shown to people."""
    return reply.body[: SHOWN_CHARACTERS * 4].decode("utf-8", "replace")[:SHOWN_CHARACTERS]


def content_type(reply_headers: Mapping[str, str]) -> str:
    """The media type of an answer, without parameters, in lower case."""
    named = {name.lower(): value for name, value in reply_headers.items()}
    return named.get("content-type", "").partition(";")[0].strip().lower()
