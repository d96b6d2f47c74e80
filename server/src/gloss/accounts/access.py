"""Who may act on accounts."""

from __future__ import annotations

from gloss.accounts.models import User
from gloss.core.errors import Forbidden


def require_superuser(user: User) -> None:
    if not user.is_superuser:
        raise Forbidden("Only an administrator of this installation may do this.")
