"""CONLL_2003: token, two columns nobody fills here, and one IOB2 tag, separated by spaces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from gloss.formats.base import SPAN_KINDS, TEXT_MEDIA, FormatError, WriteReport
from gloss.formats.document import ExportDocument, Line, ReadOptions, Record
from gloss.formats.token_lines import Block, TokenLineReader
from gloss.formats.writing import (
    Labels,
    Output,
    Piece,
    lines_with_pieces,
    report_arrows,
    report_widened,
    token_texts,
)

_START = "-DOCSTART-"


class Conll2003Reader:
    """First column the token, last the tag (IOB1 or IOB2), anything between ignored.

    ``-DOCSTART-`` and the empty line behind it are no document line.
    """

    key = "CONLL_2003"
    kinds = SPAN_KINDS
    extensions = (".conll", ".tsv", ".txt")

    def read(self, source: BinaryIO, options: ReadOptions) -> Iterator[Record]:
        reader = _Conll2003(source, options)
        for block, line in reader.lines():
            yield line
            yield from reader.tag_spans(block, line, [1], iob=True)
        yield reader.done()


class _Conll2003(TokenLineReader):
    def __init__(self, source: BinaryIO, options: ReadOptions) -> None:
        super().__init__(source, options, separator=None)

    def lines(self) -> Iterator[tuple[Block, Line]]:
        empty = True
        for block in self.blocks():
            if block.rows and block.rows[0][0] == _START:
                block = Block(block.first + 1, block.rows[1:])
                if not block.rows:
                    continue
            self.check(block)
            rows = [[row[0], row[-1]] if len(row) > 1 else row for row in block.rows]
            empty = empty and not rows
            yield Block(block.first, rows), self.make.joined([row[0] for row in rows], block.first)
        if empty:
            raise FormatError("EMPTY_FILE", "The file holds no token.", file_name=self.make.options.file_name)


class Conll2003Writer:
    """Holds one flat layer: the outermost spans of set 0. Spaces in tokens and class names become ``_``."""

    key = "CONLL_2003"
    extension = ".conll"
    media_type = TEXT_MEDIA
    kinds = SPAN_KINDS

    def write(self, document: ExportDocument, out: BinaryIO) -> WriteReport:
        report = WriteReport()
        labels = Labels(document)
        output = Output(out)
        output.text(f"{_START} -X- O O\n\n")
        for line, pieces in lines_with_pieces(document, report):
            kept = outermost(line, pieces, report)
            report_widened(report, line, kept)
            words = ["_".join(word.split()) or "_" for word in token_texts(line)]
            tags = ["O"] * len(words)
            for span, place in kept:
                name = "_".join(labels.name(span).split())
                if not name:
                    continue
                tags[place.start_token] = f"B-{name}"
                for token in range(place.start_token + 1, place.end_token + 1):
                    tags[token] = f"I-{name}"
            body = "".join([f"{word} -X- _ {tag}\n" for word, tag in zip(words, tags, strict=True)])
            output.text(f"{body}\n")
        output.close()
        report_arrows(document, report)
        return report


def outermost(line: Line, pieces: Sequence[Piece], report: WriteReport) -> list[Piece]:
    """Keep the first of overlapping spans of set 0, which is the outermost; list the others as dropped.

    Pieces start in order; widening to tokens may make a later one the longer, which wins.
    """
    kept: list[Piece] = []
    ordered = sorted(pieces, key=lambda one: (one[1].start_token, -one[1].end_token))
    for span, place in ordered:
        if span.layer != 0:
            report.labels -= span.start.line == line.index
            report.skip(
                "LABEL_SET_DROPPED", "This format holds the first label set only.", line=line.index, label=span.id
            )
        elif kept and place.start_token <= kept[-1][1].end_token:
            report.labels -= span.start.line == line.index
            report.skip(
                "OVERLAP_DROPPED",
                "The span overlaps another; only the outer one is kept.",
                line=line.index,
                label=span.id,
            )
        else:
            kept.append((span, place))
    return kept
