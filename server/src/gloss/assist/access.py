"""Who may see and change a team's services and transformers. Strangers cannot tell foreign ones from none."""

from __future__ import annotations

from gloss.accounts.models import User
from gloss.assist import queries
from gloss.assist.models import CustomAPI, FileTransformer
from gloss.core.errors import NotFound
from gloss.teams import access as teams
from gloss.teams.models import Team

API = "custom API"
TRANSFORMER = "file transformer"


def custom_api_for_manager(user: User, api_id: object) -> CustomAPI:
    """Return a service that ``user`` may choose for a project: admins and supervisors."""
    found = queries.find_custom_api(api_id)
    if found is None or teams.role_in(user, found.team_id) is None:
        raise NotFound(API, api_id)
    teams.manager(user, found.team_id)
    return found


def custom_api_for_admin(user: User, api_id: object) -> CustomAPI:
    """Return a service that ``user`` may change: admins."""
    found = custom_api_for_manager(user, api_id)
    teams.admin(user, found.team_id)
    return found


def custom_api_of_team(team: Team | None, api_id: object) -> CustomAPI:
    """Return the service if it is ``team``'s, whose access the caller has checked."""
    found = queries.find_custom_api(api_id)
    if found is None or team is None or found.team_id != team.pk:
        raise NotFound(API, api_id)
    return found


def transformer_for_manager(user: User, transformer_id: object) -> FileTransformer:
    """Return a transformer that ``user`` may read and change: admins and supervisors."""
    found = queries.find_transformer(transformer_id)
    if found is None or teams.role_in(user, found.team_id) is None:
        raise NotFound(TRANSFORMER, transformer_id)
    teams.manager(user, found.team_id)
    return found
