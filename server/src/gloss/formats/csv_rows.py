"""CSV tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

from gloss.formats.base import CSV_MEDIA, TABLE_KINDS, WriteReport
from gloss.formats.document import ExportDocument, ReadOptions, Record
from gloss.formats.separated import csv_records
from gloss.formats.table_export import TableExport
from gloss.formats.tables import table_records

BATCH = 2000
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class CsvRows:
    """Comma-separated values (semicolons and tabs are recognized when reading).

    Written in UTF-8 without mark, CRLF after every record, quotes only where needed. With
    ``escape_formulas`` a cell that a spreadsheet would run gets an apostrophe in front.
    """

    key = "CSV"
    extension = ".csv"
    extensions = (".csv",)
    media_type = CSV_MEDIA
    kinds = TABLE_KINDS

    def __init__(self, *, escape_formulas: bool = False) -> None:
        self.escape_formulas = escape_formulas

    def read(self, source: BinaryIO, options: ReadOptions) -> Iterator[Record]:
        return table_records(csv_records(source, options.file_name), options)

    def write(self, document: ExportDocument, out: BinaryIO) -> WriteReport:
        report = WriteReport()
        export = TableExport(document, report, conflicts=True)
        rows = export.text_rows()
        write_records([export.header], out)
        write_records(map(escaped, rows) if self.escape_formulas else rows, out)
        return report


def write_records(rows: Iterable[list[str]], out: BinaryIO) -> None:
    """Write records as the CSV files of this product: minimal quotes, CRLF, UTF-8."""
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerows(batch)
        out.write(text.getvalue().encode("utf-8", "replace"))


def escaped(row: list[str]) -> list[str]:
    """Put an apostrophe before cells that start like a formula; plain numbers stay."""
    return ["'" + cell if cell.startswith(_FORMULA_STARTS) and not _is_number(cell) else cell for cell in row]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
