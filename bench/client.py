"""A small keep-alive client, cheap enough not to be what is measured."""

from __future__ import annotations

import http.client
import json
import time
import urllib.parse
import uuid
from pathlib import Path
from typing import Any

JOB_LIMIT_SECONDS = 1800


class Client:
    """One connection, one user."""

    def __init__(self, url: str, credentials: dict[str, str]) -> None:
        parts = urllib.parse.urlsplit(url)
        self.host, self.port = parts.hostname or "", parts.port or 80
        self.credentials = credentials
        self.connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        self.token = ""
        self.sign_in()

    def sign_in(self) -> None:
        body = urllib.parse.urlencode(
            {
                "client_id": self.credentials["clientId"],
                "client_secret": self.credentials["clientSecret"],
                "grant_type": "client_credentials",
            }
        )
        answer = self._send("POST", "/api/oauth/token", body, {"Content-Type": "application/x-www-form-urlencoded"})
        self.token = json.loads(answer)["access_token"]

    def graphql(self, query: str, variables: dict[str, Any]) -> Any:
        """Return ``data``; an answer with errors is an exception."""
        body = json.dumps({"query": query, "variables": variables})
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        answer = json.loads(self._send("POST", "/graphql", body, headers))
        if answer.get("errors"):
            raise RuntimeError(json.dumps(answer["errors"])[:2000])
        return answer["data"]

    def upload(self, path: Path, name: str | None = None) -> str:
        """Stream a file to the upload proxy; return its object key."""
        boundary = uuid.uuid4().hex
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name or path.name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode()
        tail = f"\r\n--{boundary}--\r\n".encode()
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Content-Length": str(len(head) + path.stat().st_size + len(tail)),
            "Authorization": f"Bearer {self.token}",
        }

        def body() -> Any:
            yield head
            with path.open("rb") as file:
                while chunk := file.read(1 << 20):
                    yield chunk
            yield tail

        return str(json.loads(self._send("POST", "/api/static/proxy/upload", body(), headers))["objectKey"])

    def wait(self, job_id: str, pause: float = 0.05) -> dict[str, Any]:
        """Poll a job to its end; a failed one is an exception."""
        begin = time.perf_counter()
        while time.perf_counter() - begin < JOB_LIMIT_SECONDS:
            job = self.graphql(
                "query($id: String!) { getJob(jobId: $id) { status resultId errors { id stack args } } }",
                {"id": job_id},
            )
            if job["getJob"]["status"] == "DELIVERED":
                return job["getJob"]
            if job["getJob"]["status"] == "FAILED":
                raise RuntimeError(json.dumps(job["getJob"]["errors"])[:2000])
            time.sleep(pause)
        raise RuntimeError(f"{job_id} did not end in time")

    def download(self, url: str) -> bytes:
        parts = urllib.parse.urlsplit(url)
        return self._send("GET", parts.path, None, {})

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> bytes:
        try:
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
            content = response.read()
        except (http.client.HTTPException, OSError):
            self.connection.close()
            raise
        if response.status != 200:
            raise RuntimeError(f"{method} {path}: {response.status} {content[:500]!r}")
        return content
