"""The tokens under labels: checking positions and converting characters at the wire's edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gloss.core import offsets
from gloss.documents import order
from gloss.documents import service as documents
from gloss.documents.lines import Source
from gloss.documents.models import Document, DocumentCopy
from gloss.documents.order import LineOrder
from gloss.documents.service import LineView
from gloss.formats.document import FlatTokens

BATCH = 400


class TokenTexts:
    """Lines of one document or copy, read when they are first needed and kept for the request.

    The wire counts characters of a token in UTF-16 units, storage in code points; they
    differ only in tokens with characters past U+FFFF. A place outside the text is left as
    it is.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self._order: LineOrder | None = None
        self._lines: dict[int, LineView] = {}
        self._plain: dict[int, bool] = {}

    def load(self, numbers: Iterable[int]) -> None:
        """Read the lines that are not here yet in as few queries as possible."""
        missing = sorted({number for number in numbers if number >= 0} - self._lines.keys())
        if not self._has_own_lines:
            missing = [number for number in missing if number < self._document.line_count]
        for start in range(0, len(missing), BATCH):
            self._lines |= documents.lines_at(self.source, missing[start : start + BATCH], FlatTokens)

    @property
    def _document(self) -> Document:
        return self.source if isinstance(self.source, Document) else self.source.document

    @property
    def _has_own_lines(self) -> bool:
        return isinstance(self.source, DocumentCopy) and self.source.inserted_count > 0

    @property
    def order(self) -> LineOrder:
        """The order of the lines, read once."""
        if self._order is None:
            source = self.source
            whole = LineOrder(self._document.line_count)
            self._order = order.of_copy(source) if isinstance(source, DocumentCopy) else whole
        return self._order

    def position(self, line: int) -> int:
        """Where a line stands in the text: its own number in all copies without inserted lines."""
        return self.order.key(line) if self._has_own_lines else line

    def add(self, lines: Iterable[LineView]) -> None:
        """Keep lines that somebody has read already."""
        self._lines.update((line.line, line) for line in lines)

    def line(self, number: int) -> LineView | None:
        return self._lines.get(number)

    def token(self, line: int, cell: int, token: int) -> str | None:
        """Return a token's text, None outside the text."""
        view = self._lines.get(line)
        if view is None or view.tokens is None or cell >= len(view.tokens):
            return None
        edges = view.tokens[cell]
        if not 0 <= token < len(edges):
            return None
        start, end = edges[token]
        return view.cells[cell][start:end]

    def to_wire(self, line: int, cell: int, token: int, char: int) -> int:
        """Return the UTF-16 unit at which the character of code point ``char`` begins."""
        text = None if self.is_plain(line) else self.token(line, cell, token)
        return offsets.to_utf16(text, char) if text else char

    def last_to_wire(self, line: int, cell: int, token: int, char: int) -> int:
        """Return the last UTF-16 unit of the character ``char``: ends are inclusive."""
        text = None if self.is_plain(line) else self.token(line, cell, token)
        return offsets.to_utf16(text, char + 1) - 1 if text else char

    def from_wire(self, line: int, cell: int, token: int, char: int) -> int:
        """Return the code point that holds the UTF-16 unit ``char``."""
        text = None if self.is_plain(line) else self.token(line, cell, token)
        return offsets.from_utf16(text, char) if text else char

    def is_plain(self, line: int) -> bool:
        """Whether both units are the same everywhere in this line (also true when it is not loaded)."""
        plain = self._plain.get(line)
        if plain is None:
            view = self._lines.get(line)
            if view is None:
                return True
            plain = all(cell.isascii() or max(cell) <= "\uffff" for cell in view.cells)
            self._plain[line] = plain
        return plain

    def count_tokens(self, start: tuple[int, int], end: tuple[int, int], limit: int) -> int:
        """Count the tokens from ``(line, token)`` to ``(line, token)``, both included.

        Stops counting soon after ``limit``.
        """
        if start[0] == end[0]:
            return end[1] - start[1] + 1
        count = -start[1]
        for view in self._range(self.position(start[0]), self.position(end[0])):
            count += end[1] + 1 if view.line == end[0] else sum(map(len, view.tokens or []))
            if count > limit:
                break
        return count

    def _range(self, first: int, last: int) -> Iterator[LineView]:
        for start in range(first, last + 1, BATCH):
            yield from documents.lines(self.source, start, min(start + BATCH, last + 1))
