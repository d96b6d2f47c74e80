"""Charts: listed by level, computed from what is kept, exported as files."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gloss.core import clock
from gloss.events.models import LabelingAct
from gloss.projects.models import Project
from gloss.teams.models import Role
from tests.client import Api, run_jobs
from tests.exporting import path_of
from tests.factories import Make
from tests.labeling import World, labeling_world, span
from tests.rows import project_row

CHART = "id name description level type dataTableHeaders visualizationParams { visualization isStacked showTable }"
ROW = "key keyPayload keyPayloadType values { key value }"


@pytest.fixture
def world(api: Api, make: Make) -> World:
    """Ann labels twice on one day and once on the next, the reviewer once on the first."""
    world = labeling_world(make)
    ann = world.labelers[0]
    for person, labels in (
        (ann, [span("city", 0, 3), span("person", 0, 0)]),
        (ann, [span("city", 1, 0)]),
        (world.reviewer, [span("place", 1, 1)]),
    ):
        target = ann if person is ann else None
        input = {
            "documentId": world.uid(target),
            "signature": world.signature(target),
            "action": "LABEL",
            "labels": labels,
        }
        assert api.as_(person).mutate("updateLabels", "rejectedLabels { reason }", input=input).data == {
            "rejectedLabels": []
        }
    days = (
        datetime(2026, 3, 4, 23, tzinfo=UTC),
        datetime(2026, 3, 5, 1, tzinfo=UTC),
        datetime(2026, 3, 4, 8, tzinfo=UTC),
    )
    acts = LabelingAct.objects.filter(copy__cabinet__project=world.project).order_by("pk")
    for act, at in zip(acts, days, strict=True):
        LabelingAct.objects.filter(pk=act.pk).update(at=at)
    return world


def data(api: Api, world: World, chart: str, person: Any = None, **more: Any) -> Any:
    input = {"teamId": str(world.team.pk), **more}
    reply = api.as_(person or world.admin).query("getChartData", ROW, id=chart, input=input)
    return reply.data if not reply.errors else reply.codes


def values(rows: list[dict[str, Any]]) -> dict[str, list[str]]:
    return {row["key"]: [entry["value"] for entry in row["values"]] for row in rows}


def test_charts_of_each_level(api: Api, world: World) -> None:
    found = {}
    for level in ("TEAM", "PROJECT", "TEAM_MEMBER_AS_LABELER", "TEAM_MEMBER_AS_REVIEWER"):
        reply = api.as_(world.admin).query("getCharts", CHART, level=level, teamId=str(world.team.pk))
        assert {chart["level"] for chart in reply.data} == {level}
        found[level] = [chart["id"] for chart in reply.data]
    assert found == {
        "TEAM": ["TEAM_OVERALL_PROJECTS", "TEAM_REMAINING_FILES", "TEAM_THROUGHPUT", "TEAM_TIME_SPENT"],
        "PROJECT": ["PROJECT_THROUGHPUT", "PROJECT_TIME_SPENT"],
        "TEAM_MEMBER_AS_LABELER": ["LABELER_THROUGHPUT"],
        "TEAM_MEMBER_AS_REVIEWER": ["REVIEWER_THROUGHPUT"],
    }
    team = api.as_(world.admin).query("getCharts", CHART, level="TEAM", teamId=str(world.team.pk)).data
    assert team[2] == {
        "id": "TEAM_THROUGHPUT",
        "name": "Throughput",
        "description": "Labels and answers applied by hand each day (UTC). Higher is better.",
        "level": "TEAM",
        "type": "GROUPED",
        "dataTableHeaders": ["Date", "By labelers", "By reviewers"],
        "visualizationParams": {"visualization": "COLUMN_CHART", "isStacked": True, "showTable": None},
    }
    accuracy = api.as_(world.admin).query("getLabelAccuracyChart", "id type", teamId=str(world.team.pk))
    assert accuracy.data == [{"id": "TEAM_LABEL_ACCURACY", "type": "TABLE"}]


def test_projects_and_files_by_status(api: Api, world: World) -> None:
    project_row(world.admin, world.team)
    done = project_row(world.admin, world.team)
    Project.objects.filter(pk=done.pk).update(status="COMPLETE", document_count=9)
    Project.objects.filter(pk=world.project.pk).update(document_count=4, status="IN_PROGRESS")
    assert values(data(api, world, "TEAM_OVERALL_PROJECTS")) == {
        "CREATED": ["1"], "IN_PROGRESS": ["1"], "REVIEW_READY": ["0"], "IN_REVIEW": ["0"], "COMPLETE": ["1"]
    }  # fmt: skip
    assert values(data(api, world, "TEAM_REMAINING_FILES")) == {
        "CREATED": ["0"], "IN_PROGRESS": ["4"], "REVIEW_READY": ["0"], "IN_REVIEW": ["0"]
    }  # fmt: skip


def test_throughput_day_by_day(api: Api, world: World) -> None:
    month = data(api, world, "TEAM_THROUGHPUT", calendarDate="2026-03")
    assert len(month) == 31
    busy = {key: found for key, found in values(month).items() if found != ["0", "0"]}
    assert busy == {"2026-03-04": ["2", "1"], "2026-03-05": ["1", "0"]}
    assert values(data(api, world, "TEAM_THROUGHPUT", calendarDate="2026-03-04")) == {"2026-03-04": ["2", "1"]}
    ann = world.labelers[0]
    own = data(api, world, "LABELER_THROUGHPUT", ann, calendarDate="2026-03-05")
    assert own == [
        {
            "key": "2026-03-05",
            "keyPayload": None,
            "keyPayloadType": None,
            "values": [{"key": "By labelers", "value": "1"}],
        }
    ]
    project = {"projectId": world.project.uid, "calendarDate": "2026-03-04"}
    assert values(data(api, world, "PROJECT_THROUGHPUT", **project)) == {"2026-03-04": ["2", "1"]}
    lately = data(api, world, "TEAM_THROUGHPUT")
    today = clock.now().date()
    assert [row["key"] for row in lately] == [
        (today - timedelta(days=number)).isoformat() for number in range(29, -1, -1)
    ]


def test_time_of_members(api: Api, world: World) -> None:
    ann = world.labelers[0]
    api.as_(ann).mutate("addActiveDuration", input={"documentId": world.uid(ann), "durationMillis": 90_000})
    assert data(api, world, "TEAM_TIME_SPENT") == [
        {
            "key": ann.email,
            "keyPayload": {"id": str(ann.pk), "name": ann.name},
            "keyPayloadType": "USER",
            "values": [{"key": "Minutes", "value": "1.5"}],
        }
    ]


def test_pages_of_a_chart(api: Api, world: World) -> None:
    asked = {"chartId": "TEAM_THROUGHPUT", "teamId": str(world.team.pk), "calendarDate": "2026-03"}
    selection = "totalCount pageInfo { nextCursor prevCursor } nodes { key }"
    admin, keys = api.as_(world.admin), []
    input: dict[str, Any] = {"filter": asked, "page": {"skip": 0, "take": 20}}
    while True:
        reply = admin.query("getPaginatedChartData", selection, input=input).data
        assert reply["totalCount"] == 31
        keys += [row["key"] for row in reply["nodes"]]
        if reply["pageInfo"]["nextCursor"] is None:
            break
        input = {"filter": asked, "cursor": reply["pageInfo"]["nextCursor"]}
    assert keys == [f"2026-03-{day:02}" for day in range(1, 32)]


def test_a_chart_as_file(api: Api, world: World) -> None:
    input = {"teamId": str(world.team.pk), "calendarDate": "2026-03-04"}
    selection = "exportId fileUrl queued"
    reply = api.as_(world.admin).query(
        "exportChart", selection, id="TEAM_THROUGHPUT", input=input, method="FILE_STORAGE"
    )
    assert reply.errors == []
    path = path_of(reply.data["fileUrl"])
    assert Api().get(path).status_code == 404
    run_jobs()
    response = Api().get(path)
    assert (response.status_code, response.headers["content-type"].partition(";")[0]) == (200, "text/csv")
    assert list(csv.reader(io.StringIO(response.text))) == [
        ["Date", "By labelers", "By reviewers"],
        ["2026-03-04", "2", "1"],
    ]
    assert path.endswith(f"/Throughput%20-%20{clock.now().date()}.csv")


def test_a_chart_goes_by_mail_unless_asked_otherwise(api: Api, world: World, data_dir: Path) -> None:
    reply = api.as_(world.admin).query(
        "exportLabelAccuracyChart", "fileUrl queued", id="TEAM_LABEL_ACCURACY", input={"teamId": str(world.team.pk)}
    )
    assert (reply.errors, reply.data) == ([], {"fileUrl": None, "queued": True})
    run_jobs()
    mails = [path.read_text() for path in (data_dir / "outbox").iterdir() if world.admin.email in path.read_text()]
    assert any("/api/exports/" in mail for mail in mails)


def test_rights_are_checked_again_when_the_file_is_written(api: Api, world: World) -> None:
    input = {"teamId": str(world.team.pk)}
    reply = api.as_(world.admin).query(
        "exportChart", "exportId", id="TEAM_THROUGHPUT", input=input, method="FILE_STORAGE"
    )
    world.team.members.filter(user=world.admin).update(role=Role.LABELER)
    run_jobs()
    state = api.as_(world.admin).query(
        "getExportDeliveryStatus", "deliveryStatus errors { id }", exportId=reply.data["exportId"]
    )
    assert state.data == {"deliveryStatus": "FAILED", "errors": [{"id": "FORBIDDEN"}]}


@pytest.mark.parametrize(
    ("chart", "more", "code"),
    [
        ("NOTHING", {}, "NOT_FOUND"),
        ("PROJECT_THROUGHPUT", {}, "BAD_USER_INPUT"),
        ("PROJECT_THROUGHPUT", {"projectId": "nothing"}, "NOT_FOUND"),
        ("TEAM_THROUGHPUT", {"calendarDate": "march"}, "BAD_USER_INPUT"),
        ("LABELER_THROUGHPUT", {"userId": "999999"}, "NOT_FOUND"),
    ],
)
def test_bad_requests(api: Api, world: World, chart: str, more: dict[str, str], code: str) -> None:
    assert data(api, world, chart, **more) == [code]


def test_who_sees_what(api: Api, make: Make, world: World) -> None:
    supervisor = make.user()
    make.member(world.team, supervisor, Role.SUPERVISOR)
    ann, project = world.labelers[0], {"projectId": world.project.uid}
    assert data(api, world, "TEAM_THROUGHPUT", supervisor) == ["FORBIDDEN"]
    assert len(data(api, world, "PROJECT_THROUGHPUT", supervisor, **project)) == 30
    assert data(api, world, "PROJECT_THROUGHPUT", ann, **project) == ["FORBIDDEN"]
    assert data(api, world, "LABELER_THROUGHPUT", ann, userId=str(world.admin.pk)) == ["FORBIDDEN"]
    assert len(data(api, world, "LABELER_THROUGHPUT", world.admin, userId=str(ann.pk))) == 30
    assert data(api, world, "LABELER_THROUGHPUT", make.user()) == ["NOT_FOUND"]
    reply = api.as_(ann).query("getCharts", "id", level="TEAM", teamId=str(world.team.pk))
    assert reply.codes == ["FORBIDDEN"]


def test_usage_counts_what_one_leads(api: Api, make: Make, world: World) -> None:
    asked = {"start": "2026-03-04", "end": "2026-03-04"}
    selection = "start end labels"
    assert api.as_(world.admin).query("getUsage", selection, input=asked).data == {**asked, "labels": 3}
    assert api.as_(world.labelers[0]).query("getUsage", selection, input=asked).data["labels"] == 0
    assert api.as_(make.user(superuser=True)).query("getUsage", selection, input=asked).data["labels"] >= 3


def test_figures_are_of_now(api: Api, world: World) -> None:
    admin = api.as_(world.admin)
    told = datetime.fromisoformat(admin.query("getAnalyticsLastUpdatedAt").data)
    assert abs((clock.now() - told).total_seconds()) < 60
    assert admin.mutate("runDataIngestion").data is True
    assert api.query("getAnalyticsLastUpdatedAt").codes == ["UNAUTHENTICATED"]
