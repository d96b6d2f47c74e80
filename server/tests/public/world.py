"""A workspace in which public clients are run: Rosa leads it, Ann labels, Mia reviews."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gloss.accounts.models import User
from gloss.projects.models import Project
from gloss.teams.models import Role, Team, TeamMember
from tests.client import Api
from tests.creating import made
from tests.factories import Make

FILES: dict[str, bytes | str] = {"soup.txt": "Rosa cooked laksa.\nJun ate it.\n"}


@dataclass
class Workspace:
    make: Make
    team: Team
    rosa: User
    ann: User
    mia: User
    members: dict[str, TeamMember]
    api: Api
    anns: Api
    mias: Api

    def assignments(self, *names: str) -> list[dict[str, Any]]:
        documents = [{"fileName": name, "part": 0} for name in names]
        return [
            {"email": self.ann.email, "role": "LABELER", "documents": documents},
            {"email": self.mia.email, "role": "REVIEWER", "documents": documents},
        ]

    def project(self, files: dict[str, bytes | str] | None = None, **changed: Any) -> Project:
        """A project made as scripts make it; Ann labels every file and Mia reviews."""
        files = files or FILES
        values = {"teamId": str(self.team.pk), "documentAssignments": self.assignments(*files), **changed}
        return made(self.api, files, **values)


def workspace(api: Api, make: Make) -> Workspace:
    rosa, ann, mia = make.user(name="Rosa"), make.user(name="Ann"), make.user(name="Mia")
    team = make.team(rosa)
    members = {"ann": make.member(team, ann, Role.LABELER), "mia": make.member(team, mia, Role.REVIEWER)}
    members["rosa"] = team.members.get(user=rosa)
    return Workspace(make, team, rosa, ann, mia, members, api.as_(rosa), api.as_(ann), api.as_(mia))
