"""Who sends this request: a bearer token, a session cookie, or nobody."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from starlette.requests import Request

from gloss.accounts import networks, sessions, tokens
from gloss.accounts.models import User
from gloss.core.errors import Forbidden, Unauthenticated

CSRF_COOKIE = "gloss_csrf"
CSRF_HEADER = "x-csrf-token"
USER_HEADER = "x-gloss-user"
"""The account a page works for: its unsent work must not go out under another that signed in meanwhile."""


@dataclass(slots=True)
class Caller:
    """``session_key`` is set for cookie sign-ins only."""

    user: User | None
    session_key: str | None = None


def caller(request: Request, *, writes: bool = True) -> Caller:
    """Identify the caller; one or two indexed reads.

    Raises:
        Unauthenticated: a bearer token was sent and is not valid (an expired one included), or the
            session is not of the account that the page names.
        Forbidden: a cookie request that ``writes`` without the matching CSRF header, or an
            address that the administrators' list does not admit.
    """
    check_address(request)
    authorization = request.headers.get("authorization", "")
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() == "bearer":
        user = tokens.user_for_token(token.strip())
        if user is None:
            raise Unauthenticated
        return Caller(user)
    key = request.cookies.get(settings.SESSION_COOKIE_NAME)
    user = sessions.user_for_session(key) if key else None
    if user is None or key is None:
        return Caller(None)
    if request.headers.get(USER_HEADER, str(user.pk)) != str(user.pk):
        raise Unauthenticated("Somebody else has signed in to this browser.")
    sent = request.headers.get(CSRF_HEADER, "").encode()
    if writes and not hmac.compare_digest(sent, csrf_token(key).encode()):
        raise Forbidden("This page is out of date. Reload it and try again.", code="CSRF")
    return Caller(user, key)


def check_address(request: Request) -> None:
    """Raise Forbidden for an address that the administrators' list does not admit."""
    if not networks.gate.admits(request.client.host if request.client else ""):
        raise Forbidden("Your network address may not use this server.", code="ADDRESS_NOT_ALLOWED")


def csrf_token(session_key: str) -> str:
    """The token that the browser must send back: bound to the session, useless without it."""
    return hmac.new(settings.SECRET_KEY.encode(), f"csrf:{session_key}".encode(), hashlib.sha256).hexdigest()[:40]


def same_origin(request: Request) -> bool:
    """False for a browser request that another site caused (sign-in forgery)."""
    site = request.headers.get("sec-fetch-site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or origin.split("://", 1)[-1] == request.headers.get("host")


def base_url(request: Request) -> str:
    """The public address of this server, without a slash at the end."""
    return settings.BASE_URL or f"{request.url.scheme}://{request.headers.get('host', request.url.netloc)}"


def is_secure(request: Request) -> bool:
    """Whether browsers reach this server by https only, so that cookies must not travel without it."""
    return request.url.scheme == "https" or str(settings.BASE_URL).startswith("https:")


def cookies(session_key: str | None, secure: bool) -> list[tuple[str, dict[str, Any]]]:
    """Cookies to set after signing in (or out, when ``session_key`` is None)."""
    common = {"path": "/", "samesite": "lax", "secure": secure}
    if session_key is None:
        gone = {**common, "max_age": 0, "value": ""}
        return [(settings.SESSION_COOKIE_NAME, {**gone, "httponly": True}), (CSRF_COOKIE, gone)]
    age = settings.SESSION_COOKIE_AGE
    return [
        (settings.SESSION_COOKIE_NAME, {**common, "value": session_key, "httponly": True, "max_age": age}),
        (CSRF_COOKIE, {**common, "value": csrf_token(session_key), "max_age": age}),
    ]
