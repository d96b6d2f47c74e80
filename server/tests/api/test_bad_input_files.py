"""Files that cannot be used: the exact place of the fault, and nothing half-made is left."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import obstore.exceptions
import pytest
from django.conf import settings

from gloss.accounts.models import User
from gloss.documents.models import Document, Line
from gloss.imports import cleanup
from gloss.jobs.models import Job
from gloss.labelsets.models import LabelSetTemplate
from gloss.projects.models import Project
from gloss.storage import uploads
from gloss.storage.files import Files, files
from gloss.storage.models import UploadedFile
from tests.client import Api
from tests.creating import JOB, create, creation, finished, launch_input, made

ROWS: dict[str, Any] = {"kinds": ["ROW_BASED"]}


@pytest.fixture
def rosa(make) -> User:
    return make.user()


def stored() -> set[str]:
    return {found.key for found in files().list()}


def nothing_is_left(rosa: User, before: set[str]) -> None:
    """Neither rows, hidden ones included, nor files but the uploads, which expire as if never claimed."""
    assert Project.objects.filter(owner=rosa).count() == 0
    assert Document.objects.filter(project__owner=rosa).count() == 0
    assert Line.objects.filter(document__project__owner=rosa).count() == 0
    assert LabelSetTemplate.objects.filter(owner=rosa).count() == 0
    own = UploadedFile.objects.filter(owner=rosa)
    assert own.exclude(claimed_at=None).count() == 0
    assert stored() - before == set(own.values_list("key", flat=True))


FAULTS = [
    (
        "wrong encoding",
        {"a.txt": b"Rosa cooked\ncaf\xe9 laksa\n"},
        {},
        ("INVALID_ENCODING", {"fileName": "a.txt", "line": 2}),
    ),
    ("open quote", {"a.csv": b'x,y\n1,"2\n3,4\n'}, ROWS, ("PARSE_ERROR", {"fileName": "a.csv", "line": 2})),
    (
        "ragged row",
        {"a.csv": b"x,y\n1,2\n1,2,3\n"},
        ROWS,
        ("COLUMN_COUNT_MISMATCH", {"fileName": "a.csv", "line": 3, "column": 3}),
    ),
    ("empty", {"a.txt": b""}, {}, ("EMPTY_FILE", {"fileName": "a.txt"})),
    ("blank table", {"a.csv": b"\n\n"}, ROWS, ("EMPTY_FILE", {"fileName": "a.csv"})),
    (
        "broken JSON",
        {"a.json": b'[{"text":"Hi"'},
        {},
        ("PARSE_ERROR", {"fileName": "a.json", "line": 1, "column": 14}),
    ),
    (
        "offsets out of range",
        {"a.json": b'[{"text":"Hi","entities":[{"type":"P","start_idx":0,"end_idx":9}]}]'},
        {},
        ("LABEL_OUT_OF_RANGE", {"fileName": "a.json", "line": 1, "field": "entities[0]"}),
    ),
    (
        "ragged token rows",
        {"a.tsv": b"Rosa\tB-Person\tO\ncooked\tO\n"},
        {},
        ("COLUMN_COUNT_MISMATCH", {"fileName": "a.tsv", "line": 2, "column": 3}),
    ),
]


@pytest.mark.parametrize(("files_", "changed", "expected"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_the_place_of_the_fault_is_named(api: Api, rosa: User, files_, changed, expected) -> None:
    before = stored()
    job = create(api.as_(rosa), files_, **changed)
    found = [
        (error["id"], {key: value for key, value in error["args"].items() if key != "reason"})
        for error in job["errors"]
    ]
    assert (job["status"], found) == ("FAILED", [expected])
    assert job["errors"][0]["args"]["reason"].endswith(".")
    nothing_is_left(rosa, before)


def test_one_bad_file_among_good_ones_stops_all(api: Api, rosa: User) -> None:
    before = stored()
    job = create(api.as_(rosa), {"a.txt": "Rosa\n", "b.txt": b"caf\xe9", "c.txt": "Jun\n"})
    assert [(error["id"], error["args"]["fileName"]) for error in job["errors"]] == [("INVALID_ENCODING", "b.txt")]
    nothing_is_left(rosa, before)


def archive(**entries: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in entries.items():
            zipped.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "id", "reason"),
    [
        (archive(**{"good.txt": b"Rosa", "../evil.txt": b"x"}), "PARSE_ERROR", "unsafe name '../evil.txt'"),
        (archive(**{"good.txt": b"Rosa", "bomb.txt": b"0" * 30_000_000}), "FILE_TOO_LARGE", "unpacks to more than"),
        (archive(**{"a/soup.txt": b"x", "b/soup.txt": b"y"}), "DUPLICATE_NAME", "Two files have this name."),
        (archive(**{"good.txt": b"Rosa", "bad.txt": b"caf\xe9"}), "INVALID_ENCODING", "bad.txt"),
    ],
    ids=["path", "bomb", "names", "second file"],
)
def test_archives_leave_none_of_their_files(api: Api, rosa: User, content: bytes, id: str, reason: str) -> None:
    before = stored()
    job = create(api.as_(rosa), {"files.zip": content})
    assert [error["id"] for error in job["errors"]] == [id]
    assert reason in job["errors"][0]["stack"]
    nothing_is_left(rosa, before)


def test_a_file_over_the_limit_is_not_kept(api: Api, rosa: User, monkeypatch: pytest.MonkeyPatch) -> None:
    before = stored()
    monkeypatch.setattr(settings, "MAX_FILE_BYTES", 10)
    response = api.as_(rosa).post("/api/static/proxy/upload", files={"file": ("a.txt", b"Rosa cooked laksa")})
    assert response.status_code == 413
    assert "10 bytes" in response.text
    assert stored() == before
    assert not UploadedFile.objects.filter(owner=rosa).exists()


def test_an_unknown_label_becomes_a_class_and_one_of_the_wrong_sort_is_refused(api: Api, rosa: User) -> None:
    """A class that the project lacks is added; using an arrow's class on a span is an error."""
    rules = [{"name": "A", "options": [{"id": "1", "label": "eats", "type": "ARROW"}]}]
    file = {"a.tsv": "Rosa\tB-eats\n"}
    before = stored()
    job = create(api.as_(rosa), file, tokenLabelSets=rules)
    assert [(error["id"], error["args"]["fileName"]) for error in job["errors"]] == [("PARSE_ERROR", "a.tsv")]
    assert job["errors"][0]["args"]["reason"] == "The class eats is for arrows only, but the file uses it on spans."
    nothing_is_left(rosa, before)
    project = made(api.as_(rosa), {"a.tsv": "Rosa\tB-Person\n"}, tokenLabelSets=rules)
    assert [item["tagName"] for item in project.label_sets.get().items] == ["eats", "Person"]


def test_a_bad_file_added_later_changes_nothing(api: Api, rosa: User) -> None:
    caller = api.as_(rosa)
    project = made(caller, {"a.txt": "Rosa\n"})
    before, uploads_ = stored(), UploadedFile.objects.filter(owner=rosa).count()
    more = [{"document": {"name": "b.txt", "objectKey": caller.upload("b.txt", b"caf\xe9")}, "extras": []}]
    reply = caller.mutate("addDocumentsToProject", JOB, input={"projectId": project.uid, "documents": more})
    job = finished(caller, reply.data["job"]["id"])
    assert [(error["id"], error["args"]["fileName"]) for error in job["errors"]] == [("INVALID_ENCODING", "b.txt")]
    assert list(Project.objects.filter(owner=rosa).values_list("uid", flat=True)) == [project.uid]
    assert list(project.documents.values_list("file_name", flat=True)) == ["a.txt"]
    assert (len(stored() - before), UploadedFile.objects.filter(owner=rosa).count()) == (1, uploads_ + 1)
    taken = {"document": {"name": "a.txt", "objectKey": caller.upload("a.txt", "x")}, "extras": []}
    again = caller.mutate("addDocumentsToProject", JOB, input={"projectId": project.uid, "documents": [taken]})
    assert again.errors[0]["extensions"]["field"] == "documents[0].document.name"
    assert again.messages == ["The project already has a document named a.txt. Give this one another name."]


def test_an_upload_another_project_uses_stays(api: Api, rosa: User) -> None:
    caller = api.as_(rosa)
    given = launch_input(caller, {"a.txt": "one\ntwo\n"})
    finished(caller, caller.mutate("createProject", JOB, input=given).data["job"]["id"])
    parts = creation(splitDocumentConfig={"strategy": "BY_PARTS", "number": 3})
    again = caller.mutate("createProject", JOB, input={**given, "creationSettings": parts})
    assert finished(caller, again.data["job"]["id"])["status"] == "FAILED"
    assert UploadedFile.objects.get(owner=rosa).claimed_at is not None


def down(*_: Any, **__: Any) -> Any:
    raise obstore.exceptions.GenericError("no route to host")


def test_storage_that_is_down_takes_no_upload(api: Api, rosa: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Files, "put", down)
    response = api.as_(rosa).post("/api/static/proxy/upload", files={"file": ("a.txt", b"Rosa")})
    assert (response.status_code, response.json()["code"]) == (503, "STORAGE_UNAVAILABLE")
    assert not UploadedFile.objects.filter(owner=rosa).exists()


def test_storage_that_is_down_fails_the_import_after_three_tries(api: Api, rosa: User, monkeypatch) -> None:
    caller, before = api.as_(rosa), stored()
    given = launch_input(caller, {"a.txt": "Rosa\n"})
    for name in ("open", "size", "list"):
        monkeypatch.setattr(Files, name, down)
    job = finished(caller, caller.mutate("createProject", JOB, input=given).data["job"]["id"])
    assert [error["id"] for error in job["errors"]] == ["STORAGE_UNAVAILABLE"]
    assert Job.objects.get(id=job["id"]).attempt == 3
    monkeypatch.undo()
    assert Project.objects.filter(owner=rosa).count() == 0
    assert stored() - before == set(UploadedFile.objects.filter(owner=rosa).values_list("key", flat=True))


def test_uploads_nobody_took_expire(api: Api, rosa: User, monkeypatch: pytest.MonkeyPatch) -> None:
    create(api.as_(rosa), {"a.txt": b"caf\xe9"})
    key = UploadedFile.objects.get(owner=rosa).key
    assert cleanup.CLAIMED_BEFORE.total_seconds() == 60
    UploadedFile.objects.filter(key=key).update(created_at="2020-01-01T00:00:00Z")
    uploads.purge()
    assert not files().exists(key)
