"""Krippendorff's alpha: agreement of any number of annotators, any of whom may have left items out.

Krippendorff, K.: Computing Krippendorff's alpha-reliability (2011). The pairwise form
leaves out items that only one of two labeled; it has no category for them, unlike kappa.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeAlias

from gloss.agreement.pairs import EMPTY, Category, Measure, PairTable

Pattern: TypeAlias = tuple[Hashable, ...]
Patterns: TypeAlias = Mapping[Pattern, int]
"""The values given to an item, missing ones left out, and how many items have them."""

Distance: TypeAlias = Callable[[Sequence[float], Mapping[float, float]], Callable[[int, int], float]]
NUMERIC = ("ORDINAL", "INTERVAL", "RATIO")


def cleaned(pairs: PairTable) -> Counter[tuple[Category, Category]]:
    """Drop the items that one of the two left empty."""
    kept: Counter[tuple[Category, Category]] = Counter()
    for key, count in pairs.items():
        if EMPTY not in key:
            kept[key] += count
    return kept


def pairwise(pairs: PairTable) -> Measure:
    """Return the nominal alpha of two annotators; ``n`` counts the items both labeled.

    Undefined without such items; 1 when only one category is left.
    """
    kept = cleaned(pairs)
    n = sum(kept.values())
    if not n:
        return Measure(None, 0)
    totals: Counter[Category] = Counter()
    same = 0
    for (first, second), count in kept.items():
        totals[first] += count
        totals[second] += count
        same += count if first == second else 0
    r = 2 * n
    epsilon = 1 / r
    observed = (1 - epsilon) * (same / n) + epsilon
    expected = sum(count * count for count in totals.values()) / (r * r)
    if len(totals) == 1:
        return Measure(1.0, n, observed, expected)
    return Measure((observed - expected) / (1 - expected), n, observed, expected)


def patterns_of(units: Iterable[Iterable[Hashable | None]]) -> Counter[Pattern]:
    """Count items by the values given to them; None and ``EMPTY`` are missing, and order does not matter."""
    found: Counter[Pattern] = Counter()
    for unit in units:
        given = [value for value in unit if value is not None and value != EMPTY]
        found[tuple(sorted(given, key=_order))] += 1
    return found


def _order(value: Hashable) -> tuple[str, str]:
    return type(value).__name__, repr(value)


def general(patterns: Patterns, metric: str = "NOMINAL") -> Measure:
    """Return alpha over items by pattern; items with fewer than two values do not count.

    Values are compared as ``NOMINAL``, or as numbers by ``ORDINAL``, ``INTERVAL`` or
    ``RATIO``. Undefined without items; 1 when there is only one value.
    """
    used = {pattern: count for pattern, count in patterns.items() if len(pattern) > 1 and count}
    items = sum(used.values())
    if not items:
        return Measure(None, 0)
    totals: Counter[Hashable] = Counter()
    for pattern, count in used.items():
        for value in pattern:
            totals[value] += count
    n = sum(totals.values())
    if len(totals) == 1:
        return Measure(1.0, items, 0.0, 0.0)
    if metric == "NOMINAL":
        observed, expected = _nominal(used, totals, n)
    else:
        observed, expected = _numeric(used, totals, n, metric)
    return Measure(1 - observed / expected if expected else None, items, observed, expected)


def _nominal(used: Patterns, totals: Mapping[Hashable, int], n: int) -> tuple[float, float]:
    agreeing = 0.0
    for pattern, count in used.items():
        within = Counter(pattern)
        agreeing += count * sum(k * (k - 1) for k in within.values()) / (len(pattern) - 1)
    expected = 1 - sum(k * (k - 1) for k in totals.values()) / (n * (n - 1))
    return 1 - agreeing / n, expected


def _numeric(used: Patterns, totals: Mapping[Hashable, int], n: int, metric: str) -> tuple[float, float]:
    """Observed and expected disagreement of numbers. ``totals`` has at least two values."""
    weights = {float(value): float(count) for value, count in totals.items()}  # type: ignore[arg-type]
    values = sorted(weights)
    distance = _DISTANCES[metric](values, weights)
    index = {value: at for at, value in enumerate(values)}
    observed = 0.0
    for pattern, count in used.items():
        within = Counter(index[float(value)] for value in pattern)  # type: ignore[arg-type]
        apart = sum(within[a] * within[b] * distance(a, b) for a in within for b in within if a < b)
        observed += 2 * count * apart / (len(pattern) - 1)
    apart = sum(weights[values[a]] * weights[values[b]] * distance(a, b) for b in range(len(values)) for a in range(b))
    return observed / n, 2 * apart / (n * (n - 1))


def _ordinal(values: Sequence[float], weights: Mapping[float, float]) -> Callable[[int, int], float]:
    """Squared number of values in between, the two themselves counted half."""
    below = [0.0]
    for value in values:
        below.append(below[-1] + weights[value])
    middle = [below[at] + weights[value] / 2 for at, value in enumerate(values)]
    return lambda a, b: (middle[b] - middle[a]) ** 2


def _interval(values: Sequence[float], weights: Mapping[float, float]) -> Callable[[int, int], float]:
    return lambda a, b: (values[b] - values[a]) ** 2


def _ratio(values: Sequence[float], weights: Mapping[float, float]) -> Callable[[int, int], float]:
    def distance(a: int, b: int) -> float:
        total = values[a] + values[b]
        return ((values[b] - values[a]) / total) ** 2 if total else 0.0

    return distance


_DISTANCES: dict[str, Distance] = {"ORDINAL": _ordinal, "INTERVAL": _interval, "RATIO": _ratio}
