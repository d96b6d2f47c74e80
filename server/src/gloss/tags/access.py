"""Who may see and change tags. Everybody in a team sees its tags; admins and supervisors change them."""

from __future__ import annotations

from gloss.accounts.models import User
from gloss.core.errors import BadInput, NotFound
from gloss.core.ids import parse_int
from gloss.tags import queries
from gloss.tags.models import Tag
from gloss.teams import access as teams
from gloss.teams.models import Team


def scope_for_reader(user: User, team_id: object) -> Team | None:
    """Return the team, or None for the personal workspace when no team is named."""
    return teams.member(user, team_id).team if team_id else None


def scope_for_manager(user: User, team_id: object) -> Team | None:
    return teams.manager(user, team_id).team if team_id else None


def tag_for_manager(user: User, tag_id: object, team_id: object) -> Tag:
    """Return an own tag that ``user`` may change.

    Raises:
        NotFound: it is in neither the team (the personal workspace) nor global.
        BadInput: it is global.
    """
    number = parse_int(tag_id)
    tag = Tag.objects.select_related("team", "owner").filter(pk=number).first() if number is not None else None
    if tag is not None and tag.is_global:
        raise BadInput(f"{tag.name} is a tag of the product; it can be neither renamed nor deleted.", field="tagId")
    if tag is not None and tag.team_id is not None and not team_id and teams.role_in(user, tag.team_id) is None:
        raise NotFound("tag", tag_id)
    team = scope_for_manager(user, team_id or (tag.team_id if tag else None))
    if tag is None or not queries.in_scope(user, team).filter(pk=tag.pk).exists():
        raise NotFound("tag", tag_id)
    return tag
