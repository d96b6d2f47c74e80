"""Who may use a team's bucket. Strangers cannot tell a foreign bucket from a missing one."""

from __future__ import annotations

from gloss.accounts.models import User
from gloss.core.errors import NotFound
from gloss.storage import queries
from gloss.storage.models import ExternalObjectStorage
from gloss.teams import access as teams
from gloss.teams.models import Team

KIND = "external object storage"


def storage_for_admin(user: User, storage_id: object) -> ExternalObjectStorage:
    """Return the bucket if ``user`` administers its team. Raises Forbidden for its other members."""
    storage = _visible(user, storage_id)
    teams.admin(user, storage.team_id)
    return storage


def storage_for_manager(user: User, storage_id: object, team: Team | None = None) -> ExternalObjectStorage:
    """Return the bucket if ``user`` may create projects from it.

    With ``team``, a bucket of another team counts as missing.
    """
    storage = _visible(user, storage_id, team)
    teams.manager(user, storage.team_id)
    return storage


def storage_of_team(team: Team | None, storage_id: object) -> ExternalObjectStorage:
    """Return the bucket if it belongs to ``team``, whose access the caller has checked."""
    storage = queries.find_storage(storage_id)
    if storage is None or team is None or storage.team_id != team.pk:
        raise NotFound(KIND, storage_id)
    return storage


def _visible(user: User, storage_id: object, team: Team | None = None) -> ExternalObjectStorage:
    storage = queries.find_storage(storage_id)
    if storage is None or teams.role_in(user, storage.team_id) is None:
        raise NotFound(KIND, storage_id)
    if team is not None and storage.team_id != team.pk:
        raise NotFound(KIND, storage_id)
    return storage
