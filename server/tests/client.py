"""A client of the real ASGI application: what a script or browser would send, in process."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

import httpx2

from gloss.accounts.models import User
from gloss.jobs import runner
from gloss.jobs.models import Job, JobStatus


def run_jobs(limit: int = 1000) -> int:
    """Run every waiting job, and those they start, in this process; return how many ran."""
    ran = 0
    while ran < limit:
        job = Job.objects.filter(status=JobStatus.QUEUED).order_by("created_at").first()
        if job is None:
            return ran
        Job.objects.filter(id=job.id).update(run_after=None)
        runner.run(job.id)
        ran += 1
    raise AssertionError(f"more than {limit} jobs")


@dataclass
class Reply:
    """``data`` is the operation's own value when the call was made by field name."""

    status: int
    data: Any
    errors: list[dict[str, Any]] = field(default_factory=list)
    headers: Any = None
    body: Any = None

    @property
    def codes(self) -> list[str]:
        return [error["extensions"]["code"] for error in self.errors]

    @property
    def messages(self) -> list[str]:
        return [error["message"] for error in self.errors]


class Api:
    """Sends requests with the given bearer token (none: anonymous)."""

    def __init__(self, token: str | None = None) -> None:
        self.token = token

    def as_(self, user: User) -> Api:
        """Act as ``user``, with a token made for the purpose."""
        return Api(token_for(user))

    def request(self, method: str, path: str, **options: Any) -> httpx2.Response:
        """One HTTP request through the ASGI application."""
        headers = {**(options.pop("headers", None) or {})}
        if self.token and "authorization" not in {name.lower() for name in headers}:
            headers["authorization"] = f"Bearer {self.token}"
        return asyncio.run(_send(method, path, headers, options))

    def get(self, path: str, **options: Any) -> httpx2.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx2.Response:
        return self.request("POST", path, **options)

    def graphql(self, query: str, variables: dict[str, Any] | None = None, **options: Any) -> Reply:
        """Send a whole document as JSON."""
        response = self.post("/graphql", json={"query": query, "variables": variables}, **options)
        body = response.json()
        return Reply(response.status_code, body.get("data"), body.get("errors") or [], response.headers, body)

    def query(self, field_name: str, selection: str = "", /, **arguments: Any) -> Reply:
        """Call one query by name; arguments are written with the types the schema declares."""
        return self._call("query", field_name, selection, arguments)

    def mutate(self, field_name: str, selection: str = "", /, **arguments: Any) -> Reply:
        """Call one mutation by name."""
        return self._call("mutation", field_name, selection, arguments)

    def upload(self, name: str, content: bytes | str) -> str:
        """Send a file to the upload proxy; return its object key."""
        data = content.encode() if isinstance(content, str) else content
        response = self.post("/api/static/proxy/upload", files={"file": (name, data)})
        assert response.status_code == 200, response.text
        return response.json()["objectKey"]

    def _call(self, kind: str, name: str, selection: str, arguments: dict[str, Any]) -> Reply:
        declared = _arguments(name)
        variables = ", ".join(f"${key}: {declared[key]}" for key in arguments)
        passed = ", ".join(f"{key}: ${key}" for key in arguments)
        head = f"{kind} Test({variables})" if arguments else f"{kind} Test"
        call = f"{name}({passed})" if arguments else name
        reply = self.graphql(f"{head} {{ result: {call} {f'{{ {selection} }}' if selection else ''} }}", arguments)
        reply.data = reply.data["result"] if reply.data else None
        return reply


def _arguments(name: str) -> dict[str, Any]:
    from gloss.graphql import schema  # Needs django.setup(), which conftest has done by now.

    return {key: argument.type for key, argument in schema.operations(schema.build())[name].args.items()}


def token_for(user: User) -> str:
    """A valid access token of ``user``, made through the OAuth tables directly."""
    from datetime import timedelta

    from django.utils import timezone
    from oauth2_provider.models import AccessToken, Application

    from gloss.accounts.tokens import access_token

    client = Application.objects.create(
        user=user,
        client_type="confidential",
        authorization_grant_type="client-credentials",
        name="test",
        hash_client_secret=False,
    )
    token = access_token()
    AccessToken.objects.create(
        application=client, token=token, expires=timezone.now() + timedelta(hours=1), scope="all"
    )
    return token


async def _send(method: str, path: str, headers: dict[str, str], options: dict[str, Any]) -> httpx2.Response:
    from gloss.asgi import application

    transport = httpx2.ASGITransport(app=application, raise_app_exceptions=True)
    async with httpx2.AsyncClient(transport=transport, base_url="http://testserver") as client:
        return await client.request(method, path, headers=headers, **options)


def as_json(value: Any) -> str:
    """Compact JSON with sorted keys, for comparing whole payloads."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
