"""The audit trail of security events."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gloss.accounts.models import SecurityEvent, User


class Kind(StrEnum):
    """What may stand in the trail; stored as text, so an entry is never renamed."""

    SIGN_IN = "SIGN_IN"
    SIGN_OUT = "SIGN_OUT"
    SIGN_UP = "SIGN_UP"
    EMAIL_VERIFIED = "EMAIL_VERIFIED"
    PASSWORD_RESET_REQUESTED = "PASSWORD_RESET_REQUESTED"
    PASSWORD_RESET = "PASSWORD_RESET"
    PASSWORD_CHANGED = "PASSWORD_CHANGED"
    PASSWORD_EXPIRY_SET = "PASSWORD_EXPIRY_SET"
    OAUTH_CLIENT_REPLACED = "OAUTH_CLIENT_REPLACED"
    ALLOWED_ADDRESSES_CHANGED = "ALLOWED_ADDRESSES_CHANGED"
    USER_CREATED = "USER_CREATED"
    TEAM_CREATED = "TEAM_CREATED"
    TEAM_UPDATED = "TEAM_UPDATED"
    TEAM_SETTING_CHANGED = "TEAM_SETTING_CHANGED"
    MEMBER_INVITED = "MEMBER_INVITED"
    MEMBER_JOINED = "MEMBER_JOINED"
    MEMBER_REMOVED = "MEMBER_REMOVED"
    MEMBER_ROLE_CHANGED = "MEMBER_ROLE_CHANGED"
    STORAGE_CONNECTED = "STORAGE_CONNECTED"
    STORAGE_REMOVED = "STORAGE_REMOVED"
    EXPORT_REQUESTED = "EXPORT_REQUESTED"


@dataclass(frozen=True)
class Origin:
    """Where a request came from."""

    address: str = ""
    agent: str = ""

    @classmethod
    def of(cls, context: Any) -> Origin:
        """Read the origin from a request context (anything with ``address`` and ``agent``)."""
        return cls(context.address or "", context.agent or "")


def record(
    kind: Kind,
    *,
    user: User | None = None,
    team_id: int | None = None,
    target: str = "",
    origin: Origin | None = None,
    succeeded: bool = True,
) -> None:
    """Append one event. ``user`` is the one who acted; ``target`` names what was acted upon."""
    origin = origin or Origin()
    SecurityEvent.objects.create(
        kind=kind,
        succeeded=succeeded,
        user=user,
        team_id=team_id,
        target=target[:255],
        address=origin.address[:64],
        agent=origin.agent[:255],
    )
