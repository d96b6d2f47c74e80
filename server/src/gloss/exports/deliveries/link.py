"""The methods that only give a link: the caller polls and downloads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gloss.exports.deliveries.base import Finished
from gloss.exports.request import Delivery
from gloss.teams.models import Team


@dataclass(frozen=True)
class Link:
    """FILE_STORAGE and the older DOWNLOAD; DOWNLOAD_REQUEST also wants the browser redirected."""

    key: str
    redirects: bool = False
    tries: tuple[int, ...] = (0,)
    keeps_file: bool = True

    def prepare(self, asked: Mapping[str, Any], team: Team | None, file_name: str) -> Delivery:
        return Delivery(self.key)

    def reply(self, delivery: Delivery, url: str) -> dict[str, Any]:
        return {"fileUrl": url, "redirect": url if self.redirects else None}

    def deliver(self, finished: Finished) -> None:
        return None
