"""Ids as they look on the wire (spec api section 5)."""

from __future__ import annotations

import base64
import secrets
import uuid


def project_id() -> str:
    """Eleven characters: 8 random hex digits in base64 without padding."""
    return base64.b64encode(secrets.token_hex(4).encode()).decode().rstrip("=")


def job_id(queue: str) -> str:
    """``<queue>:<uuid>``, for example ``ExportQueue:...``."""
    return f"{queue}:{uuid.uuid4()}"


def document_id() -> uuid.UUID:
    return uuid.uuid4()


def parse_int(value: object) -> int | None:
    """Return a numeric id, or None when ``value`` cannot be one (then nothing has that id)."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def parse_uuid(value: object) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(value))
    except ValueError:
        return None
