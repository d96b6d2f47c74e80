"""Small imitations of the public clients' programs, over real HTTP: what they send, poll, retry and keep."""

from __future__ import annotations

import base64
import io
import json
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.public import example, robosaur

FORM = "application/x-www-form-urlencoded"
OLDEST_NEW_VERSION = (5, 37, 0)
POLL_SECONDS = 0.1
PATIENCE_SECONDS = 60


def http(method: str, url: str, body: bytes | None = None, **headers: str) -> tuple[int, str, bytes]:
    """Status, content type, body; errors of HTTP are ordinary answers."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, body, names, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers["content-type"] or "", answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["content-type"] or "", error.read()


def multipart(parts: list[tuple[str, str | None, bytes]]) -> tuple[bytes, str]:
    """Encode ``(field, file name or None, content)``; return body and content type."""
    boundary = uuid.uuid4().hex
    out = io.BytesIO()
    for name, file_name, content in parts:
        extra = f'; filename="{file_name}"' if file_name else ""
        out.write(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{extra}\r\n\r\n'.encode())
        out.write(content + b"\r\n")
    out.write(f"--{boundary}--\r\n".encode())
    return out.getvalue(), f"multipart/form-data; boundary={boundary}"


class Unauthorized(Exception):
    """The first error said so: time for a new token."""


@dataclass
class Robosaur:
    """One run of the command-line client. ``state`` is its state file: project names to what is known of them."""

    host: str
    credentials: dict[str, str]
    state: dict[str, dict[str, Any]] = field(default_factory=dict)
    token: str = ""
    tokens_taken: int = 0

    def ask(self, name: str, variables: dict[str, Any], files: dict[str, tuple[str, bytes]] | None = None) -> Any:
        """One operation; with an expired token once more after taking a new one."""
        if not self.token:
            self._take_token()
        try:
            return self._ask(name, variables, files)
        except Unauthorized:
            self._take_token()
            return self._ask(name, variables, files)

    def _take_token(self) -> None:
        fields = {
            "client_id": self.credentials["clientId"],
            "client_secret": self.credentials["clientSecret"],
            "grant_type": "client_credentials",
        }
        body = urllib.parse.urlencode(fields).encode()
        status, _, answer = http("POST", f"{self.host}/api/oauth/token", body, content_type=FORM)
        assert status == 200, answer
        self.token, self.tokens_taken = json.loads(answer)["access_token"], self.tokens_taken + 1

    def _ask(self, name: str, variables: dict[str, Any], files: dict[str, tuple[str, bytes]] | None) -> Any:
        document = robosaur.DOCUMENTS[name]
        if files:
            operations = json.dumps({"query": document, "variables": variables}).encode()
            places = json.dumps({str(at): [path] for at, path in enumerate(files)}).encode()
            parts: list[tuple[str, str | None, bytes]] = [("operations", None, operations), ("map", None, places)]
            body, kind = multipart([*parts, *((str(at), *file) for at, file in enumerate(files.values()))])
        else:
            body, kind = json.dumps({"query": document, "variables": variables}).encode(), "application/json"
        headers = {"authorization": f"Bearer {self.token}", "content_type": kind, "x_request_id": str(uuid.uuid4())}
        _, media, answer = http("POST", f"{self.host}/graphql?graphql={name}", body, **headers)
        assert media == "application/json", media
        found = json.loads(answer)
        if found.get("errors"):
            first = found["errors"][0]
            if first["message"] == "Unauthorized" and first["extensions"]["type"] == "AuthenticationError":
                raise Unauthorized
            raise AssertionError(found["errors"])
        return next(iter(found["data"].values()))

    def create_projects(self, folder: Path, base: dict[str, Any], *, with_wizard: bool, urls: str = "") -> list[str]:
        """One project per sub-folder, those in the state file skipped; return the names of the new ones.

        With the wizard's payload the server's version decides how the consensus is written.
        Files go along, or with ``urls`` only their addresses.
        """
        new = []
        for sub in sorted(path for path in folder.iterdir() if path.is_dir() and path.name not in self.state):
            names = sorted(path.name for path in sub.iterdir())
            consensus = (
                {"conflictResolution": {"mode": "MANUAL", "consensus": 2}}
                if with_wizard and self._is_new()
                else {"consensus": 2}
            )
            documents = [{"fileName": name, "docFileOptions": {}, "settings": {"questions": []}} for name in names]
            files = None
            if urls:
                for document in documents:
                    document["externalImportableUrl"] = f"{urls}/{sub.name}/{document['fileName']}"
            else:
                documents = [{**document, "file": None} for document in documents]
                files = {
                    f"variables.input.documents.{at}.file": (name, (sub / name).read_bytes())
                    for at, name in enumerate(names)
                }
            input = {**base, "name": sub.name, "documents": documents, "projectSettings": consensus}
            input["documentAssignments"] = [
                {**person, "documents": [{"fileName": name, "part": 0} for name in names]}
                for person in base["documentAssignments"]
            ]
            launched = self.ask("LaunchTextProjectAsyncMutation", {"input": input}, files)
            self.state[sub.name] = {"jobId": launched["job"]["id"]}
            new.append(sub.name)
        self._poll({self.state[name]["jobId"]: self.state[name] for name in new})
        return new

    def _is_new(self) -> bool:
        status, _, answer = http("GET", f"{self.host}/api/health")
        assert status == 200
        return tuple(int(part) for part in json.loads(answer)["version"].split(".")) > OLDEST_NEW_VERSION

    def _poll(self, waiting: dict[str, dict[str, Any]]) -> None:
        """Ask for all jobs at once until none is going on; note what came of each."""
        end = time.monotonic() + PATIENCE_SECONDS
        while waiting and time.monotonic() < end:
            for job in self.ask("GetJobs", {"jobIds": list(waiting)}):
                if job["status"] in ("DELIVERED", "FAILED"):
                    entry = waiting.pop(job["id"])
                    entry |= {"jobStatus": job["status"], "projectId": job["resultId"], "errors": job["errors"]}
            time.sleep(POLL_SECONDS if waiting else 0)
        assert waiting == {}

    def export_projects(self, team: str, format: str) -> dict[str, dict[str, bytes]]:
        """Export every project of the state file; return the ``REVIEW`` files of each, as ``--unzip`` keeps them."""
        wanted = {entry["projectId"] for entry in self.state.values()}
        kept: dict[str, dict[str, bytes]] = {}
        for project in self.projects("GetProjectsQuery", {"teamId": team, "statuses": []}):
            if project["id"] not in wanted:
                continue
            input = {
                "projectIds": [project["id"]],
                "fileName": f"{project['name']}_{project['id']}",
                "format": format,
                "method": "FILE_STORAGE",
                "role": "REVIEWER",
                "includedCommentType": ["COMMENT", "SPAN_LABEL", "ARROW_LABEL", "SPAN_TEXT"],
                "fileTransformerId": None,
            }
            export = self.ask("ExportProjectQuery", {"input": input})
            outcome: dict[str, Any] = {}
            self._poll({export["exportId"]: outcome})
            assert outcome["jobStatus"] == "DELIVERED", outcome
            status, _, content = http("GET", export["fileUrl"])
            assert status == 200
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                names = [name for name in archive.namelist() if "REVIEW" in name and not name.endswith("/")]
                kept[project["name"]] = {name.rpartition("/")[2]: archive.read(name) for name in names}
        return kept

    def projects(self, query: str, filter: dict[str, Any]) -> list[dict[str, Any]]:
        """All pages: the first by ``page``, the others by the cursor alone."""
        found: list[dict[str, Any]] = []
        input: dict[str, Any] = {"page": {"skip": 0, "take": 100}, "filter": filter}
        while True:
            page = self.ask(query, {"input": input})
            found += page["nodes"]
            if page["pageInfo"]["nextCursor"] is None:
                return found
            input = {"cursor": page["pageInfo"]["nextCursor"], "filter": filter}

    def apply_tags(self, team: str, project_id: str, names: list[str], method: str) -> set[str]:
        """PUT keeps global tags and replaces the rest; PATCH adds. Missing tags are made first."""
        tags = self.ask("GetTagsQuery", {"input": {"teamId": team, "filter": {"includeGlobalTag": True}}})
        known = {tag["name"]: tag["id"] for tag in tags}
        for name in names:
            if name not in known:
                known[name] = self.ask("CreateTagMutation", {"input": {"teamId": team, "name": name}})["id"]
        present = self.ask("GetProjectQuery", {"input": {"projectId": project_id}})["tags"]
        kept = [tag["id"] for tag in present if tag["globalTag"] or method == "PATCH"]
        ids = list(dict.fromkeys([*kept, *(known[name] for name in names)]))
        done = self.ask("UpdateProjectMutation", {"input": {"projectId": project_id, "tagIds": ids}})
        return {tag["name"] for tag in done["tags"]}

    def time_per_task(self, team: str, start: str, end: str, take: int = 500) -> list[dict[str, Any]]:
        """Pair every visit of a row with the next answer of the same person there; an answer alone counts a second."""
        filter = {"teamId": team, "startDate": start, "endDate": end}
        input: dict[str, Any] = {"filter": filter, "sort": [{"field": "id", "order": "ASC"}], "page": {"take": take}}
        events: list[dict[str, Any]] = []
        while True:
            page = self.ask("getRowAnalyticEvents", {"input": input})
            events += page["nodes"]
            cursor = page["pageInfo"]["nextCursor"]
            if cursor is None:
                break
            input = {"cursor": cursor, "filter": filter, "sort": input["sort"]}
        people = self._assignments(team)
        visits: dict[tuple[Any, ...], int] = {}
        rows: dict[tuple[Any, ...], dict[str, Any]] = {}
        for event in events:
            cell, user = event["cell"], event["user"]
            key = (user["id"], cell["document"]["id"], cell["line"])
            if event["event"] == "ROW_HIGHLIGHTED":
                visits[key] = int(event["createdAt"])
                continue
            millis = int(event["createdAt"]) - visits.pop(key, int(event["createdAt"]) - 1000)
            project = cell["document"]["project"]
            row = rows.setdefault(
                key,
                {
                    "Project ID": project["id"],
                    "File Name": cell["document"]["fileName"],
                    "Row Number": cell["line"] + 1,
                    "Team Member": user["email"],
                    "Role": user["roleName"],
                    "Project Assignment Role": people.get((project["id"], user["id"])),
                    "millis": 0,
                },
            )
            row["millis"] += millis
        return list(rows.values())

    def _assignments(self, team: str) -> dict[tuple[str, str], str]:
        found = {}
        for project in self.projects("GetProjectsWithAssignmentQuery", {"teamId": team}):
            for assignee in project["assignees"]:
                found[project["id"], assignee["teamMember"]["user"]["id"]] = assignee["role"]
        return found


@dataclass
class Example:
    """The example scripts: a token by HTTP Basic, then one call after the other."""

    host: str
    credentials: dict[str, str]

    def token(self) -> str:
        pair = f"{self.credentials['clientId']}:{self.credentials['clientSecret']}".encode()
        headers = {
            "authorization": f"Basic {base64.b64encode(pair).decode()}",
            "content_type": f"{FORM};charset=UTF-8",
        }
        status, _, body = http("POST", f"{self.host}/api/oauth/token", b"grant_type=client_credentials", **headers)
        assert status == 200, body
        answer = json.loads(body)
        assert answer["expires_in"] > 0
        return answer["access_token"]

    def create_project(self, files: dict[str, bytes], input: dict[str, Any]) -> str:
        """Upload eight files at a time, create the project by a form, return the job's id."""
        token = self.token()

        def upload(file: tuple[str, bytes]) -> dict[str, Any]:
            body, kind = multipart([("file", *file)])
            headers = {"authorization": f"Bearer {token}", "content_type": kind}
            status, _, answer = http("POST", f"{self.host}/api/static/proxy/upload", body, **headers)
            assert 200 <= status < 300, answer
            return {"document": {"name": file[0], "objectKey": json.loads(answer)["objectKey"]}, "extras": None}

        with ThreadPoolExecutor(8) as pool:
            documents = list(pool.map(upload, files.items()))
        variables = json.dumps({"input": {**input, "documents": documents}})
        document = example.DOCUMENTS["CreateProjectMutation"]
        body = urllib.parse.urlencode({"query": document, "variables": variables, "operationName": "x"}).encode()
        headers = {"authorization": f"Bearer {token}", "content_type": FORM}
        status, media, answer = http("POST", f"{self.host}/graphql", body, **headers)
        assert (status, "json" in media) == (200, True), answer
        return json.loads(answer)["data"]["result"]["job"]["id"]

    def ask(self, name: str, variables: dict[str, Any]) -> Any:
        body = json.dumps({"query": example.DOCUMENTS[name], "variables": variables}).encode()
        headers = {"authorization": f"Bearer {self.token()}", "content_type": "application/json"}
        status, media, answer = http("POST", f"{self.host}/graphql", body, **headers)
        assert (status, "json" in media) == (200, True), answer
        found = json.loads(answer)
        assert "errors" not in found, found
        return next(iter(found["data"].values()))

    def job_status(self, job_id: str) -> dict[str, Any]:
        """``get_job_status`` over and over, as its user would."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            job = self.ask("GetJob", {"input": job_id})
            if job["status"] in ("DELIVERED", "FAILED"):
                return job
            time.sleep(POLL_SECONDS)
        raise AssertionError(f"{job_id} does not end")

    def export(self, project_id: str, format: str, name: str, pause: float = 0.5) -> tuple[str, bytes]:
        """Poll every half a second until DELIVERED or FAILED, then download; return base name and content."""
        input = {
            "projectIds": [project_id],
            "role": "REVIEWER",
            "format": format,
            "fileName": name,
            "method": "FILE_STORAGE",
        }
        found = self.ask("ExportTextProjectQuery", {"input": input})
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            status = self.ask("GetExportDeliveryStatus", {"exportId": found["exportId"]})["deliveryStatus"]
            if status in ("DELIVERED", "FAILED"):
                break
            time.sleep(pause)
        assert status == "DELIVERED"
        code, _, content = http("GET", found["fileUrl"])
        assert code == 200
        return urllib.parse.urlsplit(found["fileUrl"]).path.rpartition("/")[2], content
