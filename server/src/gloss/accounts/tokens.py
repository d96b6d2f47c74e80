"""Access tokens in the form public clients know."""

from __future__ import annotations

import secrets


def access_token(request: object = None, refresh_token: bool = False) -> str:
    """Return 40 random hex digits."""
    return secrets.token_hex(20)
