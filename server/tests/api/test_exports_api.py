"""Exports through the API: what is refused, how links behave, and what a job leaves behind."""

from __future__ import annotations

import hashlib
import io
import os
import time
import zipfile
from typing import Any
from urllib.parse import unquote

import pytest
from django.conf import settings

from gloss.core import clock
from gloss.core.errors import BadInput
from gloss.events.models import TimelineEvent
from gloss.exports import folders, links, service
from gloss.formats.datasaur_schema import DatasaurSchemaWriter
from gloss.jobs import runner
from gloss.jobs.models import Job
from gloss.storage.files import files
from gloss.teams.models import Role
from tests.client import Api, Reply, run_jobs
from tests.exporting import Kitchen, add_span, allow_labelers, ask, delivered, kitchen, path_of
from tests.factories import Make

STATUS = "deliveryStatus errors { id stack args }"


def queued(world: Kitchen) -> int:
    return Job.objects.filter(project_uid=world.project.uid).count()


def test_the_flow_of_the_public_client(api: Api, make: Make) -> None:
    """Export, poll, download without login; the name comes from the link's path."""
    world = kitchen(make)
    rosa = api.as_(world.rosa)
    query = """query ExportTextProjectQuery($input: ExportTextProjectInput!) {
      result: exportTextProject(input: $input) { redirect fileUrl fileUrlExpiredAt queued exportId } }"""
    input = {
        "projectIds": [world.project.uid],
        "fileName": f"recipes_{world.project.uid}",
        "format": "DATASAUR_SCHEMA",
        "method": "FILE_STORAGE",
        "role": "REVIEWER",
        "includedCommentType": ["ARROW_LABEL", "COMMENT", "SPAN_LABEL", "SPAN_TEXT"],
    }
    result = rosa.graphql(query, {"input": input}).data["result"]
    assert (result["redirect"], result["queued"]) == (None, True)
    assert result["exportId"].startswith("ExportQueue:")
    hours = (clock.datetime.fromisoformat(result["fileUrlExpiredAt"]) - clock.now()).total_seconds() / 3600
    assert settings.EXPORT_HOURS - 0.1 < hours <= settings.EXPORT_HOURS
    path = path_of(result["fileUrl"])
    assert Api().get(path).status_code == 404
    assert rosa.query("getExportDeliveryStatus", STATUS, exportId=result["exportId"]).data == {
        "deliveryStatus": "QUEUED",
        "errors": [],
    }
    run_jobs()
    assert rosa.query("getExportDeliveryStatus", STATUS, exportId=result["exportId"]).data == {
        "deliveryStatus": "DELIVERED",
        "errors": [],
    }
    jobs = rosa.query("getJobs", "id status progress result", jobIds=[result["exportId"]])
    found = [(one["id"], one["status"], one["progress"]) for one in jobs.data]
    assert found == [(result["exportId"], "DELIVERED", 100)]
    response = Api().get(path)
    assert response.status_code == 200
    assert unquote(path.rpartition("/")[2]) == f"recipes_{world.project.uid}.zip"
    assert hashlib.sha256(response.content).hexdigest() == jobs.data[0]["result"]["sha256"]
    assert len(response.content) == jobs.data[0]["result"]["sizeInBytes"]
    part = Api().get(path, headers={"range": "bytes=2-9"})
    assert (part.status_code, part.content) == (206, response.content[2:10])
    assert part.headers["content-range"] == f"bytes 2-9/{len(response.content)}"


def test_links_end(api: Api, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    world = kitchen(make)
    reply = ask(api.as_(world.rosa), world, fileName="a b/ü")
    delivered(api, reply)
    path = path_of(reply.data["fileUrl"])
    assert unquote(path).endswith("/a b_ü.zip")
    assert Api().get(path).status_code == 200
    assert Api().get(path.replace("a%20b", "other")).status_code == 404
    head, _, name = path.rpartition("/")
    assert Api().get(f"{head}x/{name}").status_code == 404
    job_id = reply.data["exportId"]
    expired = links.link("http://testserver", job_id, int(time.time()) - 1, "a b_ü.zip")
    assert Api().get(path_of(expired)).status_code == 404
    stored = files().local_path(Job.objects.get(id=job_id).checkpoint["file"]["key"])
    assert stored is not None
    service.purge()
    assert Api().get(path).status_code == 200
    old = time.time() - settings.EXPORT_HOURS * 3600 - 60
    os.utime(stored, (old, old))
    service.purge()
    assert not stored.exists()
    assert Api().get(path).status_code == 404


def test_redirecting_methods(api: Api, make: Make) -> None:
    world = kitchen(make)
    found = {}
    for method in ("DOWNLOAD_REQUEST", "DOWNLOAD", "FILE_STORAGE"):
        data = ask(api.as_(world.rosa), world, method=method).data
        assert data["fileUrl"].endswith("/recipes.zip")
        found[method] = data["redirect"] == data["fileUrl"]
    assert found == {"DOWNLOAD_REQUEST": True, "DOWNLOAD": False, "FILE_STORAGE": False}
    run_jobs()


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"format": "CSV_ROWS"}, "BAD_USER_INPUT", "format"),
        ({"format": "XLSX"}, "BAD_USER_INPUT", "format"),
        ({"format": "CUSTOM"}, "BAD_USER_INPUT", "format"),
        ({"fileName": "  "}, "BAD_USER_INPUT", "fileName"),
        ({"fileName": "x" * 201}, "BAD_USER_INPUT", "fileName"),
        ({"method": "CUSTOM_WEBHOOK", "secret": "s"}, "BAD_USER_INPUT", "url"),
        ({"method": "CUSTOM_WEBHOOK", "url": "http://a.example"}, "BAD_USER_INPUT", "secret"),
        ({"method": "CUSTOM_WEBHOOK", "url": "ftp://a.example/x", "secret": "s"}, "BAD_USER_INPUT", "url"),
        ({"method": "EXTERNAL_FILE_STORAGE"}, "BAD_USER_INPUT", "externalFileStorageParameter"),
        ({"method": "EXTERNAL_OBJECT_STORAGE"}, "BAD_USER_INPUT", "externalObjectStorageParameter"),
        ({"maskPIIEntities": True}, "BAD_USER_INPUT", "maskPIIEntities"),
        ({"excludedColumns": ["id"]}, "BAD_USER_INPUT", "excludedColumns"),
        ({"includedAssigneeIds": ["999999"]}, "BAD_USER_INPUT", "includedAssigneeIds"),
        ({"projectIds": []}, "BAD_USER_INPUT", "projectIds"),
        ({"projectIds": ["nope"]}, "NOT_FOUND", None),
    ],
)
def test_refused_before_anything_is_queued(
    api: Api, make: Make, changes: dict[str, Any], code: str, field: str | None
) -> None:
    world = kitchen(make)
    reply = ask(api.as_(world.rosa), world, **changes)
    assert reply.codes == [code]
    assert reply.errors[0]["extensions"].get("field") == field
    assert queued(world) == 0


def test_an_impossible_format_lists_the_possible_ones(api: Api, make: Make) -> None:
    world = kitchen(make)
    rosa = api.as_(world.rosa)
    (message,) = ask(rosa, world, format="XLSX").messages
    formats = rosa.query("getExportFormats", "format extension description", projectId=world.project.uid).data
    keys = [one["format"] for one in formats]
    assert message == f"Recipes cannot be exported as XLSX. Choose one of {', '.join(keys)}."
    assert {"DATASAUR_SCHEMA", "JSON_ADVANCED", "TSV_IOB", "CONLL_2003", "PLAIN"} <= set(keys)
    assert "CUSTOM" not in keys
    assert {one["format"]: one["extension"] for one in formats}["TSV_IOB"] == ".tsv"
    assert all(one["description"] for one in formats)


def test_permissions(api: Api, make: Make) -> None:
    world, foreign = kitchen(make), kitchen(make)
    reviewer = make.member(world.team, role=Role.REVIEWER).user
    unassigned = make.member(world.team, role=Role.LABELER).user
    callers = {"stranger": foreign.rosa, "ann": world.ann, "unassigned": unassigned, "reviewer": reviewer}

    def codes(caller: str, **changes: Any) -> list[str]:
        return ask(api.as_(callers[caller]), world, **changes).codes

    assert codes("stranger") == ["NOT_FOUND"]
    assert codes("unassigned") == ["NOT_FOUND"]
    allow_labelers(world)
    assert codes("ann") == ["FORBIDDEN"]
    assert ask(Api(), world).codes == ["UNAUTHENTICATED"]
    allow_labelers(world, "EMAIL")
    assert codes("ann", role="LABELER") == ["FORBIDDEN"]
    allow_labelers(world, "FILE_STORAGE")
    assert codes("ann", role="REVIEWER") == ["FORBIDDEN"]
    assert codes("ann", filteredCabinetRole="REVIEWER") == ["FORBIDDEN"]
    jun = world.team.members.get(user=world.jun)
    assert codes("ann", includedAssigneeIds=[str(jun.pk)]) == ["FORBIDDEN"]
    assert queued(world) == 0
    assert codes("ann") == []
    assert codes("reviewer") == []
    world.team.settings = {"allowed_reviewer_export_methods": []}
    world.team.save()
    assert codes("reviewer") == ["FORBIDDEN"]
    assert ask(api.as_(world.rosa), world).codes == []
    run_jobs()


def document_export(api: Api, uid: object, **changes: Any) -> Reply:
    input = {"documentId": str(uid), "fileName": "one", "format": "tsv_iob", "method": "FILE_STORAGE", **changes}
    return api.query("exportTextProjectDocument", "exportId fileUrl", input=input)


def test_a_document_is_the_bare_file_of_that_copy(api: Api, make: Make) -> None:
    world = kitchen(make)
    add_span(world.copy("ann"), "1", (0, 0, 0), (0, 0, 3))
    allow_labelers(world, "FILE_STORAGE")
    contents = {}
    for owner, caller in (("ann", world.ann), ("review", world.rosa)):
        reply = document_export(api.as_(caller), world.copy(owner).uid)
        result = delivered(api, reply)
        path = path_of(reply.data["fileUrl"])
        assert path.endswith("/one.tsv")
        response = Api().get(path)
        assert response.headers["content-type"].startswith("text/tab-separated-values")
        contents[owner] = response.content.decode()
        assert result["found"]["labels"] == (1 if owner == "ann" else 0)
    plain = "Rosa\tO\ncooked\tO\nlaksa\tO\nin\tO\nPenang\tO\n.\tO\n\nJun\tO\nate\tO\nit\tO\ntwice\tO\n.\tO\n"
    assert contents["review"].rstrip("\n") + "\n" == plain
    assert contents["ann"] == contents["review"].replace("Rosa\tO", "Rosa\tB-Person")
    event = TimelineEvent.objects.filter(project_uid=world.project.uid, event="DOCUMENT_EXPORTED").first()
    assert event is not None
    assert event.details["format"] == "TSV_IOB"


def test_nobody_reaches_anothers_copy(api: Api, make: Make) -> None:
    world, foreign = kitchen(make), kitchen(make)
    allow_labelers(world, "FILE_STORAGE")
    for caller in (world.ann, foreign.rosa):
        for owner in ("jun", "review", "root"):
            assert document_export(api.as_(caller), world.copy(owner).uid).codes == ["NOT_FOUND"]
    assert queued(world) == 0


def test_rights_are_checked_again_when_the_job_runs(api: Api, make: Make) -> None:
    world = kitchen(make)
    member = make.member(world.team, role=Role.REVIEWER)
    reply = ask(api.as_(member.user), world)
    member.is_deleted = True
    member.save()
    run_jobs()
    job = Job.objects.get(id=reply.data["exportId"])
    assert (job.status, [error["id"] for error in job.errors]) == ("FAILED", ["NOT_FOUND"])


def test_unknown_and_foreign_exports_are_none(api: Api, make: Make) -> None:
    world, foreign = kitchen(make), kitchen(make)
    reply = ask(api.as_(world.rosa), world)
    for export_id, caller in (("ExportQueue:nope", world.rosa), (reply.data["exportId"], foreign.rosa)):
        found = api.as_(caller).query("getExportDeliveryStatus", STATUS, exportId=export_id)
        assert found.data == {"deliveryStatus": "NONE", "errors": []}
    run_jobs()


def test_a_project_that_is_not_ready_is_missing(api: Api, make: Make) -> None:
    world = kitchen(make)
    world.project.is_ready = False
    world.project.save()
    assert ask(api.as_(world.rosa), world).codes == ["NOT_FOUND"]


def test_a_failing_document_fails_the_export_by_name(api: Api, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    world = kitchen(make, files=("good.txt", "soup.txt"))
    reply = ask(api.as_(world.rosa), world)
    real = DatasaurSchemaWriter.write

    def write(self: Any, document: Any, out: Any) -> Any:
        if document.document_name == "soup.txt":
            raise BadInput("It cannot be written.")
        return real(self, document, out)

    monkeypatch.setattr(DatasaurSchemaWriter, "write", write)
    run_jobs()
    job = Job.objects.get(id=reply.data["exportId"])
    assert job.status == "FAILED"
    assert job.errors == [
        {"id": "EXPORT_FAILED", "stack": "soup.txt: It cannot be written.", "args": {"fileName": "soup.txt"}}
    ]
    assert Api().get(path_of(reply.data["fileUrl"])).status_code == 404
    assert list(folders.work_folder().iterdir()) == []


def test_a_killed_export_starts_over_and_a_built_one_is_not_built_again(api: Api, make: Make) -> None:
    world = kitchen(make)
    reply = ask(api.as_(world.rosa), world)
    job_id = reply.data["exportId"]
    Job.objects.filter(id=job_id).update(status="IN_PROGRESS", attempt=1, heartbeat_at=clock.now().replace(year=2020))
    assert runner.reap() == 1
    first = delivered(api, reply)
    Job.objects.filter(id=job_id).update(status="QUEUED", run_after=None)
    add_span(world.copy("ann"), "1", (0, 0, 0), (0, 0, 3))
    assert delivered(api, reply) == first


def test_cancelled_exports_leave_nothing(api: Api, make: Make) -> None:
    world = kitchen(make)
    reply = ask(api.as_(world.rosa), world)
    Job.objects.filter(id=reply.data["exportId"]).update(cancel_requested=True)
    before = {found.key for found in files().list(folders.EXPORTS)}
    run_jobs()
    job = Job.objects.get(id=reply.data["exportId"])
    assert (job.status, job.errors[0]["id"]) == ("FAILED", "CANCELLED")
    assert {found.key for found in files().list(folders.EXPORTS)} == before


def test_team_overview(api: Api, make: Make) -> None:
    world = kitchen(make, name="=Recipes")
    add_span(world.copy("ann"), "1", (0, 0, 0), (0, 0, 3), status="ACCEPTED")
    add_span(world.copy("ann"), "2", (0, 2, 0), (0, 4, 5), status="REJECTED")
    input = {"teamId": str(world.team.pk), "method": "FILE_STORAGE"}
    assert api.as_(world.ann).query("exportTeamOverview", "exportId", input=input).codes == ["FORBIDDEN"]
    reply = api.as_(world.rosa).query("exportTeamOverview", "exportId fileUrl", input=input)
    delivered(api, reply)
    path = path_of(reply.data["fileUrl"])
    assert unquote(path).endswith(f"/Team Overview - {world.team.name}.zip")
    with zipfile.ZipFile(io.BytesIO(Api().get(path).content)) as archive:
        assert archive.namelist() == ["members.csv", "projects.csv", "iaa.csv"]
        members, projects, iaa = (archive.read(name).decode().split("\r\n") for name in archive.namelist())
    assert iaa == ["Annotator,Reviewer", "Reviewer,", ""]
    assert members[0].startswith("Member ID,Name,E-mail,Role,Joined,Projects,")
    ann = next(line for line in members if world.ann.email in line).split(",")
    assert (ann[1:4], ann[5:]) == (["Ann", world.ann.email, "LABELER"], ["1", "0", "0", "2", "1", "1", "0.5", "0"])
    assert len(members) == 6
    assert projects[1].startswith(f"{world.project.uid},'=Recipes,TOKEN_BASED,,CREATED,")
