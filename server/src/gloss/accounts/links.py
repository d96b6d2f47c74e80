"""Signed links in mails: password reset and address verification."""

from __future__ import annotations

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing
from django.utils.http import base36_to_int, int_to_base36

from gloss.accounts.models import User
from gloss.accounts.queries import find_user_by_id

ACTIVATION_SECONDS = 7 * 24 * 3600
_SALT = "gloss.accounts.activation"
_resets = PasswordResetTokenGenerator()


def reset_signature(user: User) -> str:
    """Return a signature valid for one hour and one use: a new password or a sign-in ends it."""
    return f"{int_to_base36(user.pk)}-{_resets.make_token(user)}"


def user_of_reset(signature: str) -> User | None:
    """Return whose password ``signature`` may set, or None when it is forged, used or too old."""
    number, _, token = signature.partition("-")
    try:
        user = find_user_by_id(base36_to_int(number))
    except ValueError:
        return None
    return user if user is not None and user.is_active and _resets.check_token(user, token) else None


def activation_code(user: User) -> str:
    """Return a code, valid for seven days, that proves the holder reads this account's mail."""
    return signing.dumps([user.pk, user.email], salt=_SALT)


def is_activation_of(user: User, code: str) -> bool:
    """Was ``code`` made for this account and address? Used up once the address is verified."""
    if user.email_verified:
        return False
    try:
        content = signing.loads(code, salt=_SALT, max_age=ACTIVATION_SECONDS)
    except signing.BadSignature:
        return False
    return bool(content == [user.pk, user.email])
