"""What a thread hangs on, read out of its hash code; and the text that was there when it began.

Beside the label hashes of ``core.hashcode`` these words start an anchor: ``SPAN_TEXT`` with the eight numbers of a
place, ``ROW:line``, ``CELL:line:cell`` and ``ANSWER:line:question`` (``document`` in place of the line for a
question about the whole file). Anything else, and the empty anchor, is about the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gloss.core.hashcode import arrow_head
from gloss.core.offsets import from_utf16
from gloss.documents.lines import LineView

MAX_LINES = 5
MAX_QUOTE = 300
_NUMBERS = {"ROW": 1, "CELL": 2}


@dataclass(frozen=True, slots=True)
class Anchor:
    """``place`` is line, cell, token and char of the start, then of the end: inclusive, chars in UTF-16 units."""

    kind: str
    line: int | None = None
    cell: int | None = None
    question: int | None = None
    place: tuple[int, ...] = ()

    def lines(self) -> range:
        """The lines the anchor touches, the first few of a long one."""
        if self.line is None:
            return range(0)
        first, last = sorted((self.line, self.place[4])) if self.place else (self.line, self.line)
        return range(first, min(last, first + MAX_LINES - 1) + 1)


DOCUMENT = Anchor("DOCUMENT")


def parse(hash_code: str | None) -> Anchor:
    """Read an anchor; what is not understood is about the document."""
    head, *rest = (hash_code or "").split(":")
    if head == "ANSWER" and len(rest) == 2 and rest[1].isdecimal():
        line = int(rest[0]) if rest[0].isdecimal() else None
        return Anchor("ANSWER", line, question=int(rest[1])) if line is not None or rest[0] == "document" else DOCUMENT
    if head in _NUMBERS:
        if len(rest) != _NUMBERS[head] or not all(part.isdecimal() for part in rest):
            return DOCUMENT
        return Anchor(head, int(rest[0]), int(rest[1]) if len(rest) == 2 else None)
    return _placed(head, hash_code or "")


def _placed(head: str, hash_code: str) -> Anchor:
    if head not in ("SPAN_TEXT", "SPAN", "ARROW"):
        return DOCUMENT
    parts = arrow_head(hash_code).removesuffix(":undefined:undefined").split(":")
    place = parts[1:9] if head == "SPAN_TEXT" else parts[-9:-1]
    if len(place) != 8 or not all(part.isdecimal() for part in place):
        return DOCUMENT
    numbers = tuple(map(int, place))
    return Anchor({"SPAN_TEXT": "TEXT"}.get(head, head), numbers[0], numbers[1], place=numbers)


def quote(anchor: Anchor, views: Mapping[int, LineView]) -> list[dict[str, Any]]:
    """The anchored text, cell by cell: ``[{"line", "cell", "text"}]``, cut after a few lines or 300 characters each."""
    found = []
    for number in anchor.lines():
        view = views.get(number)
        if view is None:
            continue
        for cell in [anchor.cell] if anchor.cell is not None else range(len(view.cells)):
            if cell < len(view.cells):
                found.append({"line": number, "cell": cell, "text": _cut(anchor, view, number, cell)[:MAX_QUOTE]})
    return found[:MAX_LINES]


def _cut(anchor: Anchor, view: LineView, number: int, cell: int) -> str:
    text, place = view.cells[cell], anchor.place
    if not place or view.tokens is None:
        return text
    tokens = view.tokens[cell]
    start = _offset(text, tokens, place[2], place[3]) if number == place[0] else 0
    end = _offset(text, tokens, place[6], place[7] + 1) if number == place[4] else len(text)
    return text[start:end]


def _offset(text: str, tokens: Any, token: int, units: int) -> int:
    if not tokens:
        return 0
    start, end = tokens[min(token, len(tokens) - 1)]
    return int(start + from_utf16(text[start:end], min(units, _units(text[start:end]))))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
