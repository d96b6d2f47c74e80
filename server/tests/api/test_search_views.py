"""Views of a table's lines, and acts on many lines at once."""

from __future__ import annotations

from typing import Any

import pytest

from gloss.answers.models import RowAnswer
from gloss.documents.models import ProjectColumn
from gloss.jobs.models import Job
from gloss.labels.models import Label
from gloss.search import bulk, views
from tests.client import Api, run_jobs
from tests.factories import Make
from tests.labeling import World, labeling_world

ROWS = [["pear", "10"], ["Apple", "9"], ["fig", ""], ["apple pie", "x2"], ["plum", "-1.5"], ["Äpfel", "10"]]
QUESTIONS = [
    {"type": "DROPDOWN", "label": "Kind", "required": True, "config": {"options": [{"id": "1", "label": "Fruit"}]}},
    {"type": "SLIDER", "label": "Score", "config": {"min": 0, "max": 100, "step": 1}},
]
SHOWN = "lines totalCount isComplete progress signature"


def table(make: Make, rows: list[list[str]] = ROWS) -> World:
    return labeling_world(make, rows=rows, columns=len(rows[0]), row_questions=QUESTIONS)


def view(api: Api, world: World, **asked: Any) -> dict[str, Any]:
    labeler = world.labelers[0]
    given = {"documentId": world.uid(labeler), "start": 0, "end": 100, **asked}
    reply = api.as_(labeler).query("getLineView", SHOWN, input=given)
    assert reply.errors == []
    return reply.data


def answer(api: Api, world: World, line: int, answers: dict[str, Any]) -> None:
    labeler = world.labelers[0]
    given = {"documentId": world.uid(labeler), "line": line, "answers": answers, "questionSetSignature": None}
    assert api.as_(labeler).mutate("updateRowAnswers", "updatedAnswers { line }", **given).errors == []


def test_views_filter_by_text_and_state(api: Api, make: Make) -> None:
    world = table(make)
    assert view(api, world, text="apple")["lines"] == [1, 3]
    assert view(api, world, text="10", column=1)["lines"] == [0, 5]
    assert view(api, world, text="10", column=0)["lines"] == []
    assert view(api, world, answerState="UNANSWERED")["lines"] == [0, 1, 2, 3, 4, 5]
    answer(api, world, 1, {"Q0": "Fruit", "Q1": 30})
    answer(api, world, 4, {"Q1": 4})
    assert view(api, world, answerState="ANSWERED")["lines"] == [1, 4]
    assert view(api, world, answerState="UNANSWERED")["lines"] == [0, 2, 3, 5]
    assert view(api, world, answerState="INVALID")["lines"] == [0, 2, 3, 4, 5]
    assert view(api, world, answerState="CONFLICT")["lines"] == []
    assert view(api, world, answers=[{"questionId": "1", "value": "30.0"}])["lines"] == [1]
    assert view(api, world, answers=[{"questionId": "0", "contains": "RU"}])["lines"] == [1]
    assert view(api, world, search={"query": '{"attribute.Score": "4"}'})["lines"] == [4]


def test_views_sort_numbers_before_texts_and_empty_ones_last(api: Api, make: Make) -> None:
    world = table(make)
    ascending = view(api, world, sort={"column": 1, "order": "ASC"})
    assert (ascending["lines"], ascending["totalCount"]) == ([4, 1, 0, 5, 3, 2], 6)
    assert view(api, world, sort={"column": 1, "order": "DESC"})["lines"] == [0, 5, 1, 4, 3, 2]
    assert view(api, world, sort={"column": 0, "order": "ASC"}, text="a")["lines"] == [1, 3, 0]
    answer(api, world, 5, {"Q1": 7})
    answer(api, world, 2, {"Q1": 50})
    assert view(api, world, sort={"questionId": "1", "order": "DESC"})["lines"] == [2, 5, 0, 1, 3, 4]


def test_a_view_brings_the_cells_and_answers_of_its_lines(api: Api, make: Make) -> None:
    world = table(make)
    answer(api, world, 3, {"Q0": "Fruit"})
    labeler = world.labelers[0]
    sort = {"column": 0, "order": "DESC"}
    given = {"documentId": world.uid(labeler), "start": 0, "end": 2, "text": "apple", "sort": sort}
    shown = api.as_(labeler).query("getLineView", "lines cells answers { line answers }", input=given).data
    assert shown["lines"] == [3, 1]
    assert [(cell["line"], cell["index"], cell["content"]) for cell in shown["cells"]] == [
        (3, 0, "apple pie"),
        (3, 1, "x2"),
        (1, 0, "Apple"),
        (1, 1, "9"),
    ]
    assert shown["answers"] == [{"line": 3, "answers": {"Q0": "Fruit"}}]


def test_large_tables_are_sorted_by_a_job(api: Api, make: Make, monkeypatch: Any) -> None:
    monkeypatch.setattr(views, "SORT_AT_ONCE", 5)
    world = table(make)
    wanted = {"sort": {"column": 0, "order": "DESC"}}
    first = view(api, world, **wanted)
    assert (first["lines"], first["isComplete"]) == ([], False)
    run_jobs()
    assert view(api, world, **wanted) == {
        "lines": [5, 4, 0, 2, 3, 1],
        "totalCount": 6,
        "isComplete": True,
        "progress": 100,
        "signature": first["signature"],
    }


def test_a_view_stays_as_it_was_until_it_is_asked_for_anew(api: Api, make: Make) -> None:
    world = table(make)
    before = view(api, world, answerState="UNANSWERED")
    answer(api, world, 0, {"Q0": "Fruit"})
    held = view(api, world, answerState="UNANSWERED", signature=before["signature"], start=0, end=2)
    assert (held["lines"], held["totalCount"]) == ([0, 1], 6)
    assert view(api, world, answerState="UNANSWERED")["lines"] == [1, 2, 3, 4, 5]


def test_views_grow_in_steps_and_are_read_by_range(api: Api, make: Make, monkeypatch: Any) -> None:
    monkeypatch.setattr(views, "PART", 7)
    monkeypatch.setattr("gloss.search.filters.BATCH", 10)
    monkeypatch.setattr(views, "STEP_SECONDS", -1.0)
    world = table(make, [[f"row {number}"] for number in range(45)])
    first = view(api, world, answerState="UNANSWERED", start=0, end=5)
    assert (first["lines"], first["totalCount"], first["progress"]) == ([0, 1, 2, 3, 4], 10, 22)
    for _ in range(4):
        last = view(api, world, answerState="UNANSWERED", start=12, end=23)
    assert last["lines"] == list(range(12, 23))
    assert (last["totalCount"], last["isComplete"], last["progress"]) == (45, True, 100)


def test_hidden_columns_are_neither_found_nor_sorted_by(api: Api, make: Make) -> None:
    world = table(make)
    for index in range(2):
        ProjectColumn.objects.create(
            project=world.project, index=index, name=f"c{index}", labeler_restricted=index == 1
        )
    assert view(api, world, text="10")["lines"] == []
    labeler = world.labelers[0]
    for asked in ({"text": "10", "column": 1}, {"sort": {"column": 1, "order": "ASC"}}):
        given = {"documentId": world.uid(labeler), "start": 0, "end": 9, **asked}
        assert api.as_(labeler).query("getLineView", SHOWN, input=given).codes == ["BAD_USER_INPUT"]
    reviewer = api.as_(world.reviewer)
    given = {"documentId": world.uid(None), "start": 0, "end": 9, "text": "10"}
    assert reviewer.query("getLineView", "lines", input=given).data == {"lines": [0, 5]}


@pytest.mark.parametrize(
    "asked",
    [{"end": 1001}, {"start": -1}, {"sort": {"order": "ASC"}}, {"answers": [{"questionId": "9", "value": "x"}]}],
)
def test_views_that_cannot_be_are_refused(api: Api, make: Make, asked: dict[str, Any]) -> None:
    world = table(make)
    labeler = world.labelers[0]
    given = {"documentId": world.uid(labeler), "start": 0, "end": 9, **asked}
    assert api.as_(labeler).query("getLineView", SHOWN, input=given).codes == ["BAD_USER_INPUT"]


def test_everything_found_is_labeled_in_one_act_and_taken_back(api: Api, make: Make) -> None:
    world = labeling_world(make, lines=["the men mention", "women and men", "none"])
    labeler = world.labelers[0]
    client, copy = api.as_(labeler), world.uid(labeler)
    given = {
        "documentId": copy,
        "signature": world.signature(labeler),
        "search": {"text": "men"},
        "labelItemId": "person",
        "layer": 0,
        "actId": "act-1",
    }
    fields = "labelCount updatedLines actId labels rejectedLabels { reason }"
    reply = client.mutate("labelSearchHits", fields, input=given)
    assert reply.errors == []
    assert (reply.data["labelCount"], reply.data["updatedLines"], reply.data["rejectedLabels"]) == (4, [0, 1], [])
    places = Label.objects.filter(copy__uid=copy).order_by("start_line", "start_token")
    rows = list(places.values_list("start_line", "start_token", "start_char", "end_token", "end_char"))
    assert rows == [(0, 1, 0, 1, 2), (0, 2, 0, 2, 6), (1, 0, 0, 0, 4), (1, 2, 0, 2, 2)]
    again = client.mutate("labelSearchHits", fields, input=given)
    assert (again.data["labelCount"], places.count()) == (4, 4)
    relabel = {**given, "search": {"labelItemIds": ["person"]}, "labelItemId": "city", "lines": [1], "actId": "act-2"}
    assert client.mutate("labelSearchHits", fields, input=relabel).data["labelCount"] == 2
    undone = client.mutate("undoLabelSearchHits", "updatedLines", documentId=copy, actId="act-1")
    assert undone.data["updatedLines"] == [0, 1]
    assert sorted(places.values_list("item", "start_line")) == [("city", 1), ("city", 1)]
    nothing = {**given, "search": {"text": "nowhere"}, "actId": "act-3"}
    assert client.mutate("labelSearchHits", fields, input=nothing).codes == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("is_large", [False, True], ids=["at once", "by a job"])
def test_many_lines_get_the_same_answers(api: Api, make: Make, monkeypatch: Any, is_large: bool) -> None:
    monkeypatch.setattr(bulk, "BATCH", 2)
    monkeypatch.setattr(bulk, "AT_ONCE", 3 if is_large else 2000)
    world = table(make)
    answer(api, world, 3, {"Q1": 5})
    labeler = world.labelers[0]
    client, copy = api.as_(labeler), world.uid(labeler)
    shown, act = {"documentId": copy, "start": 0, "end": 1, "text": "p"}, f"many {is_large}"
    given = {"documentId": copy, "view": shown, "answers": {"Q0": "Fruit"}, "actId": act}
    fields = "lineCount actId job { id status }"
    reply = client.mutate("answerLines", fields, input=given)
    assert reply.errors == []
    assert (reply.data["lineCount"], bool(reply.data["job"])) == (5, is_large)
    run_jobs()
    assert list(Job.objects.filter(project_uid=world.project.uid).exclude(errors=[]).values_list("errors")) == []
    rows = RowAnswer.objects.filter(copy__uid=copy).order_by("line")
    done = {row.line: row.values for row in rows}
    assert done == {
        0: {"0": "Fruit"},
        1: {"0": "Fruit"},
        3: {"0": "Fruit", "1": "5"},
        4: {"0": "Fruit"},
        5: {"0": "Fruit"},
    }
    answer(api, world, 4, {"Q1": 9})
    undone = client.mutate("undoAnswerLines", fields, documentId=copy, actId=act)
    assert undone.errors == []
    run_jobs()
    assert not Job.objects.filter(project_uid=world.project.uid, status="FAILED").exists()
    left = {row.line: row.values for row in rows.all() if row.values}
    assert left == {3: {"1": "5"}, 4: {"0": "Fruit", "1": "9"}}
    wrong = {**given, "answers": {"Q0": "Stone"}, "actId": "other"}
    assert client.mutate("answerLines", fields, input=wrong).codes == ["BAD_USER_INPUT"]
