"""The one HTTP client for addresses that users name: webhooks, file URLs, providers.

Only http and https. Every connection, redirects included, goes to an address that was
checked just before: private, loopback, link-local and other special ones are refused
unless GLOSS_ALLOWED_PRIVATE_HOSTS names the host, the address or its network.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import ipaddress
import socket
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

import httpcore2
import httpx2
from django.conf import settings
from httpcore2 import NetworkBackend, NetworkStream

from gloss.core.errors import BadInput, GlossError, TooLarge

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
MAX_REDIRECTS = 5
MAX_REPLY_BYTES = 1 << 20
USER_AGENT = "Gloss"
TOTAL_SECONDS = 600.0
"""However slowly the other side sends: each piece alone may take ``READ_SECONDS``."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SPECIAL = tuple(
    map(ipaddress.ip_network, ("::/96", "::ffff:0:0:0/96", "64:ff9b:1::/48", "fec0::/10", "5f00::/16", "192.0.0.0/24"))
)
"""Networks that lead inside, or to a cloud's metadata, though ``is_global`` takes them for public."""


class OutgoingError(GlossError):
    """The other side could not be reached, answered badly, or may not be called."""

    type, code, status = "UserInputError", "OUTGOING_REQUEST_FAILED", 400


class AddressRefused(OutgoingError):
    """The host is, or resolves to, an address this server must not call."""

    code = "ADDRESS_REFUSED"


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes
    headers: Mapping[str, str]


def check_url(url: str, field: str = "url") -> None:
    """Refuse what is not a complete http or https URL; the address itself is checked at connection time."""
    try:
        parsed = httpx2.URL(url)
    except (httpx2.InvalidURL, TypeError) as error:
        raise BadInput(f"{url!r} is not a URL.", field=field) from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise BadInput("Give a URL that starts with http:// or https:// and names a host.", field=field)


def check_host(host: str, port: int = 443) -> list[str]:
    """Resolve ``host`` and return the addresses that may be connected to.

    Raises:
        AddressRefused: any of its addresses is private and not allowed.
        OutgoingError: the name cannot be resolved.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise OutgoingError(f"The host {host} cannot be found.", host=host) from error
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not _is_allowed(host, address):
            raise AddressRefused(
                f"{host} leads to the private address {address}, which this server does not call. "
                "The operator can allow it with GLOSS_ALLOWED_PRIVATE_HOSTS.",
                host=host,
            )
    return list(dict.fromkeys(addresses))


def is_operators_own(host: str, port: int = 80) -> bool:
    """Whether the operator named ``host`` or all its addresses in GLOSS_ALLOWED_PRIVATE_HOSTS."""
    addresses = [_target(ipaddress.ip_address(address.split("%")[0])) for address in check_host(host, port)]
    return all(any(_matches(allowed, host, ip) for allowed in settings.ALLOWED_PRIVATE_HOSTS) for ip in addresses)


def client(read_seconds: float = READ_SECONDS) -> httpx2.Client:
    """A client whose connections are all checked; it follows no redirect unless told to, and then at most 5."""
    return httpx2.Client(
        transport=_CheckedTransport(),
        timeout=httpx2.Timeout(read_seconds, connect=CONNECT_SECONDS),
        max_redirects=MAX_REDIRECTS,
        trust_env=False,
        headers={"User-Agent": USER_AGENT},
    )


def fetch(url: str, sink: BinaryIO, max_bytes: int, headers: Mapping[str, str] | None = None) -> Reply:
    """Download ``url`` into ``sink`` and return the reply without its body.

    Raises:
        TooLarge: the body is longer than ``max_bytes``.
        OutgoingError: unreachable, refused, or not answered with 200.
    """
    check_url(url)
    try:
        with client() as http, http.stream("GET", url, headers=dict(headers or {}), follow_redirects=True) as response:
            if response.status_code != 200:
                code = response.status_code
                raise OutgoingError(f"{_shown(url)} answered {code} instead of 200.", status=code)
            _copy(response.iter_bytes(1 << 16), sink, max_bytes, url)
            return Reply(response.status_code, b"", dict(response.headers))
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise _failure(url, error) from error


def put_json(url: str, body: bytes, headers: Mapping[str, str] | None = None, method: str = "PUT") -> Reply:
    """Send exactly ``body`` as JSON; no redirect is followed. At most a megabyte of the reply is kept.

    Raises:
        OutgoingError: unreachable or refused. Any status is an ordinary reply.
    """
    check_url(url)
    wanted = {"Content-Type": "application/json", **(headers or {})}
    try:
        with client() as http, http.stream(method, url, content=body, headers=wanted) as response:
            kept, deadline = bytearray(), time.monotonic() + TOTAL_SECONDS
            for piece in response.iter_bytes(1 << 16):
                kept += piece[: MAX_REPLY_BYTES - len(kept)]
                if len(kept) >= MAX_REPLY_BYTES or time.monotonic() > deadline:
                    break
            return Reply(response.status_code, bytes(kept), dict(response.headers))
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise _failure(url, error) from error


def send(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
    files: Mapping[str, Any] | None = None,
    read_seconds: float = READ_SECONDS,
    max_reply_bytes: int = MAX_REPLY_BYTES,
) -> Reply:
    """Send a body, or ``files`` as multipart, and return the whole reply; no redirect is followed.

    Raises:
        TooLarge: the reply is longer than ``max_reply_bytes``.
        OutgoingError: unreachable or refused. Any status is an ordinary reply.
    """
    check_url(url)
    try:
        with (
            client(read_seconds) as http,
            http.stream(method, url, content=content, files=files, headers=dict(headers or {})) as response,
        ):
            kept = io.BytesIO()
            _copy(response.iter_bytes(1 << 16), kept, max_reply_bytes, url)
            return Reply(response.status_code, kept.getvalue(), dict(response.headers))
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise _failure(url, error) from error


def signature(secret: str, body: bytes) -> str:
    """The signature header of webhooks: HMAC-SHA256 of exactly ``body``, in lower-case hex."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _copy(pieces: Iterable[bytes], sink: BinaryIO, max_bytes: int, url: str) -> None:
    total, deadline = 0, time.monotonic() + TOTAL_SECONDS
    for piece in pieces:
        total += len(piece)
        if time.monotonic() > deadline:
            raise OutgoingError(f"{_shown(url)} took longer than {TOTAL_SECONDS:.0f} seconds.")
        if total > max_bytes:
            raise TooLarge(f"The file at {_shown(url)} is larger than {max_bytes} bytes.", maxBytes=max_bytes)
        sink.write(piece)


def _failure(url: str, error: Exception) -> OutgoingError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OutgoingError):
            return cause
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx2.TimeoutException):
        return OutgoingError(f"{_shown(url)} did not answer in time.")
    if isinstance(error, httpx2.TooManyRedirects):
        return OutgoingError(f"{_shown(url)} redirects more than {MAX_REDIRECTS} times.")
    return OutgoingError(f"{_shown(url)} could not be reached: {error}.")


def _shown(url: str) -> str:
    """The URL without its query: signed links carry their secret there."""
    return url.split("?", 1)[0]


def _is_allowed(host: str, address: str) -> bool:
    ip = _target(ipaddress.ip_address(address.split("%")[0]))
    if ip.is_global and not ip.is_multicast and not any(ip in network for network in _SPECIAL):
        return True
    return any(_matches(allowed, host, ip) for allowed in settings.ALLOWED_PRIVATE_HOSTS)


def _target(ip: Any) -> Any:
    """The IPv4 address inside an IPv6 one that only wraps it, or ``ip`` itself."""
    if ip.version == 4:
        return ip
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip


def _matches(allowed: str, host: str, ip: Any) -> bool:
    if allowed.lower() == host.lower():
        return True
    try:
        return ip in ipaddress.ip_network(allowed, strict=False)
    except ValueError:
        return False


class _CheckedBackend(NetworkBackend):
    """Connects to the address that was checked, so that a second look-up cannot give another one."""

    def __init__(self) -> None:
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:
        addresses = check_host(host, port)
        for address in addresses[:-1]:
            try:
                return self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except httpcore2.ConnectError:
                continue
        return self._inner.connect_tcp(addresses[-1], port, timeout, local_address, socket_options)


class _CheckedTransport(httpx2.HTTPTransport):
    def __init__(self) -> None:
        super().__init__(trust_env=False)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(trust_env=False),
            max_keepalive_connections=0,
            network_backend=_CheckedBackend(),
        )
