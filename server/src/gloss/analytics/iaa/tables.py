"""From counted items to the tables and patterns that the measures take."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from gloss.agreement.pairs import EMPTY
from gloss.analytics.iaa.reading import Items

Table = Counter[tuple[str, str]]


def pair_tables(items: Items, size: int) -> dict[tuple[int, int], Table]:
    """The table of every two people; items that neither of them labeled are no records."""
    tables: defaultdict[tuple[int, int], Table] = defaultdict(Counter)
    for key, table in items.pairs.items():
        tables[key].update(table)
    for vector, count in items.single.items():
        for first in range(size):
            one = vector[first]
            if one is None:
                continue
            for second in range(first + 1, size):
                other = vector[second]
                if other is None or (one == EMPTY and other == EMPTY):
                    continue
                tables[first, second][one, other] += count
    return dict(tables)


def patterns(items: Items, labelers: int, *, with_empty: bool) -> Counter[tuple[Any, ...]]:
    """The values labelers gave to each item; ``with_empty`` tells whether none is a value of its own.

    Items that no labeler labeled are left out.
    """
    found: Counter[tuple[Any, ...]] = Counter()
    for vector, count in _all(items):
        given = [value for value in vector[:labelers] if value is not None]
        labeled = [value for value in given if value != EMPTY]
        if labeled:
            found[tuple(sorted(given if with_empty else labeled))] += count
    return found


def _all(items: Items) -> Iterator[tuple[tuple[str | None, ...], int]]:
    yield from items.single.items()
    yield from items.group.items()
