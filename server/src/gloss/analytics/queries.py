"""Queries that belong to no single figure."""

from __future__ import annotations

from django.db.models import Q

from gloss.accounts.models import User
from gloss.analytics import acts
from gloss.analytics.period import Period
from gloss.teams.access import MANAGERS
from gloss.teams.models import InvitationStatus, TeamMember


def usage(user: User, period: Period) -> int:
    """Count labels and answers applied in all that ``user`` leads: personal projects, teams as admin or supervisor.

    For operators of the instance everything counts.
    """
    found = acts.during(period, *acts.WORK)
    if not user.is_superuser:
        led = TeamMember.objects.filter(
            user=user, is_deleted=False, invitation_status=InvitationStatus.ACCEPTED, role__in=MANAGERS
        )
        own = Q(copy__cabinet__project__team=None, copy__cabinet__project__owner=user)
        found = found.filter(own | Q(copy__cabinet__project__team__in=led.values("team")))
    return int(found.aggregate(total=acts.applied())["total"])
