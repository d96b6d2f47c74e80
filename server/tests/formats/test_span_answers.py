"""Questions and answers in the schema: rows, documents, groups, conflicts."""

from __future__ import annotations

import json
from typing import Any

from gloss.formats.document import Answers, Cell, Column, Header, Line, QuestionSet
from gloss.formats.memory import MemoryDocument
from tests.formats.running_example import read, write

TOPIC = {"id": 0, "name": "Topic", "label": "What is it about?", "required": True, "type": "DROPDOWN"}
ITEMS = {"id": 4, "name": "Items", "label": "Items", "required": False, "type": "NESTED"}


def reviews(include_conflicts: bool = False) -> MemoryDocument:
    rows = [("1", "Soup was cold"), ("2", "Fine")]
    lines = [Line(index, [Cell(text) for text in row]) for index, row in enumerate(rows)]
    return MemoryDocument.from_records(
        [
            Header([Column("id"), Column("review", labeler_restricted=True)]),
            QuestionSet("ROW", [TOPIC, ITEMS]),
            QuestionSet("DOCUMENT", [{"id": 1, "type": "DATE"}]),
            *lines,
            Answers(
                0,
                {"0": ["Food", "Service"], "4": [{"17": "soup", "18": "4"}, {"17": "tea"}]},
                "AUTO",
                labeled_by_user=3,
            ),
            Answers(
                1,
                {},
                candidates={
                    "0": [{"value": ["Food"], "userIds": [7]}, {"value": ["Service"], "userIds": [8, 9]}],
                    "17": [{"value": "x", "userIds": [7], "parentQuestionId": 4, "nestedAnswerIndex": 1}],
                },
            ),
            Answers(None, {"1": "2026-03-04"}, "REVIEWER", "ACCEPTED", labeled_by_user=9, accepted_by_user=9),
        ],
        "reviews.csv",
        kinds=("ROW_BASED", "DOCUMENT_BASED"),
        include_conflicts=include_conflicts,
    )


def data_of(document: MemoryDocument) -> dict[str, Any]:
    return json.loads(write(document, "DATASAUR_SCHEMA")[0])["data"]  # type: ignore[no-any-return]


def test_tables_carry_headers_questions_and_one_item_per_answer() -> None:
    document = reviews()
    data = data_of(document)
    assert list(data)[10:] == [
        "comments",
        "url",
        "headers",
        "rowQuestions",
        "documentQuestions",
        "rowAnswers",
        "documentAnswers",
    ]
    assert data["rows"][0][1] == {"content": "Soup was cold", "tokens": ["Soup", "was", "cold"], "metadata": []}
    assert data["headers"] == [
        {"name": "id", "displayed": True, "labelerRestricted": False},
        {"name": "review", "displayed": True, "labelerRestricted": True},
    ]
    assert data["rowQuestions"] == [TOPIC, ITEMS]
    assert [
        (one["questionId"], one["parentQuestionId"], one["nestedAnswerIndex"], one["value"])
        for one in data["rowAnswers"]
    ] == [(0, None, None, ["Food", "Service"]), (17, 4, 0, "soup"), (18, 4, 0, "4"), (17, 4, 1, "tea")]
    assert list(data["rowAnswers"][0]) == [
        "line",
        "questionId",
        "parentQuestionId",
        "nestedAnswerIndex",
        "value",
        "labeledBy",
        "labeledByUserId",
        "acceptedByUserId",
        "rejectedByUserId",
        "status",
    ]
    assert data["documentAnswers"] == [
        {
            "questionId": 1,
            "parentQuestionId": None,
            "nestedAnswerIndex": None,
            "value": "2026-03-04",
            "labeledBy": "REVIEWER",
            "labeledByUserId": 9,
            "acceptedByUserId": 9,
            "rejectedByUserId": None,
            "status": "ACCEPTED",
        }
    ]
    assert write(document, "DATASAUR_SCHEMA")[1].answers == 5


def test_conflicting_answers_come_only_when_asked_for() -> None:
    assert all(one["line"] == 0 for one in data_of(reviews())["rowAnswers"])
    conflicts = [one for one in data_of(reviews(include_conflicts=True))["rowAnswers"] if one["line"] == 1]
    assert [
        (one["questionId"], one["parentQuestionId"], one["nestedAnswerIndex"], one["value"], one["userIds"])
        for one in conflicts
    ] == [
        (0, None, None, ["Food"], [7]),
        (0, None, None, ["Service"], [8, 9]),
        (17, 4, 1, "x", [7]),
    ]
    assert {(one["labeledBy"], one["labeledByUserId"]) for one in conflicts} == {("CONFLICT", None)}


def test_tables_come_back_with_their_answers() -> None:
    document = reviews(include_conflicts=True)
    records = read(write(document, "DATASAUR_SCHEMA")[0], "DATASAUR_SCHEMA", kinds=frozenset({"ROW_BASED"}))
    again = MemoryDocument.from_records(records, "reviews.csv", kinds=document.kinds)
    assert again.columns == document.columns
    assert again.row_questions == document.row_questions
    assert again.document_questions == document.document_questions
    assert [(one.line, one.values) for one in again.row_answers()] == [(0, document.answer_list[0].values)]
    assert again.document_answers is not None
    assert again.document_answers.values == {"1": "2026-03-04"}
    assert [[cell.content for cell in line.cells] for line in again.lines()] == [["1", "Soup was cold"], ["2", "Fine"]]


def test_line_answers_of_span_projects_are_rows_too() -> None:
    document = reviews()
    document.kinds = ("TOKEN_BASED", "ROW_BASED")
    assert data_of(document)["kinds"] == ["TOKEN_BASED", "ROW_BASED"]
    assert len(data_of(document)["rowAnswers"]) == 4
