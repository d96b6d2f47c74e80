"""IMPORTABLE: what text-extraction services and file transformers hand over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from gloss.formats.base import TEXT_KINDS, FormatError
from gloss.formats.document import Cell, Line, ReadOptions, Record
from gloss.formats.json_advanced_reader import LabelReader
from gloss.formats.json_labels import read_cell
from gloss.formats.json_stream import JsonFile
from gloss.formats.reading import LineMaker


class ImportableReader:
    """Reads cells, spans and arrows; class names may stand for label item ids.

    Cells come line by line, and each line has the same number of cells.
    """

    key = "IMPORTABLE"
    kinds = TEXT_KINDS
    extensions = (".json",)

    def read(self, source: BinaryIO, options: ReadOptions) -> Iterator[Record]:
        file = JsonFile(source, options.file_name)
        reader = LabelReader(LineMaker(options), list(file.items("labelSets")))
        yield from reader.label_sets
        yield from self._lines(file, reader)
        if not reader.make.count:
            raise FormatError("EMPTY_FILE", "The file holds no cell.", file_name=options.file_name)
        yield from reader.labels(file.items("labels"))

    def _lines(self, file: JsonFile, reader: LabelReader) -> Iterator[Line]:
        make, columns = reader.make, 0
        row: list[Cell] = []
        for position, item in enumerate(file.items("cells")):
            where = f"cells[{position}]"
            line, index = _place(item)
            if row and line == make.count + 1:
                columns = _check_columns(make, columns, len(row))
                reader.places.index.set_columns(columns)
                yield make.line(*row)
                row = []
            if line != make.count or index != len(row):
                make.fail(
                    "PARSE_ERROR",
                    f"{where} must be cell {len(row)} of line {make.count}, or the first of the next line.",
                    make.count + 1,
                    field=where,
                )
            cell = read_cell(make, item, where)
            reader.places.index.add(cell)
            row.append(cell)
        if row:
            reader.places.index.set_columns(_check_columns(make, columns, len(row)))
            yield make.line(*row)


def _place(item: Any) -> tuple[Any, Any]:
    return (item.get("line"), item.get("index", 0)) if isinstance(item, dict) else (None, None)


def _check_columns(make: LineMaker, columns: int, found: int) -> int:
    """Return the number of columns, which the first line sets and every other must repeat."""
    if columns and columns != found:
        make.fail(
            "COLUMN_COUNT_MISMATCH",
            f"The line has {found} cells, the lines before it have {columns}.",
            make.count + 1,
            min(columns, found) + 1,
        )
    return found
