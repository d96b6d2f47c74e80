"""How live updates reach other processes: Redis where it is configured, else a socket in the data folder.

The socket joins the web server and the workers of one machine; Redis joins any number of
machines. An event that cannot be carried is dropped: live updates are a comfort, and every
page loads the truth from the database.
"""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import threading
from typing import Any, Protocol

import orjson
from django.conf import settings

from gloss.events import live

log = logging.getLogger(__name__)
CHANNEL = "gloss:live"
LARGEST = 60_000


class Transport(Protocol):
    def send(self, message: bytes) -> None:
        """Pass ``message`` on; never wait for anybody."""

    def receive(self) -> bytes:
        """Wait for the next message."""


class LocalSocket:
    """A datagram socket that the web server binds and workers of the same machine write to."""

    def __init__(self) -> None:
        self._path = str(settings.DATA_DIR / "live.sock")
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)

    def bind(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self._path)
        self._socket.setblocking(True)
        self._socket.bind(self._path)
        os.chmod(self._path, 0o600)

    def send(self, message: bytes) -> None:
        with contextlib.suppress(OSError):  # Nobody listens, or too slowly.
            self._socket.sendto(message, self._path)

    def receive(self) -> bytes:
        return self._socket.recv(LARGEST)


class RedisChannel:
    """One Redis channel that every web server hears."""

    def __init__(self) -> None:
        import redis  # An optional extra: only deployments with Redis have it.

        self._client = redis.Redis.from_url(settings.QUEUE_URL)
        self._feed: Any = None

    def bind(self) -> None:
        self._feed = self._client.pubsub(ignore_subscribe_messages=True)
        self._feed.subscribe(CHANNEL)

    def send(self, message: bytes) -> None:
        self._client.publish(CHANNEL, message)

    def receive(self) -> bytes:
        return next(item["data"] for item in self._feed.listen())


def connect(*, listening: bool) -> None:
    """Join the other processes: workers send, web servers (``listening``) also hear. Once per process."""
    transport: LocalSocket | RedisChannel
    over_redis = settings.QUEUE_URL.startswith("redis")
    transport = RedisChannel() if over_redis else LocalSocket()
    own = f"{socket.gethostname()}:{os.getpid()}"

    def send(channel: str, payload: dict[str, Any]) -> None:
        message = orjson.dumps([own, channel, payload])
        if len(message) <= LARGEST:
            transport.send(message)

    if over_redis or not listening:
        live.TRANSPORTS[:] = [send]
    if listening:
        transport.bind()
        threading.Thread(target=_listen, args=(transport, own), daemon=True, name="live updates").start()


def _listen(transport: Transport, own: str) -> None:
    while True:
        try:
            sender, channel, payload = orjson.loads(transport.receive())
        except OSError:
            return
        except ValueError:
            log.warning("a live update that is not JSON")
            continue
        if sender != own:
            live.deliver(channel, payload)
