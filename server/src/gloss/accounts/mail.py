"""Outgoing mail: through the SMTP server of the settings, or into the outbox folder."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Sequence
from typing import NamedTuple

from django.core.mail import EmailMessage, get_connection

from gloss.core.errors import GlossError

logger = logging.getLogger(__name__)


class MailFailed(GlossError):
    """The mail server is down or refused; nothing is queued."""

    type, code, status = "MailError", "MAIL_FAILED", 503


class Mail(NamedTuple):
    to: str
    subject: str
    text: str


def send(to: str, subject: str, text: str) -> None:
    """Send one plain-text mail. Raises MailFailed."""
    send_all([Mail(to, subject, text)])


def send_all(mails: Sequence[Mail]) -> None:
    """Send several mails over one connection.

    Raises:
        MailFailed: at the first refusal; mails before it may have left already.
    """
    connection = get_connection()
    messages = [
        EmailMessage(" ".join(mail.subject.split()), mail.text, to=[mail.to], connection=connection) for mail in mails
    ]
    try:
        connection.send_messages(messages)
    except (OSError, smtplib.SMTPException) as error:
        logger.error("Mail could not be sent: %s", error)
        raise MailFailed(
            "The mail could not be sent. Try again later, or ask an administrator to check the mail server settings."
        ) from error
