"""Sending public documents the way their clients do, and what every answer must be like."""

from __future__ import annotations

import json
import uuid
from collections.abc import AsyncIterator
from typing import Any

import httpx2

from tests.client import Api

ROBOSAUR = {"user-agent": "Robosaur/1.9.0+linux+v16.20.0", "accept": "*/*"}


def answered(response: httpx2.Response) -> dict[str, Any]:
    """Return ``data`` of a good answer: status, content type and shape are those that clients test for."""
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    body = response.json()
    assert "errors" not in body, body["errors"]
    return body["data"]


def as_robosaur(api: Api, name: str, document: str, variables: dict[str, Any]) -> dict[str, Any]:
    """JSON, the operation's name in the address, an id of the request that comes back."""
    headers = {**ROBOSAUR, "x-request-id": str(uuid.uuid4())}
    body = {"query": document, "variables": variables, "operationName": name}
    return answered(api.post(f"/graphql?graphql={name}", json=body, headers=headers))


def as_form(api: Api, name: str, document: str, variables: dict[str, Any], **extra: str) -> dict[str, Any]:
    """Form-urlencoded, the variables as text."""
    body = {"query": document, "variables": json.dumps(variables), "operationName": name, **extra}
    return answered(api.post("/graphql", data=body))


def as_json(api: Api, name: str, document: str, variables: dict[str, Any], *, text: bool = False) -> dict[str, Any]:
    """JSON; with ``text`` the variables are a string of JSON, as one connector sends them."""
    body = {"operationName": name, "query": document, "variables": json.dumps(variables) if text else variables}
    return answered(api.post("/graphql", json=body))


def as_multipart(
    api: Api,
    path: str,
    document: str,
    variables: dict[str, Any],
    files: dict[str, tuple[str, bytes]],
    *,
    first_key: int = 0,
    is_chunked: bool = False,
) -> dict[str, Any]:
    """A GraphQL multipart request; ``files`` maps a path such as ``variables.input.documents.0.file`` to a file."""
    keys = [str(first_key + number) for number in range(len(files))]
    operations = json.dumps({"query": document, "variables": variables})
    parts: dict[str, Any] = {
        "operations": (None, operations),
        "map": (None, json.dumps(dict(zip(keys, ([one] for one in files), strict=True)))),
    }
    parts |= dict(zip(keys, files.values(), strict=True))
    if not is_chunked:
        return answered(api.post(path, files=parts))
    request = httpx2.Request("POST", "http://testserver/", files=parts)
    body = request.read()
    headers = {"content-type": request.headers["content-type"]}
    return answered(api.post(path, content=_pieces(body), headers=headers))


async def _pieces(body: bytes, size: int = 1000) -> AsyncIterator[bytes]:
    for start in range(0, len(body), size):
        yield body[start : start + size]
