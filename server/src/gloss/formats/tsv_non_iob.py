"""TSV_NON_IOB: a token and its labels per line, with two more columns where there are arrows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NoReturn

from gloss.formats.base import SPAN_KINDS, TSV_MEDIA, WriteReport
from gloss.formats.document import Arrow, ExportDocument, Line, ReadOptions, Record, Span
from gloss.formats.positions import TokenIndex, TokenRange
from gloss.formats.token_lines import Block, TokenLineReader
from gloss.formats.writing import (
    Labels,
    Output,
    TagColumns,
    exported_spans,
    lines_with_pieces,
    one_line,
    report_widened,
    separated_tokens,
    tagged_rows,
)

_NONE = "_"
_REFERENCE = re.compile(r"(?:(\d+):)?(\d+)")
_REFERENCES = re.compile(r"_|(?:\d+:)?\d+(?:\|(?:\d+:)?\d+)*")

Place = tuple[int, int]


class TsvNonIobReader:
    """Every tagged token is a span of its own: equal neighbours are not joined.

    Four or more columns whose last but one holds token numbers or ``_`` end in arrows.
    """

    key = "TSV_NON_IOB"
    kinds = SPAN_KINDS
    extensions = (".tsv", ".txt")

    def read(self, source: BinaryIO, options: ReadOptions) -> Iterator[Record]:
        reader = TokenLineReader(source, options)
        arrows: ArrowColumns | None = None
        decided = False
        for block, line in reader.lines():
            if not decided and reader.width:
                decided = True
                arrows = ArrowColumns(reader) if has_arrows(block) else None
            yield line
            columns = range(1, reader.width - 2 if arrows else reader.width)
            spans = reader.tag_spans(block, line, columns, iob=False)
            yield from spans
            if arrows:
                arrows.add(block, line, spans)
        if arrows:
            yield from arrows.records()
        yield reader.done()


def has_arrows(block: Block) -> bool:
    """Tell by the first rows with tags whether the last two columns are arrows."""
    rows = [row for row in block.rows if len(row) > 1]
    return bool(rows) and all(len(row) >= 4 and _REFERENCES.fullmatch(row[-2]) for row in rows)


class ArrowColumns:
    """Collects the arrows of a file until all tokens they may point at have been read."""

    def __init__(self, reader: TokenLineReader) -> None:
        self._make = reader.make
        self._spans: dict[Place, Span] = {}
        self._index = TokenIndex()
        self._wanted: list[tuple[Place, Place, str, int]] = []

    def add(self, block: Block, line: Line, spans: list[Span]) -> None:
        for span in spans:
            self._spans.setdefault((line.index, span.start.token), span)
        self._index.add(line.cells[0])
        for token, row in enumerate(block.rows):
            if len(row) < 4 or row[-2] == _NONE:
                continue
            number = block.first + token
            names = row[-1].split("|")
            references = row[-2].split("|")
            if len(names) != len(references):
                self._fail(f"{len(references)} origins but {len(names)} arrow classes.", number, len(row))
            for reference, name in zip(references, names, strict=True):
                found = _REFERENCE.fullmatch(reference)
                if found is None:
                    self._fail(f"{reference!r} is no token number.", number, len(row) - 1)
                other = int(found[1]) - 1 if found[1] else line.index
                self._wanted.append(((other, int(found[2]) - 1), (line.index, token), name, number))

    def records(self) -> Iterator[Record]:
        """Yield the arrows, each after an unlabeled span where an end has none."""
        for origin, destination, name, number in self._wanted:
            if self._index.token_length(origin[0], 0, origin[1]) is None:
                self._make.fail(
                    "LABEL_OUT_OF_RANGE",
                    f"The arrow comes from token {origin[1] + 1} of line {origin[0] + 1}, which does not exist.",
                    number,
                )
            for place in (origin, destination):
                if place not in self._spans:
                    self._spans[place] = self._unlabeled(place)
                    yield self._spans[place]
            yield self._make.arrow(self._spans[origin].id, self._spans[destination].id, "" if name == _NONE else name)

    def _unlabeled(self, place: Place) -> Span:
        line, token = place
        length = self._index.token_length(line, 0, token) or 1
        return self._make.span(line, TokenRange(token, 0, token, length - 1), "")

    def _fail(self, reason: str, line: int, column: int) -> NoReturn:
        self._make.fail("PARSE_ERROR", reason, line, column)


class TsvNonIobWriter:
    """Repeats a label on each of its tokens; arrows stand at the first token of their destination."""

    extension = ".tsv"
    media_type = TSV_MEDIA
    kinds = SPAN_KINDS

    def __init__(self, key: str = "TSV_NON_IOB") -> None:
        self.key = key

    def write(self, document: ExportDocument, out: BinaryIO) -> WriteReport:
        report = WriteReport()
        labels = Labels(document)
        columns = TagColumns(document, labels)
        arrows = arrows_by_destination(document, report)
        output = Output(out)
        for line, pieces in lines_with_pieces(document, report):
            report_widened(report, line, pieces)
            words = separated_tokens(line)
            filled = columns.fill(len(words), pieces, iob=False)
            if arrows is not None:
                filled += arrow_columns(line.index, len(words), arrows, labels)
            output.text(tagged_rows(words, filled) + "\n")
        output.close()
        return report


def arrows_by_destination(
    document: ExportDocument, report: WriteReport
) -> dict[Place, list[tuple[Place, Arrow]]] | None:
    """Group the arrows by their destination's first token, with their origin's; None when there are none."""
    arrows = list(document.arrows())
    if not arrows:
        return None
    wanted = {end for arrow in arrows for end in (arrow.origin, arrow.destination)}
    places = {
        span.id: (span.start.line, span.start.token) for span in exported_spans(document, None) if span.id in wanted
    }
    found: dict[Place, list[tuple[Place, Arrow]]] = {}
    for arrow in arrows:
        origin, destination = places.get(arrow.origin), places.get(arrow.destination)
        if origin is None or destination is None:
            report.skip("ARROW_DROPPED", "An end of the arrow is not in the file.", label=arrow.id)
            continue
        report.labels += 1
        found.setdefault(destination, []).append((origin, arrow))
    return found


def arrow_columns(
    line: int, size: int, arrows: dict[Place, list[tuple[Place, Arrow]]], labels: Labels
) -> list[list[str]]:
    """Return the origin and the class column of one line."""
    origins, names = [_NONE] * size, [_NONE] * size
    for token in range(size):
        here = arrows.get((line, token))
        if not here:
            continue
        origins[token] = "|".join(
            str(number + 1) if other == line else f"{other + 1}:{number + 1}" for (other, number), _ in here
        )
        names[token] = "|".join(one_line(labels.name(arrow)).replace("|", "/") or _NONE for _, arrow in here)
    return [origins, names]
