"""Ready-made SQL with as little around it as the database allows.

Django's cursor costs several times what SQLite needs for one indexed row: it looks for a
running event loop, wraps the cursor twice and rewrites the placeholders of every statement
by a regular expression. Statements here go to SQLite's own connection instead; on other
databases, and while anybody watches queries, they take Django's way.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class Statement:
    """SQL with Django's ``%s`` marks; a literal percent sign is written ``%%``."""

    __slots__ = ("_marked", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._marked = text.replace("%%", "\0").replace("%s", "?").replace("\0", "%")

    def rows(self, values: Sequence[Any], database: Any) -> list[Any]:
        """Run it on ``database``, one of ``django.db.connections``, and return all rows."""
        if not _is_plain(database):
            with database.cursor() as cursor:
                cursor.execute(self.text, values)
                return cursor.fetchall()
        with database.wrap_database_errors:
            return database.connection.execute(self._marked, values).fetchall()

    def run(self, values: Sequence[Any], database: Any) -> None:
        """Run it for its effect only."""
        if not _is_plain(database):
            with database.cursor() as cursor:
                cursor.execute(self.text, values)
            return
        with database.wrap_database_errors:
            database.connection.execute(self._marked, values)


def _is_plain(database: Any) -> bool:
    """Whether Django's cursor would add nothing: an open SQLite connection in order, and nobody watching."""
    return (
        database.connection is not None
        and database.vendor == "sqlite"
        and not database.needs_rollback
        and not database.execute_wrappers
        and not database.queries_logged
    )
