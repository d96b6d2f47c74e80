"""What is cleared away now and then."""

from __future__ import annotations

from oauth2_provider.models import AccessToken

from gloss.accounts import attempts, sessions
from gloss.core.clock import now


def tidy() -> None:
    """Delete what has run out: access tokens, sessions, counters of failed sign-ins."""
    AccessToken.objects.filter(expires__lte=now()).delete()
    sessions.forget_old()
    attempts.forget_old()
