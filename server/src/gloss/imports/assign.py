"""Who gets which documents: explicit lists checked, or spread evenly. Free of the database."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Document = TypeVar("Document")
Labeler = TypeVar("Labeler")


@dataclass(frozen=True, slots=True)
class Sized(Generic[Document]):
    """A document (or part) with its number of lines."""

    document: Document
    lines: int


def distribute(
    documents: Sequence[Sized[Document]], labelers: Sequence[Labeler], per_document: int
) -> list[list[Document]]:
    """Spread documents so that each gets ``per_document`` labelers and loads stay even.

    Longest documents first, each to the labelers with the fewest lines so far; ties go by
    list order. Returns one list per labeler, in the order of ``documents``. With fewer
    labelers than ``per_document`` everybody gets everything.
    """
    chosen: list[set[int]] = [set() for _ in labelers]
    loads = [(0, index) for index in range(len(labelers))]
    order = sorted(range(len(documents)), key=lambda index: -documents[index].lines)
    for number in order:
        takers = [heapq.heappop(loads) for _ in range(min(per_document, len(loads)))]
        for load, index in takers:
            chosen[index].add(number)
            heapq.heappush(loads, (load + documents[number].lines, index))
    return [[documents[number].document for number in sorted(numbers)] for numbers in chosen]


def part_sizes(lines: int, parts: int) -> list[int]:
    """Return the length of each of ``parts`` parts; the remainder goes one each to the first."""
    base, extra = divmod(lines, parts)
    return [base + (index < extra) for index in range(parts)]
