"""The worker process: a huey consumer, the reaper and the periodic chores."""

from __future__ import annotations

import gc
import logging
import os
import signal
import threading
import time

from django.conf import settings
from django.db import close_old_connections
from huey.consumer import Consumer

from gloss.jobs import queue, registry, runner

log = logging.getLogger(__name__)
GARBAGE_OBJECTS = 20_000


def serve(threads: int, parent: int | None = None) -> None:
    """Run jobs until SIGTERM or SIGINT, or until the process ``parent`` is gone."""
    queue.run_task()
    _calm_collector()
    stop = threading.Event()
    threading.Thread(target=_chores, args=(stop,), daemon=True, name="chores").start()
    if parent:
        threading.Thread(target=_watch, args=(parent,), daemon=True, name="watch").start()
    try:
        Consumer(
            queue.carrier(),
            workers=threads,
            periodic=False,
            initial_delay=0.05,
            backoff=1.2,
            max_delay=0.5,
            worker_type="thread",
        ).run()
    finally:
        stop.set()


def _calm_collector() -> None:
    """Look for cycles rarely, and never among what was made at the start.

    Jobs make millions of rows that are gone by themselves a moment later; by the usual
    settings a quarter of an import's time goes into looking at them.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_OBJECTS, 20, 20)


def _chores(stop: threading.Event) -> None:
    due = dict.fromkeys(registry.PERIODIC, 0.0)
    pause = min(settings.JOB_STALE_SECONDS / 4, 15)
    while not stop.wait(pause):
        close_old_connections()
        _quietly("reaper", runner.reap)
        for path, seconds in registry.PERIODIC.items():
            if time.monotonic() >= due[path]:
                due[path] = time.monotonic() + seconds
                _quietly(path, registry.load(path))


def _quietly(name: str, function: object) -> None:
    try:
        function()  # type: ignore[operator]
    except Exception:
        log.exception("%s failed", name)


def _watch(parent: int) -> None:
    """Leave when the server that started this worker has died without saying so."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
