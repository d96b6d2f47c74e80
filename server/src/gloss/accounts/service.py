"""Accounts: made, signed in, changed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from oauth2_provider.models import Application

from gloss.accounts import access, attempts, links, mail, passwords, queries
from gloss.accounts.audit import Kind, Origin, record
from gloss.accounts.models import User
from gloss.core.clock import now
from gloss.core.errors import BadInput, Conflict, Forbidden

LONGEST_NAME = 255


class Credentials(NamedTuple):
    """An OAuth client. The secret is not stored and cannot be shown again."""

    client_id: str
    client_secret: str


def clean_email(email: str, *, field: str = "email") -> str:
    """Return the address without surrounding spaces. Raises BadInput when it is none."""
    email = email.strip()
    try:
        validate_email(email)
    except ValidationError as error:
        raise BadInput(f"{email!r} is not an e-mail address.", field=field) from error
    if len(email) > 254:
        raise BadInput("An e-mail address may have at most 254 characters.", field=field)
    return email


def clean_name(name: str | None, *, field: str = "name") -> str:
    """Return the name without surrounding spaces. Raises BadInput when it is empty or too long."""
    name = (name or "").strip()
    if not name:
        raise BadInput("Give a name.", field=field)
    if len(name) > LONGEST_NAME:
        raise BadInput(f"A name may have at most {LONGEST_NAME} characters.", field=field)
    return name


def create_user(
    email: str,
    password: str,
    name: str = "",
    *,
    verified: bool = False,
    superuser: bool = False,
    username: str = "",
    confirmation: str | None = None,
) -> User:
    """Make an account. An empty name becomes the part of the address before the @.

    Raises:
        BadInput: the address or the password will not do.
        Conflict: code ``EMAIL_EXISTS``.
    """
    email = clean_email(email)
    name = name.strip() or email.partition("@")[0]
    user = User(email=email, name=clean_name(name), email_verified=verified, is_superuser=superuser)
    user.username = username.strip()[:LONGEST_NAME]
    passwords.check_new(password, user, confirmation=confirmation)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        message = f"There is already an account for {email}. Sign in, or reset its password."
        raise Conflict(message, code="EMAIL_EXISTS", field="email") from error
    return user


def check_credentials(email: str, password: str, origin: Origin) -> User:
    """Return the account these belong to.

    Five failures for one account from one address start a wait that doubles with each
    further one; so do two hundred from one address, whatever the account. Unknown address
    and wrong password answer alike, and take as long.

    Raises:
        TooManyRequests: still waiting.
        BadInput: code ``INVALID_CREDENTIALS`` or ``PASSWORD_EXPIRED``.
    """
    key = attempts.key_of("sign-in", email.strip(), origin.address)
    everybody = attempts.key_of("sign-in", origin.address)
    attempts.check(key)
    attempts.check(everybody, attempts.ADDRESS)
    password = password[: passwords.LONGEST + 1]
    user = queries.find_user(email)
    if user is None:
        User().set_password(password)
    if user is None or not user.check_password(password) or not user.is_active:
        attempts.fail(key)
        attempts.fail(everybody, attempts.ADDRESS)
        record(Kind.SIGN_IN, user=user, target=email, origin=origin, succeeded=False)
        raise BadInput("The e-mail address or the password is wrong.", code="INVALID_CREDENTIALS")
    attempts.clear(key)
    if user.password_expires_at is not None and user.password_expires_at <= now():
        message = 'Your password has expired. Choose "Forgot password" to set a new one.'
        raise BadInput(message, code="PASSWORD_EXPIRED", field="password")
    return user


def signed_in(user: User, origin: Origin) -> None:
    """Note that ``user`` has proved who they are. Reset links sent before end here."""
    user.last_login = now()
    user.save(update_fields=["last_login"])
    record(Kind.SIGN_IN, user=user, origin=origin)


def require_open_sign_up() -> None:
    if settings.SIGN_UP != "open":
        message = "New accounts are made by invitation only. Ask an administrator of your workspace to invite you."
        raise Forbidden(message, code="SIGN_UP_CLOSED")


def sign_up(
    email: str, password: str, confirmation: str, username: str, *, verified: bool, base_url: str, origin: Origin
) -> User:
    """Make an account for somebody who asked for it, and mail the activation code if there is a mail server.

    Whoever comes first to a new installation administers it: there is no default account.
    """
    key = attempts.key_of("sign-up", origin.address)
    attempts.check(key, attempts.ADDRESS)
    attempts.fail(key, attempts.ADDRESS)
    user = create_user(
        email,
        password,
        username,
        verified=verified,
        username=username,
        confirmation=confirmation,
        superuser=not queries.users().exists(),
    )
    record(Kind.SIGN_UP, user=user, target=user.email, origin=origin)
    if settings.HAS_MAIL_SERVER and not verified:
        _mail_activation(user, base_url)
    return user


def _mail_activation(user: User, base_url: str) -> None:
    """Mail the activation link. A mail server that is down does not undo the account."""
    query = urlencode({"code": links.activation_code(user), "email": user.email})
    link = _mailed_link(f"/activate?{query}", base_url)
    text = f"Welcome to Gloss, {user.name}.\n\nOpen this link within seven days to confirm your address:\n{link}\n"
    try:
        mail.send(user.email, "Confirm your e-mail address", text)
    except mail.MailFailed:
        record(Kind.EMAIL_VERIFIED, user=user, target="activation mail", succeeded=False)


def activate(email: str, code: str, origin: Origin) -> User:
    """Confirm an address with the mailed code. Raises BadInput when it is wrong, used or too old."""
    user = queries.find_user(email)
    if user is None or not user.is_active or not links.is_activation_of(user, code):
        raise BadInput("This activation link is used up or too old. Ask for a new one.", field="activationCode")
    mark_verified(user, origin)
    return user


def mark_verified(user: User, origin: Origin) -> None:
    """Note that ``user`` reads the mail of their address; noting it twice is no error."""
    if user.email_verified:
        return
    user.email_verified = True
    user.save(update_fields=["email_verified"])
    record(Kind.EMAIL_VERIFIED, user=user, target=user.email, origin=origin)


def request_reset(email: str, base_url: str, origin: Origin) -> None:
    """Mail a reset link. Nobody learns from the answer whether the account exists, or whether the mail left."""
    key = attempts.key_of("reset", email.strip(), origin.address)
    everybody = attempts.key_of("reset", origin.address)
    attempts.check(key)
    attempts.check(everybody, attempts.ADDRESS)
    attempts.fail(key)
    attempts.fail(everybody, attempts.ADDRESS)
    user = queries.find_user(email)
    record(Kind.PASSWORD_RESET_REQUESTED, user=user, target=email, origin=origin, succeeded=user is not None)
    if user is None or not user.is_active:
        return
    link = _mailed_link(reset_link(user, ""), base_url)
    text = (
        f"Hello {user.name},\n\nOpen this link within one hour to set a new password:\n{link}\n\n"
        "If you did not ask for it, do nothing: your password stays as it is.\n"
    )
    try:
        mail.send(user.email, "Set a new password", text)
    except mail.MailFailed:
        record(Kind.PASSWORD_RESET_REQUESTED, user=user, target="mail failed", origin=origin, succeeded=False)


def _mailed_link(path: str, base_url: str) -> str:
    """Return the link to ``path`` for a mail that somebody who is not signed in causes.

    They choose the Host header that ``base_url`` may come from, and with it where the secret
    in the link would go: only the configured address is believed. In the outbox no mail leaves.
    """
    if settings.BASE_URL or not settings.HAS_MAIL_SERVER:
        return f"{settings.BASE_URL or base_url}{path}"
    return f"{path}\n(Put the address at which you use Gloss in front of it.)"


def reset_link(user: User, base_url: str) -> str:
    return f"{base_url}/reset-password?{urlencode({'signature': links.reset_signature(user)})}"


def reset_link_by_script(email: str, base_url: str, actor: User, origin: Origin) -> str:
    """Return the reset link instead of mailing it, for administrators of the instance."""
    access.require_superuser(actor)
    user = queries.find_user(email)
    if user is None or not user.is_active:
        raise BadInput(f"There is no account for {email}.", field="email")
    record(Kind.PASSWORD_RESET_REQUESTED, user=actor, target=user.email, origin=origin)
    return reset_link(user, base_url)


def reset_password(signature: str, password: str, confirmation: str, origin: Origin) -> User:
    """Set a new password with a mailed signature, which also proves the address. Ends all sessions."""
    user = links.user_of_reset(signature)
    if user is None:
        raise BadInput("This link is used up or too old. Ask for a new one.", field="signature")
    passwords.check_new(password, user, confirmation=confirmation)
    _set_password(user, password)
    mark_verified(user, origin)
    record(Kind.PASSWORD_RESET, user=user, origin=origin)
    return user


def change_password(user: User, current: str, new: str, origin: Origin) -> None:
    """Replace the password after checking the present one. Ends all sessions of ``user``."""
    key = attempts.key_of("sign-in", user.email, origin.address)
    attempts.check(key)
    if not user.check_password(current):
        attempts.fail(key)
        record(Kind.PASSWORD_CHANGED, user=user, origin=origin, succeeded=False)
        raise BadInput("The present password is wrong.", code="INVALID_CREDENTIALS", field="currentPassword")
    attempts.clear(key)
    passwords.check_new(new, user, field="newPassword")
    _set_password(user, new)
    record(Kind.PASSWORD_CHANGED, user=user, origin=origin)


def set_password(user: User, password: str) -> None:
    """Set a password on an administrator's word; the same rules apply. Ends all sessions of ``user``."""
    passwords.check_new(password, user)
    _set_password(user, password)


def _set_password(user: User, password: str) -> None:
    user.set_password(password)
    user.password_expires_at = None
    user.save(update_fields=["password", "password_expires_at"])


def set_expiry(user_ids: Sequence[object], moment: datetime | None, actor: User, origin: Origin) -> None:
    """Let the passwords of these users expire at ``moment``, or never. Unknown ids refuse the whole call."""
    access.require_superuser(actor)
    found = queries.users_by_ids(user_ids)
    missing = {str(id) for id in user_ids} - {str(user.pk) for user in found}
    if missing:
        raise BadInput(f"There are no users with the ids {', '.join(sorted(missing))}.", field="userIds")
    with transaction.atomic():
        found.update(password_expires_at=moment)
        target = ",".join(str(user.pk) for user in found)
        record(Kind.PASSWORD_EXPIRY_SET, user=actor, target=target, origin=origin)


def update_profile(user: User, *, name: str | None, company: str | None, preferences: dict[str, Any] | None) -> User:
    """Change what is given; None leaves a value as it is. ``preferences`` are merged, a null value removes a key."""
    if name is not None:
        user.name = clean_name(name)
    if company is not None:
        user.company_name = company.strip()[:LONGEST_NAME]
    if preferences is not None:
        merged = {**user.preferences, **preferences}
        user.preferences = {key: value for key, value in merged.items() if value is not None}
        if len(repr(user.preferences)) > 65_536:
            raise BadInput("The preferences take more than 64 KB.", field="preferences")
    user.save(update_fields=["name", "company_name", "preferences"])
    return user


def replace_oauth_client(user: User, *, actor: User | None = None, origin: Origin | None = None) -> Credentials:
    """Give ``user`` a new id and secret. The pair before it and its access tokens die at once."""
    credentials = Credentials(str(uuid.uuid4()), str(uuid.uuid4()))
    application = Application(
        client_id=credentials.client_id,
        client_secret=credentials.client_secret,
        user=user,
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_CLIENT_CREDENTIALS,
        name=f"Scripts of {user.email}"[:255],
    )
    with transaction.atomic():
        queries.tokens_of_clients(user).delete()
        queries.oauth_clients(user).delete()
        application.save(force_insert=True)
        record(Kind.OAUTH_CLIENT_REPLACED, user=actor or user, target=user.email, origin=origin)
    return credentials
