"""Queries over projects that others build on; the list has its own module."""

from __future__ import annotations

from django.db.models import QuerySet

from gloss.accounts.models import User
from gloss.db.prepared import Prepared
from gloss.projects.models import AssignmentRole, Project, ProjectAssignment

LABELING_ROLES = (AssignmentRole.LABELER, AssignmentRole.LABELER_AND_REVIEWER)
REVIEWING_ROLES = (AssignmentRole.REVIEWER, AssignmentRole.LABELER_AND_REVIEWER)


def ready() -> QuerySet[Project]:
    """Projects that exist for users: fully read, not deleted."""
    return Project.objects.filter(is_ready=True)


def find(uid: str) -> Project | None:
    return ready().select_related("team__owner", "owner", "guideline").filter(uid=uid).first()


_ROLE: Prepared[tuple[str]] = Prepared(
    lambda project, user: ProjectAssignment.objects.filter(
        project_id=project, member__user_id=user, member__is_deleted=False
    ).values_list("role"),
    project=int,
    user=int,
)


def assigned_role(user: User, project: Project) -> str | None:
    """Return what ``user`` is assigned to do in ``project``, None when nothing."""
    found = _ROLE.first(project=project.pk, user=user.pk)
    return found[0] if found else None


def assignments(project: Project) -> QuerySet[ProjectAssignment]:
    """Active assignments in the order they were made."""
    return project.assignments.filter(member__is_deleted=False).select_related("member__user").order_by("id")


def labeler_count(project: Project) -> int:
    """How many active members label in ``project``; 0 in a personal workspace."""
    labeling = (AssignmentRole.LABELER, AssignmentRole.LABELER_AND_REVIEWER)
    return assignments(project).filter(role__in=labeling).count()
