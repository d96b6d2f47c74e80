"""getProjectsFinalReport and the figures of members: what the review accepted of whose work."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gloss.documents.models import DocumentCopy
from gloss.teams.models import Role
from tests.client import Api, run_jobs
from tests.factories import Make
from tests.labeling import World, labeling_world, span

SIX = "totalAppliedLabels totalAcceptedLabels totalRejectedLabels totalResolvedLabels precision recall"
REPORT = f"""
  project {{ id name workspaceSettings {{ kinds }} }}
  documentFinalReports {{
    rowFinalReports {{ line finalReport {{ {SIX} }} }}
    cabinet {{ role }}
    document {{ id originId name fileName }}
    finalReport {{ {SIX} }}
    teamMember {{ id user {{ id name username email }} }}
  }}
"""
QUESTIONS = [
    {
        "type": "DROPDOWN",
        "name": "Dish",
        "label": "Dish",
        "config": {"options": [{"id": "1", "label": "Soup"}, {"id": "2", "label": "Stew"}]},
    },
    {"type": "TEXT", "name": "Note", "label": "Note", "config": {}},
]


def six(applied: int, accepted: int, rejected: int, resolved: int, precision: float, recall: float) -> dict[str, Any]:
    return dict(zip(SIX.split(), (applied, accepted, rejected, resolved, precision, recall), strict=True))


def report(api: Api, world: World) -> dict[str, Any]:
    reply = api.as_(world.admin).query("getProjectsFinalReport", REPORT, projectIds=[world.project.uid])
    assert reply.errors == []
    (found,) = reply.data
    return found


def label(api: Api, world: World, person: Any, *labels: dict[str, Any]) -> None:
    input = {
        "documentId": world.uid(person),
        "signature": world.signature(person),
        "action": "LABEL",
        "labels": list(labels),
    }
    assert api.as_(person).mutate("updateLabels", "rejectedLabels { reason }", input=input).data["rejectedLabels"] == []


def answer(api: Api, world: World, caller: Any, person: Any, line: int, *values: str | None) -> None:
    answers = {f"Q{number}": value for number, value in enumerate(values)}
    input = {"textDocumentId": world.uid(person), "rowAnswers": [{"line": line, "answers": answers}]}
    assert api.as_(caller).mutate("updateMultiRowAnswers", "document { id }", input=input).errors == []


@pytest.fixture
def spans(api: Api, make: Make) -> World:
    """Ann and Jun agree on one span; Jun's other one is rejected, Ann's stays open, the reviewer adds one."""
    world = labeling_world(make, labelers=2, settings={"conflictResolution": {"mode": "PEER_REVIEW", "consensus": 2}})
    ann, jun = world.labelers
    label(api, world, ann, span("city", 0, 3), span("person", 0, 0))
    label(api, world, jun, span("city", 0, 3), span("city", 0, 0))
    reviewer, copy = api.as_(world.reviewer), world.uid(None)
    page = {"documentId": copy, "input": {"page": {"skip": 0, "take": 10}}}
    conflicts = reviewer.query("getSpanAndArrowConflicts", "nodes", **page).data["nodes"]
    wrong = next(one for one in conflicts if one["labelSetItemId"] == "city")
    label_input = {"documentId": copy, "signature": world.signature(None), "action": "LABEL"}
    rejected = {**span("city", 0, 0), "deleted": True}
    assert wrong["hashCode"] == rejected["id"]
    done = reviewer.mutate(
        "updateLabels", "document { id }", input={**label_input, "labels": [rejected, span("city", 1, 0)]}
    )
    assert done.errors == []
    return world


def test_labels_of_a_span_project(api: Api, spans: World) -> None:
    found = report(api, spans)
    assert found["project"] == {
        "id": spans.project.uid,
        "name": spans.project.name,
        "workspaceSettings": {"kinds": ["TOKEN_BASED"]},
    }
    for person, entry, expected in zip(
        spans.labelers,
        found["documentFinalReports"],
        (six(2, 1, 0, 2, 0.5, 0.5), six(2, 1, 1, 2, 0.5, 0.5)),
        strict=True,
    ):
        copy = spans.copy(person)
        root = DocumentCopy.objects.get(document=copy.document, cabinet__role="ROOT")
        assert entry["finalReport"] == expected
        assert entry["rowFinalReports"] is None
        assert entry["cabinet"] == {"role": "LABELER"}
        assert entry["document"] == {
            "id": str(copy.uid), "originId": str(root.uid), "name": "doc0", "fileName": "doc0.txt"
        }  # fmt: skip
        assert entry["teamMember"]["user"] == {
            "id": str(person.pk), "name": person.name, "username": None, "email": person.email
        }  # fmt: skip


def test_answers_row_by_row(api: Api, make: Make) -> None:
    world = labeling_world(
        make, rows=[["a"], ["b"], ["c"]], labelers=2, row_questions=QUESTIONS,
        settings={"conflictResolution": {"mode": "PEER_REVIEW", "consensus": 2}},
    )  # fmt: skip
    ann, jun = world.labelers
    answer(api, world, ann, ann, 0, "Soup", "hot")
    answer(api, world, jun, jun, 0, "Soup", "cold")
    answer(api, world, ann, ann, 1, "Stew")
    answer(api, world, world.reviewer, None, 0, None, "cold")
    answer(api, world, world.reviewer, None, 2, "Soup")
    entries = report(api, world)["documentFinalReports"]
    assert [entry["rowFinalReports"] for entry in entries] == [
        [
            {"line": 0, "finalReport": six(2, 0, 2, 1, 0.0, 0.0)},
            {"line": 1, "finalReport": six(1, 0, 0, 0, 0.0, 0.0)},
            {"line": 2, "finalReport": six(0, 0, 0, 1, 0.0, 0.0)},
        ],
        [
            {"line": 0, "finalReport": six(2, 1, 1, 1, 0.5, 1.0)},
            {"line": 2, "finalReport": six(0, 0, 0, 1, 0.0, 0.0)},
        ],
    ]
    assert [entry["finalReport"] for entry in entries] == [six(3, 0, 2, 2, 0.0, 0.0), six(2, 1, 1, 2, 0.5, 0.5)]


def test_for_managers(api: Api, make: Make, spans: World) -> None:
    for person, code in ((spans.reviewer, "FORBIDDEN"), (spans.labelers[0], "FORBIDDEN"), (make.user(), "NOT_FOUND")):
        reply = api.as_(person).query("getProjectsFinalReport", "project { id }", projectIds=[spans.project.uid])
        assert reply.codes == [code]
    reply = api.as_(spans.admin).query("getProjectsFinalReport", "project { id }", projectIds=[])
    assert reply.codes == ["BAD_USER_INPUT"]


PERFORMANCE = """
  id userId accuracy totalTimeSpent effectiveTotalTimeSpent projectStatistic { total created inProgress completed }
"""


def complete(api: Api, world: World) -> None:
    for person in world.labelers:
        asked = {"projectId": world.project.uid, "role": "LABELER", "skipValidation": True}
        assert api.as_(person).mutate("toggleCabinetStatus", "status", **asked).errors == []
    asked = {"projectId": world.project.uid, "role": "REVIEWER", "skipValidation": True}
    assert api.as_(world.reviewer).mutate("toggleCabinetStatus", "status", **asked).errors == []
    run_jobs()


def test_performance_of_members(api: Api, spans: World) -> None:
    ann, jun = spans.labelers
    worked = {"documentId": spans.uid(ann), "durationMillis": 90_000}
    assert api.as_(ann).mutate("addActiveDuration", input=worked).data is True
    complete(api, spans)
    reply = api.as_(spans.admin).query(
        "getTeamMembers", f"id user {{ id }} performance {{ {PERFORMANCE} }}", teamId=str(spans.team.pk)
    )
    assert reply.errors == []
    found = {row["user"]["id"]: (row["id"], row["performance"]) for row in reply.data}
    assert found[str(ann.pk)][1] == {
        "id": found[str(ann.pk)][0],
        "userId": ann.pk,
        "accuracy": 1.0,
        "totalTimeSpent": 90_000,
        "effectiveTotalTimeSpent": 90_000,
        "projectStatistic": {"total": 1, "created": 0, "inProgress": 0, "completed": 1},
    }
    assert found[str(jun.pk)][1]["accuracy"] == 0.5
    assert found[str(spans.admin.pk)][1]["projectStatistic"] == {
        "total": 0, "created": 0, "inProgress": 0, "completed": 0
    }  # fmt: skip


def test_members_see_only_their_own_performance(api: Api, spans: World) -> None:
    ann = spans.labelers[0]
    reply = api.as_(ann).query("getTeamMembers", "user { id } performance { userId }", teamId=str(spans.team.pk))
    shown = [row["performance"] for row in reply.data if row["performance"]]
    assert shown == [{"userId": ann.pk}]


def test_performance_costs_the_same_for_any_number_of_members(api: Api, make: Make, spans: World) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            asked = {"teamId": str(spans.team.pk)}
            api.as_(spans.admin).query("getTeamMembers", "performance { accuracy }", **asked)
        return len(queries)

    count()
    before = count()
    for _ in range(10):
        make.member(spans.team, None, Role.LABELER)
    assert count() == before
