"""CSV and AMAZON_COMPREHEND_CSV of span projects: one record per span piece."""

from __future__ import annotations

from typing import BinaryIO

from gloss.formats.base import CSV_MEDIA, SPAN_KINDS, WriteReport
from gloss.formats.document import ExportDocument
from gloss.formats.positions import to_offsets
from gloss.formats.writing import Labels, Output, lines_with_pieces, report_arrows

_HEADER = "File,Line,Begin Offset,End Offset,Type"
_SPECIAL = frozenset(',"\r\n')


def csv_field(text: str) -> str:
    """Quote a field only when it holds a comma, a quote or a line break."""
    if _SPECIAL.isdisjoint(text):
        return text
    return '"' + text.replace('"', '""') + '"'


class SpanCsvWriter:
    """Offsets are code points within the line with an exclusive end; lines count from 0."""

    extension = ".csv"
    media_type = CSV_MEDIA
    kinds = SPAN_KINDS

    def __init__(self, key: str, *, marks_unresolved: bool) -> None:
        self.key = key
        self._marks = marks_unresolved

    def write(self, document: ExportDocument, out: BinaryIO) -> WriteReport:
        report = WriteReport()
        labels = Labels(document)
        marks = self._marks and document.include_conflicts
        file_name = csv_field(document.document_name)
        output = Output(out)
        output.text(f"{_HEADER},Label Status\r\n" if marks else f"{_HEADER}\r\n")
        for line, pieces in lines_with_pieces(document, report, conflicts=marks):
            tokens = line.cells[0].tokens or ()
            for span, place in pieces:
                start, end = to_offsets(tokens, place)
                record = f"{file_name},{line.index},{start},{end},{csv_field(labels.name(span))}"
                if marks:
                    record += ",CONFLICTED" if span.labeled_by == "CONFLICT" else ",RESOLVED"
                output.text(f"{record}\r\n")
        output.close()
        report_arrows(document, report)
        return report
