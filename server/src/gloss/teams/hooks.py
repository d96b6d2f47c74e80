"""What higher domains do when something happens to a team. ``gloss.wiring`` fills the lists.

They run inside the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Callable

from gloss.teams.models import Team, TeamMember

TEAM_CREATED: list[Callable[[Team], None]] = []

MEMBER_CHANGED: list[Callable[[TeamMember], None]] = []
"""A member was removed or is back."""


def member_changed(member: TeamMember) -> None:
    for hook in MEMBER_CHANGED:
        hook(member)
