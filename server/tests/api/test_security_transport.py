"""What hostile requests meet: limits on size, depth and cost, and errors that tell nothing."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from django.conf import settings
from starlette.requests import Request

from gloss.accounts.models import User
from gloss.core.errors import BadInput
from gloss.graphql import limits, parsing
from gloss.graphql.texts import Texts
from gloss.http import bodies
from tests.client import Api
from tests.factories import Make

MULTIPART = {"content-type": "multipart/form-data; boundary=x"}


def messages(response: Any) -> list[str]:
    return [error["message"] for error in response.json()["errors"]]


def fragments(count: int) -> str:
    """Fragments of which each asks for the next one twice: two to the power of ``count`` fields."""
    text = "".join(
        f"fragment F{number} on Project {{ a: performance {{ project {{ ...F{number + 1} }} }}"
        f" b: performance {{ project {{ ...F{number + 1} }} }} }} "
        for number in range(count)
    )
    return f"{text} fragment F{count} on Project {{ id }}"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            '{ getProject(input: {projectId: "x"}) { ...F0 } }' + fragments(14),
            "The query asks for more than 5000 fields",
        ),
        ("{ " + " ".join(f"a{n}: me {{ id }}" for n in range(51)) + " }", "One request may call 50 operations"),
        ("{ ...A } fragment A on Query { " + " ".join(f"a{n}: me {{ id }}" for n in range(51)) + " }", "One request"),
        ("{ me { ...A } } fragment A on User { ...B } fragment B on User { ...A }", "Cannot spread fragment"),
        ("{ me(b: " + "[" * 9000 + "]" * 9000 + ") { id } }", "Syntax Error: Document is nested too deeply"),
        ("{ me { " + "id " * 30_000 + "} }", "Syntax Error: Document contains more than 20000 tokens"),
        (
            '{ getProject(input: {projectId: "x"}) ' + "{ performance { project " * 25 + "{ id }" + "}}" * 25 + "}",
            "The query nests deeper than 40 levels",
        ),
        (
            "{ me { ...F0 } }"
            + " ".join(f"fragment F{n} on User {{ ...F{n + 1} }}" for n in range(2000))
            + " fragment F2000 on User { id }",
            "The query nests too deeply",
        ),
    ],
)
def test_costly_documents_are_refused(api: Api, query: str, message: str) -> None:
    response = api.post("/graphql", json={"query": query})
    assert response.status_code == 400
    assert messages(response)[0].startswith(message)


def test_limits_leave_room_for_ordinary_documents(api: Api) -> None:
    query = "{ " + " ".join(f"a{n}: me {{ id }}" for n in range(limits.MAX_ROOT_FIELDS)) + " }"
    assert api.post("/graphql", json={"query": query}).status_code == 200


def test_refused_documents_are_not_kept(api: Api) -> None:
    texts = Texts(budget=1000)
    document = parsing.prepared("{ me { id } }")
    assert not isinstance(document, list)
    for number in range(50):
        texts.put(f"{number:0>100}", document)
    texts.put("long" * 100, document)
    assert [texts.get(f"{number:0>100}") is not None for number in range(50)] == [False] * 40 + [True] * 10
    assert texts.get("long" * 100) is None


async def pieces(count: int, size: int) -> Any:
    for _ in range(count):
        yield b"x" * size


def test_nobody_fills_the_disk_without_a_sign_in(api: Api, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    body = (
        b'--x\r\ncontent-disposition: form-data; name="0"; filename="a"\r\n\r\n' + b"a" * (2 << 20) + b"\r\n--x--\r\n"
    )
    response = api.post("/graphql", content=body, headers=MULTIPART)
    assert (response.status_code, messages(response)) == (413, ["Sign in to send more than 1048576 bytes."])
    assert api.post("/graphql", content=b"[" * (2 << 20)).status_code == 413
    signed = api.as_(make.user())
    assert signed.post("/graphql", content=body, headers=MULTIPART).status_code == 400
    monkeypatch.setattr(settings, "MAX_FILE_BYTES", 1 << 20)
    monkeypatch.setattr(settings, "MAX_BODY_BYTES", 1 << 19)
    assert signed.post("/graphql", content=body, headers=MULTIPART).status_code == 413
    upload = signed.post("/api/static/proxy/upload", content=pieces(40, 1 << 16), headers=MULTIPART)
    assert upload.status_code in (400, 413)


def test_a_chunked_upload_is_cut_off_at_the_limit(api: Api, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MAX_FILE_BYTES", 1 << 20)
    sent = 0

    async def endless() -> Any:
        nonlocal sent
        yield b'--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        while sent < 64 << 20:
            sent += 1 << 16
            yield b"a" * (1 << 16)

    response = api.as_(make.user()).post("/api/static/proxy/upload", content=endless(), headers=MULTIPART)
    assert (response.status_code, response.json()["code"]) == (413, "FILE_TOO_LARGE")


def test_a_body_that_stalls_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "STALL_SECONDS", 0.01)

    async def never() -> Any:
        await asyncio.sleep(3600)

    request = Request({"type": "http", "method": "POST", "headers": []}, never)
    with pytest.raises(BadInput, match="stopped half way"):
        asyncio.run(bodies.read(request, 10))


@pytest.mark.parametrize(
    ("method", "path", "options", "status"),
    [
        ("GET", "/%00", {}, 200),
        ("GET", "/" + "a" * 5000, {}, 200),
        ("GET", "/assets/%00", {}, 404),
        ("GET", "/assets/..%2f..%2fsettings.py", {}, 404),
        ("GET", "/assets/" + "..%2f" * 20 + "etc%2fpasswd", {}, 404),
        ("POST", "/graphql", {"content": b"--x", "headers": {"content-type": "multipart/form-data"}}, 400),
        ("POST", "/graphql", {"content": b"--x\r\nfoo\r\n\r\n", "headers": MULTIPART}, 400),
        ("POST", "/graphql", {"content": b'{"query": "{ me { id } }", "variables": ' + b"[" * 5000}, 400),
    ],
)
def test_malformed_requests_have_plain_answers(
    api: Api, method: str, path: str, options: dict[str, Any], status: int
) -> None:
    response = api.request(method, path, **options)
    assert response.status_code in (status, 503 if status == 200 else status)
    for word in ("Traceback", "site-packages", "root:", "import "):
        assert word not in response.text.partition("<!doctype")[0]


@pytest.mark.parametrize("length", ["abc", "-1", "99999999999999999999"])
def test_a_strange_content_length_is_no_crash(api: Api, make: Make, length: str) -> None:
    headers = {**MULTIPART, "content-length": length}
    response = api.as_(make.user()).post("/api/static/proxy/upload", content=b"--x--", headers=headers)
    assert response.status_code in (400, 413)


def test_internal_errors_tell_nothing(api: Api, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(f"SELECT secret FROM {settings.DATA_DIR}")

    monkeypatch.setattr("gloss.teams.queries.teams_of", broken)
    reply = api.as_(make.user()).query("getAllTeams", "id")
    assert reply.codes == ["INTERNAL_SERVER_ERROR"]
    assert reply.messages[0].startswith("Something went wrong on our side (request ")
    assert "SELECT" not in str(reply.body)


def test_users_of_the_rest_endpoint_are_hidden(api: Api, make: Make) -> None:
    count = User.objects.count()
    body = {"email": "made@example.com", "password": "a long enough secret"}
    assert api.post("/api/v1/users", json=body).status_code == 401
    stranger = api.as_(make.user())
    assert stranger.post("/api/v1/users", json=body).status_code == 403
    assert stranger.get("/api/v1/users").status_code == 403
    assert stranger.get("/api/admin/outbox").status_code == 403
    assert User.objects.count() == count + 1
