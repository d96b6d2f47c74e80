"""Mail through a real SMTP server, as set up by ``GLOSS_SMTP_URL``."""

from __future__ import annotations

import email
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings

from gloss.accounts import mail
from tests.client import Api
from tests.factories import Make, unique
from tests.mail import query_of_link
from tests.services.processes import free_port


class Inbox:
    """Takes every mail, except those to addresses that begin with ``refused``."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if address.startswith("refused"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        self.messages.append(email.message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def inbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Inbox]:
    handler = Inbox()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
    monkeypatch.setattr(settings, "EMAIL_HOST", "127.0.0.1")
    monkeypatch.setattr(settings, "EMAIL_PORT", controller.port)
    monkeypatch.setattr(settings, "HAS_MAIL_SERVER", True)
    yield handler
    controller.stop()


def test_an_invitation_arrives(api: Api, make: Make, inbox: Inbox) -> None:
    team = make.team(name="Übersee")
    guests = [f"{unique('guest')}@example.com" for _ in range(2)]
    reply = api.as_(team.owner).mutate(
        "inviteTeamMembers",
        "invitationKey",
        input={"teamId": str(team.pk), "members": [{"email": guest} for guest in guests]},
    )
    assert [message["to"] for message in inbox.messages] == guests
    assert inbox.messages[0]["subject"] == "Invitation to Übersee"
    keys = [query_of_link(message.get_content())["key"] for message in inbox.messages]
    assert [key.partition(".")[0] for key in keys] == [row["invitationKey"] for row in reply.data]


def test_a_name_cannot_add_headers(api: Api, make: Make, inbox: Inbox) -> None:
    team = make.team(name="Ships\r\nBcc: everybody@example.com")
    guest = f"{unique('guest')}@example.com"
    api.as_(team.owner).mutate("inviteTeamMembers", "id", input={"teamId": str(team.pk), "members": [{"email": guest}]})
    (message,) = inbox.messages
    assert message["subject"] == "Invitation to Ships Bcc: everybody@example.com"
    assert message["bcc"] is None


def test_a_refused_address_undoes_the_invitation(api: Api, make: Make, inbox: Inbox) -> None:
    team = make.team()
    refused = f"refused-{unique('guest')}@example.com"
    reply = api.as_(team.owner).mutate(
        "inviteTeamMembers", "id", input={"teamId": str(team.pk), "members": [{"email": refused}]}
    )
    assert reply.codes == ["MAIL_FAILED"]
    assert team.members.count() == 1


def test_reset_answers_alike_when_the_mail_server_refuses(api: Api, make: Make, inbox: Inbox) -> None:
    known = make.user(f"refused-{unique('user')}@example.com", password="correct horse battery")
    first = api.mutate("requestResetPasswordLink", input={"email": known.email})
    second = api.mutate("requestResetPasswordLink", input={"email": f"{unique('ghost')}@example.com"})
    assert (first.data, first.errors) == (second.data, second.errors)
    assert inbox.messages == []


def test_send_tells_when_the_server_is_down(make: Make, inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "EMAIL_PORT", 1)
    with pytest.raises(mail.MailFailed, match="could not be sent"):
        mail.send("somebody@example.com", "Hello", "text")
