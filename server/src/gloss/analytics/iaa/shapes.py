"""Stored agreement in the wire's shapes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from gloss.accounts.models import User
from gloss.agreement.evaluation import Scores, evaluate, wilson
from gloss.agreement.pairs import EMPTY, PairTable
from gloss.analytics.iaa.layers import DOCUMENT, ROW
from gloss.analytics.iaa.queries import as_table
from gloss.analytics.models import PairAgreement

TENTATIVE, GOOD = 0.667, 0.8
REVIEWER = "Reviewer"
DEFAULT_LABELS, MAX_LABELS = 50, 500


def value(measure: float | None, n: int, low: float | None = None, high: float | None = None) -> dict[str, Any]:
    return {"value": measure, "n": n, "low": low, "high": high, "band": band(measure)}


def band(measure: float | None) -> str | None:
    """The colour of a value by Krippendorff's thresholds; none for an undefined one."""
    if measure is None:
        return None
    return "GOOD" if measure >= GOOD else "TENTATIVE" if measure >= TENTATIVE else "DISCARD"


def layer(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {**stored, **{name: value(**_parts(stored[name])) for name in ("alpha", "fleissKappa")}}


def _parts(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {"measure": stored["value"], "n": stored["n"], "low": stored["low"], "high": stored["high"]}


def rater(user_id: int | None, known: Mapping[int, User]) -> dict[str, Any]:
    if user_id is None:
        return {"userId": None, "name": REVIEWER, "email": None}
    user = known.get(user_id)
    return {"userId": user_id, "name": name_of(user), "email": user.email if user else None}


def name_of(user: User | None) -> str:
    return (user.name or user.email) if user else ""


def pair(row: PairAgreement) -> dict[str, Any]:
    return {
        "userId1": row.first_id,
        "userId2": row.second_id,
        "layerId": row.layer or None,
        "n": row.n,
        "equal": row.equal,
        "percentAgreement": row.equal / row.n if row.n else None,
        "kappa": value(row.kappa, row.n, row.kappa_low, row.kappa_high),
        "alpha": value(row.alpha, row.alpha_n, row.alpha_low, row.alpha_high),
    }


def table(cells: PairTable, n: int, take: int) -> dict[str, Any]:
    """A matrix of the ``take`` labels used most, by use, with EMPTY last."""
    uses: Counter[Any] = Counter()
    for (one, other), count in cells.items():
        uses[one] += count
        uses[other] += count
    ranked = sorted((label for label in uses if label != EMPTY), key=lambda label: (-uses[label], str(label)))
    labels = ranked[:take] + [EMPTY] * (EMPTY in uses)
    shown = [[cells.get((row, column), 0) for column in labels] for row in labels]
    is_cut = sum(map(sum, shown)) < n
    return {"rows": labels, "columns": labels, "counts": shown, "n": n, "isCut": is_cut}


def evaluation(row: PairAgreement, kind: str, known: Mapping[int, User]) -> dict[str, Any]:
    """One labeler in one layer. Answers that the review does not have are no mistakes: they are left out."""
    cells = as_table(row)
    if kind in (ROW, DOCUMENT):
        cells = {key: count for key, count in cells.items() if key[1] != EMPTY}
    found = evaluate(cells)
    n = found.accuracy.n
    low, high = wilson(round((found.accuracy.value or 0) * n), n) or (None, None)
    return {
        "rater": rater(row.first_id, known),
        "layerId": row.layer,
        "accuracy": {**value(found.accuracy.value, n, low, high), "band": None},
        "macro": scores(found.macro),
        "micro": scores(found.micro),
        "classes": [
            {
                "label": one.label,
                "truePositives": one.true_positives,
                "falsePositives": one.false_positives,
                "falseNegatives": one.false_negatives,
                **scores(one.scores),
            }
            for one in found.classes
        ],
        "confusion": table(cells, sum(cells.values()), DEFAULT_LABELS),
    }


def scores(found: Scores) -> dict[str, float]:
    return {"precision": found.precision, "recall": found.recall, "f1": found.f1}


def matrix(values: Sequence[tuple[int, int | None, float]], names: Mapping[int, str]) -> list[list[str]]:
    """Rows of the exported table: everybody against everybody, two decimals, the reviewer last."""
    people = sorted({one for first, second, _ in values for one in (first, second) if one is not None})
    order: list[int | None] = [*sorted(people, key=lambda one: (names.get(one, ""), one)), None]
    known = {(first, second): found for first, second, found in values}
    known |= {(second, first): found for first, second, found in values}
    head = ["Annotator", *(REVIEWER if one is None else names.get(one, "") for one in order)]
    rows = [
        [head[at + 1], *(f"{known[one, other]:.2f}" if (one, other) in known else "" for other in order)]
        for at, one in enumerate(order)
    ]
    return [head, *rows]
