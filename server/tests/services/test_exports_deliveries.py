"""Exports handed over to real servers: webhook, mail, and buckets."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import re
import zipfile
from datetime import datetime, timedelta
from typing import Any

import pytest

from gloss.events.models import TimelineEvent
from gloss.exports.deliveries.webhook import payload
from gloss.exports.request import Delivery, ExportRequest
from gloss.jobs import runner
from gloss.jobs.models import Job
from gloss.storage import external, outgoing
from gloss.storage.files import Files, files
from tests.client import Api, run_jobs
from tests.exporting import Kitchen, ask, kitchen, path_of
from tests.factories import Make, unique
from tests.services.azure import AzureServer
from tests.services.conftest import Mailbox
from tests.services.gcs import GoogleServer
from tests.services.receiver import Receiver
from tests.services.s3 import SwiftServer

pytestmark = pytest.mark.services


def job_of(reply: Any) -> Job:
    return Job.objects.get(id=reply.data["exportId"])


def run_once(reply: Any) -> Job:
    """One attempt at the job, whenever it is due."""
    Job.objects.filter(id=reply.data["exportId"]).update(run_after=None)
    runner.run(reply.data["exportId"])
    return job_of(reply)


def status(api: Api, reply: Any) -> dict[str, Any]:
    fields = "deliveryStatus errors { id stack args }"
    found = api.query("getExportDeliveryStatus", fields, exportId=reply.data["exportId"])
    assert found.errors == []
    return found.data


def test_the_published_signatures() -> None:
    assert outgoing.signature("secret", b'{"body":"sample"}') == (
        "0278b1a603de4c561ac0feb960354d0d00e8846b74813d81bddb43ad45bff767"
    )
    request = ExportRequest("project", "a1.zip", Delivery("CUSTOM_WEBHOOK"), "", 0, project_uids=["Zk3Pq9"])
    body = payload(request, 7, "https://files.example.org/exports/a1.zip")
    assert body == b'{"userId":7,"fileUrl":"https://files.example.org/exports/a1.zip","projectId":"Zk3Pq9"}'
    assert outgoing.signature("s3cr3t", body) == "84899bd60d66a1f3d1fa9d2bf0ac0189cedf097a9d0493c5eba3c76148184472"


def webhook(api: Api, world: Kitchen, url: str, **changes: Any) -> Any:
    return ask(api.as_(world.rosa), world, method="CUSTOM_WEBHOOK", url=url, secret="s3cr3t", **changes)


def test_webhook_is_put_signed_and_its_link_works(api: Api, make: Make, receiver: Receiver) -> None:
    world = kitchen(make)
    reply = webhook(api, world, f"{receiver.url}/done?x=1")
    assert {name: reply.data[name] for name in ("fileUrl", "redirect", "key", "queued")} == {
        "fileUrl": None,
        "redirect": None,
        "key": None,
        "queued": True,
    }
    run_jobs()
    (sent,) = receiver.received
    assert (sent.method, sent.path, sent.headers["content-type"]) == ("PUT", "/done?x=1", "application/json")
    digest = hmac.new(b"s3cr3t", sent.body, hashlib.sha256).hexdigest()
    assert sent.headers["x-datasaur-signature"] == digest
    body = json.loads(sent.body)
    assert list(body) == ["userId", "fileUrl", "projectId"]
    assert (body["userId"], body["projectId"]) == (world.rosa.pk, world.project.uid)
    assert sent.body == json.dumps(body, separators=(",", ":")).encode()
    downloaded = Api().get(path_of(body["fileUrl"]))
    assert downloaded.status_code == 200
    assert zipfile.is_zipfile(io.BytesIO(downloaded.content))
    assert status(api.as_(world.rosa), reply) == {"deliveryStatus": "DELIVERED", "errors": []}


def test_webhook_of_one_document_and_of_several_projects(api: Api, make: Make, receiver: Receiver) -> None:
    world, other = kitchen(make), kitchen(make)
    make.member(other.team, world.rosa, "ADMIN")
    webhook(api, world, receiver.url, projectIds=[world.project.uid, other.project.uid])
    copy = world.copy("review")
    input = {"documentId": str(copy.uid), "fileName": "one", "format": "JSON_ADVANCED", "method": "CUSTOM_WEBHOOK"}
    input |= {"url": receiver.url, "secret": "s"}
    reply = api.as_(world.rosa).query("exportTextProjectDocument", "exportId", input=input)
    assert reply.errors == []
    run_jobs()
    bodies = {tuple(body): body for body in (json.loads(one.body) for one in receiver.received)}
    several = bodies["userId", "fileUrl", "projectId", "projectIds"]
    assert several["projectId"] == world.project.uid
    assert several["projectIds"] == [world.project.uid, other.project.uid]
    one = bodies["userId", "fileUrl", "projectId", "documentId"]
    assert one["documentId"] == str(copy.uid)
    assert one["fileUrl"].endswith("/one.json")


def test_webhook_is_tried_five_times(api: Api, make: Make, receiver: Receiver) -> None:
    world = kitchen(make)
    receiver.statuses = [500, 404, 302, 503, 500]
    receiver.location = f"{receiver.url}/elsewhere"
    reply = webhook(api, world, receiver.url)
    for seconds in (10, 60, 300, 900):
        job = run_once(reply)
        first = datetime.fromisoformat(job.checkpoint["first_try_at"])
        assert job.status == "QUEUED"
        assert job.run_after == first + timedelta(seconds=seconds)
    job = run_once(reply)
    assert (job.status, len(receiver.received)) == ("FAILED", 5)
    assert {one.path for one in receiver.received} == {"/"}
    assert len({one.body for one in receiver.received}) == 1
    assert status(api.as_(world.rosa), reply) == {
        "deliveryStatus": "FAILED",
        "errors": [
            {
                "id": "WEBHOOK_FAILED",
                "stack": "The webhook answered 500 instead of 200.",
                "args": {"status": 500, "tries": 5},
            }
        ],
    }
    world.project.refresh_from_db()
    assert world.project.exported_at is None


def test_webhook_succeeds_on_a_later_try(api: Api, make: Make, receiver: Receiver) -> None:
    world = kitchen(make)
    receiver.statuses = [500, 204]
    reply = webhook(api, world, receiver.url)
    run_jobs()
    job = job_of(reply)
    assert (job.status, len(receiver.received)) == ("DELIVERED", 2)
    world.project.refresh_from_db()
    assert world.project.exported_at is not None
    event = TimelineEvent.objects.get(project_uid=world.project.uid, event="PROJECT_EXPORTED")
    assert event.user_id == world.rosa.pk
    assert event.details == {"format": "DATASAUR_SCHEMA", "method": "CUSTOM_WEBHOOK", "fileName": "recipes.zip"}


def test_webhook_into_the_private_network_is_not_called(api: Api, make: Make) -> None:
    world = kitchen(make)
    reply = webhook(api, world, "http://10.1.2.3/hook")
    run_jobs()
    found = status(api.as_(world.rosa), reply)
    assert found["deliveryStatus"] == "FAILED"
    assert [(one["id"], one["args"]["tries"]) for one in found["errors"]] == [("WEBHOOK_FAILED", 1)]
    assert "private address" in found["errors"][0]["stack"]


def test_webhook_secrets_are_sealed_at_rest(api: Api, make: Make, receiver: Receiver) -> None:
    reply = webhook(api, kitchen(make), receiver.url + "/hidden-path")
    stored = json.dumps(job_of(reply).payload)
    assert "s3cr3t" not in stored
    assert "hidden-path" not in stored
    run_jobs()


def test_email_goes_to_the_owner_of_the_token(api: Api, make: Make, mailbox: Mailbox) -> None:
    world = kitchen(make)
    reply = ask(api.as_(world.rosa), world, method="EMAIL")
    assert reply.data["fileUrl"] is None
    run_jobs()
    (message,) = mailbox.messages
    assert (message["To"], message["Subject"]) == (world.rosa.email, "Your export recipes.zip is ready")
    text = message.get_content()
    link = re.search(r"http://\S+/recipes\.zip", text.replace("=\n", ""))
    assert link is not None
    assert Api().get(path_of(link.group())).status_code == 200


def test_email_refused(api: Api, make: Make, mailbox: Mailbox) -> None:
    world = kitchen(make)
    mailbox.refusal = "554 not here"
    reply = ask(api.as_(world.rosa), world, method="EMAIL")
    run_jobs()
    found = status(api.as_(world.rosa), reply)
    assert found["deliveryStatus"] == "FAILED"
    assert [(one["id"], one["args"]) for one in found["errors"]] == [
        ("MAIL_FAILED", {"to": world.rosa.email, "tries": 3})
    ]


def connected(api: Api, world: Kitchen, service: str, bucket: str, credentials: dict[str, str]) -> str:
    """Connect a bucket through the API; return its id."""
    input = {"teamId": world.team.pk, "cloudService": service, "bucketName": bucket, "credentials": credentials}
    reply = api.as_(world.rosa).mutate("createExternalObjectStorage", "id", input=input)
    assert reply.errors == []
    return str(reply.data["id"])


def into(api: Api, world: Kitchen, storage_id: str, prefix: str | None) -> Any:
    parameter = {"externalObjectStorageId": storage_id, "prefix": prefix}
    return ask(api.as_(world.rosa), world, method="EXTERNAL_OBJECT_STORAGE", externalObjectStorageParameter=parameter)


def check_written(api: Api, world: Kitchen, bucket_files: Files, storage_id: str) -> None:
    """Export into the bucket with and without a prefix, and read back what is there."""
    for prefix, key in (("/team/exports//", "team/exports/recipes.zip"), (None, "recipes.zip")):
        reply = into(api, world, storage_id, prefix)
        assert {name: reply.data[name] for name in ("fileUrl", "redirect", "key")} == {
            "fileUrl": None,
            "redirect": None,
            "key": key,
        }
        run_jobs()
        job = job_of(reply)
        assert (job.status, job.errors) == ("DELIVERED", [])
        content = b"".join(bucket_files.stream(key))
        assert hashlib.sha256(content).hexdigest() == job.result["sha256"]
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert f"Recipes-{world.project.uid}/REVIEW/soup.json" in archive.namelist()
        assert not files().exists(job.checkpoint["file"]["key"])


def test_into_an_s3_bucket(api: Api, make: Make, swift: SwiftServer) -> None:
    world, bucket = kitchen(make), swift.make_bucket(unique("docs"))
    storage_id = connected(api, world, "S3_COMPATIBLE", bucket, swift.credentials)
    check_written(api, world, external.open_bucket("S3_COMPATIBLE", bucket, swift.credentials), storage_id)


def test_into_an_azure_container(api: Api, make: Make, azurite: AzureServer) -> None:
    world, container = kitchen(make), azurite.make_container(unique("docs"))
    storage_id = connected(api, world, "AZURE_BLOB_STORAGE", container, azurite.credentials)
    check_written(api, world, external.open_bucket("AZURE_BLOB_STORAGE", container, azurite.credentials), storage_id)


def test_into_a_google_bucket(api: Api, make: Make, google: GoogleServer) -> None:
    world, bucket = kitchen(make), google.make_bucket(unique("docs"))
    storage_id = connected(api, world, "GOOGLE_CLOUD_STORAGE", bucket, google.credentials)
    check_written(api, world, external.open_bucket("GOOGLE_CLOUD_STORAGE", bucket, google.credentials), storage_id)


def test_into_s3_with_keys_in_the_request(api: Api, make: Make, swift: SwiftServer) -> None:
    world, bucket = kitchen(make), swift.make_bucket(unique("docs"))
    parameter = {**swift.credentials, "bucketName": bucket, "objectPath": "/a/b c/ütf.zip"}
    rosa = api.as_(world.rosa)
    reply = ask(rosa, world, method="EXTERNAL_FILE_STORAGE", externalFileStorageParameter=parameter)
    assert (reply.data["fileUrl"], reply.data["key"]) == (None, "a/b c/ütf.zip")
    assert swift.credentials["secretAccessKey"] not in json.dumps(job_of(reply).payload)
    run_jobs()
    stored = external.open_bucket("S3_COMPATIBLE", bucket, swift.credentials)
    assert zipfile.is_zipfile(io.BytesIO(b"".join(stored.stream("a/b c/ütf.zip"))))


def test_a_bucket_that_refuses(api: Api, make: Make, swift: SwiftServer) -> None:
    world, bucket = kitchen(make), swift.make_bucket(unique("docs"))
    wrong = {**swift.credentials, "secretAccessKey": "wrong"}
    reply = into(api, world, connected(api, world, "S3_COMPATIBLE", bucket, wrong), "x")
    run_jobs()
    assert status(api.as_(world.rosa), reply) == {
        "deliveryStatus": "FAILED",
        "errors": [
            {
                "id": "STORAGE_WRITE_FAILED",
                "stack": f"Cannot write in {bucket}: access was denied (SignatureDoesNotMatch).",
                "args": {"bucketName": bucket, "key": "x/recipes.zip", "tries": 1},
            }
        ],
    }


def test_a_missing_bucket_is_tried_again(api: Api, make: Make, swift: SwiftServer) -> None:
    world, bucket = kitchen(make), unique("docs")
    reply = into(api, world, connected(api, world, "S3_COMPATIBLE", bucket, swift.credentials), "x")
    assert run_once(reply).status == "QUEUED"
    swift.make_bucket(bucket)
    assert run_once(reply).status == "DELIVERED"


def test_a_bucket_of_another_team_is_missing(api: Api, make: Make, swift: SwiftServer) -> None:
    world, other = kitchen(make), kitchen(make)
    storage_id = connected(api, other, "S3_COMPATIBLE", "docs", swift.credentials)
    reply = into(api, world, storage_id, "x")
    assert reply.codes == ["NOT_FOUND"]
    assert Job.objects.filter(owner=world.rosa).count() == 0
