"""Getting the files of a plan into our storage: downloads, buckets, archives."""

from __future__ import annotations

import mimetypes
import tempfile
import uuid
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from django.conf import settings

from gloss.core.errors import GlossError, TooLarge
from gloss.formats.base import FormatError
from gloss.formats.zip_guard import check_zip
from gloss.imports.plan import KEY, LINK, URL, PlannedDocument, Source
from gloss.storage import external, outgoing
from gloss.storage.files import files
from gloss.storage.models import ExternalObjectStorage

SPOOL_BYTES = 8 << 20
IGNORED = ("__MACOSX/", ".DS_Store", "Thumbs.db")
_TYPES = {".md": "text/markdown", ".jsonl": "application/json", ".conll": "text/plain", ".conllu": "text/plain"}


class Fetcher:
    """Copies the sources of one import into storage, below a folder of its own."""

    def __init__(self, folder: str, bucket: ExternalObjectStorage | None) -> None:
        self._folder = folder
        self._bucket = bucket

    def fetch(self, source: Source) -> Source:
        """Return the same file in our storage; links stay links.

        Raises:
            GlossError: it cannot be read, or is too large.
        """
        if source.kind in (KEY, LINK):
            return source
        key = self._key(source.file_name)
        with tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES) as copy:
            sink = cast(BinaryIO, copy)
            if source.kind == URL:
                outgoing.fetch(source.place, sink, settings.MAX_FILE_BYTES)
            else:
                self._copy_from_bucket(source, sink)
            sink.seek(0)
            files().put(key, sink, settings.MAX_FILE_BYTES)
        return Source(source.file_name, KEY, key)

    def keep(self, file_name: str, content: bytes) -> Source:
        """Store what was made for this import."""
        key = self._key(file_name)
        files().put(key, content)
        return Source(file_name, KEY, key)

    def _copy_from_bucket(self, source: Source, sink: BinaryIO) -> None:
        if self._bucket is None:
            raise FormatError("FILE_NOT_FOUND", "The bucket was disconnected.", file_name=source.file_name)
        with external.step("read", self._bucket.bucket_name):
            total = 0
            for chunk in external.client(self._bucket).stream(source.place):
                total += len(chunk)
                if total > settings.MAX_FILE_BYTES:
                    raise TooLarge(f"{source.file_name} is larger than {settings.MAX_FILE_BYTES} bytes.")
                sink.write(chunk)

    def _key(self, file_name: str) -> str:
        suffix = PurePosixPath(file_name).suffix.lower()
        plain = suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) < 16 else ""
        return f"{self._folder}/{uuid.uuid4()}{plain}"

    def unpack(self, document: PlannedDocument, tick: Callable[[], None]) -> Iterator[PlannedDocument]:
        """Yield a document per file of a zip archive, its folders dropped from the name.

        Raises:
            FormatError: damaged, empty, or a name that tries to leave the archive.
            TooLarge: it unpacks to far more than it holds.
        """
        name = document.file_name
        with files().open(document.source.place) as source:
            try:
                check_zip(source, max_total=settings.MAX_FILE_BYTES, file_name=name)
                with zipfile.ZipFile(source) as archive:
                    entries = [entry for entry in archive.infolist() if _is_wanted(entry, name)]
                    if not entries:
                        raise FormatError("EMPTY_FILE", "The archive holds no files.", file_name=name)
                    if len(entries) > settings.MAX_DOCUMENTS:
                        reason = f"The archive holds {len(entries)} files; {settings.MAX_DOCUMENTS} are possible."
                        raise FormatError("TOO_MANY_DOCUMENTS", reason, file_name=name)
                    for entry in entries:
                        tick()
                        yield self._unpacked(archive, entry, document)
            except zipfile.BadZipFile as error:
                raise FormatError("PARSE_ERROR", f"Not a readable zip archive: {error}", file_name=name) from error

    def _unpacked(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, document: PlannedDocument) -> PlannedDocument:
        inner = PurePosixPath(entry.filename).name
        key = self._key(inner)
        with archive.open(entry) as stream:
            files().put(key, cast(BinaryIO, stream), settings.MAX_FILE_BYTES)
        return PlannedDocument(
            inner, inner, Source(inner, KEY, key), [], document.first_row_as_header, document.custom_headers
        )


def _is_wanted(entry: zipfile.ZipInfo, archive_name: str) -> bool:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and ":" in path.parts[0]):
        reason = f"The archive holds the unsafe name {entry.filename!r}. Pack it again with plain names."
        raise FormatError("PARSE_ERROR", reason, file_name=archive_name)
    return not entry.is_dir() and not any(mark in entry.filename for mark in IGNORED) and not path.name.startswith("._")


def open_source(source: Source) -> BinaryIO:
    """Return the stored file, at its start.

    Raises:
        FormatError: it is gone from storage, or too large.
    """
    try:
        size = files().size(source.place)
        if size > settings.MAX_FILE_BYTES:
            raise FormatError(
                "FILE_TOO_LARGE",
                f"The file has {size} bytes; at most {settings.MAX_FILE_BYTES} are allowed. Split it.",
                file_name=source.file_name,
            )
        return files().open(source.place)
    except FileNotFoundError as error:
        raise FormatError(
            "FILE_NOT_FOUND", "The file is not in storage any more. Upload it again.", file_name=source.file_name
        ) from error


def mime_type(file_name: str) -> str:
    suffix = PurePosixPath(file_name).suffix.lower()
    return _TYPES.get(suffix) or mimetypes.guess_type(file_name)[0] or "text/plain"


def job_error(error: Exception, file_name: str) -> dict[str, object]:
    """Return the wire's JobError of a file that cannot be used."""
    if not isinstance(error, GlossError):
        raise error
    details = error.details
    args = {
        "fileName": details.get("fileName") or file_name,
        "reason": details.get("reason") or error.message,
        **{name: details[name] for name in ("line", "column", "field", "status", "body") if name in details},
    }
    return {"id": _ERROR_IDS.get(error.code, error.code), "stack": error.message, "args": args}


_ERROR_IDS = {
    "OUTGOING_REQUEST_FAILED": "DOWNLOAD_FAILED",
    "ADDRESS_REFUSED": "DOWNLOAD_FAILED",
    "BAD_USER_INPUT": "PARSE_ERROR",
}
