"""A label's place in the text, and reading it from what callers send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from gloss.core.hashcode import SpanKey, arrow_hash, arrow_head, hash64, span_hash, split_arrow_hash
from gloss.documents.models import LineStatus
from gloss.labels.text import TokenTexts


class Place(NamedTuple):
    """Both ends inclusive; characters in the unit the holder says."""

    start_line: int
    start_cell: int
    start_token: int
    start_char: int
    end_line: int
    end_cell: int
    end_token: int
    end_char: int


def from_input(label: Mapping[str, Any]) -> Place:
    """Read ``start`` and ``end`` of the wire's TextLabelInput (UTF-16 units; text has one cell)."""
    start, end = label["start"], label["end"]
    return Place(
        start["sentenceId"], 0, start["tokenId"], start["charId"], end["sentenceId"], 0, end["tokenId"], end["charId"]
    )


def to_points(place: Place, texts: TokenTexts) -> Place:
    """Turn the wire's UTF-16 units into code points; the lines must be loaded."""
    if texts.is_plain(place.start_line) and texts.is_plain(place.end_line):
        return place
    return place._replace(
        start_char=texts.from_wire(*place[:4]),
        end_char=texts.from_wire(*place[4:]),
    )


def to_units(place: Place, texts: TokenTexts) -> Place:
    """Turn code points into the wire's UTF-16 units; the lines must be loaded."""
    if texts.is_plain(place.start_line) and texts.is_plain(place.end_line):
        return place
    return place._replace(
        start_char=texts.to_wire(*place[:4]),
        end_char=texts.last_to_wire(*place[4:]),
    )


def problem(place: Place, texts: TokenTexts) -> str | None:
    """Say why a place (in code points) is not in the text, None if it is."""
    start, end = texts.position(place.start_line), texts.position(place.end_line)
    if (start, *place[1:4]) > (end, *place[5:]):
        return "The label ends before it starts."
    for line, cell, token, char in (place[:4], place[4:]):
        view = texts.line(line)
        if view is None:
            return f"There is no line {line}: the document has {len(texts.order)} lines, counted from 0."
        if view.status == LineStatus.DELETED:
            return f"Line {line} is deleted: restore it to label it."
        text = texts.token(line, cell, token)
        if text is None:
            count = len(view.tokens[cell]) if view.tokens and cell < len(view.tokens) else 0
            return f"There is no token {token} in line {line}: it has {count} tokens, counted from 0."
        if not 0 <= char < max(len(text), 1):
            return f"There is no character {char} in token {token} of line {line}, which is '{text}'."
    return None


def parse_span_hash(code: str) -> SpanKey | None:
    """Read a span's hash code (in the wire's units); None if it is none.

    Item ids may hold colons, so the code is read from its end.
    """
    parts = code.rsplit(":", 12)
    if len(parts) != 13 or not code.startswith("SPAN:") or parts[11:] != ["undefined", "undefined"]:
        return None
    try:
        numbers = [int(part) for part in parts[1:11]]
    except ValueError:
        return None
    return SpanKey(parts[0][5:], *numbers)


def lines_in(code: str) -> set[int]:
    """Return the lines whose text is needed to read a hash code."""
    keys = [parse_span_hash(part) for part in split_arrow_hash(code) or (code,)]
    return {line for key in keys if key for line in (key.start_line, key.end_line)}


def digest(code: str, texts: TokenTexts) -> int | None:
    """Return the stored digest of a wire hash code; None if it is none. Its lines must be loaded."""
    ends = split_arrow_hash(code)
    if ends is None:
        key = _points(code, texts)
        return hash64(span_hash(key)) if key else None
    origin, destination = (_points(end, texts) for end in ends)
    parts = arrow_head(code).rsplit(":", 10)
    if origin is None or destination is None or len(parts) != 11 or not (parts[1].isdigit() and parts[10].isdigit()):
        return None
    item = parts[0].removeprefix("ARROW").removeprefix(":")
    return hash64(arrow_hash(item, int(parts[1]), origin, destination, int(parts[10])))


def _points(code: str, texts: TokenTexts) -> SpanKey | None:
    key = parse_span_hash(code)
    if key is None:
        return None
    return SpanKey(key.item, key.layer, *to_points(Place(*key[2:10]), texts), key.counter)


def counter_in(code: str) -> int:
    """Read the counter of a span's id, in the form of today or of old scripts; 0 when there is none."""
    parts = code.removesuffix(":undefined:undefined").split(":")
    known = len(parts) >= 9 and parts[-1].isascii() and parts[-1].isdigit() and len(parts[-1]) < 4
    return int(parts[-1]) if known else 0
