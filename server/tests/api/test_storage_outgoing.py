"""The outgoing HTTP client: where it goes, where it does not, and when it stops."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from gloss.core.errors import BadInput, TooLarge
from gloss.storage import outgoing
from tests.services.receiver import Receiver


@pytest.fixture
def server() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.close()


def fetch(url: str, max_bytes: int = 1000) -> bytes:
    sink = io.BytesIO()
    outgoing.fetch(url, sink, max_bytes)
    return sink.getvalue()


def test_fetch(server: Receiver) -> None:
    server.reply = b"hello"
    assert fetch(f"{server.url}/a?b=c") == b"hello"
    assert [(one.method, one.path) for one in server.received] == [("GET", "/a?b=c")]


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.example/x", "gopher://a", "http://", "a b", "//a.example"]
)
def test_only_http_urls(url: str) -> None:
    with pytest.raises(BadInput) as refused:
        fetch(url)
    assert refused.value.details == {"field": "url"}


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "127.0.0.1",
        "127.1",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "2130706433",
        "[::1]",
        "[::]",
        "[fe80::1]",
        "[fc00::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
    ],
)
def test_special_addresses_are_refused(monkeypatch: pytest.MonkeyPatch, host: str, server: Receiver) -> None:
    monkeypatch.setattr(settings, "ALLOWED_PRIVATE_HOSTS", ())
    port = server.url.rpartition(":")[2]
    with pytest.raises(outgoing.AddressRefused):
        fetch(f"http://{host}:{port}/")
    with pytest.raises(outgoing.AddressRefused):
        outgoing.put_json(f"http://{host}:{port}/", b"{}")
    assert server.received == []


@pytest.mark.parametrize("allowed", ["127.0.0.1", "127.0.0.0/8", "hooks.test"])
def test_operators_allow_hosts_addresses_and_networks(
    monkeypatch: pytest.MonkeyPatch, server: Receiver, allowed: str
) -> None:
    resolves_to(monkeypatch, {"hooks.test": ["127.0.0.1"]})
    monkeypatch.setattr(settings, "ALLOWED_PRIVATE_HOSTS", (allowed,))
    port = server.url.rpartition(":")[2]
    assert fetch(f"http://hooks.test:{port}/") == b"{}"
    assert server.received[0].headers["host"] == f"hooks.test:{port}"


def resolves_to(monkeypatch: pytest.MonkeyPatch, names: dict[str, list[str]]) -> list[str]:
    """Answer for these names without a name server, the addresses of each in turn; return what was asked."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
        if host not in names:
            return real(host, port, *rest, **more)
        asked.append(host)
        address = names[host].pop(0) if len(names[host]) > 1 else names[host][0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_the_checked_address_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch, server: Receiver) -> None:
    """A name that answers a public address first and a private one later must not get through."""
    asked = resolves_to(monkeypatch, {"rebind.test": ["203.0.114.1", "127.0.0.1"]})
    monkeypatch.setattr(settings, "ALLOWED_PRIVATE_HOSTS", ())
    monkeypatch.setattr(outgoing, "CONNECT_SECONDS", 0.05)
    with pytest.raises(outgoing.OutgoingError):
        fetch(f"http://rebind.test:{server.url.rpartition(':')[2]}/")
    assert asked == ["rebind.test"]
    assert server.received == []


def test_redirects_are_checked_again(monkeypatch: pytest.MonkeyPatch, server: Receiver) -> None:
    resolves_to(monkeypatch, {"public.test": ["127.0.0.1"], "inner.test": ["127.0.0.1"]})
    monkeypatch.setattr(settings, "ALLOWED_PRIVATE_HOSTS", ("public.test",))
    port = server.url.rpartition(":")[2]
    server.statuses, server.location = [302], f"http://inner.test:{port}/secret"
    with pytest.raises(outgoing.AddressRefused):
        fetch(f"http://public.test:{port}/")
    assert [one.path for one in server.received] == ["/"]


def test_redirects_end(server: Receiver) -> None:
    server.statuses, server.location = [302] * 20, "/again"
    with pytest.raises(outgoing.OutgoingError, match="redirects more than 5 times"):
        fetch(server.url)
    assert len(server.received) == 6


def test_size_cap(server: Receiver) -> None:
    server.reply = b"x" * 100_001
    assert len(fetch(server.url, 100_001)) == 100_001
    with pytest.raises(TooLarge) as refused:
        fetch(f"{server.url}/f?signature=secret", 100_000)
    assert refused.value.message == f"The file at {server.url}/f is larger than 100000 bytes."


def test_other_answers_and_no_answer(server: Receiver) -> None:
    server.statuses = [404]
    with pytest.raises(outgoing.OutgoingError, match=r"/x answered 404 instead of 200\.$"):
        fetch(f"{server.url}/x?token=secret")
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        with pytest.raises(outgoing.OutgoingError, match="could not be reached"):
            fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/")
    with pytest.raises(outgoing.OutgoingError, match=r"The host nowhere\.invalid cannot be found\."):
        fetch("http://nowhere.invalid/")


def test_put_json_sends_the_bytes_and_follows_nothing(server: Receiver) -> None:
    server.statuses, server.location = [307], "/else"
    reply = outgoing.put_json(server.url, b'{"a": 1}', {"X-Test": "yes"})
    assert (reply.status, reply.body) == (307, b"{}")
    (sent,) = server.received
    assert (sent.method, sent.body, sent.headers["x-test"]) == ("PUT", b'{"a": 1}', "yes")
    assert sent.headers["content-type"] == "application/json"
