"""Between character offsets in a line and the token positions of labels.

Offsets are code points in the cell's text with an exclusive end; positions are (token,
char) with an inclusive end, ``char`` in code points inside its token.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from gloss.core.offsets import to_utf16
from gloss.formats.document import Cell, Position, Span

Tokens = Sequence[tuple[int, int]]


class TokenRange(NamedTuple):
    """Where a span stands in one cell; the end is inclusive."""

    start_token: int
    start_char: int
    end_token: int
    end_char: int


def to_tokens(tokens: Tokens, start: int, end: int) -> TokenRange | None:
    """Find the tokens under ``[start, end)``; None when it touches none.

    White space at either end is left out: no token covers it.
    """
    first = bisect_right(tokens, (start, start)) - 1
    if first < 0 or tokens[first][1] <= start:
        first += 1
    last = bisect_left(tokens, (end, -1)) - 1
    if last < first or first >= len(tokens):
        return None
    token_start, token_end = tokens[last]
    return TokenRange(first, max(start - tokens[first][0], 0), last, min(end, token_end) - token_start - 1)


def to_offsets(tokens: Tokens, place: TokenRange) -> tuple[int, int]:
    """Return the code points ``[start, end)`` of a range of tokens."""
    start = tokens[place.start_token][0] + place.start_char
    return start, tokens[place.end_token][0] + place.end_char + 1


def widen(tokens: Tokens, place: TokenRange) -> TokenRange:
    """Grow a range to whole tokens."""
    start, end = tokens[place.end_token]
    return TokenRange(place.start_token, 0, place.end_token, end - start - 1)


def is_whole(tokens: Tokens, place: TokenRange) -> bool:
    """Tell whether a range sits on token borders."""
    start, end = tokens[place.end_token]
    return place.start_char == 0 and place.end_char == end - start - 1


def piece(span: Span, line: int, tokens: Tokens) -> TokenRange | None:
    """Cut a span to one line; None when the line has no token of it."""
    if not tokens or not span.start.line <= line <= span.end.line:
        return None
    last = len(tokens) - 1
    start_token, start_char = (span.start.token, span.start.char) if span.start.line == line else (0, 0)
    if span.end.line == line:
        return TokenRange(start_token, start_char, span.end.token, span.end.char)
    return TokenRange(start_token, start_char, last, tokens[last][1] - tokens[last][0] - 1)


def span_positions(line: int, place: TokenRange, cell: int = 0) -> tuple[Position, Position]:
    return (
        Position(line, cell, place.start_token, place.start_char),
        Position(line, cell, place.end_token, place.end_char),
    )


def wire_char(cell: Cell, token: int, char: int) -> int:
    """Convert a character inside a token into UTF-16 units.

    The end of a range is inclusive: a last character outside the basic plane takes two
    units, and its position is that of its **first**.
    """
    if cell.content.isascii() or not cell.tokens:
        return char
    start = cell.tokens[token][0]
    return to_utf16(cell.content[start : start + char], char)


class TokenIndex:
    """Token lengths of every cell read so far, packed in bytes: validates labels of huge files.

    A cell costs 8 bytes and a token one.
    """

    _LONG = 255

    def __init__(self) -> None:
        self._starts = array("Q", [0])
        self._lengths = bytearray()
        self._long: dict[int, int] = {}
        self._columns = 1

    def add(self, tokens: Tokens) -> None:
        """Append the next cell: cells come line by line, column by column."""
        try:
            self._lengths.extend([end - start for start, end in tokens])
        except ValueError:
            base = len(self._lengths)
            for number, (start, end) in enumerate(tokens):
                if end - start >= self._LONG:
                    self._long[base + number] = end - start
            self._lengths.extend([min(end - start, self._LONG) for start, end in tokens])
        self._starts.append(len(self._lengths))

    def set_columns(self, columns: int) -> None:
        """Say how many cells each line has; one unless told."""
        self._columns = columns

    def token_length(self, line: int, cell: int, token: int) -> int | None:
        """Return the code points of a token, or None when there is no such place."""
        number = line * self._columns + cell
        if line < 0 or token < 0 or not 0 <= cell < self._columns or number >= len(self._starts) - 1:
            return None
        place = self._starts[number] + token
        if place >= self._starts[number + 1]:
            return None
        length = self._lengths[place]
        return self._long.get(place, length) if length == self._LONG else length

    def holds(self, start: Position, end: Position) -> bool:
        """Tell whether both positions exist and ``end`` is not before ``start``."""
        first = self.token_length(start.line, start.cell, start.token)
        last = self.token_length(end.line, end.cell, end.token)
        if first is None or last is None or end < start:
            return False
        return 0 <= start.char < first and 0 <= end.char < last
