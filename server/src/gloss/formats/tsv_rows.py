"""TSV tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from gloss.formats.base import TABLE_KINDS, TSV_MEDIA, WriteReport
from gloss.formats.csv_rows import BATCH, escaped
from gloss.formats.document import ExportDocument, ReadOptions, Record
from gloss.formats.separated import tsv_records
from gloss.formats.table_export import TableExport
from gloss.formats.tables import table_records

_BREAK = re.compile(r"\r\n|[\t\r\n]")


class TsvRows:
    """Tab-separated values, written without quoting: tabs and line breaks in a cell become spaces."""

    key = "TSV"
    extension = ".tsv"
    extensions = (".tsv",)
    media_type = TSV_MEDIA
    kinds = TABLE_KINDS

    def __init__(self, *, escape_formulas: bool = False) -> None:
        self.escape_formulas = escape_formulas

    def read(self, source: BinaryIO, options: ReadOptions) -> Iterator[Record]:
        return table_records(tsv_records(source, options.file_name), options)

    def write(self, document: ExportDocument, out: BinaryIO) -> WriteReport:
        report = WriteReport()
        export = TableExport(document, report)
        out.write(_line(export.header, report, None))
        rows = export.text_rows()
        if self.escape_formulas:
            rows = map(escaped, rows)
        numbered = enumerate(rows)
        while batch := list(islice(numbered, BATCH)):
            out.write(b"".join(_line(row, report, number) for number, row in batch))
        return report


def _line(cells: list[str], report: WriteReport, number: int | None) -> bytes:
    text = "\t".join(cells)
    if text.count("\t") >= len(cells) or "\n" in text or "\r" in text:
        text = "\t".join(_BREAK.sub(" ", cell) for cell in cells)
        report.skip("CHARACTER_REPLACED", "A tab or line break in a cell became a space.", line=number)
    return text.encode("utf-8", "replace") + b"\n"
