"""Real servers of other products, one of each per session, started when a test first asks for it."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings

from tests.services import azure, gcs, s3
from tests.services.processes import free_port
from tests.services.receiver import Receiver


@pytest.fixture(scope="session")
def swift(tmp_path_factory: pytest.TempPathFactory) -> Iterator[s3.SwiftServer]:
    """OpenStack Swift answering S3."""
    server = s3.start(tmp_path_factory.mktemp("swift"))
    yield server
    server.processes.stop()


@pytest.fixture(scope="session")
def azurite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[azure.AzureServer]:
    server = azure.start(tmp_path_factory.mktemp("azurite"))
    yield server
    server.processes.stop()


@pytest.fixture(scope="session")
def google(tmp_path_factory: pytest.TempPathFactory) -> Iterator[gcs.GoogleServer]:
    server = gcs.start(tmp_path_factory.mktemp("gcs"))
    yield server
    server.processes.stop()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A webhook's receiving end."""
    server = Receiver()
    yield server
    server.close()


class Mailbox:
    """An SMTP server's memory; with ``refusal`` set it answers that instead of taking mail."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.refusal = ""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refusal:
            return self.refusal
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.messages.append(message)  # type: ignore[arg-type]
        return "250 OK"


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """An SMTP server that all outgoing mail goes to."""
    box = Mailbox()
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend", raising=False)
    monkeypatch.setattr(settings, "EMAIL_HOST", "127.0.0.1", raising=False)
    monkeypatch.setattr(settings, "EMAIL_PORT", port, raising=False)
    yield box
    controller.stop()
