"""Project rows for tests of what hangs on a project; how projects come about is tested elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from gloss.accounts.models import User
from gloss.projects.models import AssignmentRole, Project, ProjectAssignment
from gloss.teams.models import Team, TeamMember
from tests.factories import unique


def project_row(
    owner: User, team: Team | None = None, kinds: Sequence[str] = ("TOKEN_BASED",), **settings: object
) -> Project:
    """A project that is ready, without documents; ``settings`` are wire names of ``ProjectSettings``."""
    return Project.objects.create(
        team=team,
        owner=owner,
        name=unique("Project "),
        kinds=list(kinds),
        settings=settings,
        is_ready=True,
        updated_at=timezone.now(),
    )


def assign(project: Project, member: TeamMember, role: AssignmentRole = AssignmentRole.LABELER) -> ProjectAssignment:
    return ProjectAssignment.objects.create(project=project, member=member, role=role)
