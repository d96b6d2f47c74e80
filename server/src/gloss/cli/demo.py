"""The demo workspace: one project of each kind, two labelers who disagree a little, a ready sign-in.

Made once per data folder. The password is random, kept in ``demo-sign-in.txt`` (readable
by the owner alone) and printed at every start. Everything goes through the wire, as a
script would do it.
"""

from __future__ import annotations

import io
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings

from gloss.accounts import queries, service
from gloss.accounts.models import User
from gloss.core.errors import GlossError
from gloss.graphql import execution
from gloss.graphql.context import Context
from gloss.jobs import runner
from gloss.storage import uploads
from gloss.teams import service as teams
from gloss.teams.models import Role, Team

FILES = Path(__file__).with_name("demo_files")
TEAM = "Demo workspace"
ADMIN, LABELERS = "demo@example.com", {"ann@example.com": "Ann Berg", "omar@example.com": "Omar Nasser"}

CREATE_GUIDELINE = """mutation($n: String!, $c: String!, $t: ID) {
  result: createGuideline(name: $n, content: $c, teamId: $t) { id } }"""
CREATE_PROJECT = "mutation($i: LaunchProjectInput!) { result: createProject(input: $i) { job { id } } }"
JOB = "query($id: String!) { result: getJob(jobId: $id) { resultId errors { stack } } }"
OPEN = "query($p: ID!) { result: replicateCabinet(projectId: $p, role: LABELER) { id } }"
CABINET = "query($p: ID!) { result: getCabinet(projectId: $p, role: LABELER) { documents { id signature } } }"
LABEL = "mutation($i: UpdateTokenLabelsInput!) { result: updateLabels(input: $i) { rejectedLabels { reason } } }"
COMPLETE = """mutation($p: ID!) {
  result: toggleCabinetStatus(projectId: $p, role: LABELER, skipValidation: true) { id } }"""


@dataclass(frozen=True)
class Demo:
    """Whom the demo acts as."""

    team: Team
    admin: User
    labelers: list[User]


def prepare(url: str) -> None:
    """Make the demo workspace unless it is there, and print how to sign in."""
    sign_in = settings.DATA_DIR / "demo-sign-in.txt"
    if not sign_in.exists():
        password = secrets.token_urlsafe(12)
        _make(password)
        descriptor = os.open(sign_in, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w") as file:
            file.write(f"{ADMIN} {password}\n")
    email, password = sign_in.read_text().split()
    print(f"Sign in at {url}/sign-in as {email} with the password {password}")
    print(f"The labelers {' and '.join(LABELERS)} have the same password.", flush=True)


def _make(password: str) -> None:
    admin = _person(ADMIN, "Demo Admin", password, superuser=True)
    labelers = [_person(email, name, password) for email, name in LABELERS.items()]
    team = teams.create_team(admin, TEAM)
    for labeler in labelers:
        teams.add_member(team, labeler, Role.LABELER)
    demo = Demo(team, admin, labelers)
    guideline = call(
        admin,
        CREATE_GUIDELINE,
        n="Harbour news",
        c=(FILES / "guideline.md").read_text(),
        t=str(team.id),
    )
    news, *others = orjson.loads((FILES / "projects.json").read_bytes())
    _label_news(demo, _project(demo, {**news, "guidelineId": guideline["id"]}))
    for project in others:
        _project(demo, project)


def _person(email: str, name: str, password: str, superuser: bool = False) -> User:
    user = queries.find_user(email)
    if user is None:
        return service.create_user(email, password, name, verified=True, superuser=superuser)
    service.set_password(user, password)
    return user


def call(user: User, query: str, **variables: Any) -> Any:
    """Run one operation as ``user``; its first field must be aliased ``result``."""
    context = Context(user_or_none=user, base_url="", request_id="demo")
    _, body = execution.run(execution.Request(query, variables), context)
    if body.get("errors"):
        raise GlossError(f"The demo could not be made: {body['errors'][0]['message']}")
    return body["data"]["result"]


def _project(demo: Demo, project: dict[str, Any]) -> str:
    """Create a project with everybody on every document and return its id."""
    documents = []
    for name in project.pop("files"):
        upload = uploads.accept_upload(
            demo.admin, name, io.BytesIO((FILES / name).read_bytes()), settings.MAX_FILE_BYTES
        )
        documents.append({"document": {"name": name, "objectKey": upload.key}})
    slots = [{"fileName": item["document"]["name"], "part": 0} for item in documents]
    people = [{"email": user.email, "role": "LABELER", "documents": slots} for user in demo.labelers]
    people.append({"email": demo.admin.email, "role": "LABELER_AND_REVIEWER", "documents": slots})
    started = call(
        demo.admin,
        CREATE_PROJECT,
        i={"teamId": str(demo.team.id), "documents": documents, "documentAssignments": people, **project},
    )
    _run(started["job"]["id"])
    job = call(
        demo.admin,
        JOB,
        id=started["job"]["id"],
    )
    if not job["resultId"]:
        raise GlossError(f"The demo project {project['name']} could not be made: {job['errors']}")
    return str(job["resultId"])


def _run(job_id: str) -> None:
    """Carry out a job here: no worker runs yet."""
    runner.run(job_id)


# (line, first token, last token, its last character, label item): what each labeler marks beyond the pre-labels.
ANN = [
    (0, 12, 14, 3, "5"),
    (2, 10, 10, 5, "4"),
    (2, 16, 16, 5, "3"),
    (3, 1, 1, 5, "4"),
    (4, 6, 6, 6, "3"),
    (5, 0, 1, 5, "1"),
]
OMAR = [
    (0, 12, 14, 3, "5"),
    (2, 10, 10, 5, "4"),
    (3, 1, 1, 5, "2"),
    (4, 6, 6, 6, "3"),
    (5, 0, 1, 5, "1"),
    (6, 4, 6, 4, "2"),
]


def _label_news(demo: Demo, project: str) -> None:
    """Let both labelers work and finish, so that the reviewer finds agreement and conflict."""
    for user, marks in zip(demo.labelers, (ANN, OMAR), strict=True):
        job = call(user, OPEN, p=project)
        _run(job["id"])
        cabinet = call(
            user,
            CABINET,
            p=project,
        )
        document = cabinet["documents"][0]
        labels = [
            {
                "id": "", "l": item, "layer": 0,
                "start": {"sentenceId": line, "tokenId": first, "charId": 0},
                "end": {"sentenceId": line, "tokenId": last, "charId": char},
            }
            for line, first, last, char, item in marks
        ]  # fmt: skip
        call(
            user,
            LABEL,
            i={"documentId": document["id"], "signature": document["signature"], "action": "LABEL", "labels": labels},
        )
        call(
            user,
            COMPLETE,
            p=project,
        )
