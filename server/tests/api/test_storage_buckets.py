"""Teams' buckets through the API, without a provider: rights, input, secrets."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import settings

from gloss.projects.models import Project
from gloss.storage import secrets
from gloss.storage.models import ExternalObjectStorage
from gloss.teams.models import Role
from tests.client import Api, Reply
from tests.exporting import kitchen
from tests.factories import Make

S3 = {"accessKeyId": "key", "secretAccessKey": "top secret", "endpoint": "http://127.0.0.1:9"}
FIELDS = "id bucketName cloudService team { id } credentials { accessKeyId endpoint roleArn serviceAccount }"


def create(api: Api, team_id: object, **changes: Any) -> Reply:
    input = {"teamId": str(team_id), "cloudService": "S3_COMPATIBLE", "bucketName": "docs", "credentials": S3}
    return api.mutate("createExternalObjectStorage", FIELDS, input={**input, **changes})


def test_only_admins_connect_and_disconnect(api: Api, make: Make) -> None:
    admin = make.user()
    team = make.team(admin)
    callers = {role: make.member(team, role=role).user for role in (Role.SUPERVISOR, Role.REVIEWER, Role.LABELER)}
    made = create(api.as_(admin), team.pk)
    shown = {"accessKeyId": "key", "endpoint": "http://127.0.0.1:9", "roleArn": None, "serviceAccount": None}
    assert made.data == {
        "id": made.data["id"],
        "bucketName": "docs",
        "cloudService": "S3_COMPATIBLE",
        "team": {"id": str(team.pk)},
        "credentials": shown,
    }
    row = ExternalObjectStorage.objects.get(pk=made.data["id"])
    assert "top secret" not in row.credentials
    assert secrets.unseal(row.credentials) == S3
    check = {"teamId": str(team.pk), "cloudService": "S3_COMPATIBLE", "bucketName": "docs", "credentials": S3}
    for user, code in [*((user, "FORBIDDEN") for user in callers.values()), (make.user(), "NOT_FOUND")]:
        caller = api.as_(user)
        assert create(caller, team.pk).codes == [code]
        assert caller.query("checkExternalObjectStorageConnection", input=check).codes == [code]
        arguments = {"externalObjectStorageId": made.data["id"]}
        assert caller.mutate("deleteExternalObjectStorage", "id", **arguments).codes == [code]
        assert caller.query("countProjectsByExternalObjectStorageId", input=made.data["id"]).codes == [code]
    assert ExternalObjectStorage.objects.filter(team=team).count() == 1
    listed = api.as_(callers[Role.LABELER]).query("getExternalObjectStorages", FIELDS, teamId=team.pk).data
    assert [(one["id"], set(one["credentials"].values())) for one in listed] == [(made.data["id"], {None})]
    listed = api.as_(admin).query("getExternalObjectStorages", FIELDS, teamId=team.pk).data
    assert listed[0]["credentials"] == shown
    assert api.as_(make.user()).query("getExternalObjectStorages", "id", teamId=team.pk).codes == ["NOT_FOUND"]


def test_a_bucket_in_use_stays(api: Api, make: Make) -> None:
    world = kitchen(make)
    rosa = api.as_(world.rosa)
    storage_id = create(rosa, world.team.pk).data["id"]
    Project.objects.filter(pk=world.project.pk).update(external_storage_id=storage_id)
    assert rosa.query("countProjectsByExternalObjectStorageId", input=storage_id).data == 1
    listed = rosa.query("getExternalObjectStorages", "projects { id }", teamId=world.team.pk)
    assert listed.data == [{"projects": [{"id": world.project.uid}]}]
    refused = rosa.mutate("deleteExternalObjectStorage", "id", externalObjectStorageId=storage_id)
    assert refused.codes == ["STORAGE_IN_USE"]
    assert ExternalObjectStorage.objects.filter(pk=storage_id).exists()
    Project.objects.filter(pk=world.project.pk).update(external_storage=None)
    gone = rosa.mutate("deleteExternalObjectStorage", "id bucketName", externalObjectStorageId=storage_id)
    assert gone.data == {"id": storage_id, "bucketName": "docs"}
    assert not ExternalObjectStorage.objects.filter(pk=storage_id).exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"bucketName": " "}, "bucketName"),
        ({"bucketName": "a/b"}, "bucketName"),
        ({"credentials": {**S3, "endpoint": None}}, "endpoint"),
        ({"credentials": {**S3, "endpoint": "ftp://x"}}, "endpoint"),
        ({"credentials": {"endpoint": "http://127.0.0.1:9"}}, "accessKeyId"),
        ({"cloudService": "AWS_S3", "credentials": {"accessKeyId": "a"}}, "secretAccessKey"),
        ({"cloudService": "AWS_S3", "credentials": {"roleArn": "arn:aws:iam::1:role/x"}}, "roleArn"),
        ({"cloudService": "GOOGLE_CLOUD_STORAGE", "credentials": {"serviceAccount": "{}"}}, "serviceAccount"),
        ({"cloudService": "GOOGLE_CLOUD_STORAGE", "credentials": {"serviceAccount": "nope"}}, "serviceAccount"),
        ({"cloudService": "AZURE_BLOB_STORAGE", "credentials": {"connectionString": "a=b"}}, "connectionString"),
    ],
)
def test_incomplete_input_names_the_field(api: Api, make: Make, changes: dict[str, Any], field: str) -> None:
    admin = make.user()
    team = make.team(admin)
    reply = create(api.as_(admin), team.pk, **changes)
    assert reply.codes == ["BAD_USER_INPUT"]
    assert reply.errors[0]["extensions"]["field"] == field
    assert ExternalObjectStorage.objects.filter(team=team).count() == 0


def test_private_endpoints_are_refused(api: Api, make: Make) -> None:
    admin = make.user()
    team = make.team(admin)
    key = {"client_email": "a", "private_key": "b", "gcs_base_url": "http://169.254.169.254"}
    for service, credentials in (
        ("S3_COMPATIBLE", {**S3, "endpoint": "http://169.254.169.254"}),
        ("AZURE_BLOB_STORAGE", {"connectionString": "AccountName=a;AccountKey=YQ==;BlobEndpoint=http://10.0.0.1"}),
        ("GOOGLE_CLOUD_STORAGE", {"serviceAccount": json.dumps(key)}),
    ):
        assert create(api.as_(admin), team.pk, cloudService=service, credentials=credentials).codes == [
            "ADDRESS_REFUSED"
        ]
    assert ExternalObjectStorage.objects.filter(team=team).count() == 0


def test_secrets_under_another_key_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = secrets.seal({"a": "ü"})
    assert secrets.unseal(sealed) == {"a": "ü"}
    monkeypatch.setattr(settings, "SECRET_KEY", "another")
    with pytest.raises(secrets.Unreadable, match="GLOSS_SECRET_KEY has changed"):
        secrets.unseal(sealed)
