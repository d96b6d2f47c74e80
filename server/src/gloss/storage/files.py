"""Files by key, wherever they lie: a local folder by default, or a bucket.

Keys are made by us (``temp/upload-proxy/<uuid>.csv``), never from a user's file name. In a
team's own bucket they are the user's paths, which the store itself keeps inside the bucket.
"""

from __future__ import annotations

import contextlib
import functools
import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import parse_qsl, urlsplit

import obstore
from django.conf import settings
from obstore.store import AzureStore, GCSStore, LocalStore, MemoryStore, ObjectStore, S3Store

from gloss.core.errors import TooLarge

CHUNK_BYTES = 1 << 20
MULTIPART_BYTES = 5 << 20
SPOOL_BYTES = 8 << 20
RETRIES: dict[str, Any] = {"max_retries": 2, "retry_timeout": timedelta(seconds=20)}


@dataclass(frozen=True)
class FileMeta:
    key: str
    size: int
    modified_at: datetime


class Files:
    """One store of files. A missing key raises ``FileNotFoundError`` (``delete`` does not).

    Any other trouble with the store (network, rights) is an ``obstore.exceptions.BaseError``
    or, for a key no store can hold, a ``ValueError``.
    """

    def __init__(self, store: ObjectStore, root: Path | None = None) -> None:
        self.store = store
        self._root = root

    def put(self, key: str, source: BinaryIO | bytes, max_bytes: int | None = None) -> int:
        """Write all of ``source`` and return its size in bytes; nothing is left behind on failure.

        Raises:
            TooLarge: more than ``max_bytes``.
        """
        counter = _Counter(io.BytesIO(source) if isinstance(source, bytes) else source, max_bytes)
        head = counter.read(MULTIPART_BYTES)
        if len(head) < MULTIPART_BYTES:
            obstore.put(self.store, key, head, use_multipart=False)
        else:
            obstore.put(self.store, key, counter.chunks(head), use_multipart=True)
        return counter.count

    def open(self, key: str) -> BinaryIO:
        """Return a seekable file to read from; close it after use."""
        path = self.local_path(key)
        if path is not None:
            return path.open("rb")
        copy = tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115 - handed to the caller
        try:
            for chunk in self.stream(key):
                copy.write(chunk)
        except BaseException:
            copy.close()
            raise
        copy.seek(0)
        return cast(BinaryIO, copy)

    def stream(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Yield the bytes from ``start`` to ``end`` (exclusive) in pieces of about a megabyte."""
        wanted: Any = {"offset": start} if end is None else (start, end)
        result = obstore.get(self.store, key, options={"range": wanted} if start or end is not None else {})
        for chunk in result.stream(min_chunk_size=CHUNK_BYTES):
            yield bytes(chunk)

    def meta(self, key: str) -> FileMeta:
        found = obstore.head(self.store, key)
        return FileMeta(key, found["size"], found["last_modified"])

    def size(self, key: str) -> int:
        return self.meta(key).size

    def exists(self, key: str) -> bool:
        try:
            self.meta(key)
        except FileNotFoundError:
            return False
        return True

    def delete(self, key: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            obstore.delete(self.store, key)

    def delete_folder(self, prefix: str) -> None:
        """Delete everything below the folder ``prefix``."""
        for found in [*self.list(prefix)]:
            self.delete(found.key)

    def list(self, prefix: str = "") -> Iterator[FileMeta]:
        """Yield everything below the folder ``prefix``, in no promised order."""
        for page in obstore.list(self.store, prefix or None):
            for found in page:
                yield FileMeta(found["path"], found["size"], found["last_modified"])

    def local_path(self, key: str) -> Path | None:
        """Return where the file lies on this machine, or None if it is in a bucket."""
        if self._root is None:
            return None
        path = (self._root / key).resolve()
        if not path.is_relative_to(self._root):
            raise FileNotFoundError(key)
        return path


class _Counter:
    """Reads ``source`` in pieces, counts, and stops past ``max_bytes``."""

    def __init__(self, source: BinaryIO, max_bytes: int | None) -> None:
        self._source = source
        self._max_bytes = max_bytes
        self.count = 0

    def read(self, size: int) -> bytes:
        """Return ``size`` bytes, or fewer only at the end of the source."""
        pieces, left = [], size
        while left and (piece := self._source.read(left)):
            pieces.append(piece)
            left -= len(piece)
            self.count += len(piece)
            if self._max_bytes is not None and self.count > self._max_bytes:
                raise TooLarge(f"The file is larger than {self._max_bytes} bytes.", maxBytes=self._max_bytes)
        return b"".join(pieces)

    def chunks(self, head: bytes) -> Iterator[bytes]:
        yield head
        while piece := self.read(CHUNK_BYTES):
            yield piece


def files() -> Files:
    """The store of Gloss itself (GLOSS_STORAGE_URL)."""
    return open_store(settings.STORAGE_URL, str(settings.DATA_DIR / "files"))


@functools.lru_cache(maxsize=8)
def open_store(url: str, folder: str) -> Files:
    """Open ``s3://bucket``, ``gs://bucket``, ``az://container``, ``memory://``, or ``folder`` when ``url`` is empty.

    A path in the URL becomes a prefix of all keys; ``?endpoint=...&region=...`` and other
    options of the provider may follow. Credentials come from the provider's usual
    variables (``AWS_ACCESS_KEY_ID`` and so on).
    """
    if not url:
        root = Path(folder)
        root.mkdir(parents=True, exist_ok=True)
        return Files(LocalStore(root, mkdir=True, automatic_cleanup=False), root.resolve())
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    stores = {"s3": S3Store, "gs": GCSStore, "az": AzureStore}
    if parts.scheme == "memory":
        return Files(MemoryStore())
    if parts.scheme not in stores:
        raise ValueError(f"GLOSS_STORAGE_URL must start with s3://, gs:// or az://, not {parts.scheme}://.")
    if options.get("endpoint", "").startswith("http://"):
        options["client_options"] = {"allow_http": True}
    prefix = parts.path.strip("/") or None
    return Files(stores[parts.scheme](parts.netloc, prefix=prefix, retry_config=RETRIES, **options))
