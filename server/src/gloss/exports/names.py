"""Names inside and of export files (spec: layout of the project zip)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from gloss.core.errors import BadInput
from gloss.documents.models import Document

MAX_NAME = 200
_SANITIZED = re.compile(r"[\\|{}()\[\]^$+*?.@/\x00-\x1f]")
_UNSAFE = re.compile(r"[/\\\x00]")
_OWN_EXTENSION = re.compile(r"(?<=.)\.[A-Za-z0-9]{1,12}$")
_NOT_IN_FILE_NAMES = re.compile(r"[/\\\x00-\x1f\x7f]")
MEDIA_PREFIXES = ("image/", "audio/", "video/", "application/pdf")


def sanitized(name: str) -> str:
    """A project name or e-mail address as a folder name: ``jo.lee@acme.io`` -> ``jo_lee_acme_io``."""
    return _SANITIZED.sub("_", name)


def result_name(name: str) -> str:
    """The name of the finished file, without extension, as the caller asked for it.

    Raises:
        BadInput: empty, or longer than 200 characters.
    """
    cleaned = _NOT_IN_FILE_NAMES.sub("_", name.strip())
    if not cleaned:
        raise BadInput("Give the export a file name.", field="fileName")
    if len(cleaned) > MAX_NAME:
        message = f"The file name has {len(cleaned)} characters; at most {MAX_NAME} are possible."
        raise BadInput(message, field="fileName")
    return cleaned


def entry_names(documents: Iterable[Document], extension: str) -> dict[int, str]:
    """The name of each document of a project (by primary key) in a format with ``extension``.

    Text and tables get the format's extension instead of their own; media files keep theirs
    before it, and so do documents whose names would meet. No two names are equal whatever
    their case, and none leaves its folder.
    """
    rows = list(documents)
    names = {row.pk: _with_part(row, _name(row, extension, keep=_is_media(row))) for row in rows}
    counts = Counter(name.lower() for name in names.values())
    for row in rows:
        if counts[names[row.pk].lower()] > 1:
            names[row.pk] = _with_part(row, _name(row, extension, keep=True))
    taken: set[str] = set()
    for row in rows:
        names[row.pk] = unique(names[row.pk], taken)
        taken.add(names[row.pk].lower())
    return names


def _name(document: Document, extension: str, keep: bool) -> tuple[str, str]:
    """Stem and ending of the entry."""
    name = _UNSAFE.sub("_", document.file_name)
    name = "_" * (len(name) - len(name.lstrip("."))) + name.lstrip(".") or "_"
    if keep:
        return name, extension
    return _OWN_EXTENSION.sub("", name), extension


def _with_part(document: Document, name: tuple[str, str]) -> str:
    part = f" - Part {document.part + 1}" if document.part_count > 1 else ""
    return f"{name[0]}{part}{name[1]}"


def _is_media(document: Document) -> bool:
    return document.mime_type.startswith(MEDIA_PREFIXES)


def unique(name: str, taken: set[str]) -> str:
    """Return ``name``, or with the next free number if it is among the lower-case ``taken`` ones."""
    stem, dot, ending = name.rpartition(".")
    candidate, number = name, 1
    while candidate.lower() in taken:
        number += 1
        candidate = f"{stem} ({number}){dot}{ending}" if dot else f"{name} ({number})"
    return candidate
