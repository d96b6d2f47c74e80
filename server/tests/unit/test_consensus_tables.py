"""The decision tables of docs/review.md, cell by cell."""

from __future__ import annotations

import pytest

from gloss.agreement.consensus import judge, judge_answers
from gloss.question_types.question import Question

ANN, BEN, CY = 1, 2, 3
SPANS = {
    ANN: ["Mia Person", "Oslo Town", "from Oslo Route"],
    BEN: ["Mia Person", "Oslo Town", "from Oslo to Moss Route"],
    CY: ["Oslo Town", "Moss Town"],
}
EVERYTHING = {"Mia Person", "Oslo Town", "from Oslo Route", "from Oslo to Moss Route", "Moss Town"}


def ask(**fields: object) -> Question:
    return Question(**{"id": 0, "type": "TEXT", "name": "n", "label": "l", "config": {}, **fields})


@pytest.mark.parametrize(
    ("needed", "accepted"),
    [(1, EVERYTHING), (2, {"Mia Person", "Oslo Town"}), (3, {"Oslo Town"}), (None, set())],
)
def test_spans(needed, accepted):
    verdict = judge(SPANS, needed)
    assert (set(verdict.accepted), set(verdict.disputed)) == (accepted, EVERYTHING - accepted)


@pytest.mark.parametrize(
    ("ann", "ben", "differs"),
    [
        (("Person", 0, 1, 1), ("Person", 0, 1, 1), False),
        (("Person", 0, 1, 1), ("Town", 0, 1, 1), True),
        (("Person", 0, 1, 1), ("Person", 1, 1, 1), True),
        (("Person", 0, 1, 1), ("Person", 0, 1, 2), True),
        (("Person", 0, 1, 3), ("Person", 0, 2, 3), True),
    ],
    ids=["the same", "another class", "another label set", "longer", "overlapping"],
)
def test_spans_agree_only_when_everything_is_the_same(ann, ben, differs):
    verdict = judge({ANN: [ann], BEN: [ben]}, 2)
    assert set(verdict.disputed) == ({ann, ben} if differs else set())


def test_who_left_a_place_unlabeled_disagrees():
    verdict = judge({ANN: ["Mia Person"], BEN: []}, 2)
    assert (verdict.accepted, verdict.disputed) == ({}, {"Mia Person": (ANN,)})


@pytest.mark.parametrize(
    ("answers", "needed", "accepted"),
    [
        (["yes", "yes", "no"], 2, "yes"),
        (["yes", "no", None], 1, None),
        (["yes", "Yes", None], 2, None),
        (["yes ", " yes", None], 2, "yes"),
        (["yes", None, None], 2, None),
        (["yes", "yes", "no"], 3, None),
        (["yes", "yes", "yes"], 3, "yes"),
        (["yes", "no", "yes"], None, None),
        (["yes", None, None], 1, "yes"),
    ],
)
def test_a_single_answer(answers, needed, accepted):
    votes = {number: {"0": text} for number, text in enumerate(answers, 1) if text is not None}
    verdict = judge_answers([ask()], votes, needed)
    value = verdict.values.get("0")
    assert (value and value.strip(), bool(verdict.conflicts)) == (accepted, accepted is None)


@pytest.mark.parametrize(
    ("needed", "accepted", "disputed"),
    [(2, ["b"], ["a", "c"]), (1, ["a", "b", "c"], []), (None, None, ["a", "b", "c"])],
)
def test_several_answers(needed, accepted, disputed):
    votes = {ANN: {"0": ["a", "b"]}, BEN: {"0": ["b", "c"]}}
    verdict = judge_answers([ask(config={"multiple": True})], votes, needed)
    left = [answer["value"] for conflict in verdict.conflicts for answer in conflict["answers"]]
    assert (verdict.values.get("0"), left) == (accepted, disputed)


def test_a_group():
    """Group by group, by place in the list, and question by question."""
    children = (ask(id=1, name="Item"), ask(id=2, name="Price"))
    votes = {
        ANN: {"0": [{"1": "tea", "2": "4"}, {"1": "cake"}]},
        BEN: {"0": [{"1": "tea", "2": "5"}]},
    }
    verdict = judge_answers([ask(type="NESTED", children=children)], votes, 2)
    assert verdict.values == {"0": [{"1": "tea"}]}
    open_ = [(conflict["nestedAnswerIndex"], conflict["questionId"]) for conflict in verdict.conflicts]
    assert open_ == [(0, "2"), (1, "1")]
