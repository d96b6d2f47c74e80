"""What readers share: making lines with their tokens, numbering labels, naming what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from gloss.formats.base import FormatError, check_token_count
from gloss.formats.document import Arrow, Cell, Line, ReadOptions, Span
from gloss.formats.positions import TokenRange, span_positions, widen
from gloss.tokenizers import Offsets, tokenizer_for

Tokens = Sequence[tuple[int, int]]
Metadata = Sequence[Mapping[str, Any]]


class LineMaker:
    """Makes lines and labels of one file by its read options. Numbers lines and label ids itself."""

    def __init__(self, options: ReadOptions) -> None:
        self.options = options
        self._offsets = tokenizer_for(options.tokenizer).offsets
        self.count = 0
        self._label_id = 0

    def fail(
        self, code: str, reason: str, line: int | None = None, column: int | None = None, **details: object
    ) -> NoReturn:
        """Raise FormatError for this file; ``line`` counts from 1."""
        raise FormatError(code, reason, file_name=self.options.file_name, line=line, column=column, **details)

    def cell(self, content: str, tokens: Sequence[str] | None = None, metadata: Metadata = ()) -> Cell:
        """Make a cell of the line that comes next, with the given tokens or the tokenizer's."""
        if "\0" in content:
            self.fail("PARSE_ERROR", "The text holds a NUL character. Remove it.", self.count + 1)
        offsets = self._offsets(content) if tokens is None else self._align(content, tokens)
        check_token_count(offsets, self.options, self.count + 1)
        return Cell(content, offsets, metadata)

    def _align(self, content: str, tokens: Sequence[str]) -> Offsets:
        found: Offsets = []
        position = 0
        find = content.find
        for token in tokens:
            start = find(token, position) if token else -1
            if start < 0:
                self.fail(
                    "PARSE_ERROR",
                    f"Token {len(found) + 1} ({token!r}) is not in the text after the token before it.",
                    self.count + 1,
                )
            position = start + len(token)
            found.append((start, position))
        return found

    def line(self, *cells: Cell) -> Line:
        """Make the next line."""
        made = Line(self.count, list(cells))
        self.count += 1
        return made

    def joined(self, tokens: Sequence[str], file_line: int) -> Line:
        """Make the next line from tokens alone: its text is the tokens joined by one space.

        ``file_line`` (from 1) is what an error names.
        """
        offsets: Offsets = []
        position = 0
        for token in tokens:
            end = position + len(token)
            offsets.append((position, end))
            position = end + 1
        check_token_count(offsets, self.options, file_line)
        return self.line(Cell(" ".join(tokens), offsets))

    def next_id(self) -> str:
        self._label_id += 1
        return str(self._label_id)

    def span(self, line: int, place: TokenRange, name: str, *, layer: int = 0, counter: int = 0) -> Span:
        """Make a span known by its class name; an empty name is an unlabeled span."""
        start, end = span_positions(line, place)
        return Span(self.next_id(), layer, start, end, item_name=name, counter=counter)

    def token_span(
        self, line: int, tokens: Tokens, first: int, last: int, name: str, layer: int = 0, counter: int = 0
    ) -> Span:
        """Make a span of whole tokens, both ends inclusive."""
        start, end = tokens[last]
        return self.span(line, TokenRange(first, 0, last, end - start - 1), name, layer=layer, counter=counter)

    def arrow(self, origin: str, destination: str, name: str, layer: int = 0) -> Arrow:
        return Arrow(self.next_id(), layer, origin, destination, item_name=name)

    def fitted(self, tokens: Tokens, place: TokenRange) -> TokenRange:
        """Widen a range to whole tokens where the project has no character-based labels."""
        return place if self.options.character_based else widen(tokens, place)


class Counters:
    """Numbers labels of the same class at the same place within one line: 0, 1, ..."""

    def __init__(self) -> None:
        self._seen: dict[object, int] = {}

    def next(self, key: object) -> int:
        number = self._seen.get(key, 0)
        self._seen[key] = number + 1
        return number
