"""How well one annotator meets the truth: precision, recall and F1 of each class, and accuracy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from gloss.agreement.pairs import EMPTY, Category, Measure, PairTable, equal, margins

Z = 1.959963984540054
"""Two-sided 95 % of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Scores:
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class ClassScores:
    label: Category
    true_positives: int
    false_positives: int
    false_negatives: int

    @property
    def scores(self) -> Scores:
        return scores(self.true_positives, self.false_positives, self.false_negatives)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """``accuracy`` is about the items that have a truth; ``macro`` is the mean over the classes."""

    classes: tuple[ClassScores, ...]
    accuracy: Measure
    macro: Scores
    micro: Scores


def scores(hits: int, wrong: int, missed: int) -> Scores:
    """Precision, recall and their harmonic mean; 0 where the denominator is 0."""
    precision = hits / (hits + wrong) if hits + wrong else 0.0
    recall = hits / (hits + missed) if hits + missed else 0.0
    both = precision + recall
    return Scores(precision, recall, 2 * precision * recall / both if both else 0.0)


def evaluate(pairs: PairTable) -> Evaluation:
    """Evaluate the first annotator of a table against the second, the truth.

    An ``EMPTY`` truth makes what the annotator gave there a false positive, an ``EMPTY``
    annotator makes the truth a false negative.
    """
    given, truth = margins(pairs)
    labels = sorted((set(given) | set(truth)) - {EMPTY}, key=str)
    classes = tuple(
        ClassScores(label, hits, given[label] - hits, truth[label] - hits)
        for label in labels
        for hits in [pairs.get((label, label), 0)]
    )
    known = sum(count for label, count in truth.items() if label != EMPTY)
    right = equal(pairs) - pairs.get((EMPTY, EMPTY), 0)
    micro = scores(
        sum(one.true_positives for one in classes),
        sum(one.false_positives for one in classes),
        sum(one.false_negatives for one in classes),
    )
    accuracy = Measure(right / known if known else None, known)
    return Evaluation(classes, accuracy, _mean(one.scores for one in classes), micro)


def _mean(found: Iterable[Scores]) -> Scores:
    rows = list(found)
    if not rows:
        return Scores(0.0, 0.0, 0.0)
    return Scores(
        sum(row.precision for row in rows) / len(rows),
        sum(row.recall for row in rows) / len(rows),
        sum(row.f1 for row in rows) / len(rows),
    )


def wilson(hits: int, n: int) -> tuple[float, float] | None:
    """The 95 % score interval of a share (Wilson 1927), which stays inside 0 and 1; None without items."""
    if not n:
        return None
    share, z2 = hits / n, Z * Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z / (1 + z2 / n) * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)
