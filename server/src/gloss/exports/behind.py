"""Writing in a thread of its own, so that one processor compresses while the other makes what comes next."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from typing import BinaryIO, cast

BLOCKS_AHEAD = 8


class _Behind:
    """Takes blocks and hands them to ``target`` in order; at most ``BLOCKS_AHEAD`` wait at any time."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._blocks: SimpleQueue[bytes | None] = SimpleQueue()
        self._room = threading.Semaphore(BLOCKS_AHEAD)
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="export-behind", daemon=True)
        self._thread.start()

    def write(self, block: bytes) -> int:
        self._room.acquire()
        if self._error is not None:
            raise self._error
        self._blocks.put(block)
        return len(block)

    def finish(self) -> BaseException | None:
        """Wait until all is written; return what went wrong."""
        self._blocks.put(None)
        self._thread.join()
        return self._error

    def _run(self) -> None:
        while (block := self._blocks.get()) is not None:
            if self._error is None:
                try:
                    self._target.write(block)
                except BaseException as error:
                    self._error = error
            self._room.release()


@contextmanager
def written_behind(target: BinaryIO) -> Iterator[BinaryIO]:
    """Yield a file whose blocks reach ``target`` a little later, and all of them by the end.

    It can only be written to. Errors of ``target`` are raised by a later write or at the end.
    """
    behind = _Behind(target)
    try:
        yield cast(BinaryIO, behind)
    except BaseException:
        behind.finish()
        raise
    error = behind.finish()
    if error is not None:
        raise error
