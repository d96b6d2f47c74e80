"""Agreement measures against worked examples that others have published."""

from __future__ import annotations

from collections import Counter

import pytest

from gloss.agreement import alpha, fleiss, kappa, unitizing
from gloss.agreement.pairs import percent_agreement

COHEN_1960 = {
    (1, 1): 88, (1, 2): 14, (1, 3): 18,
    (2, 1): 10, (2, 2): 40, (2, 3): 10,
    (3, 1): 2, (3, 2): 6, (3, 3): 12,
}  # fmt: skip
"""Cohen (1960), p. 45: two judges, 200 cases."""

FLEISS_1971 = """
444444 222555 233335 555555 222444 113333 333355 113334 114444 555555
144444 124444 222333 144444 224445 333335 111455 111112 224444 133555
555555 244444 224555 114444 144445 222224 111155 224444 133333 555555
""".split()
"""Fleiss (1971), table 1: 30 patients, six psychiatrists each, five diagnoses."""

KRIPPENDORFF_2011 = [
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
]
"""Krippendorff (2011), section C: four observers, twelve units, missing values."""

TWO_OBSERVERS = ("a a b b d c c c e d d a", "b a b b b c c c e d d d")
"""Krippendorff (2011), section B: two observers, nominal, no missing values."""

BINARY = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
"""Krippendorff (2011), section A: two observers, binary."""


def units() -> Counter[alpha.Pattern]:
    rows = [[None if value == "." else int(value) for value in row.split()] for row in KRIPPENDORFF_2011]
    return alpha.patterns_of(zip(*rows, strict=True))


def test_cohen_1960() -> None:
    found = kappa.cohen(COHEN_1960)
    assert (found.n, found.observed, found.expected) == (200, 0.7, 0.41)
    assert found.value == pytest.approx(0.29 / 0.59, abs=1e-12)
    assert round(found.value or 0, 3) == 0.492
    assert percent_agreement(COHEN_1960).value == 0.7


def test_fleiss_1971() -> None:
    found = fleiss.fleiss(alpha.patterns_of(FLEISS_1971))
    assert found.n == 30
    assert round(found.observed or 0, 4) == 0.5556
    assert found.expected == pytest.approx(0.2201, abs=5e-4)  # There from shares rounded to three digits.
    assert round(found.value or 0, 3) == 0.430


@pytest.mark.parametrize(
    ("metric", "published"), [("NOMINAL", 0.743), ("ORDINAL", 0.815), ("INTERVAL", 0.849), ("RATIO", 0.797)]
)
def test_krippendorff_2011_with_missing_values(metric: str, published: float) -> None:
    found = alpha.general(units(), metric)
    assert found.n == 11
    assert round(found.value or 0, 3) == published


def test_krippendorff_2011_nominal() -> None:
    pairs = Counter(zip(*(row.split() for row in TWO_OBSERVERS), strict=True))
    assert round(alpha.pairwise(pairs).value or 0, 3) == 0.692
    assert round(alpha.general(alpha.patterns_of(pairs.elements())).value or 0, 3) == 0.692


def test_krippendorff_2011_binary() -> None:
    pairs = Counter(zip(*(row.split() for row in BINARY), strict=True))
    assert round(alpha.pairwise(pairs).value or 0, 3) == 0.095
    assert alpha.pairwise(pairs).value == pytest.approx(1 - 19 * 8 / (14 * 6 * 2), abs=1e-12)


def continuum() -> list[dict[object, list[tuple[int, int]]]]:
    """Krippendorff (2004), p. 254, moved to start at 0: length 300, two observers, classes c and k."""
    both = [(30, 90), (150, 200)]
    return [
        {"c": [(75, 145), (220, 250)], "k": both},
        {"c": [(70, 150), (205, 225), (250, 270)], "k": both},
    ]


def test_krippendorff_2004_unitizing() -> None:
    found = unitizing.by_class(300, continuum())
    assert round(found["c"].observed, 4) == 0.0144
    assert round(found["c"].expected, 4) == 0.0532
    assert round(found["c"].alpha or 0, 4) == 0.7286
    assert (found["k"].observed, found["k"].alpha) == (0, 1)
    assert round(found["k"].expected, 4) == 0.0490
    whole = unitizing.unitizing_alpha(300, continuum())
    assert whole.n == 9
    assert whole.value == pytest.approx(0.8591, abs=5e-4)


@pytest.mark.parametrize(
    ("first", "second", "distance"),
    [
        ([(5, 11)], [(2, 4)], 40),
        ([(5, 11)], [(4, 6)], 26),
        ([(5, 11)], [(5, 7)], 16),
        ([(5, 11)], [(6, 8)], 10),
        ([(5, 11)], [(7, 9)], 8),
        ([(5, 11)], [(6, 10)], 2),
        ([(5, 11)], [(5, 11)], 0),
    ],
)
def test_distances_of_units(first: list[unitizing.Unit], second: list[unitizing.Unit], distance: int) -> None:
    """Krippendorff (1995), table 1."""
    found = unitizing.by_class(20, [{"x": first}, {"x": second}])["x"]
    assert found.observed * 20 * 20 == pytest.approx(distance)
