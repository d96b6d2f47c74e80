"""Exports of tables: unresolved answers, columns left out, formulas, comments."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gloss.comments.models import Comment
from tests.client import Api
from tests.exporting import Kitchen, add_answers, ask, download, kitchen
from tests.factories import Make

QUESTIONS = [
    {
        "type": "DROPDOWN",
        "name": "Topic",
        "label": "What is it about?",
        "config": {"options": [{"id": "1", "label": "Food"}, {"id": "2", "label": "Service"}], "multiple": True},
    }
]
ROWS = [["1", "Soup was cold, waiter kind", "2"], ["2", "Fine", "5"], ["3", "=1+1", "4"]]


def reviews(make: Make) -> Kitchen:
    """Line 0 is settled, line 1 in conflict, line 2 unanswered."""
    world = kitchen(
        make,
        files=("reviews.csv",),
        kinds=("ROW_BASED",),
        rows=ROWS,
        columns=("id", "review", "stars"),
        questions=QUESTIONS,
    )
    copy = world.copy("review")
    add_answers(copy, 0, {"0": ["Food", "Service"]}, labeled_by="AUTO")
    candidates = [
        {"value": "Food", "userIds": [world.ann.pk], "resolved": False},
        {"value": "Service", "userIds": [world.jun.pk], "resolved": False},
    ]
    conflict = {"type": "MULTIPLE", "questionId": 0, "parentQuestionId": None, "nestedAnswerIndex": None}
    add_answers(copy, 1, {}, labeled_by="CONFLICT", conflicts=[{**conflict, "answers": candidates}], conflict_count=1)
    return world


def review_file(api: Api, world: Kitchen, name: str, **changes: Any) -> bytes:
    with download(api, ask(api.as_(world.rosa), world, filteredCabinetRole="REVIEWER", **changes)) as archive:
        return archive.read(f"Recipes-{world.project.uid}/REVIEW/{name}")


def test_csv_with_and_without_unresolved_answers(api: Api, make: Make) -> None:
    world = reviews(make)
    assert review_file(api, world, "reviews.csv", format="csv") == (
        b'id,review,stars,Topic\r\n1,"Soup was cold, waiter kind",2,Food;Service\r\n2,Fine,5,\r\n3,=1+1,4,\r\n'
    )
    assert review_file(api, world, "reviews.csv", format="CSV", includeConflicts=True) == (
        b"id,review,stars,Topic,Label Status,Line\r\n"
        b'1,"Soup was cold, waiter kind",2,Food;Service,RESOLVED,0\r\n'
        b"2,Fine,5,Food,CONFLICTED,1\r\n"
        b"2,Fine,5,Service,CONFLICTED,1\r\n"
        b"3,=1+1,4,,RESOLVED,2\r\n"
    )


def test_schema_with_and_without_unresolved_answers(api: Api, make: Make) -> None:
    world = reviews(make)
    found = {}
    for wanted in (False, True):
        content = review_file(api, world, "reviews.json", format="DATASAUR_SCHEMA", includeConflicts=wanted)
        answers = json.loads(content)["data"]["rowAnswers"]
        found[wanted] = [(one["line"], one["value"], one["labeledBy"], one["labeledByUserId"]) for one in answers]
    assert found[False] == [(0, ["Food", "Service"], "AUTO", None)]
    assert found[True] == [
        (0, ["Food", "Service"], "AUTO", None),
        (1, "Food", "CONFLICT", None),
        (1, "Service", "CONFLICT", None),
    ]


def test_columns_left_out(api: Api, make: Make) -> None:
    world = reviews(make)
    without = review_file(api, world, "reviews.csv", format="CSV", excludedColumns=["id", "Topic"])
    assert without.startswith(b'review,stars\r\n"Soup was cold, waiter kind",2\r\n')
    unknown = ask(api.as_(world.rosa), world, format="CSV", excludedColumns=["id", "nothing"])
    assert (unknown.codes, unknown.messages) == (["BAD_USER_INPUT"], ["There is no column named nothing."])


def test_formulas_are_escaped_on_request(api: Api, make: Make) -> None:
    world = reviews(make)
    assert b"\r\n3,'=1+1,4," in review_file(api, world, "reviews.csv", format="CSV", escapeFormulas=True)
    assert b"\n3\t'=1+1\t4\t" in review_file(api, world, "reviews.tsv", format="TSV", escapeFormulas=True)


def test_a_copy_holds_only_its_own_answers(api: Api, make: Make) -> None:
    world = reviews(make)
    add_answers(world.copy("ann"), 2, {"0": ["Food"]}, labeled_by_user=world.ann)
    with download(api, ask(api.as_(world.rosa), world, format="JSON_TABULAR")) as archive:
        found = [
            (name.split("/")[1], [row["Topic"] for row in json.loads(archive.read(name))])
            for name in archive.namelist()
            if name.endswith("reviews.json")
        ]
    assert [(folder.split("_")[0], topics) for folder, topics in found] == [
        ("DOCUMENT-ann", [None, None, ["Food"]]),
        ("DOCUMENT-jun", [None, None, None]),
        ("REVIEW", [["Food", "Service"], None, None]),
        ("ROOT-rosa", [None, None, None]),
    ]


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (None, []),
        ([], []),
        (["COMMENT"], ["general", "answer"]),
        (["SPAN_TEXT", "SPAN_LABEL"], ["text", "reply"]),
        (["ARROW_LABEL"], []),
        (["COMMENT", "SPAN_LABEL", "ARROW_LABEL", "SPAN_TEXT"], ["text", "reply", "general", "answer"]),
    ],
)
def test_comments_by_type_keep_their_threads(
    api: Api, make: Make, types: list[str] | None, expected: list[str]
) -> None:
    world = kitchen(make)
    document = world.documents[0]
    text = Comment.objects.create(
        document=document, type="SPAN_TEXT", hash_code="SPAN_TEXT:1:0:1:0:1:0:2:1", message="text", user=world.ann
    )
    Comment.objects.create(document=document, parent=text, message="reply", user=world.jun)
    general = Comment.objects.create(document=document, type="COMMENT", message="general", user=world.ann)
    Comment.objects.create(document=document, parent=general, message="answer", user=world.jun)
    comments = json.loads(review_file(api, world, "soup.json", includedCommentType=types))["data"]["comments"]
    assert [one["message"] for one in comments] == expected
    if expected[:1] == ["text"]:
        assert (comments[0]["type"], comments[0]["hashCode"]) == ("SPAN_TEXT", "SPAN_TEXT:1:0:1:0:1:0:2:1")
        assert (comments[1]["type"], comments[1]["hashCode"]) == ("COMMENT", None)
        assert comments[1]["parentId"] == comments[0]["id"] == str(text.pk)
