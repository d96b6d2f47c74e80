"""The report builder: what it offers, what it refuses, and exact files."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
import python_calamine

from gloss.analytics.models import CopyTime
from gloss.core import clock
from gloss.labels.models import Label
from tests.api.test_agreement import ANN, BEN, ITEMS, MANUAL, REVIEW, complete, label, review
from tests.client import Api, run_jobs
from tests.exporting import path_of
from tests.factories import Make
from tests.labeling import World, labeling_world

ONE = {"allowMultiLabels": False}
QUESTIONS = [
    {
        "type": "DROPDOWN",
        "name": "Dish",
        "label": "Dish",
        "config": {"options": [{"id": "1", "label": "Soup"}, {"id": "2", "label": "Stew"}]},
    }
]


@pytest.fixture
def world(api: Api, make: Make) -> World:
    """Ann and Ben label on 4 March; Ann is active for 90 seconds on the 4th and 30 on the 5th."""
    world = labeling_world(
        make, lines=["a b c d e f g h"], labelers=2, items=ITEMS, settings=MANUAL, document_settings=ONE
    )
    ann, ben = world.labelers
    for person, name in ((ann, "Ann"), (ben, "=Ben")):
        person.name = name
        person.save()
    label(api, world, ann, ann, ANN)
    label(api, world, ben, ben, BEN)
    review(api, world, REVIEW)
    for millis in (60_000, 30_000, 30_000):
        asked = {"documentId": world.uid(ann), "durationMillis": millis}
        assert api.as_(ann).mutate("addActiveDuration", input=asked).data is True
    assert CopyTime.objects.get(copy=world.copy(ann)).active_millis == 120_000
    CopyTime.objects.update_or_create(copy=world.copy(ann), defaults={"day": date(2026, 3, 4), "active_millis": 90_000})
    CopyTime.objects.create(copy=world.copy(ann), user=ann, day=date(2026, 3, 5), active_millis=30_000)
    day = clock.now().replace(year=2026, month=3, day=4)
    Label.objects.filter(copy__cabinet__project=world.project).update(created_at=day, updated_at=day)
    return world


def ask(api: Api, world: World, metrics: list[str], segments: list[str], **more: Any) -> Any:
    input = {
        "metricsGroupId": "ALL", "selectedMetrics": metrics, "selectedSegments": segments, "method": "FILE_STORAGE",
        **more,
    }  # fmt: skip
    return api.as_(world.admin).query("exportCustomReport", "exportId fileUrl", teamId=str(world.team.pk), input=input)


def text(api: Api, *asked: Any, **more: Any) -> list[str]:
    reply = ask(api, *asked, **more)
    assert reply.errors == []
    run_jobs()
    return api.get(path_of(reply.data["fileUrl"])).content.decode().split("\r\n")[:-1]


def test_what_it_offers(api: Api, world: World) -> None:
    selection = "id name description metrics clientSegments filterStrategies"
    found = api.as_(world.labelers[0]).query("getCustomReportMetricsGroupTables", selection).data
    assert [table["id"] for table in found] == ["LABELS", "CONFLICTS", "TIME", "ALL"]
    tables = {table["id"]: table for table in found}
    assert tables["CONFLICTS"]["metrics"] == ["TOTAL_CONFLICTS", "TOTAL_CONFLICTS_RESOLVED"]
    assert tables["TIME"]["metrics"] == ["TIME_SPENT", "TIME_SPENT_PER_LABEL"]
    assert "LABEL" not in tables["TIME"]["clientSegments"]
    assert len(tables["ALL"]["metrics"]) == 10
    assert len(tables["ALL"]["clientSegments"]) == 11
    assert not {"TIME_SPENT", "TIME_SPENT_PER_LABEL"} & set(tables["LABELS"]["metrics"])


def test_verdicts_by_person(api: Api, world: World) -> None:
    complete(api, world)
    ann, ben = world.labelers
    metrics = ["LABELS_ACCURACY", "TOTAL_LABELS_ACCEPTED", "TOTAL_LABELS_REJECTED", "TOTAL_LABELS_APPLIED"]
    assert text(api, world, metrics, ["USER", "PROJECT_ROLE"]) == [
        "User name,User e-mail,Project role,Labels accuracy,Labels accepted,Labels rejected,Total labels applied",
        f"'=Ben,{ben.email},LABELER,1.0000,6,0,7",
        f"Ann,{ann.email},LABELER,0.5000,3,3,7",
    ]


def test_columns_stand_as_they_were_chosen(api: Api, world: World) -> None:
    found = text(
        api, world, ["TOTAL_LABELS_APPLIED_BY_REVIEWER", "TOTAL_LABELS_APPLIED_BY_LABELER"],
        ["LABEL_TYPE", "LABEL", "DATE"], filters=[{"field": "LABEL", "strategy": "IS_NOT", "value": "per"}],
    )  # fmt: skip
    assert found == [
        "Label type,Label,Date,Labels applied by reviewers,Labels applied by labelers",
        "SPAN,ORG,2026-03-04,0,1",
        "SPAN,QTY,2026-03-04,0,1",
        "SPAN,TITLE,2026-03-04,0,2",
        "SPAN,WORK,2026-03-04,0,1",
        "SPAN,YEAR,2026-03-04,0,4",
    ]


def test_filters(api: Api, world: World) -> None:
    metrics, segments = ["TOTAL_LABELS_APPLIED"], ["OWNER_USER"]

    def rows(*filters: tuple[str, str, str]) -> list[str]:
        given = [dict(zip(("field", "strategy", "value"), one, strict=True)) for one in filters]
        return text(api, world, metrics, segments, filters=given)[1:]

    assert rows(("USER_NAME", "IS", "ann")) == ["Ann,7"]
    assert rows(("LABEL", "IS", "PER"), ("LABEL", "IS", "YEAR"), ("USER_NAME", "IS", "Ann")) == ["Ann,5"]
    assert rows(("LABEL", "NOT_CONTAINS", "E"), ("LABEL", "NOT_CONTAINS", "W")) == ["'=Ben,1", "Ann,1"]
    assert rows(("DATE", "DATE", "2026-03-05,")) == []
    assert rows(("DATE", "DATE", ",2026-03-04")) == ["'=Ben,7", "Ann,7"]
    assert rows(("PROJECT_NAME", "IS", "another")) == []
    assert rows(("DOCUMENT_ORIGIN_NAME", "CONTAINS", "DOC0.TXT"), ("PROJECT_ROLE", "IS", "labeler")) == [
        "'=Ben,7", "Ann,7"
    ]  # fmt: skip


def test_conflicts(api: Api, world: World) -> None:
    found = text(
        api, world, ["TOTAL_CONFLICTS", "TOTAL_CONFLICTS_RESOLVED"], ["OWNER_USER"], metricsGroupId="CONFLICTS"
    )
    assert found == ["Document owner,Total conflicts,Conflicts resolved", "Reviewer,11,9"]


def test_time(api: Api, world: World) -> None:
    found = text(api, world, ["TIME_SPENT", "TIME_SPENT_PER_LABEL"], ["DATE", "DOCUMENT"], metricsGroupId="TIME")
    assert found == [
        "Date,Document name (labeler copy),Time spent,Time spent per label",
        "2026-03-04,doc0,00:01:30,00:00:06",
        "2026-03-05,doc0,00:00:30,",
    ]


def test_answers(api: Api, make: Make) -> None:
    world = labeling_world(make, rows=[["a"], ["b"]], labelers=2, row_questions=QUESTIONS, settings=MANUAL)
    ann, ben = world.labelers
    for person, line, value in ((ann, 0, "Soup"), (ben, 0, "Stew"), (ann, 1, "Soup"), (None, 0, "Stew")):
        input = {"textDocumentId": world.uid(person), "rowAnswers": [{"line": line, "answers": {"Q0": value}}]}
        caller = api.as_(person or world.reviewer)
        assert caller.mutate("updateMultiRowAnswers", "document { id }", input=input).errors == []
    metrics = ["TOTAL_LABELS_APPLIED", "TOTAL_LABELS_ACCEPTED", "TOTAL_LABELS_REJECTED", "LABELS_ACCURACY"]
    found = text(api, world, metrics, ["LABEL_TYPE", "LABEL", "PROJECT_ROLE"])
    assert found[1:] == [
        "ROW_ANSWER,Soup,LABELER,2,0,1,0.0000",
        "ROW_ANSWER,Stew,LABELER,1,1,0,1.0000",
        "ROW_ANSWER,Stew,REVIEWER,1,0,0,",
    ]


def test_excel(api: Api, world: World) -> None:
    reply = ask(api, world, ["TOTAL_LABELS_APPLIED"], ["OWNER_USER"], fileType="XLSX")
    run_jobs()
    assert reply.data["fileUrl"].endswith(f"custom-report-{clock.now().date()}.xlsx")
    body = api.get(path_of(reply.data["fileUrl"])).content
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0)
    assert sheet.to_python() == [["Document owner", "Total labels applied"], ["'=Ben", "7"], ["Ann", "7"]]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"metricsGroupId": "NONE"}, "input.metricsGroupId"),
        ({"selectedMetrics": []}, "input.selectedMetrics"),
        ({"selectedSegments": []}, "input.selectedSegments"),
        ({"metricsGroupId": "CONFLICTS"}, "input.selectedMetrics"),
        ({"metricsGroupId": "TIME", "selectedMetrics": ["TIME_SPENT"]}, "input.selectedSegments"),
        ({"filters": [{"field": "LABEL", "strategy": "DATE", "value": ""}]}, "input.filters[0].strategy"),
        ({"filters": [{"field": "DATE", "strategy": "IS", "value": ""}]}, "input.filters[0].strategy"),
        ({"filters": [{"field": "DATE", "strategy": "DATE", "value": "soon,"}]}, "input.filters[0].value"),
        ({"filters": [{"field": "DATE", "strategy": "DATE", "value": "2026-02-02,2026-02-01"}]},
         "input.filters[0].value"),
    ],
)  # fmt: skip
def test_what_it_refuses(api: Api, make: Make, changes: dict[str, Any], field: str) -> None:
    admin = make.user()
    team = make.team(admin)
    input = {"metricsGroupId": "LABELS", "selectedMetrics": ["TOTAL_LABELS_APPLIED"], "selectedSegments": ["LABEL"]}
    reply = api.as_(admin).query("exportCustomReport", "exportId", teamId=str(team.pk), input={**input, **changes})
    assert reply.codes == ["BAD_USER_INPUT"]
    assert reply.errors[0]["extensions"]["field"] == field


def test_for_admins(api: Api, world: World) -> None:
    input = {"metricsGroupId": "LABELS", "selectedMetrics": ["TOTAL_LABELS_APPLIED"], "selectedSegments": ["LABEL"]}
    for person in (world.reviewer, world.labelers[0]):
        reply = api.as_(person).query("exportCustomReport", "exportId", teamId=str(world.team.pk), input=input)
        assert reply.codes == ["FORBIDDEN"]
