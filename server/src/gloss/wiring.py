"""Joins the domains: what happens in a higher one when something happens in a lower one.

Imported when a process starts (asgi, worker, tests). Plain lists, assigned once, in the
order they run: nothing is registered by import side effects elsewhere.
"""

from __future__ import annotations

from gloss.documents import hooks, notifications, validation
from gloss.events import service as events
from gloss.labelsets import preloaded
from gloss.projects import activity
from gloss.teams import hooks as teams


def wire() -> None:
    """Fill the lists. Calling it again changes nothing."""
    teams.TEAM_CREATED[:] = [preloaded.fill]
    activity.LISTENERS[:] = [events.on_activity]
    hooks.CABINET_COMPLETED[:] = [notifications.on_cabinet_completed]
    hooks.CABINET_REOPENED[:] = []
    hooks.COPY_COMPLETED[:] = []
    validation.VALIDATORS[:] = []
