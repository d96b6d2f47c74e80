"""When questions are shown."""

from __future__ import annotations

import json

import pytest

from gloss.core.errors import BadInput
from gloss.questionsets.questions import check_answers, from_input, merge_answers, missing_required

TREE = [{"id": "1", "label": "Kitchen"}, {"id": "1.2", "label": "Hot", "parentId": "1"}]


def logic(*rules: tuple, op: str = "AND") -> str:
    named = [dict(zip(("question", "rule", "value"), rule, strict=False)) for rule in rules]
    return json.dumps({"op": op, "rules": named})


def pair(kind: str, rule: tuple, **config):
    """Two questions: the second is shown if ``rule`` holds for the first."""
    return from_input(
        [
            {"type": kind, "label": "First", "config": config},
            {"type": "TEXT", "label": "Second", "activationConditionLogic": logic(("Q0", *rule)), "required": True},
        ]
    )


@pytest.mark.parametrize(
    ("kind", "config", "rule", "shown", "hidden"),
    [
        ("TEXT", {}, ("IS", "run"), ["run"], ["Run", "running", None]),
        ("TEXT", {}, ("is not", "run"), ["Run", None], ["run"]),
        ("TEXT", {}, ("IS_ANSWERED",), ["x"], [None, ""]),
        ("TEXT", {}, ("contains", "run"), ["running"], ["Run", None]),
        ("TEXT", {"multiple": True}, ("CONTAINS", "run"), [["a", "run"]], [["running"]]),
        ("TEXT", {}, ("STARTS_WITH", "run"), ["running"], ["outrun"]),
        ("TEXT", {}, ("ends with", "run"), ["outrun"], ["running"]),
        ("URL", {}, ("CONTAINS", "a.ex"), ["https://a.example"], ["https://b.example"]),
        ("DROPDOWN", {"options": ["a", "b"], "multiple": True}, ("IS", "a"), [["a"]], [["a", "b"]]),
        ("SINGLE_CHOICE", {"options": ["a", "b"]}, ("IS", "a"), ["a"], ["b"]),
        ("HIERARCHICAL_DROPDOWN", {"options": TREE}, ("IS", "Kitchen > Hot"), ["1.2"], ["1"]),
        ("HIERARCHICAL_DROPDOWN", {"options": TREE}, ("IS", "1.2"), ["1.2"], ["1"]),
        ("DATE", {}, ("IS", "2026-03-04"), ["2026-03-04"], ["2026-03-05"]),
        ("CHECKBOX", {}, ("is checked",), [True], [False, None]),
        ("CHECKBOX", {}, ("IS_UNCHECKED",), [False, None], [True]),
        ("SLIDER", {}, (">", 6), [7, 10], [6, None]),
        ("SLIDER", {}, ("<=", "6"), [6], [7]),
        ("SLIDER", {}, ("IS", "6.0"), ["6"], ["5"]),
    ],
)
def test_rules(kind, config, rule, shown, hidden):
    questions = pair(kind, rule, **config)
    for value in shown:
        assert check_answers(questions, {"Q0": value, "Q1": "kept"}).get("1") == "kept", value
    for value in hidden:
        values = check_answers(questions, {"Q0": value, "Q1": "kept"})
        assert "1" not in values, value
        assert missing_required(questions, values) == [], value


def test_conditions_join_with_and_or_and_names_work():
    rules = (("A", "IS", "x"), ("Q1", "IS_CHECKED"))
    items = [{"type": "TEXT", "label": "A"}, {"type": "CHECKBOX", "label": "B"}]
    both = from_input([*items, {"type": "TEXT", "label": "C", "activationConditionLogic": logic(*rules)}])
    either = from_input([*items, {"type": "TEXT", "label": "C", "activationConditionLogic": logic(*rules, op="OR")}])
    raw = {"Q0": "x", "Q1": False, "Q2": "c"}
    assert "2" not in check_answers(both, raw)
    assert check_answers(either, raw)["2"] == "c"


def test_what_hangs_on_a_hidden_question_is_hidden_too():
    questions = from_input(
        [
            {"type": "CHECKBOX", "label": "a"},
            {"type": "TEXT", "label": "b", "activationConditionLogic": logic(("Q0", "IS_CHECKED"))},
            {"type": "TEXT", "label": "c", "activationConditionLogic": logic(("Q1", "IS_ANSWERED"))},
        ]
    )
    assert merge_answers(questions, {"0": True, "1": "b", "2": "c"}, {"0": False}) == {"0": False}


def test_logic_inside_groups_looks_at_the_same_group():
    children = [
        {"type": "CHECKBOX", "label": "Spicy"},
        {"type": "TEXT", "label": "How", "required": True, "activationConditionLogic": logic(("Spicy", "IS_CHECKED"))},
    ]
    questions = from_input([{"type": "NESTED", "label": "Items", "config": {"multiple": True, "questions": children}}])
    values = check_answers(questions, {"Q0": [{"Q1": False, "Q2": "very"}, {"Q1": True}]})
    assert values == {"0": [{"1": False}, {"1": True}]}
    assert [question.label for question in missing_required(questions, values)] == ["How"]


@pytest.mark.parametrize(
    ("text", "path", "part"),
    [
        ("always", "", "not JSON"),
        ("[]", "", "must look like"),
        ('{"op":"XOR","rules":[]}', "", "AND or OR"),
        (logic(("Q1", "IS", "x")), ".rules[0].question", "no earlier question"),
        (logic(("Q2", "IS", "x")), ".rules[0].question", "no earlier question"),
        (logic(("Q0", "IS")), ".rules[0].value", "needs a value"),
        (logic(("Q0", "GT", "x")), ".rules[0].rule", "'First' (TEXT) has no rule 'GT'. Possible: CONTAINS, ENDS_WITH"),
    ],
)
def test_bad_logic_names_its_path(text, path, part):
    items = [
        {"type": "TEXT", "label": "First"},
        {"type": "TEXT", "label": "Second", "activationConditionLogic": text},
        {"type": "TEXT", "label": "Third"},
    ]
    with pytest.raises(BadInput) as caught:
        from_input(items)
    assert caught.value.details["field"] == f"questions[1].activationConditionLogic{path}"
    assert part in caught.value.message
