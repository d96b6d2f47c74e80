"""CUSTOM_WEBHOOK: the link is sent, signed, to an address of the caller's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from gloss.core.errors import BadInput
from gloss.exports.deliveries.base import DeliveryFailed, Finished
from gloss.exports.request import DOCUMENT, TEAM, Delivery, ExportRequest
from gloss.storage import outgoing
from gloss.teams.models import Team

SIGNATURE_HEADER = "X-Datasaur-Signature"


class Webhook:
    key = "CUSTOM_WEBHOOK"
    tries = (0, 10, 60, 300, 900)
    keeps_file = True

    def prepare(self, asked: Mapping[str, Any], team: Team | None, file_name: str) -> Delivery:
        url, secret = (asked.get("url") or "").strip(), asked.get("secret") or ""
        if not url:
            raise BadInput("A webhook needs the url to call.", field="url")
        if not secret:
            raise BadInput("A webhook needs the secret that signs its body.", field="secret")
        outgoing.check_url(url)
        return Delivery(self.key, {}, {"url": url, "secret": secret})

    def reply(self, delivery: Delivery, url: str) -> dict[str, Any]:
        return {}

    def deliver(self, finished: Finished) -> None:
        target = finished.request.delivery.secret
        body = payload(finished.request, finished.owner.pk, finished.url)
        headers = {SIGNATURE_HEADER: outgoing.signature(target["secret"], body)}
        try:
            reply = outgoing.put_json(target["url"], body, headers)
        except outgoing.OutgoingError as error:
            refused = isinstance(error, outgoing.AddressRefused)
            raise DeliveryFailed("WEBHOOK_FAILED", error.message, final=refused) from error
        if not 200 <= reply.status < 300:
            raise DeliveryFailed(
                "WEBHOOK_FAILED", f"The webhook answered {reply.status} instead of 200.", status=reply.status
            )


def payload(request: ExportRequest, user_id: int, url: str) -> bytes:
    """The body exactly as it is signed and sent: minified JSON."""
    body: dict[str, Any] = {"userId": user_id, "fileUrl": url}
    if request.scope == TEAM:
        body["teamId"] = str(request.team_id)
    else:
        body["projectId"] = request.project_uids[0]
    if len(request.project_uids) > 1:
        body["projectIds"] = request.project_uids
    if request.scope == DOCUMENT:
        body["documentId"] = request.copy_uid
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
