"""What every way of handing over an export promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from gloss.accounts.models import User
from gloss.core.errors import GlossError
from gloss.exports.request import Delivery, ExportRequest
from gloss.teams.models import Team


@dataclass(frozen=True, slots=True)
class Finished:
    """An export whose file lies in our storage under ``key``; ``url`` is its link."""

    owner: User
    request: ExportRequest
    key: str
    url: str


class DeliveryFailed(GlossError):
    """The other side did not take the file. ``code`` becomes the JobError's id; final ones are not tried again."""

    def __init__(self, code: str, message: str, *, final: bool = False, **details: object) -> None:
        super().__init__(message, code=code, **details)
        self.final = final


class DeliveryMethod(Protocol):
    """One method. ``tries`` are the seconds after the first try at which it is tried, the first included."""

    @property
    def key(self) -> str: ...
    @property
    def tries(self) -> tuple[int, ...]: ...
    @property
    def keeps_file(self) -> bool:
        """Whether the file stays in our storage for its link after delivery."""

    def prepare(self, asked: Mapping[str, Any], team: Team | None, file_name: str) -> Delivery:
        """Check the caller's input for this method. Raises BadInput or NotFound before anything is queued."""

    def reply(self, delivery: Delivery, url: str) -> dict[str, Any]:
        """Return what the method adds to the answer of the request."""

    def deliver(self, finished: Finished) -> None:
        """Hand the file over. Raises DeliveryFailed. May run again after a crash."""
