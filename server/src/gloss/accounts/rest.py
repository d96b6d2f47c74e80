"""User management over REST for administrators of the instance (``/api/v1/users``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gloss.accounts import access, queries, service
from gloss.accounts.audit import Kind, record
from gloss.accounts.models import User
from gloss.core.errors import BadInput, GlossError, Unauthenticated
from gloss.core.ids import parse_int

Answer = tuple[int, dict[str, Any]]
MOST_PER_PAGE = 10_000


def handle(method: str, path: str, user: User | None, body: Any, params: Mapping[str, str]) -> Answer:
    """Answer one request with status and JSON body. ``body`` is the parsed JSON, or None when there is none."""
    routes = {
        ("GET", "/api/v1/users"): lambda actor: _list(params),
        ("POST", "/api/v1/users"): lambda actor: _create(actor, _object(body)),
        ("POST", "/api/v1/users/oauth"): lambda actor: _regenerate(actor, _object(body)),
    }
    path = path.rstrip("/")
    route = routes.get((method.upper(), path))
    if route is None:
        known = any(path == known_path for _, known_path in routes)
        return (405, {"message": f"{method} is not possible here."}) if known else (404, {"message": "Not found."})
    try:
        if user is None:
            raise Unauthenticated()
        access.require_superuser(user)
        return 200, route(user)
    except GlossError as error:
        return error.status, {"message": error.message}


def _object(body: Any) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise BadInput("Send a JSON object.")
    return body


def _list(params: Mapping[str, str]) -> dict[str, Any]:
    skip, take = parse_int(params.get("skip") or "0"), parse_int(params.get("take") or "20")
    if skip is None or take is None or not 1 <= take <= MOST_PER_PAGE:
        raise BadInput(f"skip is 0 or more, take is 1 to {MOST_PER_PAGE}.")
    rows = queries.users()[skip : skip + take]
    return {"data": [{"id": str(row.pk), "email": row.email, "name": row.name} for row in rows]}


def _create(actor: User, body: dict[str, Any]) -> dict[str, Any]:
    email, password = _text(body, "email"), _text(body, "password")
    name = body.get("name")
    if name is not None and not isinstance(name, str):
        raise BadInput("name is a text.")
    verified, with_credentials = _flag(body, "emailVerified"), _flag(body, "generateCredentials")
    user = service.create_user(email, password, name or "", verified=verified)
    record(Kind.USER_CREATED, user=actor, target=user.email)
    data = {"id": str(user.pk)}
    if with_credentials:
        credentials = service.replace_oauth_client(user, actor=actor)
        data |= {"clientId": credentials.client_id, "clientSecret": credentials.client_secret}
    return {"data": data}


def _regenerate(actor: User, body: dict[str, Any]) -> dict[str, Any]:
    emails = body.get("emails")
    if not isinstance(emails, list) or not emails or not all(isinstance(email, str) for email in emails):
        raise BadInput("emails is a list of at least one address.")
    found = {email: queries.find_user(email) for email in emails}
    missing = [email for email, user in found.items() if user is None]
    if missing:
        raise BadInput(f"There are no accounts for {', '.join(missing)}; nothing was changed.")
    return {"data": [_renewed(actor, user) for user in found.values() if user is not None]}


def _renewed(actor: User, user: User) -> dict[str, str]:
    credentials = service.replace_oauth_client(user, actor=actor)
    return {"email": user.email, "clientId": credentials.client_id, "clientSecret": credentials.client_secret}


def _text(body: dict[str, Any], field: str) -> str:
    value = body.get(field)
    if not isinstance(value, str) or not value.strip():
        raise BadInput(f"{field} is missing.")
    return value


def _flag(body: dict[str, Any], field: str) -> bool:
    value = body.get(field, 0)
    if value is None:
        return False
    if value not in (0, 1):
        raise BadInput(f"{field} is 0 or 1.")
    return bool(value)
