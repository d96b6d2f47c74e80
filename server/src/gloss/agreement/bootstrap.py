"""How sure a value is: percentile intervals from resampled items, all replicates at once.

Items that look the same are drawn together: a replicate is one draw from the multinomial
distribution over kinds of items, so the cost does not grow with their number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gloss.agreement.alpha import Patterns, cleaned
from gloss.agreement.pairs import PairTable

Array: TypeAlias = NDArray[np.float64]
Interval: TypeAlias = tuple[float, float]
REPLICATES = 1000
LEVEL = 0.95
SEED = 20_240_229
MAX_KINDS = 20_000
"""With more different kinds of items no interval is given."""

_TOGETHER = 4_000_000


def kappa_interval(pairs: PairTable, *, seed: int = SEED, replicates: int = REPLICATES) -> Interval | None:
    """The interval of Cohen's kappa; None without records."""
    return _interval(kappa_replicates(pairs, seed=seed, replicates=replicates))


def kappa_replicates(pairs: PairTable, *, seed: int = SEED, replicates: int = REPLICATES) -> Array | None:
    """Cohen's kappa of every replicate; not a number where it is undefined. None without records."""
    cells = [key for key, count in pairs.items() if count]
    names = _codes([*(key[0] for key in cells), *(key[1] for key in cells)])
    first, second = names[: len(cells)], names[len(cells) :]
    same = first == second

    def statistic(draws: Array, n: float) -> Array:
        width = int(names.max()) + 1
        rows, columns = _sums(draws, first, width), _sums(draws, second, width)
        observed = draws[:, same].sum(axis=1) / n
        expected = np.einsum("rk,rk->r", rows, columns) / (n * n)
        return _ratio_of(observed - expected, 1 - expected, observed >= 1)

    return _replicates([pairs[key] for key in cells], statistic, seed, replicates)


def alpha_interval(pairs: PairTable, *, seed: int = SEED, replicates: int = REPLICATES) -> Interval | None:
    """The interval of the pairwise nominal alpha."""
    return _interval(alpha_replicates(pairs, seed=seed, replicates=replicates))


def alpha_replicates(pairs: PairTable, *, seed: int = SEED, replicates: int = REPLICATES) -> Array | None:
    """The pairwise nominal alpha of every replicate."""
    patterns: Counter[tuple[Any, ...]] = Counter()
    for (first, second), count in cleaned(pairs).items():
        patterns[first, second] += count
    used = list(patterns)
    return _replicates([patterns[pattern] for pattern in used], _nominal_alpha(used), seed, replicates)


def group_alpha_interval(
    patterns: Patterns, metric: str = "NOMINAL", *, seed: int = SEED, replicates: int = REPLICATES
) -> Interval | None:
    """The interval of alpha over items by pattern, ``NOMINAL`` or ``INTERVAL``."""
    used = [pattern for pattern, count in patterns.items() if len(pattern) > 1 and count]
    weights = [patterns[pattern] for pattern in used]
    statistic = _interval_alpha(used) if metric == "INTERVAL" else _nominal_alpha(used)
    return _interval(_replicates(weights, statistic, seed, replicates))


def fleiss_interval(patterns: Patterns, *, seed: int = SEED, replicates: int = REPLICATES) -> Interval | None:
    """The interval of Fleiss' kappa."""
    used = [pattern for pattern, count in patterns.items() if len(pattern) > 1 and count]
    flat = _flat(used)
    sizes = np.array([len(pattern) for pattern in used], dtype=float)
    agreeing = np.array([_agreeing(pattern) / (len(pattern) * (len(pattern) - 1)) for pattern in used])

    def statistic(draws: Array, n: float) -> Array:
        totals = draws @ flat
        observed = draws @ agreeing / n
        expected = (totals * totals).sum(axis=1) / (draws @ sizes) ** 2
        return _ratio_of(observed - expected, 1 - expected, observed >= 1)

    return _interval(_replicates([patterns[pattern] for pattern in used], statistic, seed, replicates))


def combined_interval(parts: Sequence[tuple[Array | None, int]]) -> Interval | None:
    """The interval of the average of independent parts, weighted by their numbers of items.

    Parts need replicates from different seeds; those without any are left out, as from the average.
    """
    known = [(values, n) for values, n in parts if values is not None]
    if not known:
        return None
    above = sum((np.where(np.isfinite(values), values, 0.0) * n for values, n in known), np.zeros(len(known[0][0])))
    below = sum((np.isfinite(values) * float(n) for values, n in known), np.zeros(len(known[0][0])))
    return _interval(_ratio_of(above, below, np.zeros(len(above), dtype=bool)))


def _interval(values: Array | None) -> Interval | None:
    """Percentiles of replicates, undefined ones left out."""
    if values is None:
        return None
    values = values[np.isfinite(values)]
    if not len(values):
        return None
    low, high = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def _replicates(
    weights: Sequence[int], statistic: Callable[[Array, float], Array], seed: int, replicates: int
) -> Array | None:
    n = sum(weights)
    if not n or len(weights) > MAX_KINDS:
        return None
    chances = np.array(weights, dtype=float) / n
    generator = np.random.default_rng(seed)
    step = max(1, min(replicates, _TOGETHER // len(weights)))
    found = []
    for start in range(0, replicates, step):
        draws = generator.multinomial(n, chances, size=min(step, replicates - start)).astype(float)
        found.append(statistic(draws, float(n)))
    return np.concatenate(found)


def _ratio_of(above: Array, below: Array, is_perfect: NDArray[np.bool_]) -> Array:
    """Divide; where nothing is left to chance, 1 if perfect, else undefined (left out)."""
    safe = np.where(below > 0, below, 1.0)
    return np.where(below > 0, above / safe, np.where(is_perfect, 1.0, np.nan))


def _codes(values: Sequence[Any]) -> NDArray[np.int64]:
    known: dict[Any, int] = {}
    return np.array([known.setdefault(value, len(known)) for value in values], dtype=np.int64)


def _sums(draws: Array, codes: NDArray[np.int64], width: int) -> Array:
    """Add up the columns of ``draws`` that have the same code."""
    order = np.argsort(codes, kind="stable")
    present, starts = np.unique(codes[order], return_index=True)
    sums = np.zeros((len(draws), width))
    sums[:, present] = np.add.reduceat(draws[:, order], starts, axis=1)
    return sums


def _flat(used: Sequence[tuple[Any, ...]]) -> Array:
    """How often each value stands in each pattern."""
    codes = _codes([value for pattern in used for value in pattern])
    flat = np.zeros((len(used), int(codes.max()) + 1 if len(codes) else 0))
    rows = np.repeat(np.arange(len(used)), [len(pattern) for pattern in used])
    np.add.at(flat, (rows, codes), 1)
    return flat


def _agreeing(pattern: tuple[Any, ...]) -> float:
    return float(sum(k * (k - 1) for k in Counter(pattern).values()))


def _nominal_alpha(used: Sequence[tuple[Any, ...]]) -> Callable[[Array, float], Array]:
    flat = _flat(used)
    sizes = np.array([len(pattern) for pattern in used], dtype=float)
    agreeing = np.array([_agreeing(pattern) / (len(pattern) - 1) for pattern in used])

    def statistic(draws: Array, items: float) -> Array:
        totals, n = draws @ flat, draws @ sizes
        observed = 1 - draws @ agreeing / n
        expected = 1 - (totals * (totals - 1)).sum(axis=1) / (n * (n - 1))
        return _ratio_of(expected - observed, expected, observed <= 0)

    return statistic


def _interval_alpha(used: Sequence[tuple[Any, ...]]) -> Callable[[Array, float], Array]:
    """Squared differences add up from sums and sums of squares, so no pair is looked at."""
    sizes = np.array([len(pattern) for pattern in used], dtype=float)
    sums = np.array([sum(map(float, pattern)) for pattern in used])
    squares = np.array([sum(float(value) ** 2 for value in pattern) for pattern in used])
    apart = 2 * (sizes * squares - sums * sums) / np.maximum(sizes - 1, 1)

    def statistic(draws: Array, items: float) -> Array:
        n = draws @ sizes
        observed = draws @ apart / n
        expected = 2 * (n * (draws @ squares) - (draws @ sums) ** 2) / (n * (n - 1))
        return _ratio_of(expected - observed, expected, observed <= 0)

    return statistic
