"""Projects from a team's own bucket: every object key is a path in it."""

from __future__ import annotations

import pytest

from gloss.documents.models import DocumentCopy
from gloss.projects.models import Project
from gloss.storage import external
from gloss.storage.files import open_store
from gloss.storage.models import CloudService, ExternalObjectStorage
from gloss.storage.secrets import seal
from gloss.teams.models import Role
from tests.creating import JOB, finished, launch_input


@pytest.fixture
def world(api, make, monkeypatch, tmp_path):
    """An admin, their team's bucket (a folder), and a file in it."""
    admin = make.user()
    team = make.team(admin)
    row = ExternalObjectStorage.objects.create(
        team=team, cloud_service=CloudService.S3_COMPATIBLE, bucket_name="b", credentials=seal({})
    )
    store = open_store("", str(tmp_path))
    store.put("in/soup.txt", b"Rosa cooked.\nJun ate.\n")
    monkeypatch.setattr(external, "client", lambda storage: store)
    caller = api.as_(admin)
    caller.team, caller.storage = team, row
    return caller


def given(api, key, **changed):
    value = launch_input(api, {}, teamId=str(api.team.pk), externalObjectStorageId=str(api.storage.pk), **changed)
    value["documents"] = [{"document": {"name": "soup.txt", "objectKey": key}, "extras": None}]
    return value


def test_a_file_of_the_bucket_is_copied(world):
    job = finished(world, world.mutate("createProject", JOB, input=given(world, "in/soup.txt")).data["job"]["id"])
    assert (job["status"], job["errors"]) == ("DELIVERED", [])
    copy = DocumentCopy.objects.get(uid=job["additionalData"]["documentIds"][0])
    assert copy.document.line_count == 2
    project = Project.objects.get(uid=job["resultId"])
    assert project.external_storage_id == world.storage.pk
    assert copy.document.stored_key.startswith(f"projects/{project.uid}/")


def test_a_path_that_is_not_there(world):
    job = finished(world, world.mutate("createProject", JOB, input=given(world, "in/none.txt")).data["job"]["id"])
    assert [(error["id"], error["args"]["fileName"]) for error in job["errors"]] == [
        ("EXTERNAL_OBJECT_STORAGE_ERROR", "soup.txt")
    ]
    assert Project.objects.filter(team=world.team).count() == 0


def test_a_bucket_of_another_team(api, make, world):
    other = make.user()
    stranger = api.as_(other)
    stranger.team, stranger.storage = make.team(other), world.storage
    assert stranger.mutate("createProject", JOB, input=given(stranger, "in/soup.txt")).codes == ["NOT_FOUND"]
    member = make.member(world.team, role=Role.LABELER)
    labeler = api.as_(member.user)
    labeler.team, labeler.storage = world.team, world.storage
    assert labeler.mutate("createProject", JOB, input=given(labeler, "in/soup.txt")).codes == ["FORBIDDEN"]
