"""Python's search for cyclic garbage, held back while a job makes millions of objects that are no garbage."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_RARELY = (20_000, 10, 20)
_lock = threading.Lock()
_running = 0
_usual = (700, 10, 10)


@contextmanager
def collected_rarely() -> Iterator[None]:
    """Search for garbage seldom while this runs, in all threads; nests and overlaps.

    Reading a big file or table costs a quarter less that way. What is not part of a cycle is
    freed at once as ever.
    """
    global _running, _usual
    with _lock:
        _running += 1
        if _running == 1:
            _usual = gc.get_threshold()
            gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        with _lock:
            _running -= 1
            if not _running:
                gc.set_threshold(*_usual)
