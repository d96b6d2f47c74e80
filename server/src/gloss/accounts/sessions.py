"""Browser sessions: server-side rows, so that they can be ended.

A session ends after 12 hours without a request, 30 days after sign-in, at sign-out, and
when the password changes.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from gloss.accounts.models import User
from gloss.accounts.queries import find_user_by_id
from gloss.core.clock import now

IDLE = timedelta(hours=12)
ABSOLUTE = timedelta(days=30)
# A busy browser renews its session at most this often: one write, not one per request.
RENEWAL = timedelta(minutes=30)


def start(user: User) -> str:
    """Open a session for ``user`` and return its key."""
    store = SessionStore()
    store["user"] = str(user.pk)
    store["proof"] = user.get_session_auth_hash()
    store["started"] = now().isoformat()
    store.set_expiry(now() + IDLE)
    store.create()
    assert store.session_key is not None
    return store.session_key


def end(key: str) -> None:
    """End one session; ending an unknown one is no error."""
    Session.objects.filter(session_key=key).delete()


def user_for_session(key: str) -> User | None:
    """Return who is signed in with ``key``: two indexed reads, and a write when it is renewed."""
    row = Session.objects.filter(session_key=key, expire_date__gt=now()).first()
    if row is None:
        return None
    data = row.get_decoded()
    user = find_user_by_id(data.get("user", ""))
    if user is None or not user.is_active or not _proven(user, data.get("proof", "")):
        return None
    deadline = datetime.fromisoformat(data["started"]) + ABSOLUTE
    if deadline <= now():
        return None
    renewed = min(now() + IDLE, deadline)
    if renewed - row.expire_date > RENEWAL:
        Session.objects.filter(session_key=key).update(expire_date=renewed)
    return user


def _proven(user: User, proof: str) -> bool:
    return hmac.compare_digest(user.get_session_auth_hash(), proof)


def forget_old() -> int:
    """Delete sessions that have ended and return how many."""
    return Session.objects.filter(expire_date__lte=now()).delete()[0]
