"""Who is called Labeler 1, 2, … where the names of labelers are hidden during review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gloss.accounts import shapes as account_shapes
from gloss.accounts.models import User
from gloss.projects import access, queries
from gloss.projects.access import ProjectRights
from gloss.projects.models import Project, ProjectAssignment
from gloss.projects.queries import LABELING_ROLES
from gloss.projects.settings import ProjectSettings

STRANGER = "Labeler"
"""Somebody who labeled and is no longer assigned."""


def numbered(rows: Iterable[ProjectAssignment]) -> dict[int, str]:
    """Name the labelers among a project's assignments, by user id, in the order they were assigned."""
    labelers = sorted((row for row in rows if row.role in LABELING_ROLES), key=lambda row: row.pk)
    users = [row.member.user_id for row in labelers if row.member.user_id]
    return {user: f"Labeler {number}" for number, user in enumerate(users, 1)}


def are_hidden(project: Project, rights: ProjectRights) -> bool:
    """Whether labelers' names are hidden from somebody with these rights.

    Admins and supervisors, who decide who works on what, see them in lists of people; in
    the review itself nobody does.
    """
    hides = ProjectSettings.load(project).hide_labeler_names_during_review
    return hides and project.team_id is not None and not rights.can_manage


def hidden_from(user: User, project: Project) -> dict[int, str]:
    """Return the names to show instead, by user id; empty when ``user`` may know who labels ``project``."""
    if not ProjectSettings.load(project).hide_labeler_names_during_review:
        return {}
    return numbered(queries.assignments(project)) if are_hidden(project, access.rights(user, project)) else {}


def hide_owner(shape: dict[str, Any], viewer: User, names: Mapping[int, str]) -> dict[str, Any]:
    """Return a shown cabinet without its labeler's name, unless the viewer is the labeler."""
    owner = shape["owner"]
    if not names or owner is None or owner["id"] == str(viewer.pk):
        return shape
    return {**shape, "owner": account_shapes.nameless(owner, names.get(int(owner["id"]), STRANGER))}


def hide_member(shape: dict[str, Any], user_id: int | None, viewer: User, names: Mapping[int, str]) -> dict[str, Any]:
    """Return a shown team member without name and address, unless it is the viewer or no labeler."""
    if user_id is None or user_id == viewer.pk or user_id not in names:
        return shape
    name = names[user_id]
    return {**shape, "invitationEmail": "", "user": account_shapes.nameless(shape["user"] or {}, name)}
