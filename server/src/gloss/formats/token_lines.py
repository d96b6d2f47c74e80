"""Files of one token per line with empty lines between document lines: IOB, non-IOB, CoNLL 2003."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from gloss.formats.base import FormatError
from gloss.formats.document import Line, ReadOptions, Record, Span
from gloss.formats.reading import Counters, LineMaker
from gloss.formats.text import TextSource, open_text

OUTSIDE = "O"
_PREFIXES = frozenset("BIESLU")


@dataclass(slots=True)
class Block:
    """The rows of one document line. ``first`` is the file line (from 1) of its first row."""

    first: int
    rows: list[list[str]] = field(default_factory=list)

    def column(self, index: int) -> list[str]:
        """Return a column, with ``O`` where a row has none."""
        return [row[index] if index < len(row) else OUTSIDE for row in self.rows]


def blocks(text: TextSource, separator: str | None = "\t") -> Iterator[Block]:
    """Group the file's lines; every blank line ends a document line, so two make an empty one.

    ``separator`` None splits at any white space.
    """
    block = Block(1)
    number = 0
    for number, line in enumerate(text.lines(), 1):
        if not line or (line.isspace() and (separator is None or separator not in line)):
            yield block
            block = Block(number + 1)
        else:
            block.rows.append(line.split(separator))
    if block.rows:
        yield block


def spans_of_tags(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Read one column of IOB tags (first token, last token inclusive, class).

    Takes IOB1, IOB2 and the E, S, L, U prefixes; a tag without prefix is a span of one
    token; ``I-X`` after another class starts a span.
    """
    start, name = -1, ""
    for index, tag in enumerate(tags):
        prefix, inside = split_tag(tag)
        goes_on = start >= 0 and prefix in ("I", "E", "L") and inside == name
        if start >= 0 and not goes_on:
            yield start, index - 1, name
            start = -1
        if not prefix:
            continue
        if start < 0:
            start, name = index, inside
        if prefix in ("E", "L", "S", "U"):
            yield start, index, name
            start = -1
    if start >= 0:
        yield start, len(tags) - 1, name


def split_tag(tag: str) -> tuple[str, str]:
    """Split ``B-Dish`` into ("B", "Dish"); a bare tag counts as ``S``, ``O`` and nothing as ("", "")."""
    if tag in (OUTSIDE, "", "_"):
        return "", ""
    if len(tag) > 2 and tag[1] == "-" and tag[0] in _PREFIXES:
        return tag[0], tag[2:]
    return "S", tag


class TokenLineReader:
    """Base of the readers that make spans of tag columns."""

    def __init__(self, source: BinaryIO, options: ReadOptions, separator: str | None = "\t") -> None:
        self.make = LineMaker(options)
        self.text = open_text(source, options.file_name)
        self._separator = separator
        self._file_name = options.file_name
        self._width = 0

    def blocks(self) -> Iterator[Block]:
        return blocks(self.text, self._separator)

    def lines(self) -> Iterator[tuple[Block, Line]]:
        """Yield each document line with its rows; checks tokens and column counts."""
        empty = True
        for block in self.blocks():
            self.check(block)
            empty = empty and not block.rows
            yield block, self.make.joined([row[0] for row in block.rows], block.first)
        if empty:
            raise FormatError("EMPTY_FILE", "The file holds no token.", file_name=self._file_name)

    def check(self, block: Block) -> None:
        for offset, row in enumerate(block.rows):
            width = len(row)
            if not row[0]:
                self.make.fail(
                    "PARSE_ERROR", "The first column must hold a token; it is empty.", block.first + offset, 1
                )
            if width == 1:
                continue
            if not self._width:
                self._width = width
            elif width != self._width:
                self.make.fail(
                    "COLUMN_COUNT_MISMATCH",
                    f"The row has {width} columns, the rows before it have {self._width}.",
                    block.first + offset,
                    min(width, self._width) + 1,
                )

    @property
    def width(self) -> int:
        """Columns of the widest row so far, the token's included; 0 before the first row with tags."""
        return self._width

    def tag_spans(self, block: Block, line: Line, columns: Sequence[int], iob: bool) -> list[Span]:
        """Make the spans of the given columns, in the order of the text."""
        tokens = line.cells[0].tokens or ()
        counters = Counters()
        found: list[tuple[int, int, int, str]] = []
        for track, column in enumerate(columns):
            tags = block.column(column)
            if iob:
                found += [(first, -last, track, name) for first, last, name in spans_of_tags(tags)]
            else:
                found += [
                    (index, -index, track, tag) for index, tag in enumerate(tags) if tag not in (OUTSIDE, "_", "")
                ]
        return [
            self.make.token_span(line.index, tokens, first, -last, name, counter=counters.next((first, last, name)))
            for first, last, _, name in sorted(found)
        ]

    def done(self) -> Record:
        return self.text.info
