"""People, workspaces and projects for the browser tests, made through the public API."""

from __future__ import annotations

import itertools
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
from bench import work
from bench.client import Client

PASSWORD = "correct horse battery 9"
SIGN_UP = "mutation($input: CreateUserInput!) { result: signUp(createUserInput: $input) { user { id } } }"
_numbers = itertools.count(1)


@dataclass
class Person:
    """Somebody with an account: ``api`` speaks with a token, ``cookies()`` signs a browser in."""

    url: str
    email: str
    name: str
    session: httpx2.Client
    api: Client

    def ask(self, query: str, **variables: Any) -> Any:
        """One GraphQL request with the token; its first field must be aliased ``result``."""
        return self.api.graphql(query, variables)["result"]

    def cookies(self) -> list[dict[str, Any]]:
        host = urlsplit(self.url).hostname or ""
        return [
            {"name": cookie.name, "value": cookie.value or "", "domain": host, "path": "/"}
            for cookie in self.session.cookies.jar
        ]


def cookie_request(session: httpx2.Client, query: str, variables: dict[str, Any] | None = None) -> Any:
    """Ask as the web app does: with the session cookie and the token that proves it is our own page."""
    headers = {"X-CSRF-Token": session.cookies.get("gloss_csrf") or ""}
    answer = session.post("/graphql", json={"query": query, "variables": variables}, headers=headers).json()
    assert not answer.get("errors"), answer["errors"]
    return answer["data"]["result"]


def unique(word: str) -> str:
    """``word`` with a number nobody else has."""
    return f"{word}{next(_numbers)}"


class World:
    """Everything a test stands on; each call makes new, unshared things."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.folder = Path(tempfile.mkdtemp(prefix="gloss-browser-"))
        self.root = self.person("Root")

    def person(self, name: str = "Ann") -> Person:
        """A new account, signed in."""
        email = f"{unique(name.lower().replace(' ', '.'))}@example.com"
        session = httpx2.Client(base_url=self.url, timeout=60)
        fields = {"email": email, "username": name, "password": PASSWORD, "passwordConfirmation": PASSWORD}
        cookie_request(
            session,
            "mutation($input: CreateUserInput!) { result: signUp(createUserInput: $input) { user { id } } }",
            {"input": fields},
        )
        client = cookie_request(session, "mutation { result: upsertOauthClient { id secret } }")
        api = Client(self.url, {"clientId": client["id"], "clientSecret": client["secret"]})
        return Person(self.url, email, name, session, api)

    def team(self, owner: Person, **members: Person) -> str:
        """A workspace of ``owner`` with people by role, as in ``LABELER=ann``; a list gives several one role."""
        team = owner.ask(
            "mutation($input: CreateTeamInput!) { result: createTeam(input: $input) { id } }",
            input={"name": unique("Workspace "), "members": []},
        )["id"]
        for role, people in members.items():
            for person in people if isinstance(people, list) else [people]:
                self.join(owner, str(team), person, role)
        return str(team)

    def join(self, owner: Person, team: str, person: Person, role: str) -> None:
        """Invite ``person`` and let them accept."""
        invited = owner.ask(
            "mutation($input: InviteTeamMembersInput!) { result: inviteTeamMembers(input: $input)"
            " { invitationEmail invitationKey } }",
            input={"teamId": team, "members": [{"email": person.email, "role": role}]},
        )
        key = next(member["invitationKey"] for member in invited if member["invitationEmail"] == person.email)
        person.ask("mutation($key: String!) { result: acceptInvitation(invitationKey: $key) { id } }", key=key)

    def project(
        self,
        owner: Person,
        team: str | None,
        files: dict[str, str | bytes],
        people: dict[str, str] | None = None,
        **fields: Any,
    ) -> str:
        """A project from ``files``; ``people`` maps addresses to roles, each on every document."""
        documents = []
        for name, content in files.items():
            path = self.folder / unique("file")
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            documents.append({"document": {"name": name, "objectKey": owner.api.upload(path, name)}})
        slots = [{"fileName": name, "part": 0} for name in files]
        assignments = [{"email": email, "role": role, "documents": slots} for email, role in (people or {}).items()]
        made = {
            "name": unique("Project "),
            "teamId": team,
            "documents": documents,
            "documentAssignments": assignments or None,
            **fields,
        }
        return work.create(owner.api, made)[0]
