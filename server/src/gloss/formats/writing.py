"""What writers share: buffered output, names of labels, spans cut to lines, UTF-16 units, tracks."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import BinaryIO, TypeVar

from gloss.core.hashcode import SpanKey
from gloss.core.offsets import to_utf16
from gloss.formats.base import WriteReport
from gloss.formats.document import Arrow, ExportDocument, Extent, LabelItem, Line, Span
from gloss.formats.positions import TokenRange, Tokens, is_whole, piece

_FLUSH = 1 << 18
_key = partial(tuple.__new__, SpanKey)

Piece = tuple[Span, TokenRange]
Whole = TypeVar("Whole")


class Output:
    """Collects small writes and hands them on in large ones. Call ``close`` at the end."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._parts: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> None:
        self._parts.append(data)
        self._size += len(data)
        if self._size >= _FLUSH:
            self.close()

    def text(self, data: str) -> None:
        self.write(data.encode())

    def close(self) -> None:
        if self._parts:
            self._out.write(b"".join(self._parts))
        self._parts = []
        self._size = 0


class Labels:
    """Label items of a document by set index and id."""

    def __init__(self, document: ExportDocument) -> None:
        self._items = {(one.index, item.id): item for one in document.label_sets for item in one.items}
        self.layers = sorted(one.index for one in document.label_sets) or [0]

    def item(self, label: Span | Arrow) -> LabelItem:
        """Return the label's item; an unlabeled one has empty id and name."""
        found = self._items.get((label.layer, label.item))
        return found or LabelItem(label.item, label.item_name or label.item)

    def name(self, label: Span | Arrow) -> str:
        found = self._items.get((label.layer, label.item))
        return found.name if found else label.item_name or label.item


def exported_spans(document: ExportDocument, report: WriteReport | None, *, conflicts: bool = False) -> Iterator[Span]:
    """Yield the spans a format may hold: unresolved ones only where it can mark them."""
    allowed = conflicts and document.include_conflicts
    for span in document.spans():
        if span.labeled_by == "CONFLICT" and not allowed:
            if report is not None and document.include_conflicts:
                report.skip(
                    "UNRESOLVED_DROPPED",
                    "This format does not hold unresolved labels.",
                    line=span.start.line,
                    label=span.id,
                )
            continue
        yield span


def lines_with_pieces(
    document: ExportDocument, report: WriteReport, *, conflicts: bool = False
) -> Iterator[tuple[Line, list[Piece]]]:
    """Yield each line with its spans cut to it: start, then set, then longer first.

    A span over several lines is reported as CUT once; a label is counted once.
    """
    lines = ((line, line.index, line.cells[0].tokens or ()) for line in document.lines())
    return with_pieces(lines, exported_spans(document, report, conflicts=conflicts), report)


def with_pieces(
    lines: Iterable[tuple[Whole, int, Tokens]], spans: Iterator[Span], report: WriteReport
) -> Iterator[tuple[Whole, list[Piece]]]:
    """Like ``lines_with_pieces``, for lines in any shape, each with its number and tokens."""
    ahead = next(spans, None)
    going: list[Span] = []
    for line, number, tokens in lines:
        report.lines += 1
        here = going
        while ahead is not None and ahead.start.line <= number:
            here.append(ahead)
            report.labels += 1
            if ahead.end.line > ahead.start.line:
                _report_cut(report, ahead)
            ahead = next(spans, None)
        if not here:
            yield line, []
            continue
        pieces = [(span, place) for span in here if (place := piece(span, number, tokens))]
        if going and len(pieces) > 1:
            pieces.sort(key=_piece_order)
        yield line, pieces
        going = [span for span in here if span.end.line > number]


def _piece_order(one: Piece) -> tuple[int, int, int, int, int]:
    span, place = one
    return place.start_token, place.start_char, span.layer, -place.end_token, -place.end_char


def _report_cut(report: WriteReport, span: Span) -> None:
    report.skip(
        "CUT", "A span over several lines is written as one piece per line.", line=span.start.line, label=span.id
    )


def report_arrows(document: ExportDocument, report: WriteReport) -> None:
    """List every arrow as dropped, for formats that hold none."""
    for arrow in document.arrows():
        report.skip("ARROW_DROPPED", "This format does not hold arrows.", label=arrow.id)


def report_widened(report: WriteReport, line: Line, pieces: Sequence[Piece]) -> None:
    """List the pieces that do not sit on token borders, for formats that hold whole tokens only."""
    list_widened(report, line.index, line.cells[0].tokens or (), pieces)


def list_widened(report: WriteReport, number: int, tokens: Tokens, pieces: Sequence[Piece]) -> None:
    """Like ``report_widened``, for a line in any shape."""
    for span, place in pieces:
        if not is_whole(tokens, place):
            report.skip(
                "WIDENED",
                "The span covers part of a token and was widened to the whole.",
                line=number,
                label=span.id,
            )


def token_texts(line: Line, cell: int = 0) -> list[str]:
    """Return the text of each token of a cell."""
    one = line.cells[cell]
    content = one.content
    return [content[start:end] for start, end in one.tokens or ()]


def separated_tokens(line: Line) -> list[str]:
    """Return the tokens with tabs and line ends inside them as spaces."""
    words = token_texts(line)
    content = line.cells[0].content
    if "\t" in content or "\n" in content or "\r" in content:
        return [one_line(word) for word in words]
    return words


def one_line(text: str) -> str:
    """Replace each tab and line end by a space."""
    return text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ").replace("\t", " ")


LongTexts = list[tuple[int, int, str]]
"""Cell, token and text of the tokens of a line that hold characters past U+FFFF."""


def long_texts(line: Line) -> LongTexts:
    found: LongTexts = []
    for column, cell in enumerate(line.cells):
        if not cell.content.isascii() and max(cell.content) > "\uffff":
            texts = enumerate(token_texts(line, column))
            found += [(column, token, text) for token, text in texts if max(text) > "\uffff"]
    return found


class WireUnits:
    """Converts characters inside tokens into UTF-16 units, for lines shown to it before."""

    def __init__(self) -> None:
        self._texts: dict[tuple[int, int, int], str] = {}

    def add(self, line: Line) -> None:
        self.note(line.index, long_texts(line))

    def note(self, number: int, found: LongTexts) -> None:
        """Like ``add``, for a line whose long texts are known."""
        for column, token, text in found:
            self._texts[number, column, token] = text

    def key(self, span: Span) -> SpanKey:
        """Return the span's identity in wire units; the end is the last unit of its last character."""
        start, end = span.start, span.end
        if not self._texts:
            return _key((span.item, span.layer, *start, *end, span.counter))
        first, last = start.char, end.char
        text = self._texts.get((start.line, start.cell, start.token))
        first = first if text is None else to_utf16(text, first)
        text = self._texts.get((end.line, end.cell, end.token))
        last = last if text is None else to_utf16(text, last + 1) - 1
        return SpanKey(
            span.item, span.layer, start.line, start.cell, start.token, first,
            end.line, end.cell, end.token, last, span.counter,
        )  # fmt: skip


class Tracks:
    """Puts overlapping spans of one line side by side: each goes to the first free track of its set."""

    def __init__(self) -> None:
        self._ends: dict[int, list[int]] = {}

    def place(self, layer: int, start: int, end: int) -> int:
        """Return the track (from 0, within the set) of a range of tokens, the end inclusive; starts must ascend."""
        ends = self._ends.setdefault(layer, [])
        for track, taken in enumerate(ends):
            if taken < start:
                ends[track] = end
                return track
        ends.append(end)
        return len(ends) - 1


def by_token(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Order pieces as whole tokens: start, then set, then longer first."""
    if len(pieces) < 2:
        return pieces
    return sorted(pieces, key=lambda one: (one[1].start_token, one[0].layer, -one[1].end_token))


def track_columns(document: ExportDocument, labels: Labels) -> dict[int, int]:
    """Return the first tag column of each set, and under -1 the number of columns in all.

    A set without spans has one column. Reads the extents only: a line that is wholly covered
    never needs more tracks than the end of the line before it.
    """
    layers = _layers_side_by_side(document)
    widths = _widths(document) if layers is None else dict.fromkeys(layers, 1)
    first: dict[int, int] = {}
    column = 0
    for layer in sorted({*labels.layers, *widths}):
        first[layer] = column
        column += widths.get(layer, 1)
    first[-1] = column
    return first


def _layers_side_by_side(document: ExportDocument) -> set[int] | None:
    """Return the sets that have spans if no two spans of one overlap, as is the rule; else None."""
    ends: dict[int, tuple[int, int]] = {}
    nowhere = (-1, -1)
    for layer, start_line, start_token, end_line, end_token in document.extents():
        if end_line > start_line or ends.get(layer, nowhere) >= (start_line, start_token):
            return None
        ends[layer] = (start_line, end_token)
    return set(ends)


def _widths(document: ExportDocument) -> dict[int, int]:
    """Return how many tracks each set needs."""
    widths: dict[int, int] = {}
    going: list[Extent] = []
    for line, starting in groupby(document.extents(), key=attrgetter("start_line")):
        going = [one for one in going if one.end_line >= line] if going else going
        ranges = [(0, one.layer, _last_token(one, line)) for one in going]
        for one in starting:
            ranges.append((one.start_token, one.layer, _last_token(one, line)))
            if one.end_line > line:
                going.append(one)
        ranges.sort()
        tracks = Tracks()
        for start, layer, end in ranges:
            width = tracks.place(layer, start, end) + 1
            if width > widths.get(layer, 0):
                widths[layer] = width
    return widths


def _last_token(one: Extent, line: int) -> int:
    return one.end_token if one.end_line == line else sys.maxsize


class TagColumns:
    """Fills the tag columns of one line after the other."""

    def __init__(self, document: ExportDocument, labels: Labels) -> None:
        self._first = track_columns(document, labels)
        self._labels = labels
        self.count = self._first[-1]

    def fill(self, size: int, pieces: Sequence[Piece], iob: bool) -> list[list[str]]:
        """Return the columns of a line of ``size`` tokens, ``O`` where there is no span."""
        columns = [["O"] * size for _ in range(self.count)]
        tracks = Tracks()
        for span, place in by_token(pieces):
            start, end = place.start_token, place.end_token
            column = columns[self._first[span.layer] + tracks.place(span.layer, start, end)]
            name = one_line(self._labels.name(span))
            if not name:
                continue
            column[start] = f"B-{name}" if iob else name
            if end > start:
                column[start + 1 : end + 1] = [f"I-{name}" if iob else name] * (end - start)
        return columns


def tagged_rows(words: Sequence[str], columns: Sequence[Sequence[str]]) -> str:
    """Return one row per word with its tags behind it, tab separated, each row ended."""
    stride = 2 * len(columns) + 2
    parts = ["\t"] * (stride * len(words))
    parts[::stride] = words
    for place, column in enumerate(columns, 1):
        parts[2 * place :: stride] = column
    parts[stride - 1 :: stride] = ["\n"] * len(words)
    return "".join(parts)
