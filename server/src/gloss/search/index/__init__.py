"""The full text of a project's documents, made once: lines never change.

It only narrows a search down: what it names is read and judged again. SQLite keeps a file
per project beside the database, so that building it never holds up a labeler; PostgreSQL
keeps a table with trigram indexes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from django.db import connection

from gloss.projects.models import Project
from gloss.search.index import postgres, sqlite
from gloss.search.matching import Literals

Place = tuple[int, int]
"""A document's primary key and a line."""

IndexedText = tuple[int, str, str]
"""Line, text of all cells, and its metadata as ``key=value`` lines or ""."""


class Index(Protocol):
    """The index of one project."""

    def next_lines(self) -> dict[int, int]:
        """Where to go on, by the primary keys of documents that were begun."""

    def add(self, document_id: int, start: int, end: int, rows: Iterable[IndexedText]) -> None:
        """Store the lines from ``start`` up to ``end``; nothing happens unless the document is exactly at ``start``."""

    def supports(self, literals: Literals, *, metadata: bool = False) -> bool:
        """Whether ``places`` can narrow this down."""

    def places(
        self, literals: Literals, after: Place, document_id: int | None, *, metadata: bool = False
    ) -> Iterator[Place]:
        """Yield, in order, every place after ``after`` whose text may hold one of the alternatives."""

    def close(self) -> None: ...


def of_project(project: Project) -> Index:
    """Open the project's index; the caller closes it."""
    return sqlite.SqliteIndex(project) if connection.vendor == "sqlite" else postgres.PostgresIndex(project)


def remove_unused() -> None:
    """Delete the index files of projects that are gone."""
    if connection.vendor == "sqlite":
        sqlite.remove_unused()
