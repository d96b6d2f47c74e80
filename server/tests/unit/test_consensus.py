"""The consensus rule: who agrees, what is accepted, what is left to reviewers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloss.agreement.consensus import judge, judge_answers, threshold
from gloss.question_types.question import Question


def question(number: int, **fields: object) -> Question:
    defaults = {"type": "TEXT", "name": f"n{number}", "label": f"l{number}", "config": {}}
    return Question(id=number, **{**defaults, **fields})


@pytest.mark.parametrize(("consensus", "labelers", "needed"), [(2, 3, 2), (3, 2, 2), (1, 5, 1), (2, 0, 1)])
def test_threshold_never_exceeds_the_labelers(consensus, labelers, needed):
    assert threshold(consensus, labelers) == needed


def test_labels_with_enough_supporters_are_accepted():
    verdict = judge({7: ["a", "b", "b"], 3: ["a"], 5: ["c"]}, 2)
    assert verdict.accepted == {"a": (3, 7)}
    assert verdict.disputed == {"b": (7,), "c": (5,)}


def test_nothing_is_accepted_when_reviewers_decide():
    verdict = judge({1: ["a"], 2: ["a"]}, None)
    assert (verdict.accepted, verdict.disputed) == ({}, {"a": (1, 2)})


def test_single_answers_need_a_clear_winner():
    asked = [question(0), question(1), question(2)]
    votes = {1: {"0": "yes ", "1": "red", "2": "x"}, 2: {"0": "yes", "1": "blue"}, 3: {"0": "no", "1": "red"}}
    verdict = judge_answers(asked, votes, 2)
    assert verdict.values == {"0": "yes", "1": "red"}
    assert verdict.conflicts == [
        {
            "type": "MULTIPLE",
            "questionId": "2",
            "parentQuestionId": None,
            "nestedAnswerIndex": None,
            "answers": [{"value": "x", "userIds": [1], "resolved": False}],
        }
    ]


def test_a_tie_is_a_conflict_even_if_one_labeler_is_enough():
    verdict = judge_answers([question(0)], {1: {"0": "a"}, 2: {"0": "b"}}, 1)
    assert verdict.values == {}
    assert verdict.conflicts[0]["answers"] == [
        {"value": "a", "userIds": [1], "resolved": False},
        {"value": "b", "userIds": [2], "resolved": False},
    ]


def test_case_counts():
    verdict = judge_answers([question(0)], {1: {"0": "Yes"}, 2: {"0": "yes"}}, 2)
    assert verdict.values == {}


def test_several_answers_are_judged_one_by_one():
    asked = [question(0, config={"multiple": True})]
    verdict = judge_answers(asked, {1: {"0": ["a", "b"]}, 2: {"0": ["b", "c"]}}, 2)
    assert verdict.values == {"0": ["b"]}
    assert [answer["value"] for answer in verdict.conflicts[0]["answers"]] == ["a", "c"]


def test_groups_are_judged_by_place_and_child():
    children = (question(1), question(2))
    asked = [question(0, type="NESTED", children=children)]
    votes = {1: {"0": [{"1": "a", "2": "x"}, {"1": "c"}]}, 2: {"0": [{"1": "a", "2": "y"}]}}
    verdict = judge_answers(asked, votes, 2)
    assert verdict.values == {"0": [{"1": "a"}]}
    assert [(c["type"], c["questionId"], c["parentQuestionId"], c["nestedAnswerIndex"]) for c in verdict.conflicts] == [
        ("NESTED", "2", "0", 0),
        ("NESTED", "1", "0", 1),
    ]


VOTES = st.dictionaries(
    st.integers(1, 6),
    st.fixed_dictionaries(
        {}, optional={"0": st.sampled_from("abc"), "1": st.lists(st.sampled_from("xyz"), min_size=1)}
    ),
    max_size=5,
)


@given(votes=VOTES, needed=st.one_of(st.none(), st.integers(1, 4)), order=st.randoms(use_true_random=False))
def test_the_order_of_labelers_is_irrelevant(votes, needed, order):
    asked = [question(0), question(1, config={"multiple": True})]
    shuffled = list(votes.items())
    order.shuffle(shuffled)
    assert judge_answers(asked, dict(shuffled), needed) == judge_answers(asked, votes, needed)


@given(votes=st.dictionaries(st.integers(1, 6), st.lists(st.sampled_from("abcd"))), needed=st.integers(1, 4))
def test_every_key_is_either_accepted_or_disputed(votes, needed):
    verdict = judge(votes, needed)
    assert verdict.accepted.keys() | verdict.disputed.keys() == {key for keys in votes.values() for key in keys}
    assert not verdict.accepted.keys() & verdict.disputed.keys()
    assert all(len(people) >= needed for people in verdict.accepted.values())
    assert all(len(people) < needed for people in verdict.disputed.values())
