"""What the review adds to reading and clearing labels of its copy. ``gloss.wiring`` fills the lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gloss.accounts.models import User
from gloss.documents.models import CabinetRole, DocumentCopy

BEFORE_READ: list[Callable[[DocumentCopy, User], None]] = []
"""Bring a review copy up to date before its labels, answers or conflicts are read."""

DECORATORS: list[Callable[[DocumentCopy, User, list[dict[str, Any]]], None]] = []
"""Add to label scalars of a review copy, in place, what only the review knows."""

CLEARED: list[Callable[[DocumentCopy], None]] = []
"""A copy, of the review or of a labeler, lost all labels or answers; runs inside the caller's transaction."""

TEXT_CHANGED: list[Callable[[DocumentCopy, list[int], User], None]] = []
"""A reviewer changed lines of a review copy; runs inside the caller's transaction."""


def before_read(copy: DocumentCopy, user: User) -> None:
    """Call at the start of every query on a copy's labels or answers."""
    if copy.cabinet.role == CabinetRole.REVIEWER:
        for hook in BEFORE_READ:
            hook(copy, user)


def decorate(copy: DocumentCopy, user: User, scalars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if copy.cabinet.role == CabinetRole.REVIEWER and scalars:
        for hook in DECORATORS:
            hook(copy, user, scalars)
    return scalars


def cleared(copy: DocumentCopy) -> None:
    for hook in CLEARED:
        hook(copy)


def text_changed(copy: DocumentCopy, lines: list[int], actor: User) -> None:
    if copy.cabinet.role == CabinetRole.REVIEWER:
        for hook in TEXT_CHANGED:
            hook(copy, lines, actor)
