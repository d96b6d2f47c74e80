"""TSV_IOB: a token and its IOB2 tags per line, one tag column per track."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from gloss.formats.base import SPAN_KINDS, TSV_MEDIA, WriteReport
from gloss.formats.document import ExportDocument, ReadOptions, Record
from gloss.formats.token_lines import TokenLineReader
from gloss.formats.writing import (
    Labels,
    Output,
    TagColumns,
    lines_with_pieces,
    report_arrows,
    report_widened,
    separated_tokens,
    tagged_rows,
)


class TsvIobReader:
    """Reads IOB1 and IOB2 alike; several tag columns are tracks, whose order carries no meaning."""

    key = "TSV_IOB"
    kinds = SPAN_KINDS
    extensions = (".tsv", ".txt", ".conll")

    def read(self, source: BinaryIO, options: ReadOptions) -> Iterator[Record]:
        reader = TokenLineReader(source, options)
        for block, line in reader.lines():
            yield line
            yield from reader.tag_spans(block, line, range(1, reader.width), iob=True)
        yield reader.done()


class TsvIobWriter:
    """Spans grow to whole tokens and are cut at line ends; arrows are dropped."""

    key = "TSV_IOB"
    extension = ".tsv"
    media_type = TSV_MEDIA
    kinds = SPAN_KINDS

    def write(self, document: ExportDocument, out: BinaryIO) -> WriteReport:
        report = WriteReport()
        labels = Labels(document)
        columns = TagColumns(document, labels)
        output = Output(out)
        for line, pieces in lines_with_pieces(document, report):
            report_widened(report, line, pieces)
            output.text(tagged_rows(separated_tokens(line), columns.fill(line, pieces, iob=True)) + "\n")
        output.close()
        report_arrows(document, report)
        return report
