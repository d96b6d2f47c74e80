"""Access tokens in the form public clients know, and whom they stand for."""

from __future__ import annotations

import hashlib
import secrets

from oauth2_provider.models import AccessToken

from gloss.accounts.models import User
from gloss.core.clock import now
from gloss.db.prepared import Prepared

_BY_CHECKSUM: Prepared[AccessToken] = Prepared(
    lambda checksum: AccessToken.objects.select_related("application__user").filter(token_checksum=checksum),
    checksum=str,
)


def access_token(request: object = None, refresh_token: bool = False) -> str:
    """Return 40 random hex digits."""
    return secrets.token_hex(20)


def user_for_token(token: str) -> User | None:
    """Return whose client ``token`` was issued to; None when it is unknown, expired or the account is closed.

    One indexed read.
    """
    checksum = hashlib.sha256(token.encode()).hexdigest()
    row = _BY_CHECKSUM.first(checksum=checksum)
    if row is None or row.expires <= now() or row.application is None:
        return None
    user = row.application.user
    return user if user is not None and user.is_active else None
