"""Signed addresses of stored files, so that a browser can show them without a header."""

from __future__ import annotations

from urllib.parse import quote

from django.core import signing

SALT = "gloss.documents.media"
MAX_AGE_SECONDS = 12 * 3600


def path(key: str, mime_type: str, name: str) -> str:
    """Return the path that serves the file as ``mime_type`` under ``name``, for 12 hours."""
    token = signing.dumps([key, mime_type], salt=SALT)
    return f"/api/media/{token}/{quote(name, safe='')}"


def opened(token: str) -> tuple[str, str]:
    """Return key and type. Raises ``signing.BadSignature`` for a forged or expired token."""
    key, mime_type = signing.loads(token, salt=SALT, max_age=MAX_AGE_SECONDS)
    return key, mime_type
