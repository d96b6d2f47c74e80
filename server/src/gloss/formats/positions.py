"""Between character offsets in a line and the token positions of labels.

Offsets are code points in the cell's text with an exclusive end; positions are (token,
char) with an inclusive end, ``char`` in code points inside its token.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from gloss.core.offsets import from_utf16, to_utf16
from gloss.formats.document import Cell, Position, Span

Tokens = Sequence[tuple[int, int]]


class TokenRange(NamedTuple):
    """Where a span stands in one cell; the end is inclusive."""

    start_token: int
    start_char: int
    end_token: int
    end_char: int


# Millions are made: this way it takes half the time.
_range, _position = partial(tuple.__new__, TokenRange), partial(tuple.__new__, Position)


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
    start, end = span.start, span.end
    if not tokens or not start.line <= line <= end.line:
        return None
    if start.line == end.line:
        return _range((start.token, start.char, end.token, end.char))
    last = len(tokens) - 1
    start_token, start_char = (span.start.token, span.start.char) if span.start.line == line else (0, 0)
    if span.end.line == line:
        return TokenRange(start_token, start_char, span.end.token, span.end.char)
    return TokenRange(start_token, start_char, last, tokens[last][1] - tokens[last][0] - 1)


def span_positions(line: int, place: TokenRange, cell: int = 0) -> tuple[Position, Position]:
    start_token, start_char, end_token, end_char = place
    return _position((line, cell, start_token, start_char)), _position((line, cell, end_token, end_char))


def wire_start(cell: Cell, token: int, char: int) -> int:
    """Convert a start inside a token into UTF-16 units."""
    if cell.content.isascii() or not cell.tokens:
        return char
    start = cell.tokens[token][0]
    return to_utf16(cell.content[start : start + char], char)


def wire_end(cell: Cell, token: int, char: int) -> int:
    """Convert an inclusive end into UTF-16 units: the last unit of the last character.

    A one-emoji token therefore goes from 0 to 1.
    """
    return wire_start(cell, token, char + 1) - 1


class TokenIndex:
    """Token lengths of every cell read so far, packed in bytes: validates labels of huge files.

    A cell costs 8 bytes and a token one; the text of tokens with characters past U+FFFF is
    kept, to convert their UTF-16 units.
    """

    _LONG = 255

    def __init__(self) -> None:
        self._starts = array("Q", [0])
        self._lengths = bytearray()
        self._long: dict[int, int] = {}
        self._astral: dict[int, str] = {}
        self._columns = 1

    def add(self, cell: Cell) -> None:
        """Append the next cell, which must have tokens: cells come line by line, column by column."""
        tokens = cell.tokens or ()
        base = len(self._lengths)
        if not cell.content.isascii() and max(cell.content) > "\uffff":
            for number, (start, end) in enumerate(tokens):
                text = cell.content[start:end]
                if max(text) > "\uffff":
                    self._astral[base + number] = text
        lengths = [end - start for start, end in tokens]
        if max(lengths, default=0) < self._LONG:
            self._lengths.extend(lengths)
        else:
            for number, (start, end) in enumerate(tokens):
                if end - start >= self._LONG:
                    self._long[base + number] = end - start
            self._lengths.extend([min(end - start, self._LONG) for start, end in tokens])
        self._starts.append(len(self._lengths))

    def set_columns(self, columns: int) -> None:
        """Say how many cells each line has; one unless told."""
        self._columns = columns

    def _place(self, line: int, cell: int, token: int) -> int | None:
        number = line * self._columns + cell
        if line < 0 or token < 0 or not 0 <= cell < self._columns or number >= len(self._starts) - 1:
            return None
        place = self._starts[number] + token
        return place if place < self._starts[number + 1] else None

    def token_length(self, line: int, cell: int, token: int) -> int | None:
        """Return the code points of a token, or None when there is no such place."""
        place = self._place(line, cell, token)
        if place is None:
            return None
        length = self._lengths[place]
        return self._long[place] if length == self._LONG else length

    def from_wire(self, line: int, cell: int, token: int, units: int) -> Position | None:
        """Turn a position in UTF-16 units into one in code points; None when it is outside the text."""
        place = self._place(line, cell, token)
        if place is None:
            return None
        text = self._astral.get(place) if self._astral else None
        char = units if text is None else from_utf16(text, units)
        length = self._lengths[place]
        if length == self._LONG:
            length = self._long[place]
        return Position(line, cell, token, char) if 0 <= char < length else None

    def widened_end(self, position: Position) -> Position:
        """Move an inclusive end to the last character of its token."""
        length = self.token_length(position.line, position.cell, position.token)
        return Position(position.line, position.cell, position.token, (length or 1) - 1)
