"""Records of separated text (CSV and TSV) with the line each one starts on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import BinaryIO

from gloss.formats.base import FormatError
from gloss.formats.text import open_text

MAX_FIELD = 10_000_000
MAX_QUOTED_LINES = 100
Numbered = tuple[int, list[str]]


def whole_text(content: bytes, file_name: str) -> str:
    """Decode a small file; raises FormatError EMPTY_FILE or INVALID_ENCODING."""
    return "".join(open_text(io.BytesIO(content), file_name).raw_blocks())


def records(content: bytes, file_name: str, delimiter: str) -> Iterator[Numbered]:
    """Yield the records of a small file; blank lines are empty lists."""
    return csv_records(io.BytesIO(content), file_name, delimiter)


def csv_records(source: BinaryIO, file_name: str, delimiter: str | None = None) -> Iterator[Numbered]:
    """Yield ``(line, cells)`` with standard quoting; lines count from 1.

    Without a ``delimiter`` it is the comma, or else the semicolon or tab if the first
    record has one of those but no comma. Raises FormatError PARSE_ERROR naming the line
    where an unbalanced quote opens.
    """
    csv.field_size_limit(MAX_FIELD)
    blocks = open_text(source, file_name).raw_blocks()
    head = next(blocks, "")
    separator = delimiter or sniff(head)
    reader = csv.reader(_physical_lines(chain((head,), blocks)), delimiter=separator, strict=True)
    start = 1
    try:
        for record in reader:
            yield start, record
            start = reader.line_num + 1
    except csv.Error as error:
        raise _explain(source, file_name, separator, start, str(error)) from None


def tsv_records(source: BinaryIO, file_name: str) -> Iterator[Numbered]:
    """Yield ``(line, cells)`` of tab-separated text; lines count from 1.

    A field that starts with a quote is unquoted if it also ends with one; other quotes are
    plain characters, because most tab-separated files (ours too) are written without quoting.
    """
    csv.field_size_limit(MAX_FIELD)
    lines = _Ahead(_physical_lines(open_text(source, file_name).raw_blocks()))
    width = 0
    for number, line in lines:
        cells = None
        if '"' in line:
            cells = _quoted(line, lines, width)
        if cells is None:
            bare = line.rstrip("\r\n")
            cells = bare.split("\t") if bare else []
        width = width or len(cells)
        yield number, cells


def sniff(head: str) -> str:
    """Return the separator of a file that starts with ``head``."""
    best, most = ",", 1
    for separator in (",", ";", "\t"):
        try:
            width = len(next(csv.reader(io.StringIO(head, newline=""), delimiter=separator), ()))
        except csv.Error:
            width = 0
        if separator == "," and width > 1:
            return ","
        if width > most:
            best, most = separator, width
    return best


def _physical_lines(blocks: Iterable[str]) -> Iterator[str]:
    """Split at LF, CRLF and CR only (``str.splitlines`` knows more), keeping the ends."""
    return chain.from_iterable(io.StringIO(text, newline="") for text in _whole_lines(blocks))


def _whole_lines(blocks: Iterable[str]) -> Iterator[str]:
    rest: list[str] = []
    for block in blocks:
        # A final CR may be the first half of CRLF, so it waits for the next block.
        cut = max(block.rfind("\n"), block.rfind("\r", 0, len(block) - 1)) + 1
        if cut == 0 and not (rest and rest[-1].endswith("\r")):
            rest.append(block)
            continue
        yield "".join([*rest, block[:cut]])
        rest = [block[cut:]]
    if any(rest):
        yield "".join(rest)


class _Ahead:
    """Numbered lines that can be looked at before they are taken."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._waiting: list[str] = []
        self._number = 0

    def __iter__(self) -> Iterator[tuple[int, str]]:
        while True:
            line = self._waiting.pop(0) if self._waiting else next(self._lines, None)
            if line is None:
                return
            self._number += 1
            yield self._number, line

    def peek(self, count: int) -> list[str]:
        self._waiting += islice(self._lines, max(0, count - len(self._waiting)))
        return self._waiting[:count]

    def drop(self, count: int) -> None:
        del self._waiting[:count]
        self._number += count


def _quoted(line: str, lines: _Ahead, width: int) -> list[str] | None:
    """Parse a line with standard quoting, taking following lines if a quote is open; None if it is no quoting."""
    count = 0
    while True:
        try:
            parsed = next(csv.reader([line, *lines.peek(count)], delimiter="\t", strict=True))
        except csv.Error as error:
            closing = _next_quote(lines, count) if "unexpected end" in str(error) else 0
            if not closing:
                return None
            count = closing
            continue
        if count and width and len(parsed) > width:
            return None
        lines.drop(count)
        return parsed


def _next_quote(lines: _Ahead, count: int) -> int:
    """Return how many lines ahead the next one with a quote is, beyond ``count``; 0 if there is none near."""
    while count < MAX_QUOTED_LINES:
        count += 1
        ahead = lines.peek(count)
        if len(ahead) < count:
            return 0
        if '"' in ahead[-1]:
            return count
    return 0


def _explain(source: BinaryIO, file_name: str, separator: str, start: int, error: str) -> FormatError:
    """Find the quote at fault by reading the record that starts on line ``start`` again."""
    if "field limit" in error:
        reason = f"A cell has more than {MAX_FIELD} characters, probably because a quote is not closed."
    elif "expected after" in error:
        reason = 'A quoted cell goes on after its closing quote. Write quotes inside a quoted cell twice ("").'
    else:
        reason = 'A quote that opens here is never closed. Write quotes inside a quoted cell twice ("").'
    source.seek(0)
    lines = _physical_lines(open_text(source, file_name).raw_blocks())
    opened = _open_quote(islice(lines, start - 1, None), start, separator)
    return FormatError("PARSE_ERROR", reason, file_name=file_name, line=opened)


def _open_quote(lines: Iterator[str], start: int, separator: str) -> int:
    """Return the line of the last opening quote before the record breaks."""
    opened, quoted, at_start = start, False, True
    for number, line in enumerate(lines, start):
        index = 0
        while index < len(line):
            character = line[index]
            if quoted and character == '"':
                if line[index + 1 : index + 2] == '"':
                    index += 1
                else:
                    quoted = False
                    if line[index + 1 : index + 2] not in (separator, "\r", "\n", ""):
                        return opened
            elif not quoted:
                if character == '"' and at_start:
                    quoted, opened = True, number
                at_start = character == separator
            index += 1
        at_start = at_start or not quoted
    return opened
