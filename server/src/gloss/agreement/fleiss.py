"""Fleiss' kappa: agreement of several annotators, not necessarily the same ones on each item.

Fleiss, J. L.: Measuring nominal scale agreement among many raters. Psychological Bulletin
76 (1971), 378-382.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable

from gloss.agreement.alpha import Patterns
from gloss.agreement.pairs import Measure


def fleiss(patterns: Patterns) -> Measure:
    """Return kappa over items by the values given to them; items with fewer than two values do not count.

    Where items have different numbers of values, each weighs the same and chance follows
    from all values together; with equal numbers this is Fleiss' formula. An empty item is
    a category if the pattern says so. Undefined without items, 1 with a single category.
    """
    totals: Counter[Hashable] = Counter()
    items, agreeing = 0, 0.0
    for pattern, count in patterns.items():
        m = len(pattern)
        if m < 2 or not count:
            continue
        within = Counter(pattern)
        items += count
        agreeing += count * sum(k * (k - 1) for k in within.values()) / (m * (m - 1))
        for value, k in within.items():
            totals[value] += k * count
    if not items:
        return Measure(None, 0)
    n = sum(totals.values())
    observed = agreeing / items
    expected = sum(k * k for k in totals.values()) / (n * n)
    if len(totals) == 1:
        return Measure(1.0, items, observed, expected)
    return Measure((observed - expected) / (1 - expected), items, observed, expected)
