"""Settings, answers and cells of every question type."""

from __future__ import annotations

import time
from datetime import datetime

import pytest

from gloss.core.errors import BadInput
from gloss.question_types import QUESTION_TYPES, type_of
from gloss.question_types.question import Question
from gloss.questionsets.questions import from_input

OPTIONS = [{"id": "1", "label": "Thai"}, {"id": "2", "label": "Greek; new"}]
TREE = [
    {"id": "1", "label": "Kitchen"},
    {"id": "1.1", "label": "Hot", "parentId": "1"},
    {"id": "2", "label": "Bar"},
    {"id": "2.1", "label": "Hot", "parentId": "2"},
    {"id": "2.2", "label": "Cold", "parentId": "2"},
]


def make(kind: str, **config) -> Question:
    return from_input([{"type": kind, "label": "Ask", "config": config}])[0]


def check(question: Question, value):
    return type_of(question).check_answer(question, value)


def refused(question: Question, value) -> BadInput:
    with pytest.raises(BadInput) as caught:
        check(question, value)
    return caught.value


def setting_refused(kind: str, **config) -> tuple[str, str]:
    with pytest.raises(BadInput) as caught:
        make(kind, **config)
    return str(caught.value.details["field"]), caught.value.message


def test_the_registry_lists_every_type():
    assert list(QUESTION_TYPES) == [
        "TEXT",
        "DROPDOWN",
        "HIERARCHICAL_DROPDOWN",
        "SINGLE_CHOICE",
        "MULTIPLE_CHOICE",
        "DATE",
        "TIME",
        "CHECKBOX",
        "SLIDER",
        "URL",
        "NESTED",
        "TOKEN",
        "DATA",
        "SCRIPT_GENERATED",
    ]


CASES = [
    (make("TEXT"), "abc", "abc"),
    (make("TEXT"), 4.0, "4"),
    (make("TEXT"), ["abc"], "abc"),
    (make("TEXT", multiple=True), "abc", ["abc"]),
    (make("TEXT", multiple=True), ["a", "", None, "a"], ["a", "a"]),
    (make("TEXT", multiline=True), "a\r\nb", "a\nb"),
    (make("TEXT", pattern=r"\d{2}-[A-Z]+"), "12-AB", "12-AB"),
    (make("TOKEN"), "x", "x"),
    (make("DATA"), "x", "x"),
    (make("URL"), " https://a.example/b?c=1 ", "https://a.example/b?c=1"),
    (make("DROPDOWN", options=OPTIONS), "Thai", "Thai"),
    (make("DROPDOWN", options=OPTIONS), "2", "Greek; new"),
    (make("DROPDOWN", options=OPTIONS, multiple=True), ["Thai", "1", "2"], ["Thai", "Greek; new"]),
    (make("SINGLE_CHOICE", options=OPTIONS), "Thai", "Thai"),
    (make("MULTIPLE_CHOICE", options=OPTIONS), "Thai", ["Thai"]),
    (make("HIERARCHICAL_DROPDOWN", options=TREE), "1.1", "1.1"),
    (make("HIERARCHICAL_DROPDOWN", options=TREE), "Kitchen", "1"),
    (make("HIERARCHICAL_DROPDOWN", options=TREE), "Bar > Hot", "2.1"),
    (make("HIERARCHICAL_DROPDOWN", options=TREE), "Cold", "2.2"),
    (make("HIERARCHICAL_DROPDOWN", options=TREE, multiple=True), ["Cold", "2.2", "1"], ["2.2", "1"]),
    (make("DATE", format="DD/MM/YYYY"), "04/03/2026", "04/03/2026"),
    (make("DATE", format="DD/MM/YYYY"), "2026-03-04", "04/03/2026"),
    (make("DATE", multiple=True), ["2024-02-29"], ["2024-02-29"]),
    (make("TIME"), "11:02:50.896", "11:02:50.896"),
    (make("TIME"), "11:02:50", "11:02:50"),
    (make("TIME", format="HH.mm"), "11:02:50.896", "11.02"),
    (make("TIME", format="hh:mm:ss A"), "12:02:50 am", "12:02:50 AM"),
    (make("TIME", format="hh:mm:ss A"), "13:02:50", "01:02:50 PM"),
    (make("CHECKBOX"), False, False),
    (make("CHECKBOX"), "TRUE", True),
    (make("SLIDER", min=1, max=10), 6, "6"),
    (make("SLIDER", min=1, max=10), "6.0", "6"),
    (make("SLIDER", min=-10, max=10, step=5), -5, "-5"),
]


@pytest.mark.parametrize(("question", "value", "expected"), CASES)
def test_answers_are_normalized(question, value, expected):
    assert check(question, value) == expected


@pytest.mark.parametrize(("question", "value", "expected"), CASES)
def test_normalized_answers_survive_their_cell(question, value, expected):
    kind = type_of(question)
    assert kind.from_cell(question, kind.to_cell(question, expected)) == (expected, None)


@pytest.mark.parametrize("empty", [None, "", []])
@pytest.mark.parametrize("question", [question for question, _, _ in CASES])
def test_null_empty_text_and_empty_list_clear(question, empty):
    assert check(question, empty) is None
    assert not type_of(question).is_answered(check(question, empty))


@pytest.mark.parametrize(
    ("question", "value", "part"),
    [
        (make("TEXT"), True, "takes text, got a boolean"),
        (make("TEXT"), {"a": 1}, "takes text, got an object"),
        (make("TEXT"), ["a", "b"], "takes one answer, got 2"),
        (make("TEXT", minLength=3), "ab", "at least 3 characters, got 2"),
        (make("TEXT", maxLength=3), "abcd", "at most 3 characters, got 4"),
        (make("TEXT", pattern="[a-z]+"), "abc1", "does not match the pattern [a-z]+"),
        (make("TEXT", pattern="a$"), "a\n", "does not match the pattern"),
        (make("URL"), "javascript:alert(1)", "http:// or https://"),
        (make("URL"), "https://", "http:// or https://"),
        (make("URL"), "https://a b", "http:// or https://"),
        (make("URL"), "http://[1", "http:// or https://"),
        (make("DROPDOWN", options=OPTIONS), "thai", "'thai' is not an option of 'Ask'. Options: Thai, Greek; new."),
        (make("HIERARCHICAL_DROPDOWN", options=TREE), "Hot", "names several options; give the path"),
        (make("HIERARCHICAL_DROPDOWN", options=TREE, leafOptionsOnly=True), "1", "takes only the lowest level"),
        (make("DATE"), "2026-02-30", "'2026-02-30' is not a date like YYYY-MM-DD"),
        (make("DATE", format="DD-MM-YYYY"), "4-3-2026", "is not a date like DD-MM-YYYY"),
        (make("DATE"), "NOW", "is not a date"),
        (make("TIME"), "24:00:00", "is not a time like HH:mm:ss"),
        (make("TIME", format="hh:mm:ss A"), "00:10:00 PM", "is not a time"),
        (make("CHECKBOX"), "maybe", "takes true or false, got 'maybe'"),
        (make("CHECKBOX"), 1, "takes true or false, got a number"),
        (make("SLIDER", min=1, max=10), 11, "from 1 to 10, got 11"),
        (make("SLIDER", min=1, max=10, step=2), 4, "from 1 in steps of 2; 4 lies between"),
        (make("SLIDER"), "many", "takes a number, got 'many'"),
        (make("SLIDER"), True, "takes a number, got a boolean"),
        (make("SLIDER"), "NaN", "takes a number"),
    ],
)
def test_bad_answers_name_the_field_and_what_is_wrong(question, value, part):
    error = refused(question, value)
    assert error.details["field"] == "Q0"
    assert part in error.message


def test_a_pattern_that_never_ends_is_stopped():
    question = make("TEXT", pattern="(a|aa)+$")
    began = time.monotonic()
    assert "takes too long on this value" in refused(question, "a" * 50 + "!").message
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("kind", "config", "field", "part"),
    [
        ("TEXT", {"minLength": 5, "maxLength": 2}, "config.minLength", "greater than"),
        ("TEXT", {"minLength": -1}, "config.minLength", "at least 0"),
        ("TEXT", {"maxLength": "5"}, "config.maxLength", "whole number"),
        ("TEXT", {"pattern": "(a"}, "config.pattern", "not a valid regular expression"),
        ("TEXT", {"multiple": "yes"}, "config.multiple", "true or false"),
        ("DROPDOWN", {}, "config.options", "at least one option"),
        ("DROPDOWN", {"options": [{"id": "1"}]}, "config.options[0].label", "needs a label"),
        ("DROPDOWN", {"options": ["a", "b", "a"]}, "config.options[2].id", "Two options have the id 'a'"),
        (
            "DROPDOWN",
            {"options": [{"id": "1", "label": "a"}, {"id": "2", "label": "a"}]},
            "config.options[1].label",
            "Two options have the label 'a'",
        ),
        ("DROPDOWN", {"options": ["a"], "defaultValue": "b"}, "config.defaultValue", "not among the options"),
        (
            "HIERARCHICAL_DROPDOWN",
            {"options": [{"id": "1", "label": "a", "parentId": "9"}]},
            "config.options[0].parentId",
            "No option has the id '9'",
        ),
        (
            "HIERARCHICAL_DROPDOWN",
            {"options": [{"id": "1", "label": "a", "parentId": "2"}, {"id": "2", "label": "b", "parentId": "1"}]},
            "config.options[0].parentId",
            "its own ancestor",
        ),
        ("DATE", {"format": "YY"}, "config.format", "Use one of YYYY-MM-DD"),
        ("TIME", {"defaultValue": "10:00"}, "config.defaultValue", "NOW or nothing"),
        ("SLIDER", {"min": 5, "max": 5}, "config.min", "below 'max'"),
        ("SLIDER", {"step": 0}, "config.step", "at least 1"),
        ("SLIDER", {"theme": "NEON"}, "config.theme", "PLAIN or GRADIENT"),
        ("NESTED", {"questions": []}, "config.questions", "groups no questions"),
        ("NESTED", {"questions": [{"type": "NESTED", "label": "x"}]}, "config.questions[0].type", "another group"),
        ("SCRIPT_GENERATED", {}, "config.identifiers", "must declare"),
        ("SCRIPT_GENERATED", {"identifiers": {"a": {"id": 1, "type": "TEXT"}}}, "config.identifiers", "without gaps"),
        (
            "SCRIPT_GENERATED",
            {"identifiers": {"a": {"id": 0, "type": "NESTED"}}},
            "config.identifiers.a.type",
            "other than NESTED and SCRIPT_GENERATED",
        ),
    ],
)
def test_bad_settings_name_their_path(kind, config, field, part):
    path, message = setting_refused(kind, **config)
    assert path == f"questions[0].{field}"
    assert part in message


def test_settings_are_completed():
    assert make("SLIDER", theme="SIMPLE").config == {
        "min": 0,
        "max": 10,
        "step": 1,
        "theme": "PLAIN",
        "gradientColors": None,
        "hideScaleLabel": False,
    }
    assert make("DATE").config == {"format": "YYYY-MM-DD", "defaultValue": None, "multiple": False}
    assert make("CHECKBOX", hint="call back").config == {"hint": "call back"}
    assert make("MULTIPLE_CHOICE", options=["a"]).config["multiple"] is True


def test_defaults():
    now = datetime(2026, 3, 4, 9, 5, 7, 123)
    wanted = [
        (make("DATE", defaultValue="NOW", format="DD/MM/YYYY"), "04/03/2026"),
        (make("TIME", defaultValue="NOW"), "09:05:07"),
        (make("TIME"), None),
        (make("TEXT", defaultValue="x"), "x"),
        (make("DROPDOWN", options=OPTIONS, defaultValue="1"), "Thai"),
        (make("CHECKBOX"), None),
    ]
    assert [type_of(question).default(question, now) for question, _ in wanted] == [value for _, value in wanted]


def test_several_answers_in_a_cell():
    text = make("TEXT", multiple=True)
    kind = type_of(text)
    assert kind.to_cell(text, ["a", "b"]) == "a;b"
    assert kind.to_cell(text, ["a;b", "c"]) == '["a;b","c"]'
    assert kind.to_cell(text, ["[x]"]) == '["[x]"]'
    assert kind.from_cell(text, " a ; b;;") == (["a", "b"], None)
    assert kind.from_cell(text, '["a;b", "c"]') == (["a;b", "c"], None)
    assert kind.from_cell(make("TEXT"), "a;b") == ("a;b", None)
    assert kind.from_cell(text, "  ") == (None, None)


def test_of_several_answers_the_good_ones_are_kept_and_the_bad_one_named():
    dropdown = make("DROPDOWN", options=["a", "b"], multiple=True)
    value, problem = type_of(dropdown).from_cell(dropdown, "a;x;b")
    assert value == ["a", "b"]
    assert problem == "'x' is not an option of 'Ask'. Options: a, b."
    assert type_of(dropdown).from_cell(dropdown, "x")[0] is None


def test_hierarchical_paths_in_cells_and_json():
    tree = make("HIERARCHICAL_DROPDOWN", options=TREE, multiple=True)
    kind = type_of(tree)
    assert kind.to_cell(tree, ["1.1", "2"]) == "Kitchen > Hot;Bar"
    assert kind.from_cell(tree, "Kitchen > Hot; Cold; 2.1") == (["1.1", "2.2", "2.1"], None)
    assert kind.to_json(tree, ["1.1", "2"]) == [["Kitchen", "Hot"], ["Bar"]]
    single = make("HIERARCHICAL_DROPDOWN", options=TREE)
    assert kind.to_json(single, "1.1") == ["Kitchen", "Hot"]


def test_atomic_values_for_consensus():
    text, several, box = make("TEXT"), make("TEXT", multiple=True), make("CHECKBOX")
    assert type_of(text).values_for_conflicts(text, " a ") == ["a"]
    assert type_of(several).values_for_conflicts(several, ["a", "b "]) == ["a", "b"]
    assert type_of(box).values_for_conflicts(box, False) == [False]
    assert type_of(text).values_for_conflicts(text, None) == []


GROUP = from_input(
    [
        {
            "type": "NESTED",
            "label": "Items",
            "config": {
                "multiple": True,
                "questions": [
                    {"type": "TEXT", "label": "Item"},
                    {"type": "HIERARCHICAL_DROPDOWN", "label": "Area", "config": {"options": TREE}},
                    {"type": "CHECKBOX", "label": "Hot"},
                ],
            },
        }
    ]
)[0]


def test_groups_are_keyed_by_child_id_and_empty_ones_dropped():
    assert check(GROUP, [{"Q1": "soup", "Q2": "1.1", "Q3": False}, {"Q1": ""}, {}]) == [
        {"1": "soup", "2": "1.1", "3": False}
    ]
    assert check(GROUP, {"1": "soup"}) == [{"1": "soup"}]
    assert check(GROUP, [{"Item": "soup"}]) == [{"1": "soup"}]
    assert check(GROUP, [{"Q1": None}]) is None


def test_groups_in_cells_and_json():
    kind = type_of(GROUP)
    value = [{"1": "soup", "2": "1.1", "3": True}, {"1": "rice"}]
    cell = '[{"Item":"soup","Area":"Kitchen > Hot","Hot":true},{"Item":"rice"}]'
    assert kind.to_cell(GROUP, value) == cell
    assert kind.from_cell(GROUP, cell) == (value, None)
    assert kind.from_cell(GROUP, "soup") == (None, "'Items' takes a JSON array of groups.")
    assert kind.to_json(GROUP, value) == [{"Item": "soup", "Area": ["Kitchen", "Hot"], "Hot": True}, {"Item": "rice"}]


def test_bad_groups_name_the_path():
    assert refused(GROUP, [{"Q1": "x"}, {"Q3": "maybe"}]).details["field"] == "Q0[1].Q3"
    assert refused(GROUP, [{"Q9": "x"}]).details["field"] == "Q0[0].Q9"
    assert refused(GROUP, ["x"]).details["field"] == "Q0[0]"


def test_script_generated_answers_go_by_the_declared_names():
    question = make(
        "SCRIPT_GENERATED",
        identifiers={
            "a": {"id": 0, "type": "TEXT", "label": "A"},
            "b": {"id": 1, "type": "DROPDOWN", "config": {"multiple": True}},
            "c": {"id": 2, "type": "CHECKBOX"},
        },
    )
    assert check(question, {"a": "x", "b": "y", "c": False}) == {"a": "x", "b": ["y"], "c": False}
    assert check(question, {"a": "", "b": []}) is None
    assert check(question, None) is None
    assert refused(question, {"d": "x"}).details["field"] == "Q0.d"
    assert refused(question, {"a": ["x", "y"]}).details["field"] == "Q0.a"
    assert refused(question, {"c": "yes"}).details["field"] == "Q0.c"
    assert "an object by name" in refused(question, "x").message
