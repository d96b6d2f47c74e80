"""The text of Word and PDF files, for projects that label whole documents."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

import docx
import pypdfium2
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table

from gloss.formats.base import FormatError
from gloss.formats.document import Cell, Line
from gloss.formats.zip_guard import check_zip

__all__ = ["EXTENSIONS", "check_zip", "extract"]

EXTENSIONS = (".docx", ".pdf")
MAX_PAGES = 10_000
_DAMAGED = (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, OSError)
"""``SyntaxError`` is what both XML libraries derive theirs from."""


def extract(file_name: str, source: BinaryIO) -> Iterator[Line]:
    """Yield the lines of text of a ``.docx`` or ``.pdf`` file.

    Word: paragraphs and table rows in order, cells joined by tabs. PDF: the lines of each
    page; a scanned page has none. Raises FormatError (damaged, protected, other
    extension) and TooLarge (an archive that unpacks to far more than it holds).
    """
    extension = PurePosixPath(file_name).suffix.lower()
    if extension not in EXTENSIONS:
        known = ", ".join(EXTENSIONS)
        raise FormatError("UNSUPPORTED_EXTENSION", f"Text is read from {known} files.", file_name=file_name)
    texts = _docx_texts(file_name, source) if extension == ".docx" else _pdf_texts(file_name, source)
    for index, text in enumerate(texts):
        yield Line(index, [Cell(text)])


def _docx_texts(file_name: str, source: BinaryIO) -> Iterator[str]:
    try:
        check_zip(source, file_name=file_name)
        document = docx.Document(source)
    except _DAMAGED as error:
        reason = f"The file cannot be opened as a Word document: {error}"
        raise FormatError("PARSE_ERROR", reason, file_name=file_name) from None
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _table_texts(block)
        else:
            yield from block.text.split("\n")


def _table_texts(table: Table) -> Iterator[str]:
    for row in table.rows:
        seen: set[int] = set()
        cells = []
        for cell in row.cells:
            # A merged cell is listed once per grid column it covers.
            if id(cell._tc) not in seen:
                seen.add(id(cell._tc))
                cells.append(" ".join(cell.text.split("\n")))
        yield "\t".join(cells)


def _pdf_texts(file_name: str, source: BinaryIO) -> Iterator[str]:
    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        reason = f"The file cannot be opened as a PDF (damaged or protected by a password): {error}"
        raise FormatError("PARSE_ERROR", reason, file_name=file_name) from None
    try:
        if len(document) > MAX_PAGES:
            reason = f"The PDF has {len(document)} pages; at most {MAX_PAGES:,} are read."
            raise FormatError("PARSE_ERROR", reason, file_name=file_name)
        for number in range(len(document)):
            yield from _page_lines(document, number)
    finally:
        document.close()


def _page_lines(document: pypdfium2.PdfDocument, number: int) -> list[str]:
    page = document[number]
    try:
        text_page = page.get_textpage()
        try:
            text = text_page.get_text_range()
        finally:
            text_page.close()
    finally:
        page.close()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n")
    return lines if any(lines) else []
