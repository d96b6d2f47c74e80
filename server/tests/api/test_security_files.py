"""Files that attack: scripts behind links, bombs, names that lead elsewhere; and the web app's own headers."""

from __future__ import annotations

import asyncio
import gzip
import io
import stat
import uuid
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import signing
from starlette.requests import Request

from gloss.core.errors import TooManyRequests
from gloss.formats import office_text
from gloss.formats.base import FormatError
from gloss.http import events
from gloss.http.responses import SECURITY_HEADERS
from gloss.storage import links
from gloss.storage.files import files
from tests.client import Api, token_for
from tests.factories import Make
from tests.labeling import labeling_world

SCRIPT = b"<script>alert(document.cookie)</script>"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 20}">' for n in range(9))
    + "]>"
)


@pytest.mark.parametrize("mime_type", ["text/html", "image/svg+xml", "application/xhtml+xml", "application/pdf"])
def test_uploaded_pages_run_no_script(api: Api, mime_type: str) -> None:
    key = f"temp/upload-proxy/{uuid.uuid4()}.html"
    files().put(key, SCRIPT)
    token = signing.dumps([key, mime_type], salt=links.SALT)
    response = api.get(f"/api/media/{token}/page.html")
    assert response.status_code == 200
    policy = response.headers["content-security-policy"]
    assert policy.split(";")[0] == "sandbox"
    assert "default-src 'none'" in policy
    assert "allow-scripts" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "name", ["a%0d%0aX-Evil:%20yes.html", "a%22;filename=evil.exe", "%c3%a4.txt", "..%5c..%5cevil"]
)
def test_names_cannot_add_headers(api: Api, name: str) -> None:
    key = f"temp/upload-proxy/{uuid.uuid4()}"
    files().put(key, b"x")
    token = signing.dumps([key, "text/plain"], salt=links.SALT)
    response = api.get(f"/api/media/{token}/{name}")
    assert response.status_code == 200
    assert "x-evil" not in response.headers
    disposition = response.headers["content-disposition"]
    assert disposition.count(";") == 1
    assert "\n" not in disposition


@pytest.mark.parametrize("key", ["../gloss.sqlite3", "../secret.key", "temp/../../gloss.sqlite3", "/etc/passwd"])
def test_even_a_signed_key_stays_in_its_folder(api: Api, key: str) -> None:
    token = signing.dumps([key, "text/plain"], salt=links.SALT)
    assert api.get(f"/api/media/{token}/x").status_code == 404


@pytest.mark.parametrize(
    "token",
    ["x", "W10:1:a", signing.dumps(["temp/x", "text/plain"], salt="gloss.exports")],
    ids=["no token", "wrong signature", "signed for something else"],
)
def test_links_are_not_forged(api: Api, token: str) -> None:
    assert api.get(f"/api/media/{token}/x").status_code == 404
    assert api.get(f"/api/exports/{token}/x").status_code == 404


@pytest.mark.parametrize("name", ["../../evil.sh", "..\\evil.sh", "a\0b.txt", "/etc/cron.d/x", "x" * 1000 + ".txt"])
def test_upload_names_choose_no_place(api: Api, make: Make, name: str) -> None:
    before = sorted(path.name for path in settings.DATA_DIR.iterdir())
    key = api.as_(make.user()).upload(name, b"x")
    assert key.startswith("temp/upload-proxy/")
    assert ".." not in key
    assert files().exists(key)
    assert sorted(path.name for path in settings.DATA_DIR.iterdir() if path.name != "files") == [
        entry for entry in before if entry != "files"
    ]


def docx_with(xml: str) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/d.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="d.xml"/>'
            "</Relationships>",
        )
        archive.writestr("d.xml", xml)
    made.seek(0)
    return made


WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
END = "</w:t></w:r></w:p></w:body></w:document>"


def lines(source: io.BytesIO) -> str:
    return "\n".join(cell.content for line in office_text.extract("a.docx", source) for cell in line.cells)


def test_entities_of_a_word_file_are_not_written_out() -> None:
    with pytest.raises(FormatError, match="cannot be opened"):
        lines(docx_with(f"{BOMB}{WORD}&j;{END}"))
    outside = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>{WORD}&x;{END}'
    assert "root:" not in lines(docx_with(outside))


def test_a_broken_word_file_is_named() -> None:
    with pytest.raises(FormatError):
        lines(docx_with("<w:document"))


def test_the_page_runs_only_its_own_scripts(api: Api, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "static" / "assets").mkdir(parents=True)
    (tmp_path / "static" / "index.html").write_text("<!doctype html>")
    (tmp_path / "static" / "assets" / "app.js").write_text("1")
    (tmp_path / "secret.txt").write_text("Zebrafinch")
    (tmp_path / "static" / "assets" / "link.js").symlink_to(tmp_path / "secret.txt")
    monkeypatch.setattr("gloss.__file__", str(tmp_path / "__init__.py"))
    for path in ("/", "/projects/x", "/reset-password?signature=x"):
        page = api.get(path)
        policy = dict(part.strip().partition(" ")[::2] for part in page.headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'self'"
        assert "unsafe" not in policy.get("script-src", "")
        assert (policy["frame-ancestors"], policy["object-src"]) == ("'none'", "'none'")
        assert (policy["base-uri"], policy["form-action"], policy["connect-src"]) == ("'self'", "'self'", "'self'")
        assert {name: page.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS
        assert page.headers["cache-control"] == "no-cache"
    assert api.get("/assets/app.js").headers["x-content-type-options"] == "nosniff"
    outside = api.get("/assets/link.js")
    assert (outside.status_code, "Zebrafinch" in outside.text) == (404, False)


def test_answers_of_the_api_are_neither_kept_nor_framed(api: Api) -> None:
    response = api.post("/graphql", json={"query": "{ me { id } }"})
    assert response.headers["cache-control"] == "no-store"
    assert {name: response.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_the_key_file_is_the_owners_alone(tmp_path: Path) -> None:
    from gloss import settings as module  # The function is what is under test, not the loaded values.

    key, module_env = tmp_path / "data", module.env
    try:
        module.env = lambda name: ""
        assert len(module._secret_key(key)) > 40
    finally:
        module.env = module_env
    assert stat.S_IMODE((key / "secret.key").stat().st_mode) == 0o600


def stream_request(token: str, project: str = "") -> Request:
    async def receive() -> dict[str, Any]:
        await asyncio.sleep(3600)
        return {"type": "http.disconnect"}

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/api/events",
        "query_string": f"project={project}".encode() if project else b"",
        "headers": [(b"authorization", f"Bearer {token}".encode())],
        "client": ("127.0.0.1", 1),
    }
    return Request(scope, receive)


def test_a_stream_ends_with_the_right_to_listen(api: Api, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "KEEP_ALIVE_SECONDS", 0.01)
    world = labeling_world(make)
    labeler = world.labelers[0]
    token = token_for(labeler)

    async def listen() -> list[bytes]:
        response: Any = await events.stream(stream_request(token, world.project.uid))
        heard = [await anext(response.body_iterator), await anext(response.body_iterator)]
        await asyncio.to_thread(world.team.members.filter(user=labeler).update, is_deleted=True)
        async for piece in response.body_iterator:
            heard.append(piece)
            assert len(heard) < 100
        return heard

    assert asyncio.run(listen())[:2] == [b": connected\n\n", b": alive\n\n"]
    assert labeler.pk not in events._streams
    stranger = api.as_(make.user())
    assert stranger.get(f"/api/events?project={world.project.uid}").status_code == 404
    assert api.get("/api/events").status_code == 401


def test_nobody_holds_all_streams(api: Api, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "MOST_STREAMS", 2)
    user = make.user()
    token = token_for(user)

    async def open_three() -> list[int]:
        kept, statuses = [], []
        for _ in range(3):
            response: Any = await events.stream(stream_request(token))
            statuses.append(response.status_code)
            if response.status_code == 200:
                kept.append(response.body_iterator)
                await anext(kept[-1])
        for iterator in kept:
            await iterator.aclose()
        return statuses

    assert asyncio.run(open_three()) == [200, 200, TooManyRequests.status]
    assert user.pk not in events._streams


@pytest.mark.parametrize(
    ("accepted", "encoding", "file"),
    [
        ("gzip, deflate, br, zstd", "br", "app.js.br"),
        ("gzip, deflate", "gzip", "app.js.gz"),
        ("br;q=0, gzip;q=0.5", "gzip", "app.js.gz"),
        ("BR ; q=0.000, identity", None, "app.js"),
        ("", None, "app.js"),
    ],
)
def test_assets_travel_as_the_browser_takes_them(
    api: Api, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, accepted: str, encoding: str | None, file: str
) -> None:
    assets = tmp_path / "static" / "assets"
    assets.mkdir(parents=True)
    (tmp_path / "static" / "index.html").write_text("<!doctype html>")
    contents = {"app.js": b"plain", "app.js.br": b"brotli", "app.js.gz": gzip.compress(b"plain"), "a.woff2": b"font"}
    for name, content in contents.items():
        (assets / name).write_bytes(content)
    monkeypatch.setattr("gloss.__file__", str(tmp_path / "__init__.py"))
    answer = api.get("/assets/app.js", headers={"accept-encoding": accepted})
    assert (answer.headers.get("content-encoding"), int(answer.headers["content-length"])) == (
        encoding,
        len(contents[file]),
    )
    assert (answer.headers["content-type"], answer.headers["vary"]) == (
        "text/javascript; charset=utf-8",
        "accept-encoding",
    )
    unpacked = api.get("/assets/a.woff2", headers={"accept-encoding": accepted})
    assert (unpacked.headers.get("content-encoding"), unpacked.headers.get("vary")) == (None, None)
