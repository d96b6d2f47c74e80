"""Hash codes: the public identity of a label, used by consensus, conflicts and comment anchors.

Layout as in the public API: ``TYPE:item:layer:startLine:startCell:startToken:startChar:
endLine:endCell:endToken:endChar:counter:origin:destination``, where a span has the
literal word ``undefined`` twice and an arrow carries the hash codes of its two spans.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple


class SpanKey(NamedTuple):
    """Everything that makes a span label itself. Ends are inclusive, chars in the caller's unit."""

    item: str
    layer: int
    start_line: int
    start_cell: int
    start_token: int
    start_char: int
    end_line: int
    end_cell: int
    end_token: int
    end_char: int
    counter: int = 0


def span_hash(key: SpanKey) -> str:
    return "SPAN:" + ":".join(map(str, key)) + ":undefined:undefined"


def arrow_hash(item: str, layer: int, origin: SpanKey, destination: SpanKey, counter: int = 0) -> str:
    """Hash of an arrow: the start of its origin and the end of its destination are its position."""
    place = (*origin[2:6], *destination[6:10])
    numbers = ":".join(map(str, place))
    return f"ARROW:{item}:{layer}:{numbers}:{counter}:{span_hash(origin)}:{span_hash(destination)}"


def split_arrow_hash(hash_code: str) -> tuple[str, str] | None:
    """Return the origin's and the destination's hash, or None if ``hash_code`` is no arrow's.

    The embedded hashes hold colons themselves, and so may item ids: the second is found
    by its ``SPAN:`` prefix after the first's closing ``undefined:undefined``.
    """
    _, marker, rest = hash_code.partition(":SPAN:")
    if not hash_code.startswith("ARROW:") or not marker:
        return None
    origin, middle, destination = rest.partition(":undefined:undefined:SPAN:")
    if not middle:
        return None
    return f"SPAN:{origin}:undefined:undefined", f"SPAN:{destination}"


def hash64(hash_code: str) -> int:
    """A signed 64-bit digest of a hash code, small enough to index: unique per document in practice."""
    digest = hashlib.blake2b(hash_code.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
