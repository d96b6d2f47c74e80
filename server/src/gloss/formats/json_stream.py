"""JSON files of any size: whole in memory when small, item by item when large."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

import orjson

from gloss.formats.base import FormatError
from gloss.formats.json_scan import Outline, ScanError, array_items, outline
from gloss.formats.text import open_text

WHOLE_FILE_LIMIT = 16 * 1024 * 1024
_BLOCK = 1 << 20
_SPACE = b" \t\r\n"
_CONTINUATION = bytes(range(0x80, 0xC0))


class JsonFile:
    """One JSON file that holds an object or an array.

    Values are reached by dotted path; ``""`` is the top. In a large file only the arrays
    that are members of the top or of its ``data`` are streamed; each is read from disk
    once per call of ``items``.
    """

    def __init__(self, source: BinaryIO, file_name: str) -> None:
        self.file_name = file_name
        head = source.read(4)
        if not head:
            raise FormatError("EMPTY_FILE", "The file is empty.", file_name=file_name)
        source.seek(0)
        if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
            source = _as_utf8(source, file_name)
        self._source = source
        self._has_mark = head.startswith(b"\xef\xbb\xbf")
        self._start = 3 if self._has_mark else 0
        self._start += self._leading_space()
        self.large = source.seek(0, 2) > WHOLE_FILE_LIMIT
        source.seek(self._start)
        first = source.read(1)
        self.is_array = first == b"["
        source.seek(self._start)
        self._whole: Any = None
        self._outline: Outline | None = None
        if first not in (b"[", b"{"):
            raise self._error("The file must hold a JSON object or array", self._start)
        if not self.large:
            self._whole = self._load(source.read(), self._start)
        elif not self.is_array:
            self._outline = self._scan_outline()
            self._whole = self._load_skeleton(self._outline)

    def items(self, path: str = "") -> Iterator[Any]:
        """Yield the items of the array at ``path``; nothing when there is none.

        Raises FormatError PARSE_ERROR when something else than an array stands there.
        """
        start = self._array_start(path) if self.large else None
        if start is not None:
            yield from self._stream(start, to_end=not path)
            return
        found = self.value(path)
        if found is None:
            return
        if not isinstance(found, list):
            raise FormatError("PARSE_ERROR", f"{path or 'The file'} must be an array.", file_name=self.file_name)
        yield from found

    def value(self, path: str) -> Any:
        """Return the value at ``path``, or None. Arrays of a large file are empty here: ask ``items``."""
        if not path and self.large:
            self._source.seek(self._start)
            return self._load(self._source.read(), self._start)
        found = self._whole
        for key in path.split(".") if path else ():
            if not isinstance(found, dict):
                return None
            found = found.get(key)
        return found

    def _array_start(self, path: str) -> int | None:
        if self.is_array:
            return None if path else self._start + 1
        return self._outline.arrays.get(path) if self._outline else None

    def _stream(self, start: int, *, to_end: bool) -> Iterator[Any]:
        try:
            for data, position in array_items(self._source, start, to_end=to_end):
                yield self._load(data, position)
        except ScanError as error:
            raise self._error(f"Not JSON: {error.reason}", error.position) from None

    def _scan_outline(self) -> Outline:
        try:
            return outline(self._source, self._start)
        except ScanError as error:
            raise self._error(f"Not JSON: {error.reason}", error.position) from None

    def _load_skeleton(self, found: Outline) -> Any:
        try:
            return orjson.loads(found.skeleton)
        except orjson.JSONDecodeError as error:
            raise self._refused(found.skeleton, error, found.position) from None

    def _load(self, data: bytes, position: int) -> Any:
        try:
            return orjson.loads(data)
        except orjson.JSONDecodeError as error:
            raise self._refused(data, error, lambda at: position + at) from None

    def _refused(self, data: bytes, error: orjson.JSONDecodeError, place: Any) -> FormatError:
        try:
            text = data.decode()
        except UnicodeDecodeError as wrong:
            byte = place(wrong.start)
            return FormatError(
                "INVALID_ENCODING",
                f"Byte {byte} is not valid UTF-8. Save the file as UTF-8.",
                file_name=self.file_name,
                bytePosition=byte,
            )
        return self._error(f"Not JSON: {error.msg}", place(len(text[: error.pos].encode())))

    def _error(self, reason: str, position: int) -> FormatError:
        """Make the error for a byte of the file: it names line and column, from 1, in characters."""
        self._source.seek(0)
        line, column, left = 1, 1, position
        while left > 0 and (block := self._source.read(min(left, _BLOCK))):
            left -= len(block)
            if b"\n" in block:
                line += block.count(b"\n")
                column = 1
                block = block[block.rindex(b"\n") + 1 :]
            column += len(block.translate(None, _CONTINUATION))
        if line == 1 and self._has_mark:
            column -= 1
        return FormatError("PARSE_ERROR", f"{reason}.", file_name=self.file_name, line=line, column=column)

    def _leading_space(self) -> int:
        """Return how much white space stands before the value; raises EMPTY_FILE for nothing else."""
        self._source.seek(self._start)
        count = 0
        while byte := self._source.read(1):
            if byte not in _SPACE:
                return count
            count += 1
        raise FormatError("EMPTY_FILE", "The file holds only white space.", file_name=self.file_name)


def _as_utf8(source: BinaryIO, file_name: str) -> BinaryIO:
    copy = tempfile.SpooledTemporaryFile(max_size=WHOLE_FILE_LIMIT)  # noqa: SIM115 (closed with the last reference)
    for block in open_text(source, file_name).raw_blocks():
        copy.write(block.encode())
    copy.seek(0)
    return cast(BinaryIO, copy)
