"""Cohen's kappa: agreement of two annotators beyond what their habits would give by chance.

Cohen, J.: A coefficient of agreement for nominal scales. Educational and Psychological
Measurement 20 (1960), 37-46.
"""

from __future__ import annotations

from collections.abc import Iterable

from gloss.agreement.pairs import Category, Measure, PairTable, equal, margins, only, size


def cohen(pairs: PairTable) -> Measure:
    """Return kappa; a label missing on one side is the category ``EMPTY`` like any other.

    Undefined without records. When chance alone would always agree, it is 1 if all records
    are equal, else undefined.
    """
    n = size(pairs)
    if not n:
        return Measure(None, 0)
    first, second = margins(pairs)
    same = equal(pairs)
    chance = sum(count * second[category] for category, count in first.items())
    observed, expected = same / n, chance / (n * n)
    if chance == n * n:
        return Measure(1.0 if same == n else None, n, observed, expected)
    return Measure((same * n - chance) / (n * n - chance), n, observed, expected)


def of_label(pairs: PairTable, label: Category) -> Measure:
    """Kappa of one label against all others together; ``n`` counts the records with the label on either side."""
    binary = only(pairs, label)
    return Measure(cohen(binary).value, size(binary) - binary[False, False])


def positive_agreement(pairs: PairTable, label: Category) -> Measure:
    """Twice the records in which both gave ``label`` among all times either gave it (the Dice coefficient)."""
    binary = only(pairs, label)
    both, alone = binary[True, True], binary[True, False] + binary[False, True]
    n = both + alone
    return Measure(2 * both / (2 * both + alone) if n else None, n)


def weighted_average(values: Iterable[Measure]) -> Measure:
    """Average by the number of records, as over projects; undefined values are skipped with their records."""
    total, n = 0.0, 0
    for one in values:
        if one.value is not None:
            total += one.value * one.n
            n += one.n
    return Measure(total / n if n else None, n)


def average(values: Iterable[Measure]) -> Measure:
    """The plain mean over pairs of annotators; undefined values are skipped. ``n`` adds their records."""
    known = [(one.value, one.n) for one in values if one.value is not None]
    if not known:
        return Measure(None, 0)
    return Measure(sum(value for value, _ in known) / len(known), sum(n for _, n in known))
