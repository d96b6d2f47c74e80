"""The two ways in that may carry an invitation: ``login`` and ``signUp``."""

from __future__ import annotations

from typing import Any

from ariadne import MutationType

from gloss.accounts import resolvers as accounts
from gloss.accounts import service
from gloss.accounts.audit import Origin
from gloss.teams import invitations

mutation = MutationType()
BINDINGS = [mutation]


@mutation.field("login")
def login(_: Any, info: Any, loginInput: dict[str, Any]) -> dict[str, Any]:
    origin = Origin.of(info.context)
    user = service.check_credentials(loginInput["email"], loginInput["password"], origin)
    key = loginInput.get("invitationKey")
    if key:
        invitations.accept(user, key, origin)
    return accounts.enter(info, user, loginInput.get("redirect"))


@mutation.field("signUp")
def sign_up(_: Any, info: Any, createUserInput: dict[str, Any]) -> dict[str, Any]:
    """Make an account. A mailed invitation proves the address; without an invitation, sign-up must be open."""
    given, origin = createUserInput, Origin.of(info.context)
    key = given.get("invitationKey")
    is_proved = False
    if key:
        is_proved = invitations.proves_address(key, invitations.require_for(key, given["email"]))
    else:
        service.require_open_sign_up()
    user = service.sign_up(
        given["email"],
        given["password"],
        given["passwordConfirmation"],
        given.get("username") or "",
        verified=is_proved,
        base_url=info.context.base_url,
        origin=origin,
    )
    if key:
        invitations.accept(user, key, origin)
    return accounts.enter(info, user, given.get("redirect"))
