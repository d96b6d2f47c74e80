"""One export as it was asked for; stored with its job, secrets sealed."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any, Self

from gloss.exports.source import Content
from gloss.storage import secrets

PROJECT = "project"
DOCUMENT = "document"
TEAM = "team"


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where the finished file goes. ``target`` holds what the method needs; its secrets are sealed at rest."""

    method: str
    target: dict[str, Any] = field(default_factory=dict)
    secret: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """``file_name`` is the real name of the result, extension included.

    ``cabinet_roles`` are those whose folders the zip holds, ``own_only`` limits the
    labelers' to the requester's, ``owner_ids`` to certain users (None: everybody).
    ``base_url`` is the public address that links start with; ``expires_at`` is in epoch
    seconds; ``options`` is for ``exports.builders``.
    """

    scope: str
    file_name: str
    delivery: Delivery
    base_url: str
    expires_at: int
    project_uids: list[str] = field(default_factory=list)
    copy_uid: str = ""
    team_id: int | None = None
    format: str = ""
    media_type: str = "application/zip"
    cabinet_roles: list[str] = field(default_factory=list)
    own_only: bool = False
    owner_ids: list[int] | None = None
    comment_types: list[str] = field(default_factory=list)
    include_conflicts: bool = False
    escape_formulas: bool = False
    excluded_columns: list[str] = field(default_factory=list)
    masked: bool = False
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def content(self) -> Content:
        return Content(
            frozenset(self.comment_types),
            self.include_conflicts,
            frozenset(self.excluded_columns),
            self.masked,
        )

    def dump(self) -> dict[str, Any]:
        """Return JSON for the job's payload."""
        values = dataclasses.asdict(self)
        values["delivery"]["secret"] = secrets.seal(self.delivery.secret)
        return values

    @classmethod
    def load(cls, values: dict[str, Any]) -> Self:
        delivery = values["delivery"]
        opened = Delivery(delivery["method"], delivery["target"], secrets.unseal(delivery["secret"]))
        return cls(**{**values, "delivery": opened})
