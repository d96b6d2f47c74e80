"""Cutting long lists into parts that fit into one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def parts(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield the items in lists of at most ``size``; nothing for an empty iterable."""
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part
