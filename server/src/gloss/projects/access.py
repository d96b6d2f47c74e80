"""Who may do what with a project. Strangers cannot tell a foreign project from a missing one."""

from __future__ import annotations

from dataclasses import dataclass

from gloss.accounts.models import User
from gloss.core.errors import Forbidden, NotFound
from gloss.projects import queries
from gloss.projects.models import AssignmentRole, Project
from gloss.teams import access as teams
from gloss.teams.models import Role


@dataclass(frozen=True, slots=True)
class ProjectRights:
    """What one user may do in one project.

    ``can_label`` is about an own cabinet, ``can_review`` about the shared one; managing is
    renaming, settings, archiving, documents; administering adds assignment.
    """

    team_role: Role | None
    assignment_role: AssignmentRole | None
    is_owner: bool
    can_see: bool
    can_label: bool
    can_review: bool
    can_manage: bool
    can_admin: bool


NO_RIGHTS = ProjectRights(None, None, False, False, False, False, False, False)


def rights_from(user: User, project: Project, team_role: str | None, assignment_role: str | None) -> ProjectRights:
    """Work out the rights from roles that are already loaded. No queries."""
    is_owner = project.owner_id == user.pk
    if project.team_id is None:
        return ProjectRights(None, None, True, True, True, True, True, True) if is_owner else NO_RIGHTS
    if team_role is None:
        return NO_RIGHTS
    role = Role(team_role)
    assigned = AssignmentRole(assignment_role) if assignment_role else None
    return ProjectRights(
        team_role=role,
        assignment_role=assigned,
        is_owner=is_owner,
        can_see=role != Role.LABELER or assigned is not None,
        can_label=assigned in queries.LABELING_ROLES,
        can_review=role != Role.LABELER or assigned in queries.REVIEWING_ROLES,
        can_manage=role in (Role.ADMIN, Role.SUPERVISOR),
        can_admin=role == Role.ADMIN,
    )


def rights(user: User, project: Project) -> ProjectRights:
    """Return what ``user`` may do; a stranger gets rights that are all false."""
    if project.team_id is None:
        return rights_from(user, project, None, None)
    team_role = teams.role_in(user, project.team_id)
    if team_role is None:
        return NO_RIGHTS
    return rights_from(user, project, team_role, queries.assigned_role(user, project))


def project_for_reader(user: User, project_uid: str) -> Project:
    """Return the project if ``user`` may see it."""
    return _project(user, project_uid, None)


def project_for_reviewer(user: User, project_uid: str) -> Project:
    """Return the project if ``user`` may open its review."""
    return _project(user, project_uid, "can_review")


def project_for_manager(user: User, project_uid: str) -> Project:
    """Return the project if ``user`` may change it: admins, supervisors, the owner of a personal one."""
    return _project(user, project_uid, "can_manage")


def project_for_admin(user: User, project_uid: str) -> Project:
    """Return the project if ``user`` may decide who works on it."""
    return _project(user, project_uid, "can_admin")


_REFUSALS = {
    "can_review": "Only reviewers may do this in this project.",
    "can_manage": "Only admins and supervisors may change this project.",
    "can_admin": "Only admins may change who works on this project.",
}


def _project(user: User, project_uid: str, right: str | None) -> Project:
    project = queries.find(str(project_uid))
    if project is None:
        raise NotFound("project", project_uid)
    granted = rights(user, project)
    if not granted.can_see:
        raise NotFound("project", project_uid)
    if right and not getattr(granted, right):
        raise Forbidden(_REFUSALS[right])
    return project
