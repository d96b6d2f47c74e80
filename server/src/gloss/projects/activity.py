"""What happens to projects, told to the domains above: timeline, live updates, mails.

``gloss.wiring`` fills ``LISTENERS``; they run inside the caller's transaction, in order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from gloss.accounts.models import User
from gloss.projects.models import Project


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing that happened. ``event`` is its upper-case name in the timeline."""

    event: str
    actor: User | None
    project: Project
    target_user: User | None = None
    details: dict[str, Any] = field(default_factory=dict)


LISTENERS: list[Callable[[Activity], None]] = []


def note(event: str, actor: User | None, project: Project, target_user: User | None = None, **details: Any) -> None:
    """Tell every listener; ``details`` are JSON-safe."""
    activity = Activity(event, actor, project, target_user, details)
    for listener in LISTENERS:
        listener(activity)
