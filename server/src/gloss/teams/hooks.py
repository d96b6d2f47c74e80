"""What higher domains do when something happens to a team. ``gloss.wiring`` fills the lists.

They run inside the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Callable

from gloss.teams.models import Team

TEAM_CREATED: list[Callable[[Team], None]] = []
