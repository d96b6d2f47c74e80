"""Live updates: told after commit to whoever listens on a channel.

Channels are ``project:<uid>`` and ``user:<id>``. ``gloss.wiring`` sets the transport; with
none, publishing does nothing (a worker without a broker).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

TRANSPORTS: list[Callable[[str, dict[str, Any]], None]] = []


def publish(channel: str, payload: dict[str, Any]) -> None:
    """Send ``payload`` (JSON-safe) to ``channel`` when the current transaction commits."""
    transaction.on_commit(lambda: _send(channel, payload), robust=True)


def _send(channel: str, payload: dict[str, Any]) -> None:
    for transport in TRANSPORTS:
        transport(channel, payload)
