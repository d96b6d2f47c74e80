"""Answers in tables: columns, cell texts, bound columns and unresolved answers (acceptance tests 7 and 8)."""

from __future__ import annotations

import json

import pytest

from gloss.formats.answers import AnswerBinder, bound_answers, slots_for
from gloss.formats.csv_rows import CsvRows
from gloss.formats.document import Answers, Cell, Header, Line
from gloss.formats.json_tabular import JsonTabular
from gloss.formats.tsv_rows import TsvRows
from gloss.questionsets.questions import from_input
from tests.formats.table_document import TableDocument, columns, read, write

CSV = CsvRows()
TOPIC = {
    "type": "DROPDOWN",
    "name": "Topic",
    "label": "What is it about?",
    "config": {"multiple": True, "options": [{"id": "1", "label": "Food"}, {"id": "2", "label": "Service"}]},
}
QUESTIONS = [
    TOPIC,
    {"type": "DATE", "label": "When"},
    {
        "type": "HIERARCHICAL_DROPDOWN",
        "label": "Area",
        "config": {"options": [{"id": "1", "label": "Kitchen"}, {"id": "1.2", "label": "Hot", "parentId": "1"}]},
    },
    {
        "type": "NESTED",
        "label": "Items",
        "config": {
            "multiple": True,
            "questions": [{"type": "TEXT", "label": "Item"}, {"type": "TEXT", "label": "Price"}],
        },
    },
    {"type": "CHECKBOX", "label": "Urgent"},
    {"type": "SLIDER", "name": "Score", "label": "Score", "bindToColumn": "stars", "config": {"min": 1, "max": 10}},
]
REVIEWS = [["1", "Soup was cold, waiter kind", "2"], ["2", "Fine", "5"]]
ANSWERS = {
    "0": ["Food", "Service"],
    "1": "2026-03-04",
    "2": "1.2",
    "3": [{"6": "soup", "7": "4"}],
    "4": True,
    "5": "2",
}
HEADER = b"id,review,stars,Topic,When,Area,Items,Urgent\r\n"


def reviews(**changes) -> TableDocument:
    return TableDocument(columns("id", "review", "stars"), REVIEWS, questions=from_input(QUESTIONS), **changes)


def test_the_sample_of_the_specification_byte_for_byte():
    out, report = write(CSV, reviews(answers=[Answers(0, ANSWERS)]))
    assert out == HEADER + (
        b'1,"Soup was cold, waiter kind",2,Food;Service,2026-03-04,Kitchen > Hot,'
        b'"[{""Item"":""soup"",""Price"":""4""}]",true\r\n2,Fine,5,,,,,\r\n'
    )
    assert (report.lines, report.answers, report.skipped_total) == (2, 6, 0)


def test_json_tabular_keeps_the_types_of_answers():
    out, _ = write(JsonTabular(), reviews(answers=[Answers(0, ANSWERS)]))
    assert out.decode() == (
        '[{"id":"1","review":"Soup was cold, waiter kind","stars":"2","Topic":["Food","Service"],"When":"2026-03-04",'
        '"Area":["Kitchen","Hot"],"Items":[{"Item":"soup","Price":"4"}],"Urgent":true},'
        '{"id":"2","review":"Fine","stars":"5","Topic":null,"When":null,"Area":null,"Items":null,"Urgent":null}]\n'
    )


def test_acceptance_7_columns_of_unanswered_questions_are_present():
    assert write(CSV, reviews())[0] == HEADER + b'1,"Soup was cold, waiter kind",2,,,,,\r\n2,Fine,5,,,,,\r\n'


def test_acceptance_7_an_answer_list_comes_back_through_a_bound_column():
    questions = from_input([TOPIC])
    document = TableDocument(columns("id"), [["1"]], [Answers(0, {"0": ["Food", "Service"]})], questions)
    out, _ = write(CSV, document)
    assert out == b"id,Topic\r\n1,Food;Service\r\n"
    names, rows = read(CSV, out, "a.csv")
    bound = from_input([{**TOPIC, "bindToColumn": "Topic"}])
    answers, problems = bound_answers(bound, Header(columns(*names)), Line(0, [Cell(text) for text in rows[0]]))
    assert answers is not None
    assert (answers.line, answers.values, answers.labeled_by) == (0, {"0": ["Food", "Service"]}, "PRELABELED")
    assert problems == []


def test_acceptance_8_unresolved_answers_become_records_of_their_own():
    questions = from_input([TOPIC])
    candidates = [{"value": "Food", "userIds": [1]}, {"value": "Service", "userIds": [2]}]
    open_topic = Answers(1, {}, candidates={"0": candidates})
    document = TableDocument(
        columns("id", "review", "stars"), REVIEWS, [Answers(0, {"0": ["Food", "Service"]}), open_topic], questions
    )
    assert write(CSV, document)[0] == (
        b'id,review,stars,Topic\r\n1,"Soup was cold, waiter kind",2,Food;Service\r\n2,Fine,5,\r\n'
    )
    document.include_conflicts = True
    out, report = write(CSV, document)
    assert out == (
        b"id,review,stars,Topic,Label Status,Line\r\n"
        b'1,"Soup was cold, waiter kind",2,Food;Service,RESOLVED,0\r\n2,Fine,5,Food,CONFLICTED,1\r\n'
        b"2,Fine,5,Service,CONFLICTED,1\r\n"
    )
    assert report.skipped_total == 0


def test_other_formats_leave_unresolved_answers_out_and_say_so():
    answers = Answers(0, {}, candidates={"0": [{"value": "Food"}]})
    document = TableDocument(columns("id"), [["1"]], [answers], from_input([TOPIC]), include_conflicts=True)
    out, report = write(TsvRows(), document)
    assert out == b"id\tTopic\n1\t\n"
    assert [(skip.reason, skip.line) for skip in report.skipped] == [("UNRESOLVED_DROPPED", 0)]


def test_a_candidate_inside_a_group_stands_in_its_group():
    questions = from_input([QUESTIONS[3]])
    open_price = Answers(0, {"0": [{"1": "soup"}]}, candidates={"2": [{"value": "4"}, {"value": "5"}]})
    document = TableDocument(columns("id"), [["1"]], [open_price], questions, include_conflicts=True)
    rows = read(CSV, write(CSV, document)[0], "a.csv")[1]
    assert [(json.loads(row[1]), row[2]) for row in rows] == [
        ([{"Item": "soup", "Price": "4"}], "CONFLICTED"),
        ([{"Item": "soup", "Price": "5"}], "CONFLICTED"),
    ]


def test_deleted_rows_leave_gaps_that_do_not_shift_answers():
    answers = [Answers(1, {"0": ["Food"]}), Answers(4, {"0": ["Service"]})]
    document = TableDocument(columns("id"), [["a"], ["b"]], answers, from_input([TOPIC]), line_numbers=[3, 4])
    assert write(CSV, document)[0] == b"id,Topic\r\na,\r\nb,Service\r\n"


def test_a_document_project_gives_one_row_with_the_file_first():
    document = TableDocument(
        kinds=["DOCUMENT_BASED"],
        per_document=from_input([TOPIC, {"type": "TEXT", "label": "Note"}]),
        document_answers=Answers(None, {"0": ["Food"], "1": "two\nlines"}),
        document_name="scan.pdf",
    )
    assert write(CSV, document)[0] == b'File,Topic,Note\r\nscan.pdf,Food,"two\nlines"\r\n'
    assert write(JsonTabular(), document)[0] == b'[{"File":"scan.pdf","Topic":["Food"],"Note":"two\\nlines"}]\n'


def test_row_and_document_answers_mix_with_a_prefix():
    document = reviews(
        kinds=["ROW_BASED", "DOCUMENT_BASED"],
        per_document=from_input([{"type": "TEXT", "label": "Topic"}]),
        document_answers=Answers(None, {"0": "menu"}),
    )
    document.questions = from_input([TOPIC])
    assert write(CSV, document)[0] == (
        b'id,review,stars,Topic,Document: Topic\r\n1,"Soup was cold, waiter kind",2,,menu\r\n2,Fine,5,,menu\r\n'
    )


def test_column_names_automatic_repeated_and_taken():
    questions = from_input(
        [
            {"type": "TEXT", "name": "Q1", "label": "Mood"},
            {"type": "TEXT", "name": "id", "label": "x"},
            {"type": "TEXT", "label": "Mood"},
        ]
    )
    document = TableDocument(columns("id"), [["7"]], questions=questions)
    assert write(CSV, document)[0] == b"id,Mood,id (2),Mood (2)\r\n7,,,\r\n"


def test_a_cleared_bound_answer_is_empty_but_an_untouched_row_keeps_its_cell():
    document = reviews(answers=[Answers(0, {"4": False})])
    rows = read(CSV, write(CSV, document)[0], "a.csv")[1]
    assert [row[2] for row in rows] == ["", "5"]
    assert rows[0][7] == "false"


NESTED = {
    "type": "NESTED",
    "label": "Items",
    "config": {
        "multiple": True,
        "questions": [
            {"type": "TEXT", "label": "Item", "bindToColumn": "item"},
            {**TOPIC, "name": "Kind", "bindToColumn": "kind", "config": {"multiple": True, "options": ["a", "b"]}},
        ],
    },
}


@pytest.mark.parametrize(
    ("groups", "item", "kind"),
    [
        ([{"1": "soup", "2": ["a", "b"]}, {"1": "rice", "2": ["b"]}], "soup|rice", "a;b|b"),
        ([{"1": "soup"}, {"2": ["b"]}], "soup|", "|b"),
        ([{"1": "x|y"}, {"1": "z"}], '["x|y","z"]', ""),
        ([{"1": "[1]"}], '["[1]"]', ""),
    ],
)
def test_bound_children_are_split_by_groups_and_come_back(groups, item, kind):
    questions = from_input([NESTED])
    document = TableDocument(columns("item", "kind"), [["", ""]], [Answers(0, {"0": groups})], questions)
    names, rows = read(CSV, write(CSV, document)[0], "a.csv")
    assert (names, rows) == (["item", "kind"], [[item, kind]])
    answers, problems = bound_answers(questions, Header(columns(*names)), Line(0, [Cell(text) for text in rows[0]]))
    assert answers is not None
    assert (answers.values["0"], problems) == (groups, [])


def test_unusable_cells_are_left_out_with_line_and_column():
    when = {"type": "DATE", "label": "When", "bindToColumn": "day"}
    questions = from_input([{**TOPIC, "bindToColumn": "topic"}, when])
    binder = AnswerBinder(questions, Header(columns("topic", "day")))
    answers, problems = binder.read(Line(41, [Cell("Food; Price"), Cell("31.2.2026")]))
    assert answers is not None
    assert answers.values == {"0": ["Food"]}
    assert [(problem.line, problem.column) for problem in problems] == [(42, 1), (42, 2)]
    assert "'Price' is not an option of 'What is it about?'" in problems[0].reason
    assert "'31.2.2026' is not a date like YYYY-MM-DD" in problems[1].reason


def test_a_binding_to_an_unknown_column_is_reported_and_gets_its_own_column():
    questions = from_input([{**TOPIC, "bindToColumn": "gone"}])
    assert AnswerBinder(questions, Header(columns("id"))).missing == ["gone"]
    assert write(CSV, TableDocument(columns("id"), [["1"]], questions=questions))[0] == b"id,Topic\r\n1,\r\n"


def test_script_generated_questions_declare_their_columns():
    identifiers = {"late": {"id": 1, "type": "TEXT"}, "early": {"id": 0, "type": "TEXT"}}
    questions = from_input([{"type": "SCRIPT_GENERATED", "label": "S", "config": {"identifiers": identifiers}}])
    assert write(CSV, TableDocument(columns("id"), [["1"]], questions=questions))[0] == b"id,early,late\r\n1,,\r\n"


def test_script_generated_answers_fill_their_columns():
    identifiers = {
        "late": {"id": 1, "type": "DROPDOWN", "config": {"multiple": True}},
        "early": {"id": 0, "type": "TEXT"},
    }
    questions = from_input([{"type": "SCRIPT_GENERATED", "label": "S", "config": {"identifiers": identifiers}}])
    slots = slots_for(questions, ["id"])
    values = {"0": {"late": ["x", "y"], "early": "z"}}
    assert [slot.text(values) for slot in slots.added] == ["z", "x;y"]
    assert [slot.json(values) for slot in slots.added] == ["z", ["x", "y"]]
