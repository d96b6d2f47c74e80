"""TEXT and PLAIN: nothing but text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from gloss.formats.base import SPAN_KINDS, TEXT_KINDS, TEXT_MEDIA, FormatError, WriteReport
from gloss.formats.document import ExportDocument, ReadOptions, Record
from gloss.formats.reading import LineMaker
from gloss.formats.text import TextSource, open_text

_SENTENCE_END = re.compile(r"(?<=\.)\s+|\n[^\S\n]*\n\s*")


class TextReader:
    """One document line per line of the file, or per sentence where the separator is a period."""

    key = "TEXT"
    kinds = TEXT_KINDS
    extensions = (".txt", ".md")

    def read(self, source: BinaryIO, options: ReadOptions) -> Iterator[Record]:
        text = open_text(source, options.file_name)
        make = LineMaker(options)
        lines = sentences(text) if options.sentence_separator == "." else text.lines()
        empty = True
        for content in lines:
            empty = empty and not content.strip()
            yield make.line(make.cell(content))
        if empty:
            raise FormatError("EMPTY_FILE", "The file holds no text.", file_name=options.file_name)
        yield text.info


def sentences(text: TextSource) -> Iterator[str]:
    """Cut behind each period that white space follows, and at empty lines.

    The period stays with its sentence; a line end inside a sentence becomes one space.
    """
    rest = ""
    for block in text.blocks():
        parts = _SENTENCE_END.split(rest + block)
        rest = parts.pop()
        for part in parts:
            if sentence := part.strip():
                yield sentence.replace("\n", " ")
    if last := rest.strip():
        yield last.replace("\n", " ")


class PlainWriter:
    """The text of this copy, one line feed after each line."""

    key = "PLAIN"
    extension = ".txt"
    media_type = TEXT_MEDIA
    kinds = SPAN_KINDS

    def write(self, document: ExportDocument, out: BinaryIO) -> WriteReport:
        report = WriteReport()
        for line in document.lines():
            out.write(f"{line.cells[0].content}\n".encode())
            report.lines += 1
        return report
