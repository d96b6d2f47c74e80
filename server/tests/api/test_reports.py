"""Reports of teams and projects: exact figures, the same before and after the log has been added up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gloss.analytics import ingest
from gloss.analytics.models import DailyTime, DailyWork, IngestState
from gloss.events.models import LabelingAct
from gloss.teams.models import Role
from tests.api.test_agreement import ANN, BEN, ITEMS, MANUAL, REVIEW, complete, label, review
from tests.api.test_custom_report import ONE, QUESTIONS
from tests.client import Api
from tests.factories import Make
from tests.labeling import World, labeling_world

MEMBER = "name labelsApplied answersApplied activeMillis actMillis itemsPerHour accepted rejected accuracy"
START = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def world(api: Api, make: Make) -> World:
    """Ann labels at noon and a minute later, then after a long break; Ben once, the reviewer once."""
    world = labeling_world(
        make, lines=["a b c d e f g h"], labelers=2, items=ITEMS, settings=MANUAL, document_settings=ONE
    )
    ann, ben = world.labelers
    for person, name in ((ann, "Ann"), (ben, "Ben"), (world.reviewer, "Rey")):
        person.name = name
        person.save()
    label(api, world, ann, ann, ANN[:3])
    label(api, world, ann, ann, [None, None, None, *ANN[3:6]])
    label(api, world, ann, ann, [None] * 6 + ANN[6:])
    label(api, world, ben, ben, BEN)
    review(api, world, REVIEW)
    moments = [START, START + timedelta(seconds=60), START + timedelta(hours=14), START, START]
    acts = LabelingAct.objects.filter(copy__cabinet__project=world.project).order_by("pk")
    for act, at in zip(acts, moments, strict=True):
        LabelingAct.objects.filter(pk=act.pk).update(at=at)
    return world


@pytest.fixture(params=["counted when asked for", "added up before"])
def counted(request: pytest.FixtureRequest, world: World) -> World:
    """The state is put back behind all acts that other tests may still backdate."""
    if request.param == "added up before":
        first = LabelingAct.objects.filter(copy__cabinet__project=world.project).order_by("pk")[0].pk
        IngestState.objects.update_or_create(pk=1, defaults={"last_act": first - 1, "last_acts": {}})
        while ingest.step():
            pass
        assert IngestState.objects.get(pk=1).last_act == LabelingAct.objects.order_by("-pk")[0].pk
    return world


def ask(api: Api, world: World, name: str, selection: str, **more: Any) -> Any:
    input = {"teamId": str(world.team.pk), **more}
    reply = api.as_(world.admin).query(name, selection, input=input)
    assert reply.errors == []
    return reply.data


def test_progress(api: Api, counted: World) -> None:
    found = ask(
        api, counted, "getProgress", "date byLabelers byReviewers", startDate="2026-03-03", endDate="2026-03-05"
    )
    assert found == [
        {"date": "2026-03-03", "byLabelers": 0, "byReviewers": 0},
        {"date": "2026-03-04", "byLabelers": 13, "byReviewers": 9},
        {"date": "2026-03-05", "byLabelers": 1, "byReviewers": 0},
    ]


def test_distribution(api: Api, counted: World) -> None:
    dates = {"startDate": "2026-03-04", "endDate": "2026-03-04"}
    ben = str(counted.labelers[1].pk)
    found = ask(api, counted, "getLabelDistribution", "labelType label count share", userId=ben, take=3, **dates)
    assert found == [
        {"labelType": "SPAN", "label": "PER", "count": 2, "share": 2 / 7},
        {"labelType": "SPAN", "label": "TITLE", "count": 2, "share": 2 / 7},
        {"labelType": "SPAN", "label": "YEAR", "count": 2, "share": 2 / 7},
    ]
    whole = ask(api, counted, "getLabelDistribution", "label count", projectId=counted.project.uid)
    assert {row["label"]: row["count"] for row in whole} == {
        "PER": 7, "TITLE": 4, "YEAR": 6, "WORK": 1, "ORG": 1, "QTY": 1
    }  # fmt: skip


def test_members(api: Api, counted: World) -> None:
    complete(api, counted)
    key = {"day": START.date(), "project": counted.project, "user": counted.labelers[1], "role": "LABELER"}
    DailyTime.objects.update_or_create(**key, defaults={"active_millis": 7_200_000})
    rows = {row.pop("name"): row for row in ask(api, counted, "getMemberReport", MEMBER)}
    assert rows["Ann"] == {
        "labelsApplied": 7, "answersApplied": 0, "activeMillis": 0, "actMillis": 60_000, "itemsPerHour": 420.0,
        "accepted": 3, "rejected": 3, "accuracy": 0.5,
    }  # fmt: skip
    assert rows["Ben"] == {
        "labelsApplied": 7, "answersApplied": 0, "activeMillis": 7_200_000, "actMillis": 0, "itemsPerHour": 3.5,
        "accepted": 6, "rejected": 0, "accuracy": 1.0,
    }  # fmt: skip
    assert (rows["Rey"]["labelsApplied"], rows["Rey"]["itemsPerHour"], rows["Rey"]["accuracy"]) == (6, None, None)


def test_adding_up_twice_counts_once(api: Api, world: World) -> None:
    first = LabelingAct.objects.filter(copy__cabinet__project=world.project).order_by("pk")[0].pk
    IngestState.objects.update_or_create(pk=1, defaults={"last_act": first - 1, "last_acts": {}})
    ingest.run()
    ingest.run()
    assert sum(DailyWork.objects.filter(project=world.project).values_list("applied", flat=True)) == 20
    assert sum(DailyTime.objects.filter(project=world.project).values_list("entries", flat=True)) == 23


def test_answers_are_counted_one_by_one(api: Api, make: Make) -> None:
    text = {"type": "TEXT", "name": "Note", "label": "Note", "config": {}}
    world = labeling_world(make, rows=[["a"], ["b"]], labelers=1, row_questions=[*QUESTIONS, text])
    ann = world.labelers[0]
    for line, answers in ((0, {"Q0": "Soup", "Q1": "hot"}), (0, {"Q0": "Soup", "Q1": "cold"}), (1, {"Q0": "Stew"})):
        input = {"textDocumentId": world.uid(ann), "rowAnswers": [{"line": line, "answers": answers}]}
        assert api.as_(ann).mutate("updateMultiRowAnswers", "document { id }", input=input).errors == []
    found = ask(api, world, "getLabelDistribution", "labelType label count")
    assert found == [
        {"labelType": "ROW_ANSWER", "label": "Note", "count": 2},
        {"labelType": "ROW_ANSWER", "label": "Dish: Soup", "count": 1},
        {"labelType": "ROW_ANSWER", "label": "Dish: Stew", "count": 1},
    ]


def test_project_report(api: Api, world: World) -> None:
    selection = """
      isComplete documents labels labelsPerDocument conflicts openConflicts acceptedByConsensus acceptedByHand
      shareByConsensus shareByHand prelabelsAccepted activeMillis millisPerLabel labelers averageAccuracy
      top { labelType label count share }
    """
    world.project.document_count = 1
    world.project.save()
    complete(api, world)
    reply = api.as_(world.admin).query("getProjectReport", selection, projectId=world.project.uid)
    assert reply.errors == []
    top = reply.data.pop("top")
    assert reply.data == {
        "isComplete": True, "documents": 1, "labels": 6, "labelsPerDocument": 6.0, "conflicts": 11, "openConflicts": 2,
        "acceptedByConsensus": 0, "acceptedByHand": 6, "shareByConsensus": 0.0, "shareByHand": 1.0,
        "prelabelsAccepted": 0, "activeMillis": 0.0, "millisPerLabel": None, "labelers": 2, "averageAccuracy": 0.75,
    }  # fmt: skip
    assert [(row["label"], row["count"]) for row in top] == [("PER", 2), ("TITLE", 2), ("YEAR", 2)]


def test_whom_reports_are_for(api: Api, make: Make, world: World) -> None:
    supervisor, team, uid = make.user(), str(world.team.pk), world.project.uid
    make.member(world.team, supervisor, Role.SUPERVISOR)
    for name in ("getProgress", "getMemberReport", "getLabelDistribution"):
        assert api.as_(supervisor).query(name, "__typename", input={"teamId": team}).codes == ["FORBIDDEN"]
        assert api.as_(supervisor).query(name, "__typename", input={"teamId": team, "projectId": uid}).errors == []
        assert api.as_(world.labelers[0]).query(name, "__typename", input={"teamId": team}).codes == ["FORBIDDEN"]
    bad = {"teamId": team, "startDate": "2026-03-05", "endDate": "2026-03-04"}
    assert api.as_(world.admin).query("getProgress", "date", input=bad).codes == ["BAD_USER_INPUT"]


def test_top_answers_of_a_project(api: Api, make: Make) -> None:
    topics = {"options": [{"id": "1", "label": "food"}, {"id": "2", "label": "tea"}], "multiple": True}
    sure: dict[str, Any] = {"type": "CHECKBOX", "name": "Sure", "label": "Sure", "config": {}}
    questions = [*QUESTIONS, {"type": "MULTIPLE_CHOICE", "name": "Topics", "label": "Topics", "config": topics}, sure]
    world = labeling_world(make, rows=[["a"], ["b"], ["c"]], labelers=1, row_questions=questions)
    for line, answers in enumerate(
        ({"Q0": "Stew", "Q1": ["food", "tea"]}, {"Q0": "Stew", "Q1": ["tea"]}, {"Q2": True})
    ):
        input = {"textDocumentId": world.uid(None), "rowAnswers": [{"line": line, "answers": answers}]}
        assert api.as_(world.reviewer).mutate("updateMultiRowAnswers", "document { id }", input=input).errors == []
    reply = api.as_(world.admin).query("getProjectReport", "labels top { label count }", projectId=world.project.uid)
    assert reply.errors == []
    assert {row["label"]: row["count"] for row in reply.data["top"]} == {
        "Dish: Stew": 2, "Topics: tea": 2, "Topics: food": 1, "Sure: true": 1
    }  # fmt: skip
    assert reply.data["labels"] == 3
