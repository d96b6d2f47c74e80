"""Access tokens in the form public clients know, and whom they stand for."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from django.db.models import F

from gloss.accounts.models import User
from gloss.core.clock import now
from gloss.db.prepared import Prepared

_BY_CHECKSUM: Prepared[User] = Prepared(
    lambda checksum: User.objects.filter(oauth2_provider_application__accesstoken__token_checksum=checksum).annotate(
        token_expires=F("oauth2_provider_application__accesstoken__expires")
    ),
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
    user: Any = _BY_CHECKSUM.first(checksum=checksum)
    return user if user is not None and user.is_active and user.token_expires > now() else None
