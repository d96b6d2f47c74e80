"""One consistent view of the database while an export reads, however long that takes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar, cast

from django.db import connection, transaction

Result = TypeVar("Result")


@contextmanager
def snapshot() -> Iterator[None]:
    """A read transaction in which everything looks as it did at the start. Nothing may be written inside.

    On SQLite the usual transactions take the write lock at once; this one must not, or
    labelers would wait for the export.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


class SnapshotReader(Generic[Result]):
    """Runs ``work`` in a snapshot of its own thread, so that the caller can write progress meanwhile."""

    def __init__(self, work: Callable[[], Result]) -> None:
        self._work = work
        self._result: Result | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="export", daemon=True)

    def run(self, tick: Callable[[], None], seconds: float = 1.0) -> Result:
        """Return what ``work`` returned; call ``tick`` every so often. Errors of both are raised here.

        ``work`` must end by itself after ``tick`` has raised; it is waited for.
        """
        self._thread.start()
        try:
            while self._thread.is_alive():
                self._thread.join(seconds)
                tick()
        finally:
            self._thread.join()
        if self._error is not None:
            raise self._error
        return cast(Result, self._result)

    def _run(self) -> None:
        try:
            with snapshot():
                self._result = self._work()
        except BaseException as error:
            self._error = error
        finally:
            connection.close()
