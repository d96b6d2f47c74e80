"""The tables of the specification, edge cases, noise that was put in on purpose, and intervals."""

from __future__ import annotations

import math
import random
from collections import Counter

import pytest

from gloss.agreement import alpha, bootstrap, evaluation, fleiss, kappa, pairs, records, unitizing
from gloss.agreement.pairs import EMPTY, Measure

A = ["WORK", "PER", "PER", "PER", "YEAR", "YEAR", "ORG", EMPTY]
B = ["TITLE", EMPTY, "TITLE", "PER", "YEAR", "YEAR", "PER", "QTY"]
REVIEW = ["TITLE", EMPTY, "TITLE", "PER", "YEAR", "YEAR", "PER", EMPTY]


def table(first: list[str], second: list[str]) -> pairs.PairTable:
    """Positions that neither labeled are no records."""
    return Counter(pair for pair in zip(first, second, strict=True) if pair != (EMPTY, EMPTY))


@pytest.mark.parametrize(
    ("first", "second", "n", "equal", "observed", "expected", "value"),
    [
        (A, B, 8, 3, 3 / 8, 11 / 64, 13 / 53),
        (A, REVIEW, 7, 3, 3 / 7, 10 / 49, 11 / 39),
        (B, REVIEW, 7, 6, 6 / 7, 12 / 49, 30 / 37),
    ],
)
def test_kappa(
    first: list[str], second: list[str], n: int, equal: int, observed: float, expected: float, value: float
) -> None:
    found = kappa.cohen(table(first, second))
    assert (found.n, pairs.equal(table(first, second))) == (n, equal)
    assert found.observed == pytest.approx(observed, abs=1e-9)
    assert found.expected == pytest.approx(expected, abs=1e-9)
    assert found.value == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize(("first", "second", "value"), [(A, REVIEW, 20 / 53), (A, B, 20 / 53), (B, REVIEW, 1.0)])
def test_alpha_of_two(first: list[str], second: list[str], value: float) -> None:
    found = alpha.pairwise(table(first, second))
    assert found.n == 6
    assert found.value == pytest.approx(value, abs=1e-9)
    classical = alpha.general(alpha.patterns_of(zip(first, second, strict=True)))
    assert classical.value == pytest.approx(value, abs=1e-9)
    assert classical.n == 6


def test_steps_of_alpha() -> None:
    found = alpha.pairwise(table(A, REVIEW))
    assert found.observed == pytest.approx(13 / 24, abs=1e-12)
    assert found.expected == pytest.approx(19 / 72, abs=1e-12)


def test_evaluation() -> None:
    truth = ["pos", "pos", "neg", "neg", "neu", "neu"]
    given = ["pos", "neg", "neg", "neg", "neu", EMPTY]
    found = evaluation.evaluate(Counter(zip(given, truth, strict=True)))
    rows = {one.label: (one.true_positives, one.false_positives, one.false_negatives) for one in found.classes}
    assert rows == {"neg": (2, 1, 0), "neu": (1, 0, 1), "pos": (1, 0, 1)}
    scores = {one.label: one.scores for one in found.classes}
    assert scores["pos"] == scores["neu"] == evaluation.Scores(1.0, 0.5, 2 / 3)
    assert (scores["neg"].precision, scores["neg"].recall) == (2 / 3, 1.0)
    assert scores["neg"].f1 == pytest.approx(0.8, abs=1e-9)
    assert found.accuracy == Measure(4 / 6, 6)
    assert found.macro.precision == pytest.approx(8 / 9, abs=1e-9)
    assert found.micro == evaluation.Scores(4 / 5, 4 / 6, pytest.approx(8 / 11, abs=1e-9))


def test_nothing_to_compare_is_undefined() -> None:
    assert kappa.cohen({}) == Measure(None, 0)
    assert alpha.pairwise({("x", EMPTY): 3}) == Measure(None, 0)
    assert alpha.general({("x",): 3}) == Measure(None, 0)
    assert fleiss.fleiss({("x",): 3}) == Measure(None, 0)
    assert unitizing.unitizing_alpha(10, [{"x": [(1, 2)]}]).value is None
    assert evaluation.evaluate({}).accuracy == Measure(None, 0)
    assert pairs.percent_agreement({}) == Measure(None, 0)
    assert bootstrap.kappa_interval({}) is None


def test_only_one_category() -> None:
    assert kappa.cohen({("x", "x"): 4}).value == 1
    assert alpha.pairwise({("x", "x"): 4}).value == 1
    assert alpha.general({("x", "x", "x"): 2}).value == 1
    assert fleiss.fleiss({("x", "x"): 2}).value == 1
    assert kappa.cohen({("x", "y"): 4}).value == 0


def test_averages() -> None:
    parts = [Measure(0.5, 8), Measure(1.0, 2), Measure(None, 90)]
    assert kappa.weighted_average(parts) == Measure(0.6, 10)
    assert kappa.average(parts) == Measure(0.75, 10)
    assert kappa.weighted_average([]) == Measure(None, 0)


def test_one_label_against_the_others() -> None:
    found = table(A, REVIEW)
    assert kappa.of_label(found, "YEAR") == Measure(1.0, 2)
    assert kappa.positive_agreement(found, "PER") == Measure(2 / 5, 4)
    assert kappa.positive_agreement(found, "nowhere") == Measure(None, 0)


def test_alpha_of_numbers_by_distance() -> None:
    near, far = {(1, 2): 5, (9, 9): 5}, {(1, 9): 5, (9, 9): 5}
    assert (alpha.general(near, "INTERVAL").value or 0) > 0.95
    assert (alpha.general(far, "INTERVAL").value or 0) < 0.2
    assert alpha.general(near).value == pytest.approx(0.24, abs=1e-12)


@pytest.mark.parametrize("noise", [0.0, 0.1, 0.3, 1.0])
def test_planted_noise_is_found(noise: float) -> None:
    """Two people copy the truth but for a share of items, where each draws one of four labels at random.

    An item escapes with (1 - noise)², else only chance remains: the value to be found.
    """
    draw, labels = random.Random(7), "abcd"

    def person(truth: str) -> str:
        return draw.choice(labels) if draw.random() < noise else truth

    truths = [draw.choice(labels) for _ in range(40_000)]
    found = Counter((person(truth), person(truth)) for truth in truths)
    expected = (1 - noise) ** 2
    assert kappa.cohen(found).value == pytest.approx(expected, abs=0.02)
    assert alpha.pairwise(found).value == pytest.approx(expected, abs=0.02)
    assert fleiss.fleiss(alpha.patterns_of(found.elements())).value == pytest.approx(expected, abs=0.02)
    low, high = bootstrap.kappa_interval(found) or (math.nan, math.nan)
    assert low - 0.01 <= expected <= high + 0.01


def test_intervals_are_the_same_each_time_and_narrow_with_n() -> None:
    small = {("x", "x"): 8, ("x", "y"): 3, ("y", "y"): 9}
    large = {key: count * 100 for key, count in small.items()}
    first, again = bootstrap.kappa_interval(small), bootstrap.kappa_interval(small)
    assert first is not None
    assert first == again
    assert bootstrap.kappa_interval(small, seed=1) != first
    low, high = bootstrap.kappa_interval(large) or (0, 9)
    assert first[0] < low < (kappa.cohen(small).value or 0) < high < first[1]
    assert (first[1] - first[0]) / (high - low) == pytest.approx(10, rel=0.25)


def test_intervals_hold_their_value() -> None:
    found = {("a", "b", "b"): 20, ("a", "a", "a"): 50, ("b", "b", "b"): 30, ("a",): 9}
    for interval, value in (
        (bootstrap.group_alpha_interval(found), alpha.general(found).value),
        (bootstrap.fleiss_interval(found), fleiss.fleiss(found).value),
        (bootstrap.alpha_interval(table(A, REVIEW)), 20 / 53),
        (evaluation.wilson(30, 40), 0.75),
    ):
        assert interval is not None
        assert value is not None
        assert interval[0] <= value <= interval[1]


def test_interval_of_a_share() -> None:
    """Newcombe (1998), table I, method 3: 81 of 263 and 0 of 20."""
    assert evaluation.wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert evaluation.wilson(0, 20) == pytest.approx((0, 0.1611), abs=5e-5)
    assert evaluation.wilson(0, 0) is None


def test_interval_of_a_weighted_average() -> None:
    parts = [({("x", "x"): 80, ("y", "x"): 20, ("y", "y"): 100}, 200), ({("x", "y"): 5, ("x", "x"): 15}, 20)]
    drawn = [(bootstrap.kappa_replicates(table, seed=at), n) for at, (table, n) in enumerate(parts)]
    low, high = bootstrap.combined_interval([*drawn, (None, 7)]) or (math.nan, math.nan)
    value = kappa.weighted_average([kappa.cohen(table) for table, _ in parts]).value or 0
    assert low < value < high
    assert bootstrap.combined_interval([(None, 3)]) is None


def test_interval_of_numbers() -> None:
    found = {(1, 2): 30, (5, 5): 30, (9, 8, 8): 30, (2, 7): 3}
    low, high = bootstrap.group_alpha_interval(found, "INTERVAL") or (math.nan, math.nan)
    assert low < (alpha.general(found, "INTERVAL").value or 0) < high


def test_labels_on_one_place_side_by_side() -> None:
    assert records.aligned(["x"], ["x"]) == [("x", "x")]
    assert records.aligned(["b", "a"], ["c", "b"]) == [("b", "b"), ("a", "c")]
    assert records.aligned(["a", "b"], []) == [("a", EMPTY), ("b", EMPTY)]
    assert records.aligned(["a"], ["c", "b"]) == [("a", "b"), (EMPTY, "c")]


def test_labels_of_several_people_on_one_place() -> None:
    assert records.slots({1: ["a", "b"], 2: ["b"], 3: ["b", "c"]}) == [{1: "b", 2: "b", 3: "b"}, {1: "a", 3: "c"}]
    assert records.slots({1: ["a"], 2: ["b"]}) == [{1: "a", 2: "b"}]
