"""Text from pictures and sound by a team's own service."""

from __future__ import annotations

from dataclasses import dataclass

from gloss.assist import calling, service
from gloss.assist.calling import CallFailed
from gloss.assist.models import CustomAPI
from gloss.core.errors import GlossError

_SUFFIXES = {"text/plain": ".txt", "application/json": ".json"}


class ExtractionFailed(GlossError):
    """The service did not give text. ``status`` and the start of its answer, ``body``, are among the details."""

    type, code, status = "UserInputError", "TEXT_EXTRACTION_FAILED", 400


@dataclass(frozen=True, slots=True)
class Extracted:
    """``suffix`` tells what ``content`` is: a transcript (.txt), or the importable format (.json)."""

    suffix: str
    content: bytes


def extract(api: CustomAPI, file_name: str, content: bytes) -> Extracted:
    """Send one file, three times if need be. Raises ExtractionFailed."""
    try:
        reply = calling.post_file(api.endpoint_url, service.secret_of(api), file_name, content)
    except CallFailed as failure:
        raise _failed(api, file_name, failure.message, failure.status, failure.body) from failure
    kind = calling.content_type(reply.headers)
    if kind not in _SUFFIXES:
        reason = f"The service answered {kind or 'without a content type'} instead of text/plain or application/json."
        raise _failed(api, file_name, reason, reply.status, calling.start_of(reply))
    return Extracted(_SUFFIXES[kind], reply.body)


def _failed(api: CustomAPI, file_name: str, reason: str, status: int | None, body: str) -> ExtractionFailed:
    details = {"fileName": file_name, "reason": reason, "status": status, "body": body}
    return ExtractionFailed(f"{api.name}: {reason}", **details)
