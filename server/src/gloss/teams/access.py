"""Who may do what in a team. Strangers cannot tell a foreign team from a missing one."""

from __future__ import annotations

from collections.abc import Iterable

from gloss.accounts.models import User
from gloss.core.errors import Forbidden, NotFound
from gloss.teams import queries
from gloss.teams.models import InvitationStatus, Role, Team, TeamMember

MANAGERS = (Role.ADMIN, Role.SUPERVISOR)


def role_in(user: User, team_id: object) -> Role | None:
    """Return the workspace role of ``user``, or None for a stranger."""
    found = queries.role_of(user, team_id)
    return Role(found) if found else None


def role_among(user: User, members: Iterable[TeamMember]) -> Role | None:
    """The same from members that are loaded already. No queries."""
    active = (row for row in members if row.user_id == user.pk and not row.is_deleted)
    return next((Role(row.role) for row in active if row.invitation_status == InvitationStatus.ACCEPTED), None)


def member(user: User, team_id: object) -> TeamMember:
    """Return the caller's membership. Raises NotFound for strangers."""
    found = queries.membership(user, team_id)
    if found is None:
        raise NotFound("team", team_id)
    return found


def member_with(user: User, team_id: object, *roles: Role) -> TeamMember:
    """Return the caller's membership if its role is one of ``roles``.

    Raises:
        NotFound: the caller is no member.
        Forbidden: the role is another one.
    """
    found = member(user, team_id)
    if found.role not in roles:
        names = " or ".join(role.label.lower() for role in roles)
        raise Forbidden(f"Only a workspace {names} may do this. Ask one of them.")
    return found


def admin(user: User, team_id: object) -> TeamMember:
    return member_with(user, team_id, Role.ADMIN)


def manager(user: User, team_id: object) -> TeamMember:
    """Return the caller's membership if they are admin or supervisor."""
    return member_with(user, team_id, *MANAGERS)


def member_of_callers_team(user: User, member_id: object) -> tuple[TeamMember, TeamMember]:
    """Return the caller's membership and the member with ``member_id`` of the same team, removed ones included."""
    target = queries.member_by_id(member_id)
    caller = queries.membership(user, target.team_id) if target else None
    if target is None or caller is None:
        raise NotFound("team member", member_id)
    return caller, target


def team_logo(user: User, team_id: object) -> Team:
    """Return the team if ``user`` may see its picture: a member, or somebody invited with a verified address."""
    team = queries.find_team(team_id)
    if team is None or not (queries.membership(user, team.pk) or queries.invitation_for(user, team.pk)):
        raise NotFound("team", team_id)
    return team
