"""Names that must differ."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count


def free_name(name: str, taken: Collection[str], longest: int) -> str:
    """Return ``name``, or with the first number behind it that makes it free; ``taken`` is in small letters."""
    if name.lower() not in taken:
        return name[:longest]
    for number in count(2):
        suffix = f" ({number})"
        found = name[: longest - len(suffix)] + suffix
        if found.lower() not in taken:
            return found
    raise AssertionError
