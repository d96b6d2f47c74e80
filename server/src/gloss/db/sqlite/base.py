"""SQLite with writers of one process standing in line.

SQLite lets one transaction write and makes the others poll, with pauses that grow to a
tenth of a second: with eight threads the file is often free while all of them sleep. Here a
transaction first takes a lock of this process, which wakes the next writer the moment the
last one has committed. Writers of other processes (workers) still meet in SQLite itself.
"""

from __future__ import annotations

import threading
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

LONGEST_WAIT_SECONDS = 30

_locks: dict[str, threading.Lock] = {}
_guard = threading.Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    """``BEGIN IMMEDIATE`` takes the process's lock for this file; commit, rollback and close give it back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._holds_turn = False

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
