"""Addresses that users name lead nowhere inside; patterns that users write stop in time."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import regex
from django.conf import settings

from gloss.core import patterns
from gloss.core.errors import BadInput
from gloss.jobs import runner
from gloss.jobs.models import Job
from gloss.storage import external, outgoing, secrets
from gloss.storage.models import ExternalObjectStorage
from tests.client import Api
from tests.factories import Make
from tests.labeling import labeling_world

INNER = (
    "127.0.0.1 localhost 2130706433 0x7f000001 0177.0.0.1 127.1 0.0.0.0 10.0.0.1 172.16.0.1 192.168.0.1 "
    "169.254.169.254 100.100.100.200 192.0.0.192 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 "
    "::1 :: ::ffff:127.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1 ::ffff:0:127.0.0.1 64:ff9b::a9fe:a9fe "
    "64:ff9b:1::7f00:1 2002:7f00:1:: 2001:0:7f00:1:: fec0::1 fe80::1 fc00::1 fd00:ec2::254 ff02::1 2001:db8::1 5f00::1"
).split()


@pytest.fixture(autouse=True)
def nothing_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ALLOWED_PRIVATE_HOSTS", ())


@pytest.mark.parametrize("host", INNER)
def test_inner_addresses_are_refused_in_every_spelling(host: str) -> None:
    url = f"http://[{host}]/" if ":" in host else f"http://{host}/"
    for call in (lambda: outgoing.fetch(url, io.BytesIO(), 10), lambda: outgoing.put_json(url, b"{}")):
        with pytest.raises((outgoing.AddressRefused, BadInput)):
            call()


@pytest.mark.parametrize("host", ["8.8.8.8", "2606:4700::1111"])
def test_outer_addresses_are_allowed(host: str) -> None:
    assert outgoing.check_host(host) == [host]


@pytest.fixture
def inner_server() -> Iterator[ThreadingHTTPServer]:
    class Inner(BaseHTTPRequestHandler):
        asked: list[str] = []

        def do_GET(self) -> None:
            self.asked.append(self.path)
            self.send_response(302)
            self.send_header("location", "http://169.254.169.254/latest/meta-data/")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Inner)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_redirect_is_checked_like_any_address(
    inner_server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "ALLOWED_PRIVATE_HOSTS", ("127.0.0.1",))
    with pytest.raises(outgoing.AddressRefused, match=r"169\.254\.169\.254"):
        outgoing.fetch(f"http://127.0.0.1:{inner_server.server_port}/", io.BytesIO(), 10)


def test_a_reply_that_drips_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "TOTAL_SECONDS", -1.0)
    with pytest.raises(outgoing.OutgoingError, match="took longer"):
        outgoing._copy([b"x"], io.BytesIO(), 10, "https://example.com/slow?secret=1")


KEYS = {"accessKeyId": "a", "secretAccessKey": "s"}


@pytest.mark.parametrize("endpoint", ["http://8.8.8.8:9000", "http://127.0.0.1:9000", "https://169.254.169.254"])
def test_a_bucket_is_no_way_inside(api: Api, make: Make, endpoint: str) -> None:
    """The store follows redirects, so that plain http is only for hosts the operator named."""
    team = make.team()
    given = {"teamId": str(team.pk), "bucketName": "b", "cloudService": "S3_COMPATIBLE"}
    wanted = {**given, "credentials": {**KEYS, "endpoint": endpoint}}
    admin = api.as_(team.owner)
    for reply in (
        admin.mutate("createExternalObjectStorage", "id", input=wanted),
        admin.query("checkExternalObjectStorageConnection", input=wanted),
    ):
        assert reply.codes[0] in ("BAD_USER_INPUT", "ADDRESS_REFUSED")
    assert not ExternalObjectStorage.objects.filter(team=team).exists()


def test_hosts_of_the_operator_may_speak_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ALLOWED_PRIVATE_HOSTS", ("127.0.0.0/8",))
    external.open_bucket("S3_COMPATIBLE", "b", {**KEYS, "endpoint": "http://127.0.0.1:9000"})
    with pytest.raises(BadInput, match="https://"):
        external.open_bucket("S3_COMPATIBLE", "b", {**KEYS, "endpoint": "http://8.8.8.8"})


def test_secrets_are_sealed_where_they_rest(api: Api, make: Make) -> None:
    world = labeling_world(make)
    asked = {
        "projectIds": [world.project.uid],
        "fileName": "f",
        "format": "JSON_ADVANCED",
        "method": "CUSTOM_WEBHOOK",
        "url": "https://hooks.example.com/T0K3N",
        "secret": "Zebrafinch",
    }
    reply = api.as_(world.admin).query("exportTextProject", "exportId", input=asked)
    job = Job.objects.get(id=reply.data["exportId"])
    stored = repr(job.payload)
    assert "Zebrafinch" not in stored
    assert "T0K3N" not in stored
    assert secrets.unseal(job.payload["delivery"]["secret"])["secret"] == "Zebrafinch"
    shown = api.as_(world.admin).query(
        "getJob", "id status errors { id } result additionalData { __typename }", jobId=job.id
    )
    assert "Zebrafinch" not in repr(shown.body)
    Job.objects.filter(id=job.id).delete()


def test_a_former_member_no_longer_sees_own_jobs(api: Api, make: Make) -> None:
    world = labeling_world(make)
    labeler = world.labelers[0]
    job = Job.objects.create(id=f"JobQueue:{world.project.uid}", kind="export.run", owner=labeler, team=world.team)
    ids = {"jobIds": [job.id]}
    assert api.as_(labeler).query("getJobs", "id", **ids).data == [{"id": job.id}]
    world.team.members.filter(user=labeler).update(is_deleted=True)
    assert api.as_(labeler).query("getJobs", "id", **ids).data == []
    assert api.as_(world.admin).query("getJobs", "id", **ids).data == [{"id": job.id}]
    many: Any = [f"JobQueue:{number}" for number in range(1001)]
    assert api.as_(world.admin).query("getJobs", "id", jobIds=many).codes == ["BAD_USER_INPUT"]
    job.delete()


BOMBS = ["(?:a{1000}){1000}", "((a{100}){100}){100}", "a" * 2001, "(" * 900 + ")" * 900, "(?:[ab]{9999}x){9}"]


@pytest.mark.parametrize("pattern", BOMBS)
def test_patterns_that_would_take_the_memory_are_refused(api: Api, make: Make, pattern: str) -> None:
    with pytest.raises(regex.error):
        patterns.compiled(pattern)
    world = labeling_world(make)
    ask = {"projectId": world.project.uid, "nameRegexString": pattern}
    assert api.as_(world.labelers[0]).query("getTextDocumentOriginIdsByDocumentName", **ask).codes == ["BAD_USER_INPUT"]


@pytest.mark.parametrize(
    ("pattern", "size"),
    [
        (r"\d{3}-\d{2}-\d{4}", 11),
        ("(ab){3}c{2,5}", 11),
        ("[{9}]{2}", 2),
        (r"\{9}", 3),
        ("a{,7}", 7),
        ("a{x}", 4),
        ("", 0),
    ],
)
def test_ordinary_patterns_are_small(pattern: str, size: int) -> None:
    assert patterns.states(pattern) == size
    assert patterns.compiled(pattern)


def test_slow_patterns_have_one_time_limit_for_all_documents(
    api: Api, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gloss.documents.work.REGEX_SECONDS", 0.0)
    world = labeling_world(make, documents_count=3)
    world.project.documents.update(name="a" * 60)
    ask = {"projectId": world.project.uid, "nameRegexString": "(a|a)*(a|aa)+$b"}
    reply = api.as_(world.admin).query("getTextDocumentOriginIdsByDocumentName", **ask)
    assert reply.codes == ["BAD_USER_INPUT"]
    assert reply.messages == ["The pattern takes too long. Make it simpler."]


def test_a_failed_job_tells_nothing_of_the_inside(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(kind: str) -> Any:
        raise RuntimeError(f"no such table in {settings.DATA_DIR}")

    monkeypatch.setattr("gloss.jobs.registry.handler", broken)
    job = Job.objects.create(id="JobQueue:broken", kind="export.run", owner=make.user(), attempt=2)
    runner.run(job.id)
    job.refresh_from_db()
    assert (job.status, job.errors[0]["id"]) == ("FAILED", "INTERNAL_ERROR")
    assert "table" not in str(job.errors)
    assert str(settings.DATA_DIR) not in str(job.errors)
