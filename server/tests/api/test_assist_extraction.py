"""Projects of pictures whose text a team's own service reads (api.md 26.12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from gloss.assist import calling
from gloss.labels.models import Label
from gloss.projects.models import Project
from tests.client import Api
from tests.creating import cells, create, creation, launch_input, made, open_cabinet
from tests.factories import Make
from tests.model_server import Answer, Call, ModelServer
from tests.public.world import Workspace, workspace

PICTURE = b"\x89PNG\r\n\x1a\npicture"
CELL: dict[str, Any] = {"line": 0, "index": 0, "content": "Total 12", "tokens": ["Total", "12"], "metadata": []}
PLACE = {"startCellLine": 0, "startCellIndex": 0, "endCellLine": 0, "endCellIndex": 0, "layer": 0, "counter": 0}
SPAN = {"startTokenIndex": 0, "startCharIndex": 0, "endTokenIndex": 0, "endCharIndex": 4, "labelSetItemId": "1"}
IMPORTABLE = {
    "name": "bill-7.png",
    "cells": [CELL, {**CELL, "line": 1, "content": "Paid", "tokens": []}],
    "labelSets": [],
    "labels": [{"id": "s1", "type": "SPAN", **PLACE, **SPAN}],
    "pages": [],
}
SETS = [{"name": "Bill", "options": [{"id": "1", "label": "Amount"}]}]


@pytest.fixture
def service() -> Iterator[ModelServer]:
    server = ModelServer()
    yield server
    server.close()


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "PAUSES", (0.0, 0.0))


@pytest.fixture
def world(api: Api, make: Make) -> Workspace:
    return workspace(api, make)


def asked(world: Workspace, service: ModelServer, **changed: Any) -> dict[str, Any]:
    """Register the service and return what a project needs to use it."""
    input = {"name": "Reader", "endpointURL": f"{service.url}/read", "purpose": "OCR_API", "secret": "s3cret"}
    made = world.api.mutate("createCustomAPI", "id", teamId=str(world.team.pk), input=input)
    transcript = {"method": "CUSTOM_API", "customTextExtractionAPIId": made.data["id"]}
    settings = creation(transcriptConfig=transcript)
    return {"teamId": str(world.team.pk), "creationSettings": settings, "tokenLabelSets": SETS, **changed}


def lines(world: Workspace, project: Project) -> dict[str, list[str]]:
    cabinet = open_cabinet(world.api, project, "REVIEWER")
    return {one["fileName"]: [cell["content"] for cell in cells(world.api, one["id"])] for one in cabinet["documents"]}


def test_text_and_importable_json_become_lines(world: Workspace, service: ModelServer) -> None:
    def answer(call: Call) -> Answer:
        if b'filename="a.png"' in call.body:
            return Answer("First line\nSecond line\n", content_type="text/plain; charset=utf-8")
        return Answer(IMPORTABLE)

    service.answer = answer
    project = made(world.api, {"a.png": PICTURE, "b.png": PICTURE}, **asked(world, service))
    assert lines(world, project) == {
        "a.png": ["First line", "Second line"],
        "b.png": ["Total 12", "Paid"],
    }
    root = Label.objects.get(copy__cabinet__project=project, copy__cabinet__role="ROOT")
    assert (root.copy.document.file_name, root.item, root.end_char) == ("b.png", "1", 4)
    assert len(service.calls) == 2
    call = service.calls[0]
    assert call.path == "/read"
    assert call.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'name="upload"; filename="a.png"' in call.body
    assert PICTURE in call.body
    assert call.headers["accept"] == "application/json, text/plain"
    assert (call.headers["authorization"], call.headers["x-api-key"]) == ("Bearer s3cret", "s3cret")


def test_a_companion_file_is_not_read_again(world: Workspace, service: ModelServer) -> None:
    values = asked(world, service)
    input = launch_input(world.api, {"a.png": PICTURE}, **values)
    input["documents"][0]["extras"] = [{"name": "a.txt", "objectKey": world.api.upload("a.txt", "By hand\n")}]
    reply = world.api.mutate("createProject", "job { id }", input=input)
    assert reply.errors == []
    project = made(world.api, {"b.txt": "Other\n"}, **{**values, "name": "Other"})
    first = Project.objects.exclude(pk=project.pk).get(team=world.team, is_ready=True)
    assert lines(world, first) == {"a.png": ["By hand"]}
    assert service.calls == []


@pytest.mark.parametrize(
    ("answer", "tries", "args"),
    [
        (
            Answer("x" * 600, status=500, content_type="text/plain"),
            3,
            {"reason": "The service answered 500.", "status": 500, "body": "x" * 500},
        ),
        (
            Answer("no", status=422, content_type="text/plain"),
            1,
            {"reason": "The service answered 422.", "status": 422, "body": "no"},
        ),
        (
            Answer("<html>", content_type="text/html"),
            1,
            {
                "reason": "The service answered text/html instead of text/plain or application/json.",
                "status": 200,
                "body": "<html>",
            },
        ),
    ],
)
def test_a_failing_service_fails_the_project_by_file(
    world: Workspace, service: ModelServer, answer: Answer, tries: int, args: dict[str, Any]
) -> None:
    service.answer = lambda call: answer
    job = create(world.api, {"a.png": PICTURE}, **asked(world, service))
    assert job["status"] == "FAILED"
    assert [(error["id"], error["args"]) for error in job["errors"]] == [
        ("TEXT_EXTRACTION_FAILED", {"fileName": "a.png", **args})
    ]
    assert len(service.calls) == tries
    assert Project.objects.filter(team=world.team).count() == 0


def test_broken_json_fails_the_project_by_file(world: Workspace, service: ModelServer) -> None:
    service.answer = lambda call: Answer("{", content_type="application/json")
    job = create(world.api, {"a.png": PICTURE}, **asked(world, service))
    assert [(error["id"], error["args"]["fileName"]) for error in job["errors"]] == [("PARSE_ERROR", "a.json")]


@pytest.mark.parametrize(
    ("api_id", "code"), [(None, "BAD_USER_INPUT"), ("999999", "NOT_FOUND"), ("foreign", "NOT_FOUND")]
)
def test_the_service_must_be_the_teams(
    api: Api, make: Make, world: Workspace, service: ModelServer, api_id: str | None, code: str
) -> None:
    if api_id == "foreign":
        other = workspace(api, make)
        settings = asked(other, service)["creationSettings"]
        api_id = settings["transcriptConfig"]["customTextExtractionAPIId"]
    transcript = {"method": "CUSTOM_API", "customTextExtractionAPIId": api_id}
    values = {"teamId": str(world.team.pk), "creationSettings": creation(transcriptConfig=transcript)}
    reply = world.api.mutate("createProject", "job { id }", input=launch_input(world.api, {"a.png": PICTURE}, **values))
    assert reply.codes == [code]
