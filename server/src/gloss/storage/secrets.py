"""Secrets at rest: encrypted with a key made from GLOSS_SECRET_KEY."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class Unreadable(Exception):
    """The secret was sealed with another GLOSS_SECRET_KEY."""


def seal(secret: dict[str, Any]) -> str:
    return _fernet(settings.SECRET_KEY).encrypt(json.dumps(secret).encode()).decode()


def unseal(sealed: str) -> dict[str, Any]:
    """Return what ``seal`` was given.

    Raises:
        Unreadable: the text was changed, or sealed under another key.
    """
    try:
        return dict(json.loads(_fernet(settings.SECRET_KEY).decrypt(sealed.encode())))
    except InvalidToken as error:
        raise Unreadable("A stored secret cannot be read: GLOSS_SECRET_KEY has changed since.") from error


@functools.lru_cache(maxsize=4)
def _fernet(key: str) -> Fernet:
    digest = hashlib.blake2b(key.encode(), digest_size=32, person=b"gloss secrets").digest()
    return Fernet(base64.urlsafe_b64encode(digest))
