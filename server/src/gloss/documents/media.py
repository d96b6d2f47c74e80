"""Signed addresses of original files, so that a browser can show media without a header."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.core import signing

from gloss.core.errors import NotFound
from gloss.documents.models import DocumentCopy
from gloss.storage import links
from gloss.storage.files import files

MEDIA_TYPES = ("image/", "audio/", "video/", "application/pdf")


def url(copy: DocumentCopy) -> str | None:
    """Return the path of the document's original file, or None if none is kept. Valid for 12 hours."""
    document = copy.document
    if not document.stored_key:
        return None
    return links.path(document.stored_key, document.mime_type, document.file_name)


def is_media(copy: DocumentCopy) -> bool:
    """Whether a browser shows the file itself (images, PDF) beside or instead of text."""
    return copy.document.mime_type.startswith(MEDIA_TYPES)


def open_link(token: str, name: str) -> tuple[Path, str]:
    """Return the local file behind a link and the type to serve it as.

    Files of a bucket are copied into the data folder's cache the first time.

    Raises:
        NotFound: forged, expired, or the file is gone.
    """
    try:
        key, mime_type = links.opened(token)
        path = files().local_path(key) or _cached(key)
    except (signing.BadSignature, FileNotFoundError) as error:
        raise NotFound("file", name) from error
    if not path.is_file():
        raise NotFound("file", name)
    return path, mime_type


def _cached(key: str) -> Path:
    folder = settings.DATA_DIR / "cache" / "media"
    path: Path = folder / hashlib.sha256(key.encode()).hexdigest()
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with files().open(key) as source, tempfile.NamedTemporaryFile(dir=folder, delete=False) as copy:
            shutil.copyfileobj(source, copy)
        os.replace(copy.name, path)
    return path
