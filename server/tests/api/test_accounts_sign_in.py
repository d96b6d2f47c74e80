"""Signing up, in and out; the brake on guessing; the password's life."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from gloss.accounts import attempts
from gloss.accounts.models import Attempt, SecurityEvent, User
from gloss.core.clock import now
from tests.client import Api
from tests.factories import Make, unique
from tests.mail import mails_to, query_of_link

PASSWORD = "correct horse battery"
LOGIN = "mutation ($input: LoginInput!) { login(loginInput: $input) { redirect user { id email isSuperuser } } }"


def sign_in(api: Api, email: str, password: str = PASSWORD, **more: object):
    return api.graphql(LOGIN, {"input": {"email": email, "password": password, **more}})


def cookies(reply) -> dict[str, str]:
    pairs = (line.split(";")[0].split("=", 1) for line in reply.headers.get_list("set-cookie"))
    return dict(pairs)


def with_session(api: Api, jar: dict[str, str], query: str):
    header = "; ".join(f"{name}={value}" for name, value in jar.items())
    return api.graphql(query, headers={"cookie": header, "x-csrf-token": jar["gloss_csrf"]})


def test_sign_up_starts_a_session_that_me_knows(api: Api) -> None:
    email = f"{unique('new')}@example.com"
    given = {
        "email": email,
        "password": PASSWORD,
        "passwordConfirmation": PASSWORD,
        "username": "Ada",
        "redirect": "/x",
    }
    reply = api.mutate(
        "signUp", "redirect user { email displayName emailVerified allowedActions }", createUserInput=given
    )
    assert reply.data == {
        "redirect": "/x",
        "user": {"email": email, "displayName": "Ada", "emailVerified": False, "allowedActions": ["CREATE_TEAM"]},
    }
    me = with_session(api, cookies(reply), "{ me { email } }")
    assert me.data == {"me": {"email": email}}
    stored = User.objects.get(email=email)
    assert stored.password.startswith("argon2")
    assert list(SecurityEvent.objects.filter(user=stored).values_list("kind", flat=True)) == ["SIGN_UP", "SIGN_IN"]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"password": "short", "passwordConfirmation": "short"}, "BAD_USER_INPUT", "password"),
        ({"password": "password123", "passwordConfirmation": "password123"}, "BAD_USER_INPUT", "password"),
        ({"passwordConfirmation": "something else"}, "BAD_USER_INPUT", "passwordConfirmation"),
        ({"email": "not an address"}, "BAD_USER_INPUT", "email"),
    ],
)
def test_sign_up_refuses(api: Api, changes: dict[str, str], code: str, field: str) -> None:
    email = f"{unique('bad')}@example.com"
    given = {"email": email, "password": PASSWORD, "passwordConfirmation": PASSWORD, **changes}
    reply = api.mutate("signUp", "user { id }", createUserInput=given)
    assert reply.codes == [code]
    assert reply.errors[0]["extensions"]["field"] == field
    assert not User.objects.filter(email=email).exists()


def test_password_may_not_be_the_address(api: Api) -> None:
    email = f"{unique('person')}@example.com"
    given = {"email": email, "password": email, "passwordConfirmation": email}
    assert api.mutate("signUp", "user { id }", createUserInput=given).codes == ["BAD_USER_INPUT"]
    assert not User.objects.filter(email=email).exists()


def test_one_account_per_address_whatever_its_case(api: Api, make: Make) -> None:
    user = make.user(password=PASSWORD)
    given = {"email": user.email.upper(), "password": PASSWORD, "passwordConfirmation": PASSWORD}
    assert api.mutate("signUp", "user { id }", createUserInput=given).codes == ["EMAIL_EXISTS"]
    assert User.objects.filter(email__iexact=user.email).count() == 1
    assert sign_in(api, user.email.upper()).data["login"]["user"]["id"] == str(user.pk)


def test_sign_up_can_be_closed(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SIGN_UP", "invite")
    email = f"{unique('closed')}@example.com"
    given = {"email": email, "password": PASSWORD, "passwordConfirmation": PASSWORD}
    assert api.mutate("signUp", "user { id }", createUserInput=given).codes == ["SIGN_UP_CLOSED"]
    assert not User.objects.filter(email=email).exists()
    assert api.query("serverInfo", "signUp").data == {"signUp": "invite"}


def test_sign_in_and_out(api: Api, make: Make) -> None:
    user = make.user(password=PASSWORD)
    reply = sign_in(api, user.email, redirect="https://elsewhere.example")
    assert reply.data["login"] == {
        "redirect": None,
        "user": {"id": str(user.pk), "email": user.email, "isSuperuser": False},
    }
    jar = cookies(reply)
    assert with_session(api, jar, "{ me { id } }").data == {"me": {"id": str(user.pk)}}
    assert with_session(api, jar, "mutation { logout }").data == {"logout": "Signed out."}
    assert with_session(api, jar, "{ me { id } }").data == {"me": None}


def test_me_is_null_for_nobody(api: Api) -> None:
    assert api.query("me", "id").data is None
    assert api.query("me", "id").errors == []


def test_wrong_password_and_unknown_address_answer_alike(api: Api, make: Make) -> None:
    user = make.user(password=PASSWORD)
    wrong = sign_in(api, user.email, "not the password")
    unknown = sign_in(api, f"{unique('ghost')}@example.com")
    assert wrong.codes == unknown.codes == ["INVALID_CREDENTIALS"]
    assert wrong.messages == unknown.messages
    assert SecurityEvent.objects.filter(user=user, kind="SIGN_IN", succeeded=False).count() == 1


def test_five_failures_start_a_wait_that_doubles(api: Api, make: Make) -> None:
    user = make.user(password=PASSWORD)
    for _ in range(5):
        assert sign_in(api, user.email, "wrong").codes == ["INVALID_CREDENTIALS"]
    blocked = sign_in(api, user.email)
    assert blocked.codes == ["TOO_MANY_REQUESTS"]
    assert 1 <= blocked.errors[0]["extensions"]["retryAfter"] <= 30
    Attempt.objects.filter(count__gte=5).update(until=now() - timedelta(seconds=1))
    assert sign_in(api, user.email, "wrong").codes == ["INVALID_CREDENTIALS"]
    assert 31 <= sign_in(api, user.email).errors[0]["extensions"]["retryAfter"] <= 60
    Attempt.objects.filter(count__gte=5).update(until=now() - timedelta(seconds=1))
    assert sign_in(api, user.email).errors == []
    assert sign_in(api, user.email, "wrong").codes == ["INVALID_CREDENTIALS"]


def test_the_wait_ends_at_an_hour() -> None:
    waits = [attempts.wait_after(failures).total_seconds() for failures in (4, 5, 6, 7, 11, 12, 500)]
    assert waits == [0, 30, 60, 120, 1920, 3600, 3600]


def test_reset_by_mail_once(api: Api, make: Make, data_dir: Path) -> None:
    user = make.user(password=PASSWORD)
    jar = cookies(sign_in(api, user.email))
    known = api.mutate("requestResetPasswordLink", input={"email": user.email.upper()})
    unknown = api.mutate("requestResetPasswordLink", input={"email": f"{unique('ghost')}@example.com"})
    assert known.data == unknown.data
    (mail,) = mails_to(data_dir, user.email)
    signature = query_of_link(mail)["signature"]
    assert "http://testserver/reset-password?signature=" in mail
    assert api.query("verifyResetPasswordSignature", signature=signature).data is True
    assert api.query("verifyResetPasswordSignature", signature=signature[:-1] + "x").data is False
    fresh = "another good password"
    given = {"signature": signature, "password": fresh, "passwordConfirmation": fresh}
    assert api.mutate("resetPassword", "user { id }", resetPasswordInput=given).data == {"user": {"id": str(user.pk)}}
    again = api.mutate("resetPassword", "user { id }", resetPasswordInput=given)
    assert (again.codes, again.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], "signature")
    assert sign_in(api, user.email).codes == ["INVALID_CREDENTIALS"]
    assert sign_in(api, user.email, fresh).errors == []
    assert with_session(api, jar, "{ me { id } }").data == {"me": None}, "the old session must end"


def test_reset_link_dies_after_an_hour(api: Api, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    user, boss = make.user(password=PASSWORD), make.user(superuser=True)
    link = api.as_(boss).mutate("requestResetPasswordByScript", input={"email": user.email}).data
    signature = query_of_link(link)["signature"]
    assert api.query("verifyResetPasswordSignature", signature=signature).data is True
    monkeypatch.setattr(settings, "PASSWORD_RESET_TIMEOUT", -1)
    assert api.query("verifyResetPasswordSignature", signature=signature).data is False


def test_reset_by_script_is_for_superusers(api: Api, make: Make) -> None:
    user = make.user(password=PASSWORD)
    assert api.as_(user).mutate("requestResetPasswordByScript", input={"email": user.email}).codes == ["FORBIDDEN"]


def test_change_password(api: Api, make: Make) -> None:
    user = make.user(password=PASSWORD)
    caller = api.as_(user)
    wrong = caller.mutate("changePassword", input={"currentPassword": "nope", "newPassword": "another good one"})
    weak = caller.mutate("changePassword", input={"currentPassword": PASSWORD, "newPassword": "short"})
    assert (wrong.codes, weak.codes) == (["INVALID_CREDENTIALS"], ["BAD_USER_INPUT"])
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    done = caller.mutate("changePassword", input={"currentPassword": PASSWORD, "newPassword": "another good one"})
    assert done.data is True
    user.refresh_from_db()
    assert user.check_password("another good one")


def test_expired_password_must_be_reset(api: Api, make: Make) -> None:
    user, other, boss = make.user(password=PASSWORD), make.user(), make.user(superuser=True)
    ids = [str(user.pk)]
    denied = api.as_(other).mutate("bulkSetPasswordsExpiredAt", userIds=ids, passwordExpiredAt="2026-01-01T00:00:00Z")
    assert denied.codes == ["FORBIDDEN"]
    assert sign_in(api, user.email).errors == []
    unknown = api.as_(boss).mutate("bulkSetPasswordsExpiredAt", userIds=[*ids, "999999999"])
    assert unknown.codes == ["BAD_USER_INPUT"]
    done = api.as_(boss).mutate("bulkSetPasswordsExpiredAt", userIds=ids, passwordExpiredAt="2026-01-01T00:00:00Z")
    assert done.data is True
    assert sign_in(api, user.email).codes == ["PASSWORD_EXPIRED"]
    assert api.as_(boss).mutate("bulkSetPasswordsExpiredAt", userIds=ids, passwordExpiredAt=None).data is True
    assert sign_in(api, user.email).errors == []


def test_activation_mail_when_there_is_a_mail_server(api: Api, monkeypatch: pytest.MonkeyPatch, data_dir: Path) -> None:
    monkeypatch.setattr(settings, "HAS_MAIL_SERVER", True)
    monkeypatch.setattr(settings, "BASE_URL", "https://gloss.example")
    email = f"{unique('fresh')}@example.com"
    given = {"email": email, "password": PASSWORD, "passwordConfirmation": PASSWORD}
    assert api.mutate("signUp", "user { emailVerified }", createUserInput=given).data == {
        "user": {"emailVerified": False}
    }
    (mail,) = mails_to(data_dir, email)
    link = query_of_link(mail)
    assert link["email"] == email
    wrong = api.mutate("activateUser", "user { id }", activationCode="x" + link["code"], email=email)
    assert wrong.codes == ["BAD_USER_INPUT"]
    assert not User.objects.get(email=email).email_verified
    right = api.mutate("activateUser", "user { emailVerified }", activationCode=link["code"], email=email)
    assert right.data == {"user": {"emailVerified": True}}
    again = api.mutate("activateUser", "user { id }", activationCode=link["code"], email=email)
    assert again.codes == ["BAD_USER_INPUT"]
