"""The REST endpoints beside GraphQL: uploads, downloads, health, administration."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.db import connection
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, Response

import gloss
from gloss.accounts import rest
from gloss.accounts.models import User
from gloss.core.errors import BadInput, Forbidden, GlossError, NotFound, TooLarge, Unauthenticated
from gloss.documents import media
from gloss.exports import service as exports
from gloss.http import auth, bodies
from gloss.http.pool import in_slow_thread, in_thread
from gloss.http.responses import SECURITY_HEADERS, json_response, rest_error
from gloss.storage import uploads
from gloss.teams import access as teams
from gloss.teams import logos

Endpoint = Callable[[Request], Awaitable[Response]]
MULTIPART_OVERHEAD = 64 * 1024


def reporting(endpoint: Endpoint) -> Endpoint:
    """Turn our errors into REST answers ``{"message"}`` with their status."""

    async def wrapped(request: Request) -> Response:
        try:
            return await endpoint(request)
        except GlossError as error:
            return rest_error(error)

    return wrapped


def _signed_in(request: Request, writes: bool = True) -> User:
    user = auth.caller(request, writes=writes).user
    if user is None:
        raise Unauthenticated
    return user


async def refused_address(request: Request) -> Response | None:
    """The answer for an address that may not use this server; None for all others."""
    try:
        await in_thread(auth.check_address, request)
    except GlossError as error:
        return rest_error(error)
    return None


@reporting
async def health(request: Request) -> Response:
    def check() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")

    await in_thread(check)
    return json_response({"version": gloss.__version__, "status": "ok"})


@reporting
async def upload(request: Request) -> Response:
    """Take one file (multipart field ``file``) and answer its object key."""
    user = await in_thread(_signed_in, request)
    limit = settings.MAX_FILE_BYTES
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limit + MULTIPART_OVERHEAD:
        raise TooLarge(f"The file is larger than {limit} bytes.", limit=limit)
    form = await bodies.read_form(
        request, limit + MULTIPART_OVERHEAD, max_files=1, max_fields=10, max_part=MULTIPART_OVERHEAD
    )
    try:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise BadInput("Send the file as the multipart field named file.", field="file")
        stored = await in_slow_thread(uploads.accept_upload, user, file.filename or "file", file.file, limit)
    finally:
        await form.close()
    return json_response({"objectKey": stored.key})


@reporting
async def export_file(request: Request) -> Response:
    """An export, by its signed link; 404 until it is delivered and after it has expired."""
    token, name = request.path_params["token"], request.path_params["name"]
    await in_thread(auth.check_address, request)
    path, media_type = await in_slow_thread(exports.open_link, token, name)
    return _file(path, name, media_type, disposition="attachment")


@reporting
async def media_file(request: Request) -> Response:
    """The original file of a document, by its signed link."""
    await in_thread(auth.check_address, request)
    path, media_type = await in_slow_thread(media.open_link, request.path_params["token"], request.path_params["name"])
    response = _file(path, request.path_params["name"], media_type, disposition="inline")
    response.headers["content-security-policy"] = (
        "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"
    )
    return response


def _file(path: Path, name: str, media_type: str, disposition: str) -> FileResponse:
    return FileResponse(
        path,
        media_type=media_type,
        filename=name,
        content_disposition_type=disposition,
        headers={**SECURITY_HEADERS, "cache-control": "private, max-age=300", "x-frame-options": "SAMEORIGIN"},
    )


@reporting
async def team_logo(request: Request) -> Response:
    """A team's picture, for its members; the version in the path makes it cacheable."""

    def load() -> tuple[bytes, str]:
        user = _signed_in(request, False)
        return logos.load(teams.team_logo(user, request.path_params["team"]))

    content, content_type = await in_thread(load)
    headers = {**SECURITY_HEADERS, "cache-control": "private, max-age=31536000, immutable"}
    return Response(content, media_type=content_type, headers=headers)


@reporting
async def users(request: Request) -> Response:
    """User management for instance administrators (spec api section 21)."""
    raw = await bodies.read(request, bodies.ANONYMOUS_BYTES)
    try:
        body: Any = orjson.loads(raw) if raw else {}
    except orjson.JSONDecodeError as error:
        raise BadInput(f"The body is not valid JSON: {error}.") from error
    if not isinstance(body, dict):
        raise BadInput("The body must be a JSON object.")
    user = await in_thread(_signed_in, request, request.method != "GET")
    status, answer = await in_thread(
        rest.handle, request.method, request.url.path, user, body, dict(request.query_params)
    )
    return json_response(answer, status)


@reporting
async def outbox(request: Request) -> Response:
    """Mails that no mail server took, newest first, for instance administrators."""
    user = await in_thread(_signed_in, request, False)
    if not user.is_superuser:
        raise Forbidden("Only an instance administrator may read the outbox.")
    return json_response({"hasMailServer": settings.HAS_MAIL_SERVER, "mails": await in_thread(_mails)})


def _mails(limit: int = 100) -> list[dict[str, str]]:
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", "") or settings.DATA_DIR / "outbox")
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)[:limit]
    return [{"name": path.name, "text": path.read_text(errors="replace")} for path in files]


@reporting
async def static_file(request: Request) -> Response:
    """The web app: hashed assets forever, every other path the page itself."""
    folder = (Path(gloss.__file__).parent / "static").resolve()
    path = request.url.path.lstrip("/")
    candidate = _asset(folder, path)
    if path.startswith(("api/", "assets/")) and candidate is None:
        raise NotFound("page", request.url.path)
    if not (folder / "index.html").is_file():
        return Response("The web app is not built. Run: make web\n", 503, media_type="text/plain")
    return await asyncio.to_thread(_static_response, request, candidate or folder / "index.html", path)


def _asset(folder: Path, path: str) -> Path | None:
    """The file of the web app at ``path``, or None for a page or a path that no file can have."""
    try:
        candidate = (folder / (path or "index.html")).resolve()
        return candidate if candidate.is_relative_to(folder) and candidate.is_file() else None
    except (ValueError, OSError):
        return None


def _static_response(request: Request, file: Path, path: str) -> Response:
    if path.startswith("assets/"):
        # The other headers of security are about pages; a first visit asks for thirty assets.
        headers = {"x-content-type-options": "nosniff", "cache-control": "public, max-age=31536000, immutable"}
    else:
        headers = {**SECURITY_HEADERS, "cache-control": "no-cache"}
    if file.suffix == ".html":
        headers["content-security-policy"] = (
            "default-src 'self'; img-src 'self' data: blob: https: http:; media-src 'self' blob: https: http:; "
            "style-src 'self' 'unsafe-inline'; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
            "frame-src 'self' https: http:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; "
            "object-src 'none'"
        )
    taken = _accepted_encodings(request.headers.get("accept-encoding", ""))
    packings = {name: file.with_name(file.name + suffix) for name, suffix in PACKINGS.items()}
    packings = {name: packed for name, packed in packings.items() if packed.is_file()}
    if packings:
        headers["vary"] = "accept-encoding"
    for name, packed in packings.items():
        if name in taken:
            headers["content-encoding"] = name
            return FileResponse(packed, media_type=_media_type(file), headers=headers)
    return FileResponse(file, media_type=_media_type(file), headers=headers)


# Best first. Browsers ask for brotli only over HTTPS and from their own machine.
PACKINGS = {"br": ".br", "gzip": ".gz"}


def _accepted_encodings(header: str) -> set[str]:
    """The names in an Accept-Encoding header without those that it rules out by ``q=0``."""
    entries = (entry.lower().replace(" ", "").partition(";") for entry in header.split(","))
    return {name for name, _, rest in entries if rest.rstrip("0") not in {"q=", "q=0."}}


MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
}


def _media_type(file: Path) -> str:
    return MEDIA_TYPES.get(file.suffix, "application/octet-stream")
