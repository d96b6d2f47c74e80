"""Who may see and change questions, in projects and in the library."""

from __future__ import annotations

from gloss.accounts.models import User
from gloss.core.errors import NotFound
from gloss.labelsets.access import library_for_author, library_for_reader, project_for_editor
from gloss.questionsets import queries
from gloss.questionsets.models import QuestionSet, QuestionSetTemplate
from gloss.teams import access as teams

__all__ = [
    "library_for_author",
    "library_for_reader",
    "project_for_editor",
    "question_set_for_manager",
    "question_set_for_reader",
    "template_for_manager",
    "template_for_reader",
]


def question_set_for_reader(user: User, set_id: object) -> QuestionSet:
    """Return a library entry. Raises NotFound for strangers."""
    found = queries.question_set(set_id)
    if found is None or not _reads(user, found):
        raise NotFound("question set", set_id)
    return found


def question_set_for_manager(user: User, set_id: object) -> QuestionSet:
    """Return a library entry ``user`` may change: managers of the team, the maker of a personal one."""
    found = question_set_for_reader(user, set_id)
    if found.team_id is not None:
        teams.manager(user, found.team_id)
    return found


def _reads(user: User, row: QuestionSet) -> bool:
    if row.team_id is None:
        return row.creator_id == user.pk
    return teams.role_in(user, row.team_id) is not None


def template_for_reader(user: User, team_id: object, template_id: object) -> QuestionSetTemplate:
    """Return an entry of the older library. Raises NotFound for strangers."""
    found = queries.template(teams.member(user, team_id).team, template_id)
    if found is None:
        raise NotFound("question set template", template_id)
    return found


def template_for_manager(user: User, team_id: object, template_id: object) -> QuestionSetTemplate:
    teams.manager(user, team_id)
    return template_for_reader(user, team_id, template_id)
