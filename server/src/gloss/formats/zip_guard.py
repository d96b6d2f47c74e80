"""Refuse archives that unpack to far more than they hold, before a library unpacks them."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from gloss.core.errors import TooLarge

MAX_RATIO = 100
MAX_TOTAL = 1 << 30
MAX_ENTRIES = 10_000
FREE = 10_000_000
_BLOCK = 1 << 20


def check_zip(
    source: BinaryIO, *, max_ratio: int = MAX_RATIO, max_total: int = MAX_TOTAL, file_name: str = "The file"
) -> None:
    """Inflate every entry without keeping it and count, since declared sizes can lie.

    Raises TooLarge if the entries together exceed ``max_total`` bytes, or ``max_ratio``
    times the archive once they pass 10 MB; ``zipfile.BadZipFile`` if it is no archive.
    Leaves ``source`` at its start.
    """
    source.seek(0, 2)
    limit = min(max_total, max(FREE, source.tell() * max_ratio))
    source.seek(0)
    with zipfile.ZipFile(source) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > limit:
            raise _refusal(file_name, limit)
        total = 0
        for entry in entries:
            if entry.flag_bits & 1:
                raise zipfile.BadZipFile("The archive is encrypted.")
            entry.file_size = limit + 2 * _BLOCK  # Otherwise reading stops at the declared size.
            with archive.open(entry) as stream:
                while block := stream.read(_BLOCK):
                    total += len(block)
                    if total > limit:
                        raise _refusal(file_name, limit)
    source.seek(0)


def _refusal(file_name: str, limit: int) -> TooLarge:
    message = f"{file_name}: the archive unpacks to more than {limit:,} bytes. Save it again with less in it."
    return TooLarge(message, fileName=file_name, limit=limit)
