"""Who may see and change guidelines. Everybody in a team reads them; admins and supervisors write them."""

from __future__ import annotations

from gloss.accounts.models import User
from gloss.core.errors import NotFound
from gloss.guidelines import queries
from gloss.guidelines.models import Guideline
from gloss.teams import access as teams
from gloss.teams.models import Team


def scope_for_reader(user: User, team_id: object) -> Team | None:
    """Return the team, or None for the personal workspace when no team is named."""
    return teams.member(user, team_id).team if team_id else None


def scope_for_manager(user: User, team_id: object) -> Team | None:
    return teams.manager(user, team_id).team if team_id else None


def guideline_for_reader(user: User, guideline_id: object) -> Guideline:
    """Return the guideline. Raises NotFound for strangers."""
    found = queries.find(guideline_id)
    if found is None or not _sees(user, found):
        raise NotFound("guideline", guideline_id)
    return found


def guideline_for_manager(user: User, guideline_id: object) -> Guideline:
    """Return the guideline if ``user`` may change it. Raises NotFound for strangers, Forbidden for other members."""
    found = guideline_for_reader(user, guideline_id)
    if found.team_id is not None:
        teams.manager(user, found.team_id)
    return found


def _sees(user: User, guideline: Guideline) -> bool:
    if guideline.team_id is None:
        return guideline.owner_id == user.pk
    return teams.role_in(user, guideline.team_id) is not None
