"""Accounts on the wire. ``login`` and ``signUp``, which may carry an invitation, are in ``teams.entry``."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ariadne import MutationType, QueryType
from django.conf import settings
from django.utils.dateparse import parse_datetime

from gloss import __version__
from gloss.accounts import access, links, networks, queries, service, shapes
from gloss.accounts.audit import Kind, Origin, record
from gloss.core.errors import BadInput

query, mutation = QueryType(), MutationType()
BINDINGS = [query, mutation]


@query.field("me")
def me(_: Any, info: Any) -> dict[str, Any] | None:
    user = info.context.user_or_none
    return shapes.myself(user) if user else None


@query.field("serverInfo")
def server_info(_: Any, info: Any) -> dict[str, Any]:
    return {
        "version": __version__,
        "hasMailServer": settings.HAS_MAIL_SERVER,
        "maxDocuments": settings.MAX_DOCUMENTS,
        "maxFileBytes": float(settings.MAX_FILE_BYTES),
        "signUp": settings.SIGN_UP,
    }


@mutation.field("logout")
def logout(_: Any, info: Any) -> str:
    user = info.context.user_or_none
    if user:
        record(Kind.SIGN_OUT, user=user, origin=Origin.of(info.context))
    info.context.sign_out()
    return "Signed out."


@mutation.field("activateUser")
def activate_user(_: Any, info: Any, activationCode: str, email: str) -> dict[str, Any]:
    origin = Origin.of(info.context)
    user = service.activate(email, activationCode, origin)
    return enter(info, user, None)


def enter(info: Any, user: Any, redirect: str | None) -> dict[str, Any]:
    """Start a session and return the wire's ``LoginSuccess``."""
    service.signed_in(user, Origin.of(info.context))
    info.context.sign_in(user)
    return {"user": shapes.myself(user), "redirect": safe_redirect(redirect)}


def safe_redirect(path: str | None) -> str | None:
    """Return ``path`` if it stays on this site, else None."""
    if not path or not path.startswith("/") or path.startswith(("//", "/\\")):
        return None
    return path


@mutation.field("requestResetPasswordLink")
def request_reset_password_link(_: Any, info: Any, input: dict[str, Any]) -> str:
    service.request_reset(input["email"], info.context.base_url, Origin.of(info.context))
    return "If there is an account for this address, a link is on its way to it."


@mutation.field("requestResetPasswordByScript")
def request_reset_password_by_script(_: Any, info: Any, input: dict[str, Any]) -> str:
    context = info.context
    return service.reset_link_by_script(input["email"], context.base_url, context.user, Origin.of(context))


@query.field("verifyResetPasswordSignature")
def verify_reset_password_signature(_: Any, info: Any, signature: str) -> bool:
    return links.user_of_reset(signature) is not None


@mutation.field("resetPassword")
def reset_password(_: Any, info: Any, resetPasswordInput: dict[str, Any]) -> dict[str, Any]:
    given = resetPasswordInput
    origin = Origin.of(info.context)
    user = service.reset_password(given["signature"], given["password"], given["passwordConfirmation"], origin)
    return enter(info, user, None)


@mutation.field("changePassword")
def change_password(_: Any, info: Any, input: dict[str, Any]) -> bool:
    user = info.context.user
    service.change_password(user, input["currentPassword"], input["newPassword"], Origin.of(info.context))
    if info.context.session is not None:
        info.context.sign_in(user)
    return True


@mutation.field("updateProfile")
def update_profile(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    preferences = input.get("preferences")
    if preferences is not None and not isinstance(preferences, dict):
        raise BadInput("Preferences are a JSON object.", field="preferences")
    name = input.get("name") if input.get("name") is not None else input.get("displayName")
    user = service.update_profile(
        info.context.user, name=name, company=input.get("companyName"), preferences=preferences
    )
    return shapes.myself(user)


@mutation.field("bulkSetPasswordsExpiredAt")
def bulk_set_passwords_expired_at(
    _: Any, info: Any, userIds: list[str], passwordExpiredAt: datetime | str | None = None
) -> bool:
    moment = _moment(passwordExpiredAt)
    service.set_expiry(userIds, moment, info.context.user, Origin.of(info.context))
    return True


def _moment(value: datetime | str | None) -> datetime | None:
    try:
        moment = parse_datetime(value) if isinstance(value, str) else value
    except ValueError:
        moment = None
    if value is not None and (moment is None or moment.tzinfo is None):
        message = "Give the time as RFC 3339 with its zone, for example 2026-03-04T09:30:00Z."
        raise BadInput(message, field="passwordExpiredAt")
    return moment


@mutation.field("upsertOauthClient")
def upsert_oauth_client(_: Any, info: Any) -> dict[str, str]:
    credentials = service.replace_oauth_client(info.context.user, origin=Origin.of(info.context))
    return {"id": credentials.client_id, "secret": credentials.client_secret}


@query.field("getAllowedIPs")
def get_allowed_ips(_: Any, info: Any) -> list[str]:
    access.require_superuser(info.context.user)
    return queries.allowed_networks()


@mutation.field("allowIPs")
def allow_ips(_: Any, info: Any, allowedIPs: list[str]) -> list[str]:
    return networks.replace(allowedIPs, info.context.user, Origin.of(info.context))
