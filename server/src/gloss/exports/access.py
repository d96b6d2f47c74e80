"""Who may export what, and by which method."""

from __future__ import annotations

from collections.abc import Iterable

from gloss.accounts.models import User
from gloss.core.errors import BadInput, Forbidden
from gloss.documents import access as documents
from gloss.documents.models import CabinetRole, DocumentCopy
from gloss.projects import access as projects
from gloss.projects.access import ProjectRights
from gloss.projects.models import Project
from gloss.teams.models import Role
from gloss.teams.settings import EXPORT_METHODS, team_settings

MAX_PROJECTS = 100


def projects_for_export(user: User, uids: Iterable[str], role: str | None, method: str) -> tuple[list[Project], str]:
    """Return the projects and the role the export runs as: REVIEWER for everybody's work, LABELER for the own.

    Without ``role``, reviewers export as reviewers.

    Raises:
        NotFound: a project is missing, foreign, or not ready.
        Forbidden: a labeler asks for others' work, or the method is not allowed.
    """
    found = [projects.project_for_reader(user, uid) for uid in dict.fromkeys(map(str, uids))]
    if not 1 <= len(found) <= MAX_PROJECTS:
        raise BadInput(f"Name 1 to {MAX_PROJECTS} projects.", field="projectIds")
    rights = [projects.rights(user, project) for project in found]
    may_review = all(right.can_review for right in rights)
    chosen = role or (CabinetRole.REVIEWER if may_review else CabinetRole.LABELER)
    if chosen == CabinetRole.REVIEWER and not may_review:
        raise Forbidden("Only reviewers may export other people's work. Export with the role LABELER to get your own.")
    for project, right in zip(found, rights, strict=True):
        check_method(project, right, method)
    return found, str(chosen)


def copy_for_export(user: User, copy_uid: object, method: str) -> DocumentCopy:
    """Return a document copy that ``user`` may read and export by ``method``."""
    copy = documents.copy_for_reader(user, copy_uid)
    project = copy.cabinet.project
    check_method(project, projects.rights(user, project), method)
    return copy


def check_method(project: Project, rights: ProjectRights, method: str) -> None:
    """Raise Forbidden unless the team lets people of this role export by ``method``."""
    allowed = methods(project, rights)
    if method not in allowed:
        names = ", ".join(allowed) or "none"
        raise Forbidden(f"Your workspace does not allow you to export by {method}. Allowed: {names}.", allowed=allowed)


def methods(project: Project, rights: ProjectRights) -> list[str]:
    """The export methods somebody with these rights may use. A project's reviewer counts as a reviewer."""
    if project.team is None or rights.team_role is None:
        return list(EXPORT_METHODS)
    role = rights.team_role
    if role == Role.LABELER and rights.can_review:
        role = Role.REVIEWER
    return team_settings(project.team).export_methods(role)
