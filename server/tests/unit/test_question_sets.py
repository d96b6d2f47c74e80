"""Sets of questions: numbering, names, files, signature, and checking answers to them."""

from __future__ import annotations

import pytest

from gloss.core.errors import BadInput
from gloss.formats.base import FormatError
from gloss.questionsets import files
from gloss.questionsets.questions import (
    check_answers,
    column_ids,
    from_input,
    from_wire,
    merge_answers,
    missing_required,
    next_internal_id,
    require_answers,
    signature,
    to_export,
    to_wire,
    wire_answers,
)

SET = [
    {"type": "TEXT", "label": "Bound", "name": "Q1", "bindToColumn": "stars", "required": True, "config": {}},
    {
        "type": "NESTED",
        "label": "Items",
        "config": {
            "multiple": True,
            "questions": [{"type": "TEXT", "label": "Item", "required": True}, {"type": "TEXT", "label": "Price"}],
        },
    },
    {"type": "CHECKBOX", "label": "Urgent"},
]


def group(child: dict) -> dict:
    return {"type": "NESTED", "label": "g", "config": {"questions": [child]}}


def refused(action, *args, **named) -> BadInput:
    with pytest.raises(BadInput) as caught:
        action(*args, **named)
    return caught.value


def test_roots_are_numbered_first_and_children_after_all_roots():
    questions = from_input(SET)
    assert [question.id for question in questions] == [0, 1, 2]
    assert [child.id for child in questions[1].children] == [3, 4]
    assert [question.internal_id for question in questions] == [1, 2, 3]
    assert next_internal_id(questions) == 6


def test_internal_ids_stay_and_deleted_items_go():
    items = [
        {"type": "TEXT", "label": "a", "internalId": 7},
        {"type": "TEXT", "label": "b", "delete": True},
        {"type": "TEXT", "label": "c"},
    ]
    questions = from_input(items, next_internal=5)
    assert [(question.id, question.internal_id, question.label) for question in questions] == [(0, 7, "a"), (1, 8, "c")]


def test_names_default_to_labels_and_are_unique():
    questions = from_input([{"type": "TEXT", "label": label} for label in ("a", "a", "a (2)")])
    assert [question.name for question in questions] == ["a", "a (3)", "a (2)"]


def test_the_wire_shape_and_storage_round_trip():
    questions = from_input(SET)
    assert to_wire(questions[0]) == {
        "id": 0,
        "internalId": 1,
        "name": "Q1",
        "label": "Bound",
        "required": True,
        "type": "TEXT",
        "bindToColumn": "stars",
        "activationConditionLogic": None,
        "config": {
            "multiline": False,
            "minLength": None,
            "maxLength": None,
            "pattern": None,
            "defaultValue": None,
            "multiple": False,
        },
    }
    assert from_wire([to_wire(question) for question in questions]) == questions


def test_options_carry_their_question_on_the_wire_only():
    question = from_input([{"type": "DROPDOWN", "label": "x", "config": {"options": ["a"]}}])[0]
    assert to_wire(question)["config"]["options"] == [{"id": "a", "label": "a", "questionId": "0"}]
    assert to_export(question)["config"]["options"] == [{"id": "a", "label": "a"}]
    assert list(to_export(question)) == ["id", "name", "label", "required", "type", "bindToColumn", "config"]
    assert from_wire([to_wire(question)]) == [question]


@pytest.mark.parametrize(
    ("items", "field"),
    [
        ([{"type": "COLOUR", "label": "x"}], "questions[0].type"),
        ([{"type": "TEXT"}], "questions[0].label"),
        ([{"type": "TEXT", "label": "a"}, {"type": "TEXT", "label": 5}], "questions[1].label"),
        ([{"type": "TEXT", "label": "a", "required": "yes"}], "questions[0].required"),
        ([{"type": "TEXT", "label": "a", "config": []}, 5], "questions[1]"),
        (
            [{"type": "TEXT", "delete": True}, group({"type": "DATE"})],
            "questions[1].config.questions[0].label",
        ),
        (
            [group({"type": "DROPDOWN", "label": "d"})],
            "questions[0].config.questions[0].config.options",
        ),
        (
            [{**group({"type": "TEXT", "label": "d"}), "bindToColumn": "c"}],
            "questions[0].bindToColumn",
        ),
        ([{"type": "TEXT", "label": "x"}] * 101, "questions"),
    ],
)
def test_bad_sets_name_the_field(items, field):
    assert refused(from_input, items).details["field"] == field


def test_one_hundred_questions_fit():
    assert len(from_input([{"type": "TEXT", "label": "x"}] * 100)) == 100


def test_the_signature_changes_with_every_change():
    first = signature(from_input(SET))
    assert len(first) == 64
    assert signature(from_input(SET)) == first
    assert signature(from_input([*SET[:2], {**SET[2], "required": True}])) != first


def test_answers_come_in_by_question_and_go_out_the_same():
    questions = from_input(SET)
    raw = {"Q0": "5", "Q1": [{"Q3": "soup", "Q4": "4"}], "Q2": True}
    values = check_answers(questions, raw)
    assert values == {"0": "5", "1": [{"3": "soup", "4": "4"}], "2": True}
    assert wire_answers(questions, values) == raw


def test_column_keys_are_understood_when_not_all_keys_are_question_ids():
    questions = from_input(SET)
    columns = column_ids(questions, data_columns=4)
    assert columns == {4: 0, 5: 1, 6: 2, 7: 3, 8: 4}
    raw = {"Q4": "5", "Q5": [{"Q7": "soup"}], "Q6": True}
    assert check_answers(questions, raw, column_ids=columns) == {"0": "5", "1": [{"3": "soup"}], "2": True}
    assert check_answers(questions, {"Q2": True}, column_ids={2: 0, 3: 1, 4: 2}) == {"2": True}
    assert refused(check_answers, questions, raw).details["field"] == "Q4"
    assert refused(check_answers, questions, {"Q99": 1}, column_ids=columns).details["field"] == "Q99"


def test_partial_answers_keep_what_is_not_named():
    questions = from_input(SET)
    changes = check_answers(questions, {"Q0": "", "Q2": False}, partial=True)
    assert changes == {"0": None, "2": False}
    before = {"0": "5", "1": [{"3": "soup"}], "2": True}
    assert merge_answers(questions, before, changes) == {"1": [{"3": "soup"}], "2": False}


def test_required_questions_count_in_every_group():
    questions = from_input(SET)
    assert [question.label for question in missing_required(questions, {})] == ["Bound"]
    missing = missing_required(questions, {"0": "5", "1": [{"4": "4"}]})
    assert [question.label for question in missing] == ["Item"]
    error = refused(require_answers, questions, {})
    assert (error.details["field"], error.message) == ("Q0", "Required and not answered: 'Bound'.")


def test_answers_must_be_an_object():
    assert refused(check_answers, from_input(SET), ["x"]).message == "Answers must be an object, got a list."


def test_files_csv_gives_dropdowns_and_text_questions():
    questions = files.read("q.csv", b"Topic,Food,Service,Price\r\nPolarity,Positive,Negative\nNote\n")
    assert [(question.type, question.label, question.multiple) for question in questions] == [
        ("DROPDOWN", "Topic", False),
        ("DROPDOWN", "Polarity", False),
        ("TEXT", "Note", False),
    ]
    assert [option["label"] for option in questions[0].config["options"]] == ["Food", "Service", "Price"]


def test_files_json_reads_the_sample_and_comes_back():
    content = (
        b'[{"type":"TEXT","label":"Bound","name":"Q1","bindToColumn":"stars","required":true,"config":{}},'
        b'{"type":"SLIDER","label":"Score","config":{"min":1,"max":10,"step":1,"theme":"GRADIENT"}},'
        b'{"type":"CHECKBOX","label":"Urgent","config":{"hint":"call back today"}},'
        b'{"type":"DATE","label":"When","config":{"format":"YYYY-MM-DD","defaultValue":"NOW"}},'
        b'{"type":"HIERARCHICAL_DROPDOWN","label":"Area","config":{"multiple":false,"options":'
        b'[{"id":"1","label":"Kitchen"},{"id":"1.2","label":"Hot","parentId":"1"}]}},'
        b'{"type":"NESTED","label":"Items","config":{"multiple":true,"questions":'
        b'[{"type":"TEXT","label":"Item","config":{}},{"type":"TEXT","label":"Price","config":{}}]}}]'
    )
    questions = files.read("q.json", content)
    assert [question.type for question in questions] == [
        "TEXT",
        "SLIDER",
        "CHECKBOX",
        "DATE",
        "HIERARCHICAL_DROPDOWN",
        "NESTED",
    ]
    assert files.read("q.json", files.write_json(questions)) == questions


@pytest.mark.parametrize(
    ("name", "content", "code", "part"),
    [
        ("q.csv", b"", "EMPTY_FILE", "empty"),
        ("q.csv", b"\n \n", "EMPTY_FILE", "holds no questions"),
        ("q.csv", b"Topic,a\n,b\n", "PARSE_ERROR", "line 2: The first column must hold the question"),
        ("q.csv", b"Topic,a,a\n", "PARSE_ERROR", "line 1: The option 'a' occurs twice"),
        ("q.csv", b'Topic,a\n"x', "PARSE_ERROR", "line 2: A quote that opens here"),
        ("q.json", b"[{]", "PARSE_ERROR", "line 1, column 3"),
        ("q.json", b"5", "PARSE_ERROR", "must hold a JSON array"),
        ("q.json", b'[{"type":"DATE","label":"x","config":{"format":"?"}}]', "PARSE_ERROR", "[0].config.format"),
        ("q.xml", b"<a/>", "UNSUPPORTED_EXTENSION", ".csv, .tsv and .json"),
        ("q.csv", b"x" * 500_001, "FILE_TOO_LARGE", "500 KB"),
    ],
)
def test_bad_files_say_where(name, content, code, part):
    with pytest.raises(FormatError) as caught:
        files.read(name, content)
    assert caught.value.code == code
    assert part in caught.value.message
