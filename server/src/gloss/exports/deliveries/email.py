"""EMAIL: the link goes to whoever asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gloss.accounts import mail
from gloss.exports.deliveries.base import DeliveryFailed, Finished
from gloss.exports.request import Delivery
from gloss.teams.models import Team


class Email:
    key = "EMAIL"
    tries = (0, 10, 60)
    keeps_file = True

    def prepare(self, asked: Mapping[str, Any], team: Team | None, file_name: str) -> Delivery:
        return Delivery(self.key)

    def reply(self, delivery: Delivery, url: str) -> dict[str, Any]:
        return {}

    def deliver(self, finished: Finished) -> None:
        name = finished.request.file_name
        text = (
            f"Hello {finished.owner.name or finished.owner.email},\n\n"
            f"your export {name} is ready. Download it here:\n\n{finished.url}\n\n"
            "Anybody who has this link can download the file until it expires.\n"
        )
        try:
            mail.send(finished.owner.email, f"Your export {name} is ready", text)
        except mail.MailFailed as error:
            raise DeliveryFailed("MAIL_FAILED", error.message, to=finished.owner.email) from error
