"""Unitizing alpha: how well annotators agree on where units stand on a continuum, and on their class.

Krippendorff, K.: On the reliability of unitizing continuous data. Sociological Methodology
25 (1995), 47-76; Content Analysis, 2nd edition (2004), chapter 11. Partly overlapping
spans agree partly, which kappa and the ordinary alpha cannot see.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from gloss.agreement.pairs import Measure

Unit = tuple[int, int]
"""Start and end (exclusive) on the continuum."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    observed: float
    expected: float

    @property
    def alpha(self) -> float | None:
        return 1 - self.observed / self.expected if self.expected else None


def unitizing_alpha(length: int, raters: Sequence[Mapping[Hashable, Sequence[Unit]]]) -> Measure:
    """Return alpha over all classes; ``n`` counts the units.

    ``length`` is that of the continuum, which starts at 0; ``raters`` hold everybody's units
    by class. Units of one class that overlap in one person's work are one unit. Undefined
    with fewer than two people or without units.
    """
    found = by_class(length, raters)
    n = sum(len(units) for rater in raters for units in rater.values())
    observed = sum(one.observed for one in found.values())
    expected = sum(one.expected for one in found.values())
    return Measure(1 - observed / expected if expected else None, n, observed, expected)


def by_class(length: int, raters: Sequence[Mapping[Hashable, Sequence[Unit]]]) -> dict[Hashable, Disagreement]:
    """Return what each class adds to the disagreement; a class that nobody used is left out."""
    if len(raters) < 2 or length < 1:
        return {}
    classes = dict.fromkeys(name for rater in raters for name, units in rater.items() if units)
    found = {}
    for name in classes:
        lists = [merged(rater.get(name, ())) for rater in raters]
        found[name] = Disagreement(_observed(length, lists), _expected(length, lists))
    return found


def merged(units: Sequence[Unit]) -> list[Unit]:
    """Sort units and join those that overlap."""
    joined: list[Unit] = []
    for start, end in sorted(units):
        if end <= start:
            continue
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _observed(length: int, lists: Sequence[Sequence[Unit]]) -> float:
    apart = sum(_apart(one, other) + _apart_alone(one, other) + _apart_alone(other, one)
                for one, other in combinations(lists, 2))  # fmt: skip
    m = len(lists)
    return 2 * apart / (m * (m - 1) * length * length)


def _apart(one: Sequence[Unit], other: Sequence[Unit]) -> int:
    """Squared distances of the starts and of the ends of units that overlap."""
    total, at = 0, 0
    for start, end in one:
        while at < len(other) and other[at][1] <= start:
            at += 1
        step = at
        while step < len(other) and other[step][0] < end:
            total += (other[step][0] - start) ** 2 + (other[step][1] - end) ** 2
            step += 1
    return total


def _apart_alone(one: Sequence[Unit], other: Sequence[Unit]) -> int:
    """Squared lengths of the units that lie in a gap of the other's."""
    total, at = 0, 0
    for start, end in one:
        while at < len(other) and other[at][1] <= start:
            at += 1
        if at == len(other) or other[at][0] >= end:
            total += (end - start) ** 2
    return total


def _expected(length: int, lists: Sequence[Sequence[Unit]]) -> float:
    """Disagreement of the same units put onto the continuum in all possible ways."""
    sizes = [end - start for units in lists for start, end in units]
    gaps = sorted(gap for units in lists for gap in _gaps(length, units))
    suffix = [0]
    for gap in reversed(gaps):
        suffix.append(suffix[-1] + gap)
    total = 0.0
    for size in sizes:
        cube = (len(sizes) - 1) * (2 * size**3 - 3 * size * size + size) / 3
        wider = len(gaps) - bisect_left(gaps, size)
        total += cube + size * size * (suffix[wider] - wider * (size - 1))
    everything = len(lists) * length
    places = everything * (everything - 1) - sum(size * (size - 1) for size in sizes)
    return 2 * total / (length * places) if places else 0.0


def _gaps(length: int, units: Sequence[Unit]) -> list[int]:
    edges = [0, *(edge for unit in units for edge in unit), length]
    return [end - start for start, end in zip(edges[::2], edges[1::2], strict=True) if end > start]
