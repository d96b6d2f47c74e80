"""A team's own buckets through the API, against real servers of the three providers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gloss.storage import external
from gloss.storage.models import ExternalObjectStorage
from gloss.teams.models import Role
from tests.client import Api
from tests.exporting import kitchen
from tests.factories import Make, unique
from tests.services.azure import AzureServer
from tests.services.gcs import GoogleServer
from tests.services.s3 import SwiftServer

pytestmark = pytest.mark.services
FIELDS = "id bucketName cloudService credentials { accessKeyId endpoint region serviceAccount connectionString }"


def check(api: Api, team_id: int, service: str, bucket: str, credentials: dict[str, str]) -> Any:
    input = {"teamId": str(team_id), "cloudService": service, "bucketName": bucket, "credentials": credentials}
    return api.query("checkExternalObjectStorageConnection", input=input)


def test_connections_of_all_providers(
    api: Api, make: Make, swift: SwiftServer, azurite: AzureServer, google: GoogleServer
) -> None:
    admin = make.user()
    team, caller, bucket = make.team(admin), api.as_(admin), unique("docs")
    swift.make_bucket(bucket)
    azurite.make_container(bucket)
    google.make_bucket(bucket)
    for service, credentials in (
        ("S3_COMPATIBLE", swift.credentials),
        ("AWS_S3", swift.credentials),
        ("AZURE_BLOB_STORAGE", azurite.credentials),
        ("GOOGLE_CLOUD_STORAGE", google.credentials),
    ):
        assert check(caller, team.pk, service, bucket, credentials).data is True
        left = [found.key for found in external.open_bucket(service, bucket, credentials).list("temp")]
        assert left == []
        missing = check(caller, team.pk, service, bucket + "no", credentials)
        assert missing.codes == ["EXTERNAL_OBJECT_STORAGE_ERROR"]
        assert missing.errors[0]["extensions"]["step"] == "list"
        assert missing.messages == [f"Cannot list in {bucket}no: the bucket or object does not exist."]


def test_wrong_credentials_name_the_step(api: Api, make: Make, swift: SwiftServer, azurite: AzureServer) -> None:
    admin = make.user()
    team, bucket = make.team(admin), unique("docs")
    swift.make_bucket(bucket)
    azurite.make_container(bucket)
    wrong_s3 = {**swift.credentials, "secretAccessKey": "wrong"}
    connection = azurite.credentials["connectionString"]
    wrong_azure = {"connectionString": connection.replace("AccountKey=", "AccountKey=AAAA")}
    for service, credentials, reason in (
        ("S3_COMPATIBLE", wrong_s3, "SignatureDoesNotMatch"),
        ("AZURE_BLOB_STORAGE", wrong_azure, "AuthorizationFailure"),
    ):
        reply = check(api.as_(admin), team.pk, service, bucket, credentials)
        assert reply.codes == ["EXTERNAL_OBJECT_STORAGE_ERROR"]
        assert reply.messages == [f"Cannot list in {bucket}: access was denied ({reason})."]


def test_object_meta(api: Api, make: Make, swift: SwiftServer) -> None:
    world, bucket = kitchen(make), swift.make_bucket(unique("docs"))
    rosa = api.as_(world.rosa)
    input = {
        "teamId": world.team.pk,
        "cloudService": "S3_COMPATIBLE",
        "bucketName": bucket,
        "credentials": swift.credentials,
    }
    storage = rosa.mutate("createExternalObjectStorage", FIELDS, input=input)
    assert storage.data["credentials"] == {
        "accessKeyId": "test:tester",
        "endpoint": swift.endpoint,
        "region": "us-east-1",
        "serviceAccount": None,
        "connectionString": None,
    }
    external.open_bucket("S3_COMPATIBLE", bucket, swift.credentials).put("a/b.txt", b"hello")
    arguments = {"externalObjectStorageId": storage.data["id"], "objectKeys": ["/a/b.txt", "none.txt", "a/b.txt"]}
    found = rosa.query("getExternalObjectMeta", "key sizeInBytes", **arguments)
    assert found.data == [{"key": "/a/b.txt", "sizeInBytes": 5}, {"key": "a/b.txt", "sizeInBytes": 5}]
    assert api.as_(world.ann).query("getExternalObjectMeta", "key", **arguments).codes == ["FORBIDDEN"]
    assert api.as_(make.user()).query("getExternalObjectMeta", "key", **arguments).codes == ["NOT_FOUND"]


def test_large_files_go_up_in_parts_and_come_down_in_ranges(swift: SwiftServer) -> None:
    stored = external.open_bucket("S3_COMPATIBLE", swift.make_bucket(unique("docs")), swift.credentials)
    content = bytes(range(256)) * (12 << 12)
    assert stored.put("big.bin", content) == len(content) == 12 << 20
    assert stored.size("big.bin") == len(content)
    assert b"".join(stored.stream("big.bin", 1_000_001, 1_000_011)) == content[1_000_001:1_000_011]
    with stored.open("big.bin") as file:
        file.seek(-3, 2)
        assert file.read() == content[-3:]
    stored.delete("big.bin")
    stored.delete("big.bin")
    assert not stored.exists("big.bin")
    with pytest.raises(FileNotFoundError):
        stored.open("big.bin")


def test_stored_credentials_are_sealed_and_masked(api: Api, make: Make, google: GoogleServer) -> None:
    admin = make.user()
    team, bucket = make.team(admin), google.make_bucket(unique("docs"))
    reviewer = make.member(team, role=Role.REVIEWER).user
    input = {"teamId": team.pk, "cloudService": "GOOGLE_CLOUD_STORAGE", "bucketName": bucket}
    input["credentials"] = google.credentials
    made = api.as_(admin).mutate("createExternalObjectStorage", FIELDS, input=input)
    assert made.data["credentials"]["serviceAccount"] == "********"
    row = ExternalObjectStorage.objects.get(pk=made.data["id"])
    assert json.loads(google.credentials["serviceAccount"])["client_email"] not in row.credentials
    listed = api.as_(reviewer).query("getExternalObjectStorages", FIELDS, teamId=team.pk)
    assert [(one["bucketName"], set(one["credentials"].values())) for one in listed.data] == [(bucket, {None})]
