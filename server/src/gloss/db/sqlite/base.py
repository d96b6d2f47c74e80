"""SQLite with writers of one process standing in line.

SQLite lets one transaction write and makes the others poll, with pauses that grow to a
tenth of a second: with eight threads the file is often free while all of them sleep. Here a
transaction first takes a lock of this process, which wakes the next writer the moment the
last one has committed. Writers of other processes (workers) still meet in SQLite itself.
"""

from __future__ import annotations

import functools
import threading
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

LONGEST_WAIT_SECONDS = 30

_locks: dict[str, threading.Lock] = {}
_guard = threading.Lock()


LONGEST_REMEMBERED = 4000
"""Longer statements, which insert or look for hundreds of rows, are rewritten each time."""


@functools.lru_cache(maxsize=1024)
def _with_question_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class Cursor(base.SQLiteCursorWrapper):
    """Django's cursor, which rewrites the placeholders of a statement it has seen before only once."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        if param_names is None and len(query) <= LONGEST_REMEMBERED:
            return _with_question_marks(query)
        return super().convert_query(query, param_names=param_names)


class DatabaseWrapper(base.DatabaseWrapper):
    """``BEGIN IMMEDIATE`` takes the process's lock for this file; commit, rollback and close give it back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._holds_turn = False

    def create_cursor(self, name: str | None = None) -> Cursor:
        return self.connection.cursor(factory=Cursor)

    def _start_transaction_under_autocommit(self) -> None:
        if not self._holds_turn:
            if not self._turn().acquire(timeout=LONGEST_WAIT_SECONDS):
                raise OperationalError("database is locked: another writer of this process did not finish")
            self._holds_turn = True
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()
        finally:
            self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._end_turn()

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._end_turn()

    def _end_turn(self) -> None:
        if self._holds_turn:
            self._holds_turn = False
            self._turn().release()

    def _turn(self) -> threading.Lock:
        name = str(self.settings_dict["NAME"])
        with _guard:
            return _locks.setdefault(name, threading.Lock())
