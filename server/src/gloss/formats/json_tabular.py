"""Tables as JSON: an array of flat objects, or one object per line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import Any, BinaryIO

import ijson
import orjson

from gloss.formats.base import DOCUMENT_BASED, JSON_MEDIA, TABLE_KINDS, FormatError, WriteReport
from gloss.formats.document import Cell, Column, ExportDocument, Header, Line, ReadOptions, Record
from gloss.formats.table_export import TableExport
from gloss.formats.tables import check_custom_headers, check_width
from gloss.formats.text import open_text

Row = tuple[int, dict[str, Any]]


class JsonTabular:
    """``[{"id": 1, "review": "Fine"}, …]``: original cells are texts, answers keep their JSON types.

    Reading takes two passes: columns stand in the order of their first appearance in the
    whole file. Numbers and booleans become text, objects minified JSON.
    """

    key = "JSON_TABULAR"
    extension = ".json"
    extensions = (".json",)
    media_type = JSON_MEDIA
    kinds = TABLE_KINDS

    def read(self, source: BinaryIO, options: ReadOptions) -> Iterator[Record]:
        names = _names(_array_rows(source, options), options)
        source.seek(0)
        yield from _lines(_array_rows(source, options), names, options)

    def write(self, document: ExportDocument, out: BinaryIO) -> WriteReport:
        report = WriteReport()
        export = TableExport(document, report)
        names = [orjson.dumps(name) + b":" for name in export.header]
        start = b"["
        for values in export.json_rows():
            fields = [name + orjson.dumps(value) for name, value in zip(names, values, strict=True)]
            out.write(start + b"{" + b",".join(fields) + b"}")
            start = b","
        out.write(b"]\n" if start == b"," else b"[]\n")
        return report


class JsonLines:
    """One object per line; blank lines are skipped. Otherwise as JSON_TABULAR."""

    key = "JSON_LINES"
    extensions = (".jsonl", ".json")
    kinds = TABLE_KINDS

    def read(self, source: BinaryIO, options: ReadOptions) -> Iterator[Record]:
        names = _names(_line_rows(source, options), options)
        source.seek(0)
        yield from _lines(_line_rows(source, options), names, options)


class TextRows:
    """Plain text as a table of one column, ``text``."""

    key = "TXT"
    extensions = (".txt",)
    kinds = TABLE_KINDS - {DOCUMENT_BASED}

    def read(self, source: BinaryIO, options: ReadOptions) -> Iterator[Record]:
        text = open_text(source, options.file_name)
        if options.custom_headers:
            check_custom_headers(1, options)
        yield Header(list(options.custom_headers) or [Column("text")])
        for index, line in enumerate(text.lines()):
            yield Line(index, [Cell(line)])
        yield text.info


def _names(rows: Iterable[Row], options: ReadOptions) -> list[str]:
    names: dict[str, None] = {}
    count = 0
    for _, row in rows:
        count += 1
        if not names.keys() >= row.keys():
            names.update(dict.fromkeys(row))
    if not count:
        raise FormatError("EMPTY_FILE", "The file holds no rows.", file_name=options.file_name)
    check_width(len(names), None, options)
    if options.custom_headers:
        check_custom_headers(len(names), options)
    return list(names)


def _lines(rows: Iterable[Row], names: list[str], options: ReadOptions) -> Iterator[Record]:
    yield Header(list(options.custom_headers) or [Column(name) for name in names])
    for index, (_, row) in enumerate(rows):
        yield Line(index, [Cell(as_text(row.get(name))) for name in names])


def as_text(value: Any) -> str:
    """Return a JSON value as the text of a cell."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Decimal):
        return _decimal_text(value)
    return orjson.dumps(value, default=_plain).decode()


def _decimal_text(value: Decimal) -> str:
    text = str(value)
    return text if "E" not in text or abs(value.adjusted()) > 30 else format(value, "f")


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < 2**53 else float(value)
    raise TypeError


def _array_rows(source: BinaryIO, options: ReadOptions) -> Iterator[Row]:
    blocks = open_text(source, options.file_name).raw_blocks()
    head = next(blocks, "")
    if head.lstrip()[:1] not in ("[", ""):
        reason = 'The file does not start with a list. A table is a list of objects such as [{"id": 1}].'
        raise FormatError("PARSE_ERROR", reason, file_name=options.file_name, line=1, column=1)
    encoded = _Bytes(block.encode() for block in chain((head,), blocks))
    number = 0
    try:
        for item in ijson.items(encoded, "item"):
            number += 1
            yield number, _checked(item, f"Item {number}", options, None)
    except ijson.JSONError as error:
        raise _syntax_error(source, options, str(error)) from None


class _Bytes:
    """The least of a file that ijson asks for."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return b""
            self._rest = block
        if size == 0:
            return b""
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken


def _syntax_error(source: BinaryIO, options: ReadOptions, message: str) -> FormatError:
    """Parse the whole file once more, because only the plain parser knows line and column."""
    source.seek(0)
    try:
        json.loads("".join(open_text(source, options.file_name).raw_blocks()))
    except json.JSONDecodeError as error:
        return FormatError(
            "PARSE_ERROR",
            f"Not valid JSON: {error.msg}.",
            file_name=options.file_name,
            line=error.lineno,
            column=error.colno,
        )
    return FormatError("PARSE_ERROR", f"Not valid JSON: {message}.", file_name=options.file_name)


def _line_rows(source: BinaryIO, options: ReadOptions) -> Iterator[Row]:
    for number, line in enumerate(open_text(source, options.file_name).lines(), 1):
        if not line.strip():
            continue
        try:
            item = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise FormatError(
                "PARSE_ERROR",
                f"Not valid JSON: {error.msg}.",
                file_name=options.file_name,
                line=number,
                column=error.colno,
            ) from None
        yield number, _checked(item, "The line", options, number)


def _checked(item: Any, what: str, options: ReadOptions, line: int | None) -> dict[str, Any]:
    if not isinstance(item, dict):
        reason = f'{what} is not an object. A table is a list of objects such as {{"id": 1, "review": "Fine"}}.'
        raise FormatError("PARSE_ERROR", reason, file_name=options.file_name, line=line)
    return item
