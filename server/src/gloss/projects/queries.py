"""Queries over projects that others build on; the list has its own module."""

from __future__ import annotations

from django.db.models import QuerySet

from gloss.accounts.models import User
from gloss.projects.models import AssignmentRole, Project, ProjectAssignment

LABELING_ROLES = (AssignmentRole.LABELER, AssignmentRole.LABELER_AND_REVIEWER)
REVIEWING_ROLES = (AssignmentRole.REVIEWER, AssignmentRole.LABELER_AND_REVIEWER)


def ready() -> QuerySet[Project]:
    """Projects that exist for users: fully read, not deleted."""
    return Project.objects.filter(is_ready=True)


def find(uid: str) -> Project | None:
    return ready().select_related("team__owner", "owner", "guideline").filter(uid=uid).first()


def assignment_of(user: User, project: Project) -> ProjectAssignment | None:
    return project.assignments.filter(member__user=user, member__is_deleted=False).first()


def assignments(project: Project) -> QuerySet[ProjectAssignment]:
    """Active assignments in the order they were made."""
    return project.assignments.filter(member__is_deleted=False).select_related("member__user").order_by("id")
