"""Queries on teams and their members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Lower, NullIf

from gloss.accounts.models import User
from gloss.core.clock import now
from gloss.core.ids import parse_int
from gloss.core.sorting import ordering
from gloss.db.prepared import Prepared
from gloss.teams.models import InvitationStatus, Role, Team, TeamMember

_MEMBERSHIP: Prepared[TeamMember] = Prepared(
    lambda team, user: TeamMember.objects.select_related("team", "user").filter(
        team_id=team, user_id=user, is_deleted=False, invitation_status=InvitationStatus.ACCEPTED
    ),
    team=int,
    user=int,
)
_ROLE: Prepared[tuple[str]] = Prepared(
    lambda team, user: TeamMember.objects.filter(
        team_id=team, user_id=user, is_deleted=False, invitation_status=InvitationStatus.ACCEPTED
    ).values_list("role"),
    team=int,
    user=int,
)
RANK = {Role.ADMIN: 0, Role.SUPERVISOR: 1, Role.REVIEWER: 2, Role.LABELER: 3}


def find_team(team_id: object) -> Team | None:
    number = parse_int(team_id)
    return Team.objects.filter(pk=number).first() if number is not None else None


def teams_of(user: User) -> QuerySet[Team]:
    """Teams ``user`` is an active member of, by name."""
    return (
        Team.objects.filter(
            members__user=user, members__is_deleted=False, members__invitation_status=InvitationStatus.ACCEPTED
        )
        .select_related("owner")
        .order_by(Lower("name"), "pk")
    )


def logo_versions(teams: Iterable[Team]) -> dict[int, str]:
    """Return the version of the logo of each team that has one, without reading the pictures."""
    rows = Team.objects.filter(pk__in=[team.pk for team in teams], logo__isnull=False)
    return dict(rows.values_list("pk", "logo__version"))


def membership(user: User, team_id: object) -> TeamMember | None:
    """Return the active membership of ``user``, its team and user loaded: one indexed read."""
    number = parse_int(team_id)
    if number is None:
        return None
    return _MEMBERSHIP.first(team=number, user=user.pk)


def role_of(user: User, team_id: object) -> str | None:
    """Return the role of the active membership of ``user``, None for a stranger: one indexed read."""
    number = parse_int(team_id)
    found = _ROLE.first(team=number, user=user.pk) if number is not None else None
    return found[0] if found else None


def active_members(team_id: object) -> QuerySet[TeamMember]:
    """People in the team, without invitations that wait and without removed ones."""
    return listed_members(team_id).filter(invitation_status=InvitationStatus.ACCEPTED)


def listed_members(team_id: object) -> QuerySet[TeamMember]:
    """Everybody the members page shows: people and invitations that wait, in the order they came."""
    return TeamMember.objects.select_related("user").filter(team_id=parse_int(team_id), is_deleted=False).order_by("pk")


def members_of_teams(teams: Iterable[Team]) -> dict[int, list[TeamMember]]:
    """The listed members of several teams, in one query."""
    found: dict[int, list[TeamMember]] = {team.pk: [] for team in teams}
    rows = TeamMember.objects.select_related("user").filter(team_id__in=found, is_deleted=False).order_by("pk")
    for row in rows:
        found[row.team_id].append(row)
    return found


def admins(team_id: int) -> QuerySet[TeamMember]:
    return active_members(team_id).filter(role=Role.ADMIN)


def member_by_id(member_id: object) -> TeamMember | None:
    """Return the row, removed ones included."""
    number = parse_int(member_id)
    return TeamMember.objects.select_related("team", "user").filter(pk=number).first() if number is not None else None


def member_by_email(team: Team, email: str) -> TeamMember | None:
    """Return the row of this address, removed ones included; the account's address counts before the invited one."""
    rows = TeamMember.objects.select_related("team", "user").filter(team=team)
    return rows.filter(user__email__iexact=email).first() or rows.filter(invitation_email__iexact=email).first()


def invitation(key: str) -> TeamMember | None:
    """Return the waiting invitation with this key, unless it is too old."""
    if not key:
        return None
    return _waiting().filter(invitation_key=key).first()


def invitation_for(user: User, team_id: object) -> TeamMember | None:
    """Return the waiting invitation of ``user``'s own verified address."""
    number = parse_int(team_id)
    if number is None or not user.email_verified:
        return None
    return _waiting().filter(team_id=number, invitation_email__iexact=user.email).first()


def _waiting() -> QuerySet[TeamMember]:
    return TeamMember.objects.select_related("team", "user").filter(
        invitation_status=InvitationStatus.PENDING, is_deleted=False, invitation_expires_at__gt=now()
    )


def searched_members(
    team_id: object, keyword: str, roles: Iterable[Role], sort: Sequence[Mapping[str, Any]]
) -> QuerySet[TeamMember]:
    """Members whose name or address contains ``keyword`` and whose role is among ``roles`` (none: any).

    ``sort`` is the wire's list; members sort by ``name``, ``role`` (admins first) or ``id``.
    """
    rows = listed_members(team_id)
    if keyword.strip():
        text = keyword.strip()
        found = Q(user__name__icontains=text) | Q(user__email__icontains=text)
        rows = rows.filter(found | Q(user__isnull=True, invitation_email__icontains=text))
    roles = list(roles)
    if roles:
        rows = rows.filter(role__in=roles)
    rank = Case(*(When(role=role, then=Value(rank)) for role, rank in RANK.items()), output_field=IntegerField())
    name = Lower(Coalesce(NullIf("user__name", Value("")), "invitation_email"))
    return rows.order_by(*ordering(sort, {"name": name, "role": rank, "id": F("pk")}, default="id"))


def find_by_name(name: str) -> Team | None:
    """The oldest team of that name (names need not be unique)."""
    return Team.objects.filter(name=name).order_by("id").first()
