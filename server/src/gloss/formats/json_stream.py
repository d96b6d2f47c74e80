"""JSON files of any size: whole in memory when small, item by item when large."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

import ijson
import orjson

from gloss.formats.base import FormatError
from gloss.formats.text import open_text

WHOLE_FILE_LIMIT = 16 * 1024 * 1024
_BUFFER = 1 << 16
_SPACE = b" \t\r\n"


class JsonFile:
    """One JSON file. Values are reached by dotted path (``""`` is the top).

    A large file is read again for every question asked, so ask few.
    """

    def __init__(self, source: BinaryIO, file_name: str) -> None:
        self.file_name = file_name
        head = source.read(4)
        if not head:
            raise FormatError("EMPTY_FILE", "The file is empty.", file_name=file_name)
        source.seek(0)
        self._start = 3 if head.startswith(b"\xef\xbb\xbf") else 0
        if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
            source = _as_utf8(source, file_name)
        self._source = source
        size = source.seek(0, 2)
        source.seek(self._start)
        self._whole: Any = None
        self.large = size > WHOLE_FILE_LIMIT
        if not self.large:
            self._whole = self._load(source.read())
        first = self._first_byte()
        self.is_array = first == b"["
        if first not in (b"[", b"{"):
            raise FormatError("PARSE_ERROR", "The file must hold a JSON object or array.", file_name=file_name, line=1)

    def _first_byte(self) -> bytes:
        self._source.seek(self._start)
        while byte := self._source.read(1):
            if byte not in _SPACE:
                return byte
        raise FormatError("EMPTY_FILE", "The file holds only white space.", file_name=self.file_name)

    def _load(self, data: bytes) -> Any:
        if not data.strip():
            raise FormatError("EMPTY_FILE", "The file holds only white space.", file_name=self.file_name)
        try:
            return orjson.loads(data)
        except orjson.JSONDecodeError as error:
            try:
                data.decode()
            except UnicodeDecodeError as wrong:
                raise _bad_byte(self.file_name, wrong.start + self._start) from None
            raise FormatError(
                "PARSE_ERROR",
                f"Not JSON: {error.msg}.",
                file_name=self.file_name,
                line=error.lineno,
                column=error.colno,
            ) from None

    def items(self, path: str = "") -> Iterator[Any]:
        """Yield the items of the array at ``path``; nothing when there is none.

        Raises FormatError PARSE_ERROR when something else than an array stands there.
        """
        if self.large:
            yield from self._stream(f"{path}.item" if path else "item")
            return
        found = self.value(path)
        if found is None:
            return
        if not isinstance(found, list):
            raise FormatError("PARSE_ERROR", f"{path or 'The file'} must be an array.", file_name=self.file_name)
        yield from found

    def value(self, path: str) -> Any:
        """Return the (small) value at ``path``, or None."""
        if self.large:
            return next(self._stream(path), None)
        found = self._whole
        for key in path.split(".") if path else ():
            if not isinstance(found, dict):
                return None
            found = found.get(key)
        return found

    def has_array(self, path: str) -> bool:
        """Tell whether there is an array at ``path``, without keeping it."""
        if not self.large:
            return isinstance(self.value(path), list)
        self._source.seek(self._start)
        events = ijson.parse(self._source, buf_size=_BUFFER, use_float=True)
        return any(event == "start_array" and prefix == path for prefix, event, _ in self._guarded(events))

    def _stream(self, path: str) -> Iterator[Any]:
        self._source.seek(self._start)
        yield from self._guarded(ijson.items(self._source, path, buf_size=_BUFFER, use_float=True))

    def _guarded(self, events: Iterator[Any]) -> Iterator[Any]:
        try:
            yield from events
        except (ijson.JSONError, UnicodeDecodeError) as error:
            raise self._located(error) from None

    def _located(self, error: Exception) -> FormatError:
        """Name the line of a fault in a large file: it is in the last buffer read."""
        end = self._source.tell()
        self._source.seek(0)
        line, left = 1, max(end - _BUFFER, 0)
        while left > 0 and (block := self._source.read(min(left, 1 << 20))):
            line += block.count(b"\n")
            left -= len(block)
        tail = self._source.read(_BUFFER)
        try:
            tail.decode()
        except UnicodeDecodeError as wrong:
            # A cut character at either edge of the buffer is no fault.
            if 3 < wrong.start < len(tail) - 4:
                return _bad_byte(self.file_name, end - len(tail) + wrong.start)
        message = str(error).split("\n", 1)[0].strip()
        return FormatError("PARSE_ERROR", f"Not JSON near byte {end}: {message}.", file_name=self.file_name, line=line)


def _bad_byte(file_name: str, position: int) -> FormatError:
    return FormatError(
        "INVALID_ENCODING",
        f"Byte {position} is not valid UTF-8. Save the file as UTF-8.",
        file_name=file_name,
        bytePosition=position,
    )


def _as_utf8(source: BinaryIO, file_name: str) -> BinaryIO:
    copy = tempfile.SpooledTemporaryFile(max_size=WHOLE_FILE_LIMIT)  # noqa: SIM115 (closed with the last reference)
    for block in open_text(source, file_name).raw_blocks():
        copy.write(block.encode())
    copy.seek(0)
    return cast(BinaryIO, copy)
