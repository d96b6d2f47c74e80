"""Accounts as the wire shows them."""

from __future__ import annotations

from typing import Any

from gloss.accounts.models import User
from gloss.core.clock import iso


def user(row: User | None) -> dict[str, Any] | None:
    """What fellow members see of an account; None stays None."""
    if row is None:
        return None
    return {
        "id": str(row.pk),
        "email": row.email,
        "name": row.name,
        "displayName": row.name,
        "username": row.username or None,
        "profilePicture": row.profile_picture or None,
        "companyName": row.company_name or None,
        "emailVerified": row.email_verified,
        "package": "ENTERPRISE",
        "teamPackage": "ENTERPRISE",
        "createdAt": iso(row.created_at),
        "totpAuthEnabled": False,
    }


def nameless(shape: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a shown account that only ``name`` and its id tell from others."""
    unknown = {"username": None, "email": "", "profilePicture": None, "companyName": None}
    return {**shape, **unknown, "name": name, "displayName": name}


def myself(row: User) -> dict[str, Any]:
    """What an account sees of itself: also its rights on the instance and its preferences."""
    actions = ["CREATE_TEAM", "CONFIGURE_APP_SETTINGS"] if row.is_superuser else ["CREATE_TEAM"]
    private = {"allowedActions": actions, "isSuperuser": row.is_superuser, "preferences": row.preferences}
    return {**(user(row) or {}), **private}
