"""Queries on guidelines."""

from __future__ import annotations

from django.db.models import Max, QuerySet
from django.db.models.functions import Lower

from gloss.accounts.models import User
from gloss.core.ids import parse_int
from gloss.guidelines.models import Acknowledgement, Guideline, GuidelineVersion
from gloss.teams.models import Team


def in_scope(user: User, team: Team | None) -> QuerySet[Guideline]:
    """Guidelines of a team, or of ``user``'s personal workspace when there is no team."""
    rows = Guideline.objects.filter(team=team) if team else Guideline.objects.filter(team__isnull=True, owner=user)
    return rows.order_by(Lower("name"), "pk")


def find(guideline_id: object) -> Guideline | None:
    number = parse_int(guideline_id)
    return Guideline.objects.select_related("team").filter(pk=number).first() if number is not None else None


def versions(guideline: Guideline) -> QuerySet[GuidelineVersion]:
    """Newest first."""
    return guideline.versions.select_related("author").order_by("-number")


def acknowledgements(guideline: Guideline) -> QuerySet[Acknowledgement]:
    """Newest version first, within one in the order they came."""
    return guideline.acknowledgements.select_related("user").order_by("-version", "pk")


def acknowledged_version(guideline_id: int, user: User) -> int | None:
    """The newest version the person has confirmed."""
    rows = Acknowledgement.objects.filter(guideline=guideline_id, user=user)
    found: int | None = rows.aggregate(newest=Max("version"))["newest"]
    return found
