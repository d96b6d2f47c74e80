"""Signed addresses of original files, so that a browser can show media without a header."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from django.core import signing

from gloss.core.errors import NotFound
from gloss.documents.models import DocumentCopy

SALT = "gloss.documents.media"
MAX_AGE_SECONDS = 12 * 3600
MEDIA_TYPES = ("image/", "audio/", "video/", "application/pdf")


@dataclass(frozen=True, slots=True)
class Media:
    """What a token stands for: a key in our storage and the type to serve it as."""

    key: str
    mime_type: str


def url(copy: DocumentCopy) -> str | None:
    """Return the path of the document's original file, or None if none is kept. Valid for 12 hours."""
    document = copy.document
    if not document.stored_key:
        return None
    token = signing.dumps([document.stored_key, document.mime_type], salt=SALT)
    return f"/api/media/{token}/{quote(document.file_name, safe='')}"


def is_media(copy: DocumentCopy) -> bool:
    """Whether a browser shows the file itself (images, PDF) beside or instead of text."""
    return copy.document.mime_type.startswith(MEDIA_TYPES)


def read_token(token: str) -> Media:
    """Return what a token stands for.

    Raises:
        NotFound: forged or expired.
    """
    try:
        key, mime_type = signing.loads(token, salt=SALT, max_age=MAX_AGE_SECONDS)
    except signing.BadSignature as error:
        raise NotFound("file") from error
    return Media(key, mime_type)
