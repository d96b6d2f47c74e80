"""What happens to labels whose items disappear from a project's label set.

Labels are a higher domain's: ``gloss.wiring`` puts its function into ``REMOVERS``. They run
inside the transaction that changes the set.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gloss.accounts.models import User
from gloss.projects.models import Project


@dataclass(frozen=True, slots=True)
class ItemRemoval:
    """Items that left the set at ``layer`` of ``project``; ``item_ids`` None means all of them."""

    project: Project
    layer: int
    item_ids: frozenset[str] | None
    actor: User


REMOVERS: list[Callable[[ItemRemoval], None]] = []


def run(removal: ItemRemoval) -> None:
    for remover in REMOVERS:
        remover(removal)
