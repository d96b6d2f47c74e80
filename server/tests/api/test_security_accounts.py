"""Attacks on sign-in, sessions, invitations and mailed links."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from gloss.accounts import attempts, networks, sessions
from gloss.accounts.models import AllowedNetwork, Attempt, User
from gloss.core.clock import now
from gloss.teams import invitations
from gloss.teams.models import Role, TeamMember
from tests.client import Api, Reply
from tests.factories import Make, unique
from tests.mail import mails_to

PASSWORD = "correct horse battery"
ME = "{ me { id } }"


def sign_in(api: Api, user: User, password: str = PASSWORD, **options: Any) -> Reply:
    query = "mutation ($i: LoginInput!) { login(loginInput: $i) { user { id } } }"
    return api.graphql(query, {"i": {"email": user.email, "password": password}}, **options)


def jar(reply: Reply) -> dict[str, str]:
    return dict(line.split(";")[0].split("=", 1) for line in reply.headers.get_list("set-cookie"))


def headers(cookies: dict[str, str], **more: str) -> dict[str, str]:
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return {"cookie": header, "x-csrf-token": cookies["gloss_csrf"], **more}


def who(api: Api, cookies: dict[str, str]) -> str | None:
    me = api.graphql(ME, headers=headers(cookies)).data["me"]
    return me and me["id"]


def address() -> str:
    return f"{unique('guest')}@example.com"


def test_cookies_carry_every_flag(api: Api, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    user = make.user(password=PASSWORD)
    session, csrf = sign_in(api, user).headers.get_list("set-cookie")
    assert "httponly" in session.lower()
    assert "samesite=lax" in session.lower()
    assert "samesite=lax" in csrf.lower()
    assert "secure" not in session.lower()
    monkeypatch.setattr(settings, "BASE_URL", "https://gloss.example")
    assert all("; secure" in line.lower() for line in sign_in(api, user).headers.get_list("set-cookie"))


def test_a_session_id_set_by_somebody_else_is_never_taken_over(api: Api, make: Make) -> None:
    user = make.user(password=PASSWORD)
    planted = {"gloss_session": "a" * 32, "gloss_csrf": "b"}
    given = jar(sign_in(api, user, headers=headers(planted)))
    assert given["gloss_session"] != planted["gloss_session"]
    assert not Session.objects.filter(session_key=planted["gloss_session"]).exists()
    again = jar(sign_in(api, user, headers=headers(given)))
    assert again["gloss_session"] != given["gloss_session"]
    assert who(api, given) is None, "the session before ends when a new one starts"


def test_a_changed_password_ends_every_other_session(api: Api, make: Make) -> None:
    user = make.user(password=PASSWORD)
    other, own = jar(sign_in(api, user)), jar(sign_in(api, user))
    query = "mutation ($i: ChangePasswordInput!) { changePassword(input: $i) }"
    given = {"i": {"currentPassword": PASSWORD, "newPassword": "another long secret"}}
    changed = api.graphql(query, given, headers=headers(own))
    assert changed.errors == []
    assert (who(api, other), who(api, own)) == (None, None)
    assert who(api, jar(changed)) == str(user.pk)


def test_a_signed_out_or_idle_session_is_dead(api: Api, make: Make) -> None:
    user = make.user(password=PASSWORD)
    first, second = jar(sign_in(api, user)), jar(sign_in(api, user))
    api.graphql("mutation { logout }", headers=headers(first))
    assert (who(api, first), who(api, second)) == (None, str(user.pk))
    Session.objects.filter(session_key=second["gloss_session"]).update(expire_date=now())
    assert who(api, second) is None
    user.is_active = False
    user.save()
    assert sessions.user_for_session(sessions.start(user)) is None


@pytest.mark.parametrize("token", [None, "", "0" * 40, "é"])
def test_a_cookie_alone_changes_nothing(api: Api, make: Make, token: str | None) -> None:
    user = make.user(password=PASSWORD)
    cookies = jar(sign_in(api, user))
    sent: dict[str, Any] = {"cookie": f"gloss_session={cookies['gloss_session']}"}
    if token is not None:
        sent["x-csrf-token"] = token.encode("latin-1")
    query = 'mutation { updateProfile(input: {name: "Mallory"}) { id } }'
    response = api.post("/graphql", json={"query": query}, headers=sent)
    assert response.json()["errors"][0]["extensions"]["code"] == "CSRF"
    user.refresh_from_db()
    assert user.name != "Mallory"


def test_one_password_cannot_be_tried_on_everybody(api: Api, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "ADDRESS", attempts.Brake(3, timedelta(minutes=10)))
    Attempt.objects.all().delete()
    users = [make.user(password=PASSWORD) for _ in range(4)]
    tried = [sign_in(api, user, "Summer2026 is here").codes for user in users]
    assert tried == [["INVALID_CREDENTIALS"]] * 3 + [["TOO_MANY_REQUESTS"]]
    reset = [api.mutate("requestResetPasswordLink", input={"email": address()}).codes for _ in range(4)]
    assert reset == [[]] * 3 + [["TOO_MANY_REQUESTS"]]
    given = {"password": PASSWORD, "passwordConfirmation": PASSWORD}
    made = [api.mutate("signUp", "user { id }", createUserInput={**given, "email": address()}).codes for _ in range(4)]
    assert made == [[]] * 3 + [["TOO_MANY_REQUESTS"]]
    Attempt.objects.all().delete()


def test_aliases_are_no_way_around_the_brake(api: Api, make: Make) -> None:
    user = make.user(password=PASSWORD)
    calls = " ".join(
        f'a{n}: login(loginInput: {{email: "{user.email}", password: "guess {n}"}}) {{ redirect }}' for n in range(8)
    )
    codes = api.graphql(f"mutation {{ {calls} }}").codes
    assert codes == ["INVALID_CREDENTIALS"] * 5 + ["TOO_MANY_REQUESTS"] * 3
    assert sign_in(api, user).codes == ["TOO_MANY_REQUESTS"]


def test_a_forged_host_gets_no_reset_link(
    api: Api, make: Make, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "HAS_MAIL_SERVER", True)
    user = make.user(password=PASSWORD)
    query = f'mutation {{ requestResetPasswordLink(input: {{email: "{user.email}"}}) }}'
    api.graphql(query, headers={"host": "evil.example"})
    (text,) = mails_to(data_dir, user.email)
    assert "evil.example" not in text
    assert "/reset-password?signature=" in text


def test_the_key_that_managers_see_proves_no_address(api: Api, make: Make) -> None:
    """An admin invites somebody else's address and signs up as them with the key the API shows."""
    team, target, victim = make.team(), make.team(), address()
    wanted = {"members": [{"email": victim}]}
    for one in (team, target):
        api.as_(one.owner).mutate("inviteTeamMembers", "id", input={"teamId": str(one.pk), **wanted})
    key = TeamMember.objects.get(team=team, invitation_email=victim).invitation_key
    given = {"email": victim, "password": PASSWORD, "passwordConfirmation": PASSWORD, "invitationKey": key}
    assert api.mutate("signUp", "user { emailVerified }", createUserInput=given).data == {
        "user": {"emailVerified": False}
    }
    impostor = User.objects.get(email=victim)
    entered = api.as_(impostor).query("getTeamDetail", "id", input={"id": str(target.pk)})
    assert entered.codes == ["FORBIDDEN"]
    assert TeamMember.objects.get(team=target, invitation_email=victim).user is None
    waiting = TeamMember.objects.get(team=target, invitation_email=victim)
    forged = f"{waiting.invitation_key}.{'0' * 32}"
    assert not invitations.proves_address(forged, waiting)
    assert invitations.proves_address(invitations.mailed_key(waiting), waiting)


def test_a_supervisor_never_sees_the_key_of_an_admin(api: Api, make: Make) -> None:
    team, email = make.team(), address()
    supervisor = make.member(team, role=Role.SUPERVISOR).user
    wanted = {"teamId": str(team.pk), "members": [{"email": email, "role": "ADMIN"}]}
    api.as_(team.owner).mutate("inviteTeamMembers", "id", input=wanted)
    shown = api.as_(supervisor).query("getTeamMembers", "invitationEmail invitationKey", teamId=str(team.pk)).data
    assert {"invitationEmail": email, "invitationKey": None} in shown


def test_the_address_list_guards_every_door(api: Api, make: Make) -> None:
    admin = make.user(superuser=True)
    credentials = api.as_(admin).mutate("upsertOauthClient", "id secret").data
    asked = {"client_id": credentials["id"], "client_secret": credentials["secret"], "grant_type": "client_credentials"}
    AllowedNetwork.objects.create(network="203.0.113.7/32")
    networks.gate.forget()
    try:
        paths = ("/api/exports/x/y", "/api/media/x/y", "/api/events", "/api/admin/outbox", "/api/v1/users")
        answers = {path: api.as_(admin).get(path).status_code for path in paths}
        assert answers == dict.fromkeys(paths, 403)
        assert api.post("/api/oauth/token", data=asked).status_code == 403
        assert api.post("/graphql", json={"query": ME}).status_code == 403
    finally:
        AllowedNetwork.objects.all().delete()
        networks.gate.forget()
    assert api.post("/api/oauth/token", data=asked).status_code == 200
