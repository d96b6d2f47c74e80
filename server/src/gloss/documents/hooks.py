"""What higher domains do when work is completed. ``gloss.wiring`` fills the lists.

They run inside the caller's transaction; slow work is queued as a job.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from gloss.accounts.models import User
from gloss.documents.models import Cabinet, DocumentCopy
from gloss.projects.models import Project

CABINET_COMPLETED: list[Callable[[Cabinet, User], None]] = []
CABINET_REOPENED: list[Callable[[Cabinet, User], None]] = []
REVIEW_OPENED: list[Callable[[Cabinet, User], None]] = []
"""The shared review cabinet is about to be shown; runs outside any transaction."""
COPY_COMPLETED: list[Callable[[DocumentCopy, User], None]] = []
REVIEW_READY: list[Callable[[Project, User], None]] = []
"""Every labeler of a project is done."""
LABELERS_CHANGED: list[Callable[[Project, Collection[int]], None]] = []
"""Other people than before label these documents, given by row id."""
COPY_OPENED: list[Callable[[DocumentCopy, User], None]] = []
"""A copy is about to be shown; runs outside any transaction."""
CURSOR_MOVED: list[Callable[[DocumentCopy, User], None]] = []
"""Somebody went to another line of a copy they may work in."""
TIME_SPENT: list[Callable[[DocumentCopy, User, int], None]] = []
"""Somebody was active in a copy for so many milliseconds."""

CELLS: list[Callable[[DocumentCopy, User, list[dict[str, Any]]], None]] = []
"""Add to cells of a copy, in place, what only higher domains know."""


def decorate_cells(copy: DocumentCopy, user: User, cells: list[dict[str, Any]]) -> None:
    for hook in CELLS:
        hook(copy, user, cells)


def run(hooks: list[Callable[..., None]], subject: Cabinet | DocumentCopy | Project, actor: User) -> None:
    for hook in hooks:
        hook(subject, actor)
