"""Excel tables: reads .xlsx and .xls, writes .xlsx."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from typing import BinaryIO

import python_calamine

from gloss.core.errors import BadInput
from gloss.formats.base import TABLE_KINDS, XLSX_MEDIA, FormatError, WriteReport
from gloss.formats.csv_rows import escaped
from gloss.formats.document import ExportDocument, ReadOptions, Record
from gloss.formats.separated import Numbered
from gloss.formats.table_export import TableExport
from gloss.formats.tables import table_records
from gloss.formats.zip_guard import check_zip

MAX_CELL = 32_767
MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
BATCH = 1000
ZIP_LEVEL = 3
EPOCH = (1980, 1, 1, 0, 0, 0)  # A fixed time, so that the same table gives the same bytes.

_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET_PATH = "xl/worksheets/sheet1.xml"
SHEET_START = f'{_XML}<worksheet xmlns="{_SPREADSHEET}"><sheetData>'
SHEET_END = "</sheetData></worksheet>"
SPACE = ' xml:space="preserve"'
PARTS = {
    "[Content_Types].xml": f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{XLSX_MEDIA}.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": f'{_XML}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'{_XML}<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}

_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_HEX_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")


class Xlsx:
    """The first sheet, its values as a person sees them; of merged cells only the top left one has text.

    Written with all cells as text: no formula runs, no number changes its digits.
    """

    key = "XLSX"
    extension = ".xlsx"
    extensions = (".xlsx", ".xls")
    media_type = XLSX_MEDIA
    kinds = TABLE_KINDS

    def __init__(self, *, escape_formulas: bool = False) -> None:
        self.escape_formulas = escape_formulas

    def read(self, source: BinaryIO, options: ReadOptions) -> Iterator[Record]:
        return table_records(_rows(source, options), options)

    def write(self, document: ExportDocument, out: BinaryIO) -> WriteReport:
        report = WriteReport()
        export = TableExport(document, report)
        rows = export.text_rows()
        write_sheet(export.header, map(escaped, rows) if self.escape_formulas else rows, out)
        return report


def write_sheet(header: list[str], rows: Iterator[list[str]], out: BinaryIO) -> None:
    """Write a workbook with one sheet, row by row, all cells as text.

    Raises:
        BadInput: more rows, columns or characters in a cell than Excel files can hold.
    """
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=ZIP_LEVEL) as archive:
        for name, content in PARTS.items():
            archive.writestr(_entry(name), content)
        with archive.open(_entry(SHEET_PATH), "w", force_zip64=True) as part:
            for piece in _sheet(header, rows):
                part.write(piece.encode("utf-8", "replace"))


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _sheet(header: list[str], rows: Iterator[list[str]]) -> Iterator[str]:
    """Yield the XML of the sheet in pieces of many rows."""
    letters = column_letters(len(header))
    yield SHEET_START
    number = 0
    every = chain((header,), rows)
    while batch := list(islice(every, BATCH)):
        if number + len(batch) > MAX_ROWS:
            raise _too_much(f"more than {MAX_ROWS:,} rows")
        pieces = []
        for cells in batch:
            number += 1
            pieces.append(f'<row r="{number}">')
            for letter, text in zip(letters, cells, strict=True):
                if text:
                    if len(text) > MAX_CELL:
                        raise _too_much(f"cell {letter}{number} has more than {MAX_CELL:,} characters")
                    pieces.append(f'<c r="{letter}{number}" t="inlineStr"><is><t{SPACE}>{_escape(text)}</t></is></c>')
            pieces.append("</row>")
        yield "".join(pieces)
    yield SHEET_END


def column_letters(count: int) -> list[str]:
    """Return A, B, … Z, AA, … for the first ``count`` columns."""
    if count > MAX_COLUMNS:
        raise _too_much(f"{count} columns; at most {MAX_COLUMNS:,} are possible")
    letters = []
    for index in range(count):
        name, rest = "", index + 1
        while rest:
            rest, digit = divmod(rest - 1, 26)
            name = chr(65 + digit) + name
        letters.append(name)
    return letters


def _escape(text: str) -> str:
    if _SPECIAL.search(text) is None:
        return text
    text = _HEX_LIKE.sub("_x005F_", text)
    text = _CONTROL.sub(lambda match: f"_x{ord(match.group()):04X}_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _too_much(what: str) -> BadInput:
    return BadInput(f"Excel files cannot hold this table: {what}. Export it as CSV.", code="FORMAT_LIMIT")


def _rows(source: BinaryIO, options: ReadOptions) -> Iterator[Numbered]:
    try:
        if zipfile.is_zipfile(source):
            check_zip(source, file_name=options.file_name)
        source.seek(0)
        workbook = python_calamine.CalamineWorkbook.from_filelike(source)
        sheet = workbook.get_sheet_by_name(_first_sheet(workbook))
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError) as error:
        reason = f"The file cannot be opened as an Excel file: {error}"
        raise FormatError("PARSE_ERROR", reason, file_name=options.file_name) from None
    number = sheet.start[0] if sheet.start else 0
    for cells in sheet.iter_rows():
        number += 1
        texts = [display(value) for value in cells]
        yield number, texts if any(texts) else []


def _first_sheet(workbook: python_calamine.CalamineWorkbook) -> str:
    """Name the first sheet with cells: charts and macros may stand before it."""
    cells = python_calamine.SheetTypeEnum.WorkSheet
    names = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == cells]
    return (names or workbook.sheet_names or [""])[0]


def display(value: object) -> str:
    """Return a cell's value as text: ISO dates, no ``.0`` behind whole numbers, 15 digits as Excel shows."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15
        return str(int(value)) if whole else f"{value:.15g}"
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"
    return "" if value is None else str(value)
