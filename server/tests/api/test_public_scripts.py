"""The programs of public clients from end to end, against a real server over real HTTP (api.md 26.3, 26.8, 26.16)."""

from __future__ import annotations

import functools
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from bench import work
from bench.client import Client
from bench.server import Server

from tests.creating import TOKENS, creation
from tests.public.scripts import Example, Robosaur, http


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Our own server with its worker, on a database of its own."""
    found = Server(tmp_path_factory.mktemp("scripts") / "data", GLOSS_DATABASE_URL="", GLOSS_SECRET_KEY="")
    found.folder.mkdir()
    found.start()
    yield found
    found.stop()


class People:
    """An admin, a labeler and a reviewer of one team, with API credentials each."""

    def __init__(self, server: Server, team: str) -> None:
        names = {"admin": "ADMIN", "ann": "LABELER", "mia": "REVIEWER"}
        self.emails = {name: f"{name}-{team.lower()}@example.com" for name in names}
        self.credentials = {name: server.credentials(self.emails[name], team, role) for name, role in names.items()}
        self.team = self.credentials["admin"]["teamId"]


@pytest.fixture(scope="module")
def people(server: Server) -> People:
    return People(server, "Scripts")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two folders of files: two projects."""
    for name in ("soups", "stews"):
        (tmp_path / name).mkdir()
        for number in range(3):
            (tmp_path / name / f"{name}-{number}.txt").write_text(f"Rosa likes {name} {number}.\nJun too.\n")
    return tmp_path


@pytest.fixture
def web(folder: Path) -> Iterator[str]:
    """The same files behind addresses."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            return None

    found = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{found.server_port}"
    found.shutdown()
    found.server_close()


def base(people: People) -> dict[str, Any]:
    """What robosaur takes from its configuration for every project."""
    return {
        "teamId": people.team,
        "kinds": ["TOKEN_BASED"],
        "type": "NER",
        "documentSettings": {"kind": "TOKEN_BASED", "allowMultiLabels": True, "tokenizer": "WINK"},
        "documentAssignments": [
            {"email": people.emails["ann"], "role": "LABELER"},
            {"email": people.emails["mia"], "role": "REVIEWER"},
        ],
        "labelSetIDs": [],
        "tagNames": ["batch"],
        "labelerExtensions": ["LABELS_EXTENSION_ID"],
        "reviewerExtensions": ["REVIEW_EXTENSION_ID"],
        "splitDocumentOption": None,
    }


@pytest.mark.parametrize("with_wizard", [True, False])
def test_robosaur_creates_tags_and_exports(
    server: Server, people: People, folder: Path, web: str, with_wizard: bool
) -> None:
    """Both payload modes; a second run makes nothing twice; PUT, PATCH; the REVIEW files after export."""
    run = Robosaur(server.url, people.credentials["admin"])
    urls = web if with_wizard else ""
    assert run.create_projects(folder, base(people), with_wizard=with_wizard, urls=urls) == ["soups", "stews"]
    assert {entry["jobStatus"] for entry in run.state.values()} == {"DELIVERED"}
    assert run.create_projects(folder, base(people), with_wizard=with_wizard, urls=urls) == []
    client = Client(server.url, people.credentials["admin"])
    project_id = run.state["soups"]["projectId"]
    query = (
        "query($id: ID!) { getProject(input: {projectId: $id}) { settings { conflictResolution { mode consensus } } } }"
    )
    settings = client.graphql(query, {"id": project_id})["getProject"]["settings"]["conflictResolution"]
    assert settings == {"mode": "MANUAL" if with_wizard else "PEER_REVIEW", "consensus": 2}

    assert run.apply_tags(people.team, project_id, ["one", "two"], "PUT") == {"one", "two"}
    assert run.apply_tags(people.team, project_id, ["three"], "PATCH") == {"one", "two", "three"}
    assert run.apply_tags(people.team, project_id, ["four"], "PUT") == {"four"}

    files = run.export_projects(people.team, "PLAIN")
    assert {name: sorted(found) for name, found in files.items()} == {
        name: [f"{name}-{number}.txt" for number in range(3)] for name in ("soups", "stews")
    }
    assert run.tokens_taken == 1


def test_robosaur_takes_a_new_token_once(server: Server, people: People) -> None:
    """api.md 26.3: an expired token is answered so that the client renews it and goes on."""
    run = Robosaur(server.url, people.credentials["admin"], token="0" * 40)
    assert isinstance(run.projects("GetProjectsQuery", {"teamId": people.team}), list)
    assert run.tokens_taken == 1


def test_time_per_task(server: Server) -> None:
    """A labeler goes to rows and answers them; the report finds each row once, with its time."""
    people = People(server, "Timing")
    admin, ann = (Client(server.url, people.credentials[name]) for name in ("admin", "ann"))
    table = server.folder / "dishes.csv"
    table.write_text("Dish\nsoup\nstew\nsalad\n")
    input = work.row_project(people.team, admin.upload(table), "Dishes", "dishes.csv", people.emails["ann"])
    input["documentAssignments"][0]["role"] = "LABELER"
    project, _ = work.create(admin, input)
    (document,) = work.cabinet(ann, project)["documents"]
    visit = "mutation($input: UpdateTextDocumentInput!) { updateTextDocument(input: $input) { id } }"
    answer = """mutation($input: UpdateMultiRowAnswersInput!) {
      updateMultiRowAnswers(input: $input) { document { id } } }"""
    for line in (0, 2):
        ann.graphql(visit, {"input": {"id": document["id"], "currentSentenceCursor": line}})
        rows = [{"line": line, "answers": {"Q0": "Food"}}]
        ann.graphql(answer, {"input": {"textDocumentId": document["id"], "rowAnswers": rows}})
    rows = [{"line": 1, "answers": {"Q0": "Food"}}]
    ann.graphql(answer, {"input": {"textDocumentId": document["id"], "rowAnswers": rows}})

    now = datetime.now(UTC)
    period = ((now - timedelta(days=6)).isoformat(), (now + timedelta(hours=1)).isoformat())
    run = Robosaur(server.url, people.credentials["admin"])
    report = run.time_per_task(people.team, *period)
    assert report == run.time_per_task(people.team, *period, take=2)
    times = {row["Row Number"]: row.pop("millis") for row in report}
    same = {
        "Project ID": project,
        "File Name": "dishes.csv",
        "Team Member": people.emails["ann"],
        "Role": "LABELER",
        "Project Assignment Role": "LABELER",
    }
    assert report == [{**same, "Row Number": number} for number in (1, 3, 2)]
    assert times[2] == 1000
    assert all(0 <= times[number] < 20_000 for number in (1, 3))


def test_example_scripts(server: Server, people: People) -> None:
    """``create_project``, ``get_job_status``, ``export``, then the tags of the project, all with Basic tokens."""
    run = Example(server.url, people.credentials["admin"])
    files = {f"letter-{number}.txt": f"Dear {number}.\nThanks.\n".encode() for number in range(20)}
    input = {
        "name": "Letters",
        "teamId": int(people.team),
        "kinds": ["TOKEN_BASED"],
        "purpose": "LABELING",
        "externalObjectStorageId": None,
        "documentAssignments": None,
        "creationSettings": creation(),
        "tokenLabelSets": None,
        "bboxLabelSets": None,
        "rowQuestions": None,
        "documentQuestions": None,
        "kindsDocumentSettings": {"tokenBasedSettings": TOKENS, "rowBasedSettings": None},
        "projectSettings": {"conflictResolution": {"mode": "PEER_REVIEW", "consensus": 1}},
    }
    job = run.job_status(run.create_project(files, input))
    assert (job["status"], job["errors"]) == ("DELIVERED", [])
    name, content = run.export(job["resultId"], "JSON_ADVANCED", "letters-out")
    assert name == "letters-out.zip"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        reviewed = [entry for entry in archive.namelist() if "/REVIEW/" in entry and entry.endswith(".json")]
    assert len(reviewed) == 20

    made = run.ask("CreateTag", {"input": {"teamId": people.team, "name": "letters"}})
    done = run.ask("UpdateProjectTags", {"input": {"projectId": job["resultId"], "tagIds": [made["id"]]}})
    assert done["tags"] == [{"id": made["id"], "name": "letters"}]
    wanted = {"teamId": people.team, "tags": [made["id"]]}
    page = {"cursor": "", "page": {"skip": 0, "take": 100}, "sort": [], "filter": wanted}
    found = run.ask("GetProjectsQuery", {"input": page})
    assert ([node["id"] for node in found["nodes"]], found["totalCount"]) == ([job["resultId"]], 1)
    cleared = run.ask("UpdateProjectTags", {"input": {"projectId": job["resultId"], "tagIds": []}})
    assert cleared["tags"] == []


def test_health_needs_no_token(server: Server) -> None:
    """api.md 26.16: a version above 5.37.0, compared number by number."""
    status, media, body = http("GET", f"{server.url}/api/health")
    answer = json.loads(body)
    assert (status, "json" in media, answer["status"]) == (200, True, "ok")
    assert tuple(int(part) for part in answer["version"].split(".")) > (5, 37, 0)
