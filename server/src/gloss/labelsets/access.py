"""Who may see and change label sets, in projects and in the library."""

from __future__ import annotations

from gloss.accounts.models import User
from gloss.core.errors import Forbidden, NotFound
from gloss.labelsets import queries
from gloss.labelsets.models import LabelSet, LabelSetTemplate
from gloss.projects import access as projects
from gloss.projects.models import Project
from gloss.projects.settings import ProjectSettings
from gloss.teams import access as teams
from gloss.teams.models import Role, Team


def project_for_editor(user: User, project_uid: str) -> Project:
    """Return the project if ``user`` may edit its label sets and questions.

    Reviewers and those above may; labelers where the project setting allows it.
    """
    project = projects.project_for_reader(user, project_uid)
    _require_editor(user, project)
    return project


def _require_editor(user: User, project: Project) -> None:
    rights = projects.rights(user, project)
    allowed = ProjectSettings.load(project).enable_edit_label_set
    if not (rights.can_review or (rights.can_label and allowed)):
        raise Forbidden("Labelers may not change label sets and questions in this project. Ask a reviewer.")


def label_set_for_reader(user: User, label_set_id: object) -> LabelSet:
    """Return a set of a project ``user`` sees, or one they made that waits to be used."""
    found = queries.find(label_set_id)
    if found is None or not _sees(user, found):
        raise NotFound("label set", label_set_id)
    return found


def label_set_for_editor(user: User, label_set_id: object) -> LabelSet:
    """Return the set if ``user`` may change it. Raises NotFound for strangers, Forbidden for others in the project."""
    found = label_set_for_reader(user, label_set_id)
    if found.project is not None:
        _require_editor(user, found.project)
    return found


def label_set_of_project(user: User, project_uid: str, label_set_id: object) -> LabelSet:
    """Return a set of this very project, if ``user`` may change it."""
    project = project_for_editor(user, project_uid)
    found = queries.find(label_set_id)
    if found is None or found.project_id != project.pk:
        raise NotFound("label set", label_set_id)
    return found


def _sees(user: User, label_set: LabelSet) -> bool:
    if label_set.project is None:
        return label_set.owner_id == user.pk
    return label_set.project.is_ready and projects.rights(user, label_set.project).can_see


def library_for_reader(user: User, team_id: object) -> Team | None:
    """Return the team whose library to read, or None for the personal one when no team is named."""
    return teams.member(user, team_id).team if team_id else None


def library_for_author(user: User, team_id: object) -> Team | None:
    """Return the team whose library ``user`` may add to: managers, and reviewers who save a project's set."""
    if not team_id:
        return None
    return teams.member_with(user, team_id, Role.ADMIN, Role.SUPERVISOR, Role.REVIEWER).team


def template_for_reader(user: User, template_id: object) -> LabelSetTemplate:
    """Return a library entry. Raises NotFound for strangers."""
    found = queries.template(template_id)
    if found is None or not _reads(user, found):
        raise NotFound("label set template", template_id)
    return found


def template_for_manager(user: User, template_id: object) -> LabelSetTemplate:
    """Return a library entry ``user`` may change: managers of the team, the owner of a personal one."""
    found = template_for_reader(user, template_id)
    if found.team_id is not None:
        teams.manager(user, found.team_id)
    return found


def templates_for_manager(user: User, ids: list[str]) -> list[LabelSetTemplate]:
    """Return all these entries, or raise for the first that ``user`` may not change."""
    return [template_for_manager(user, id) for id in dict.fromkeys(ids)]


def _reads(user: User, template: LabelSetTemplate) -> bool:
    if template.team_id is None:
        return template.owner_id == user.pk
    return teams.role_in(user, template.team_id) is not None
