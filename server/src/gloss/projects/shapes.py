"""Projects as the wire shows them.

A shaped project carries its ``Batch`` under ``BATCH``: field resolvers of any domain load
what they need once for the whole page through it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from gloss.accounts.models import User
from gloss.core.clock import iso
from gloss.projects.models import Project, ProjectAssignment
from gloss.projects.settings import DocumentSettings, ProjectSettings

BATCH = "_batch"
ROW = "_project"
NAMES = "_names"
Loaded = TypeVar("Loaded")


class Batch:
    """The projects of one reply and what was loaded for all of them so far."""

    def __init__(self, projects: Sequence[Project], user: User) -> None:
        self.projects = projects
        self.user = user
        self._loaded: dict[str, Any] = {}

    def get(self, name: str, load: Callable[[Batch], Loaded]) -> Loaded:
        """Return ``load(batch)``, called only the first time."""
        if name not in self._loaded:
            self._loaded[name] = load(self)
        return self._loaded[name]


def project(row: Project, user: User) -> dict[str, Any]:
    return projects([row], user)[0]


def projects(rows: Sequence[Project], user: User) -> list[dict[str, Any]]:
    batch = Batch(rows, user)
    return [_project(row, batch) for row in rows]


def _project(row: Project, batch: Batch) -> dict[str, Any]:
    return {
        BATCH: batch,
        ROW: row,
        "id": row.uid,
        "name": row.name,
        "status": row.status,
        "type": row.type,
        "purpose": row.purpose,
        "isArchived": row.is_archived,
        "isOwnerMe": row.owner_id == batch.user.pk,
        "createdDate": iso(row.created_at),
        "updatedDate": iso(row.updated_at),
        "completedDate": iso(row.completed_at),
        "exportedDate": iso(row.exported_at),
        "documentCount": row.document_count,
        "labelerExtensions": row.labeler_extensions,
        "reviewerExtensions": row.reviewer_extensions,
        "settings": ProjectSettings.load(row).wire(),
        "workspaceSettings": DocumentSettings.load(row).wire(row),
    }


def assignment(row: ProjectAssignment) -> dict[str, Any]:
    """The wire's ProjectAssignment; members and documents are added by their domains."""
    return {
        "_assignment": row,
        "_member": row.member,
        "role": row.role,
        "createdAt": iso(row.created_at),
        "updatedAt": iso(row.updated_at),
    }
