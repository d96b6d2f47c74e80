"""The threads in which requests touch the database, one connection each.

Python runs one thread at a time. Beside SQLite, which answers from memory, more than two
threads only take turns and slow each other down (two: 278 saves/s of 50 clients; eight:
209). What waits for something else, a file, a mail server, a job, has threads of its own,
so that it never keeps a labeler waiting.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.db import close_old_connections

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
SLOW_THREADS = 8


@functools.cache
def _executor(slow: bool) -> ThreadPoolExecutor:
    name = "slow request" if slow else "request"
    return ThreadPoolExecutor(SLOW_THREADS if slow else settings.THREADS, thread_name_prefix=name)


async def in_thread(
    function: Callable[Parameters, Result], *args: Parameters.args, **kwargs: Parameters.kwargs
) -> Result:
    """Run ``function`` in a pool thread, with database connections looked after as Django does per request."""
    return await _run(False, functools.partial(function, *args, **kwargs))


async def in_slow_thread(
    function: Callable[Parameters, Result], *args: Parameters.args, **kwargs: Parameters.kwargs
) -> Result:
    """The same for work that may wait long for something other than the database."""
    return await _run(True, functools.partial(function, *args, **kwargs))


async def _run(slow: bool, function: Callable[[], Result]) -> Result:
    def call() -> Result:
        close_old_connections()
        try:
            return function()
        finally:
            close_old_connections()

    return await asyncio.get_running_loop().run_in_executor(_executor(slow), call)
