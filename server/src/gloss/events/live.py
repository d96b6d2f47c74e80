"""Live updates: told after commit to whoever listens on a channel.

Channels are ``project:<uid>`` and ``user:<id>``. Listeners of this process hear at once;
``TRANSPORTS`` carry events to other processes (``events.transports`` fills them).
"""

from __future__ import annotations

import asyncio
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import transaction

TRANSPORTS: list[Callable[[str, dict[str, Any]], None]] = []
MOST_WAITING = 1000
_subscriptions: defaultdict[str, set[Subscription]] = defaultdict(set)
_lock = threading.Lock()


class Subscription:
    """The events of one listener, in order; one that is too slow loses the oldest."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._waiting: asyncio.Queue[dict[str, Any]] = asyncio.Queue(MOST_WAITING)

    async def get(self) -> dict[str, Any]:
        """The next event, waited for."""
        return await self._waiting.get()

    def offer(self, payload: dict[str, Any]) -> None:
        """Add an event, from any thread."""
        with suppress(RuntimeError):  # The loop has ended, and with it the listener.
            self._loop.call_soon_threadsafe(self._add, payload)

    def _add(self, payload: dict[str, Any]) -> None:
        if self._waiting.full():
            self._waiting.get_nowait()
        self._waiting.put_nowait(payload)


@contextmanager
def subscribe(channels: Iterable[str]) -> Iterator[Subscription]:
    """Listen to ``channels`` until the block ends; to be called in an event loop."""
    subscription = Subscription()
    names = tuple(channels)
    with _lock:
        for name in names:
            _subscriptions[name].add(subscription)
    try:
        yield subscription
    finally:
        with _lock:
            for name in names:
                _subscriptions[name].discard(subscription)
                if not _subscriptions[name]:
                    del _subscriptions[name]


def publish(channel: str, payload: dict[str, Any]) -> None:
    """Send ``payload`` (JSON-safe) to ``channel`` when the current transaction commits."""
    transaction.on_commit(lambda: _send(channel, payload), robust=True)


def deliver(channel: str, payload: dict[str, Any]) -> None:
    """Hand an event to the listeners of this process."""
    with _lock:
        listeners = list(_subscriptions.get(channel, ()))
    for listener in listeners:
        listener.offer(payload)


def _send(channel: str, payload: dict[str, Any]) -> None:
    deliver(channel, payload)
    for transport in TRANSPORTS:
        transport(channel, payload)
