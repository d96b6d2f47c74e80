"""The brakes on guessing passwords: failures are counted, and each one past the free ones costs twice the wait."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from gloss.accounts.models import Attempt
from gloss.core.clock import now
from gloss.core.errors import TooManyRequests

FREE_FAILURES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
MEMORY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Brake:
    """How many failures are ``free``, and after how long a rest they are forgotten."""

    free: int
    memory: timedelta


ACCOUNT = Brake(FREE_FAILURES, MEMORY)
"""For one account from one address."""
ADDRESS = Brake(200, timedelta(minutes=10))
"""For one address whatever the account, which an office may share: against trying one password on everybody."""


def key_of(purpose: str, *parts: str) -> str:
    """Return the key of one counter; addresses and accounts are not stored in the clear."""
    return hashlib.sha256("\0".join((purpose, *parts)).lower().encode()).hexdigest()


def check(key: str, brake: Brake = ACCOUNT) -> None:
    """Raise TooManyRequests, with ``retryAfter`` in seconds, while ``key`` has to wait."""
    attempt = Attempt.objects.filter(key=key, count__gte=brake.free, until__gt=now()).first()
    if attempt is None:
        return
    seconds = max(1, round((attempt.until - now()).total_seconds()))
    raise TooManyRequests(f"Too many failed attempts. Try again in {seconds} seconds.", retryAfter=seconds)


def fail(key: str, brake: Brake = ACCOUNT) -> None:
    """Count one failure. The last free one starts a wait, and every later one doubles it."""
    moment = now()
    with transaction.atomic():
        attempt, _ = Attempt.objects.select_for_update().get_or_create(key=key, defaults={"until": moment})
        if attempt.until < moment - brake.memory:
            attempt.count = 0
        attempt.count += 1
        attempt.until = moment + wait_after(attempt.count, brake)
        attempt.save(update_fields=["count", "until"])


def wait_after(failures: int, brake: Brake = ACCOUNT) -> timedelta:
    """Return how long to wait after so many failures in a row."""
    if failures < brake.free:
        return timedelta()
    return min(FIRST_WAIT * 2 ** min(failures - brake.free, 20), LONGEST_WAIT)


def clear(key: str) -> None:
    Attempt.objects.filter(key=key).delete()


def forget_old(moment: datetime | None = None) -> int:
    """Delete counters nobody has touched for a day and return how many."""
    return Attempt.objects.filter(until__lt=(moment or now()) - MEMORY).delete()[0]
