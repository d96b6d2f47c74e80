"""The table of two annotators: how often the first gave one category when the second gave another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

EMPTY = "<EMPTY>"
"""The category of an item that an annotator left unlabeled."""

Category: TypeAlias = Hashable
PairTable: TypeAlias = Mapping[tuple[Category, Category], int]


@dataclass(frozen=True, slots=True)
class Measure:
    """``value`` is None where it is undefined; ``n`` counts the items it is about."""

    value: float | None
    n: int
    observed: float | None = None
    expected: float | None = None


def table_of(records: Iterable[tuple[Category, Category]]) -> Counter[tuple[Category, Category]]:
    """Count the records of two annotators."""
    return Counter(records)


def size(pairs: PairTable) -> int:
    return sum(pairs.values())


def equal(pairs: PairTable) -> int:
    """How many records have the same category on both sides."""
    return sum(count for (first, second), count in pairs.items() if first == second)


def percent_agreement(pairs: PairTable) -> Measure:
    """Equal records among all, from 0 to 1; chance is not taken out."""
    n = size(pairs)
    return Measure(equal(pairs) / n if n else None, n)


def margins(pairs: PairTable) -> tuple[Counter[Category], Counter[Category]]:
    """How often each annotator gave each category."""
    first: Counter[Category] = Counter()
    second: Counter[Category] = Counter()
    for (one, other), count in pairs.items():
        first[one] += count
        second[other] += count
    return first, second


def only(pairs: PairTable, label: Category) -> Counter[tuple[Category, Category]]:
    """The table of ``label`` against everything else together: categories True and False."""
    found: Counter[tuple[Category, Category]] = Counter()
    for (one, other), count in pairs.items():
        found[one == label, other == label] += count
    return found


def added(tables: Iterable[PairTable]) -> Counter[tuple[Category, Category]]:
    """Sum tables cell by cell."""
    total: Counter[tuple[Category, Category]] = Counter()
    for pairs in tables:
        total.update(pairs)
    return total
