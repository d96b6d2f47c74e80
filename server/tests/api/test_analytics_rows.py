"""getRowAnalyticEvents: going to rows and answering them, as time reports read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gloss.events.models import LabelingAct
from gloss.teams.models import Role
from tests.client import Api
from tests.factories import Make, unique
from tests.labeling import World, labeling_world

NODES = """
  id event createdAt user { id email roleName }
  cell { line index content status conflict document { id fileName project { id name } } }
"""
PAGE = f"totalCount pageInfo {{ nextCursor prevCursor }} nodes {{ {NODES} }}"
QUESTIONS = [{"type": "TEXT", "name": "Note", "label": "Note", "config": {}}]
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def world(make: Make) -> World:
    return labeling_world(make, rows=[["soup"], ["stew"], ["salad"]], row_questions=QUESTIONS)


def answer(api: Api, world: World, *lines: int, person: Any = None) -> None:
    person = person or world.labelers[0]
    rows = [{"line": line, "answers": {"Q0": unique("note")}} for line in lines]
    input = {"textDocumentId": world.uid(person), "rowAnswers": rows}
    assert api.as_(person).mutate("updateMultiRowAnswers", "document { id }", input=input).errors == []


def go_to(api: Api, world: World, line: int) -> None:
    person = world.labelers[0]
    input = {"id": world.uid(person), "currentSentenceCursor": line}
    assert api.as_(person).mutate("updateTextDocument", "id", input=input).errors == []


def at_noon(world: World) -> None:
    """Put the acts of this project to noon of a fixed day, a second apart."""
    acts = LabelingAct.objects.filter(copy__cabinet__project=world.project).order_by("pk")
    for number, act in enumerate(acts):
        LabelingAct.objects.filter(pk=act.pk).update(at=NOON + timedelta(seconds=number))


def events(api: Api, world: World, selection: str = PAGE, **input: Any) -> Any:
    days = {"startDate": "2026-03-01T00:00:00.000Z", "endDate": "2026-03-07T23:59:59.999Z"}
    asked = {"filter": {"teamId": str(world.team.pk), **days}, **input}
    return api.as_(world.admin).query("getRowAnalyticEvents", selection, input=asked)


def test_going_to_a_row_and_answering_it(api: Api, world: World) -> None:
    labeler = world.labelers[0]
    go_to(api, world, 1)
    answer(api, world, 1, 2)
    at_noon(world)
    reply = events(api, world, sort=[{"field": "id", "order": "ASC"}])
    assert reply.errors == []
    assert reply.data["totalCount"] == 3
    assert reply.data["pageInfo"] == {"nextCursor": None, "prevCursor": None}
    ids = [int(node.pop("id")) for node in reply.data["nodes"]]
    assert ids == sorted(set(ids))
    noon = int(NOON.timestamp() * 1000)

    def expected(event: str, created: int, line: int, content: str) -> dict[str, Any]:
        project = {"id": world.project.uid, "name": world.project.name}
        return {
            "event": event,
            "createdAt": str(created),
            "user": {"id": str(labeler.pk), "email": labeler.email, "roleName": "LABELER"},
            "cell": {
                "line": line,
                "index": 0,
                "content": content,
                "status": "DISPLAYED",
                "conflict": False,
                "document": {"id": world.uid(labeler), "fileName": "doc0.txt", "project": project},
            },
        }

    assert reply.data["nodes"] == [
        expected("ROW_HIGHLIGHTED", noon, 1, "stew"),
        expected("ROW_BASED_ROW_LABELED", noon + 1000, 1, "stew"),
        expected("ROW_BASED_ROW_LABELED", noon + 1000, 2, "salad"),
    ]


def test_the_cursor_is_enough_and_repeats_nothing(api: Api, world: World) -> None:
    """Pages may end in the middle of an act on several rows."""
    for lines in ((0, 1, 2), (0,), (1, 2)):
        answer(api, world, *lines)
    at_noon(world)
    for order in ("ASC", "DESC"):
        found: list[str] = []
        input: dict[str, Any] = {"page": {"take": 2}}
        while True:
            reply = events(
                api,
                world,
                "pageInfo { nextCursor } nodes { id cell { line } }",
                sort=[{"field": "id", "order": order}],
                **input,
            )
            found += [node["id"] for node in reply.data["nodes"]]
            input = {"cursor": reply.data["pageInfo"]["nextCursor"]}
            if input["cursor"] is None:
                break
        numbers = [int(one) for one in found]
        assert len(numbers) == 6
        assert numbers == sorted(set(numbers), reverse=order == "DESC")


def test_only_the_period_and_the_team(api: Api, make: Make, world: World) -> None:
    answer(api, world, 0)
    at_noon(world)
    day = {"teamId": str(world.team.pk), "startDate": "2026-03-04", "endDate": "2026-03-04"}
    assert len(events(api, world, "nodes { id }", filter=day).data["nodes"]) == 1
    for start, end in (("2026-03-05", "2026-03-08"), ("2026-02-27", "2026-03-03")):
        reply = events(api, world, "totalCount nodes { id }", filter={**day, "startDate": start, "endDate": end})
        assert reply.data == {"totalCount": 0, "nodes": []}
    other = labeling_world(make, rows=[["x"]], row_questions=QUESTIONS)
    assert events(api, other).data["nodes"] == []


def test_events_of_a_deleted_project_are_gone(api: Api, world: World) -> None:
    answer(api, world, 0)
    at_noon(world)
    world.project.is_ready = False
    world.project.save(update_fields=["is_ready"])
    assert events(api, world).data["nodes"] == []


@pytest.mark.parametrize(
    ("start", "end", "refused"),
    [
        ("2026-03-01T00:00:00Z", "2026-03-08T00:00:00Z", False),
        ("2026-03-01T10:00:00Z", "2026-03-08T23:59:59Z", False),
        ("2026-03-01", "2026-03-07", False),
        ("2026-03-01T00:00:00Z", "2026-03-09T00:00:01Z", True),
        ("2026-03-01", "2026-04-01", True),
        ("2026-03-08", "2026-03-01", True),
        ("yesterday", "2026-03-01", True),
    ],
)
def test_seven_days_at_most(api: Api, world: World, start: str, end: str, refused: bool) -> None:
    """api.md 26.15. The seventh day may run to its end, as clients ask for it."""
    reply = events(api, world, filter={"teamId": str(world.team.pk), "startDate": start, "endDate": end})
    assert reply.codes == (["BAD_USER_INPUT"] if refused else [])


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"page": {"take": 0}}, None),
        ({"page": {"take": 5000}}, "page"),
        ({"cursor": "x"}, "cursor"),
        ({"sort": [{"field": "line", "order": "ASC"}]}, "sort"),
    ],
)
def test_bad_requests(api: Api, world: World, changed: dict[str, Any], field: str | None) -> None:
    reply = events(api, world, **changed)
    assert reply.codes == (["BAD_USER_INPUT"] if field else [])


@pytest.mark.parametrize(
    ("role", "code"),
    [(Role.SUPERVISOR, None), (Role.REVIEWER, "FORBIDDEN"), (Role.LABELER, "FORBIDDEN"), (None, "NOT_FOUND")],
)
def test_for_admins_and_supervisors(api: Api, make: Make, world: World, role: Role | None, code: str | None) -> None:
    person = make.user()
    if role:
        make.member(world.team, person, role)
    asked = {"filter": {"teamId": str(world.team.pk)}}
    reply = api.as_(person).query("getRowAnalyticEvents", "totalCount", input=asked)
    assert reply.codes == ([code] if code else [])


def test_spans_leave_no_row_events(api: Api, make: Make) -> None:
    """Going to a line of a span project is no row event."""
    world = labeling_world(make)
    go_to(api, world, 1)
    assert LabelingAct.objects.filter(copy__cabinet__project=world.project).count() == 0
