"""Queries on tags."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from gloss.accounts.models import User
from gloss.core.ids import parse_int
from gloss.tags.models import Tag
from gloss.teams.models import Team


def _by_name(condition: Q) -> QuerySet[Tag]:
    return Tag.objects.filter(condition).order_by(Lower("name"), "pk")


def global_tags() -> QuerySet[Tag]:
    return _by_name(Q(team__isnull=True, owner__isnull=True))


def of_team(team_id: int, *, with_global: bool = False) -> QuerySet[Tag]:
    condition = Q(team_id=team_id)
    return _by_name(condition | Q(team__isnull=True, owner__isnull=True) if with_global else condition)


def personal(user: User, *, with_global: bool = False) -> QuerySet[Tag]:
    """Tags of ``user``'s personal workspace."""
    condition = Q(owner=user, team__isnull=True)
    return _by_name(condition | Q(team__isnull=True, owner__isnull=True) if with_global else condition)


def in_scope(user: User, team: Team | None) -> QuerySet[Tag]:
    """Own tags of a team, or of ``user``'s personal workspace when there is no team."""
    return of_team(team.pk) if team else personal(user)


def by_ids(tags: QuerySet[Tag], ids: Iterable[object]) -> list[Tag]:
    return list(tags.filter(pk__in=[number for number in map(parse_int, ids) if number is not None]))


def named(user: User, team: Team | None, name: str) -> Tag | None:
    """Return the own or global tag of this name, whatever its case; a global one counts first."""
    name = name.strip()
    return global_tags().filter(name__iexact=name).first() or in_scope(user, team).filter(name__iexact=name).first()
