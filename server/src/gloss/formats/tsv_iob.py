"""TSV_IOB: a token and its IOB2 tags per line, one tag column per track."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import BinaryIO

from gloss.formats.base import SPAN_KINDS, TSV_MEDIA, WriteReport
from gloss.formats.document import ExportDocument, FlatTokens, Line, ReadOptions, Record
from gloss.formats.token_lines import TokenLineReader
from gloss.formats.writing import (
    Labels,
    Output,
    Piece,
    TagColumns,
    exported_spans,
    list_widened,
    one_line,
    report_arrows,
    separated_tokens,
    tagged_rows,
    with_pieces,
)

_UNTAGGED = "\tO\n"


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
        write = _OneColumn(labels).rows if columns.count == 1 else partial(_rows, columns)
        output = Output(out)
        lines = ((line, line[0], line[2]) for line in _lines(document))
        for (number, words, tokens), pieces in with_pieces(lines, exported_spans(document, report), report):
            if pieces:
                list_widened(report, number, tokens, pieces)
            output.text(write(words, pieces) + "\n")
        output.close()
        report_arrows(document, report)
        return report


def _lines(document: ExportDocument) -> Iterator[tuple[int, str, FlatTokens]]:
    """Yield the number of each line, its words with tabs between them, and its tokens."""
    for number, words, edges in document.prepared(TsvIobWriter.key, _prepared):
        yield number, words, FlatTokens(memoryview(edges).cast("I"))


def _prepared(line: Line) -> tuple[int, str, bytes]:
    edges = array("I", chain.from_iterable(line.cells[0].tokens or ()))
    return line.index, "\t".join(separated_tokens(line)), edges.tobytes()


def _rows(columns: TagColumns, joined: str, pieces: Sequence[Piece]) -> str:
    words = joined.split("\t") if joined else []
    return tagged_rows(words, columns.fill(len(words), pieces, iob=True))


class _OneColumn:
    """Writes lines of documents with one set and no overlaps, as most are: what has no tag is written at once."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels

    def rows(self, joined: str, pieces: Sequence[Piece]) -> str:
        if not joined:
            return ""
        if not pieces:
            return joined.replace("\t", _UNTAGGED) + _UNTAGGED
        words = joined.split("\t")
        parts: list[str] = []
        done = 0
        for span, place in pieces:
            name = one_line(self._labels.name(span))
            if not name:
                continue
            start, end = place.start_token, place.end_token
            parts += [_UNTAGGED.join(words[done:start]), _UNTAGGED] if start > done else ()
            parts.append(f"{words[start]}\tB-{name}\n")
            parts += [f"{word}\tI-{name}\n" for word in words[start + 1 : end + 1]]
            done = end + 1
        parts += [_UNTAGGED.join(words[done:]), _UNTAGGED] if done < len(words) else ()
        return "".join(parts)
