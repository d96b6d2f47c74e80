"""Code points inside, UTF-16 units at the wire's edge.

Every stored offset counts Unicode code points. The public API and the Datasaur Schema
count UTF-16 code units, as a browser does; only characters past U+FFFF differ.
"""

from __future__ import annotations


def to_utf16(text: str, offset: int) -> int:
    """Convert a code point ``offset`` in ``text`` into UTF-16 units.

    Offsets past the end keep their distance from it.
    """
    if text.isascii():
        return offset
    return offset + sum(character > "\uffff" for character in text[:offset])


def from_utf16(text: str, offset: int) -> int:
    """Convert UTF-16 units into code points; an offset inside a surrogate pair moves to its start."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return offset
    units = 0
    for index, character in enumerate(text):
        width = 2 if character > "\uffff" else 1
        if units + width > offset:
            return index
        units += width
    return len(text) + (offset - units)


def utf16_length(text: str) -> int:
    """Return how many UTF-16 units ``text`` takes."""
    return to_utf16(text, len(text))
