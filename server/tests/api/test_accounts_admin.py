"""Profiles, the address list and the REST endpoints of administrators."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from oauth2_provider.models import Application

from gloss.accounts import networks, sessions
from gloss.accounts.audit import Origin
from gloss.accounts.models import AllowedNetwork, SecurityEvent, User
from gloss.core.clock import now
from gloss.core.errors import BadInput
from tests.client import Api
from tests.factories import Make, unique

PASSWORD = "correct horse battery"


def test_update_profile_merges_preferences(api: Api, make: Make) -> None:
    caller = api.as_(make.user(name="Old"))
    fields = "name displayName companyName preferences"
    first = caller.mutate(
        "updateProfile",
        fields,
        input={"name": " New ", "companyName": "Acme", "preferences": {"theme": "dark", "size": 2}},
    )
    assert first.data == {
        "name": "New",
        "displayName": "New",
        "companyName": "Acme",
        "preferences": {"theme": "dark", "size": 2},
    }
    second = caller.mutate("updateProfile", fields, input={"name": None, "preferences": {"size": None, "keys": ["a"]}})
    assert second.data["name"] == "New"
    assert second.data["preferences"] == {"theme": "dark", "keys": ["a"]}
    assert caller.mutate("updateProfile", fields, input={"name": "  "}).codes == ["BAD_USER_INPUT"]
    assert api.mutate("updateProfile", fields, input={"name": "x"}).codes == ["UNAUTHENTICATED"]


def test_other_people_see_no_preferences(api: Api, make: Make) -> None:
    team = make.team()
    other = make.member(team).user
    other.preferences = {"theme": "dark"}
    other.save()
    reply = api.as_(team.owner).query(
        "getTeamMembers", "user { id email preferences isSuperuser allowedActions }", teamId=str(team.pk)
    )
    shown = [member["user"] for member in reply.data if member["user"]["id"] == str(other.pk)]
    assert shown == [
        {"id": str(other.pk), "email": other.email, "preferences": None, "isSuperuser": None, "allowedActions": None}
    ]


def test_address_list_is_for_superusers_and_may_not_lock_out(make: Make) -> None:
    boss, other = make.user(superuser=True), make.user()
    origin = Origin("10.1.2.3")
    with pytest.raises(BadInput, match="lock yourself out"):
        networks.replace(["192.168.0.0/16"], boss, origin)
    with pytest.raises(BadInput, match="neither an IP address"):
        networks.replace(["10.1.2.300"], boss, origin)
    assert AllowedNetwork.objects.count() == 0
    try:
        assert networks.replace(["10.1.2.9/16", "2001:db8::1", "10.1.0.0/16"], boss, origin) == [
            "10.1.0.0/16",
            "2001:db8::1",
        ]
        assert [networks.gate.admits(address) for address in ("10.1.200.1", "10.2.0.1", "::ffff:10.1.0.9", "junk")] == [
            True,
            False,
            True,
            False,
        ]
    finally:
        assert networks.replace([], boss, origin) == []
    assert networks.gate.admits("10.2.0.1")
    assert not other.is_superuser


def test_other_addresses_are_refused(api: Api, make: Make) -> None:
    user, boss = make.user(), make.user(superuser=True)
    caller = api.as_(user)
    try:
        networks.replace(["10.0.0.0/8"], boss, Origin("10.0.0.1"))
        refused = caller.query("me", "id")
        assert (refused.status, refused.codes) == (403, ["ADDRESS_NOT_ALLOWED"])
        assert caller.get("/api/v1/users").status_code == 403
        networks.replace(["10.0.0.0/8", "127.0.0.1"], boss, Origin("10.0.0.1"))
        assert caller.query("me", "id").data == {"id": str(user.pk)}
    finally:
        networks.replace([], boss, Origin("10.0.0.1"))


def test_address_list_over_the_wire(api: Api, make: Make) -> None:
    other = make.user()
    assert api.as_(other).query("getAllowedIPs").codes == ["FORBIDDEN"]
    assert api.as_(other).mutate("allowIPs", allowedIPs=["1.2.3.4"]).codes == ["FORBIDDEN"]
    assert AllowedNetwork.objects.count() == 0
    assert api.as_(make.user(superuser=True)).query("getAllowedIPs").data == []


def test_server_info(api: Api) -> None:
    reply = api.query("serverInfo", "hasMailServer maxDocuments maxFileBytes signUp version")
    assert reply.data == {
        "hasMailServer": False,
        "maxDocuments": 1000,
        "maxFileBytes": 1073741824.0,
        "signUp": "open",
        "version": reply.data["version"],
    }
    assert reply.data["version"].startswith("6.")


def test_sessions_end_when_idle_and_after_thirty_days(make: Make) -> None:
    user = make.user(password=PASSWORD)
    key = sessions.start(user)
    assert sessions.user_for_session(key) == user
    left = Session.objects.get(session_key=key).expire_date - now()
    assert timedelta(hours=11, minutes=59) < left <= timedelta(hours=12)
    Session.objects.filter(session_key=key).update(expire_date=now() + timedelta(hours=1))
    assert sessions.user_for_session(key) == user
    assert Session.objects.get(session_key=key).expire_date - now() > timedelta(hours=11), "a busy session is renewed"
    Session.objects.filter(session_key=key).update(expire_date=now() - timedelta(seconds=1))
    assert sessions.user_for_session(key) is None
    assert sessions.user_for_session("unknown") is None


def test_sessions_end_with_the_account(make: Make) -> None:
    user = make.user(password=PASSWORD)
    key = sessions.start(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert sessions.user_for_session(key) is None


def test_rest_creates_users_with_credentials(api: Api, make: Make) -> None:
    boss = api.as_(make.user(superuser=True))
    email = f"{unique('rest')}@example.com"
    body = {"email": email, "name": "Rest", "password": PASSWORD, "emailVerified": 1, "generateCredentials": 1}
    response = boss.post("/api/v1/users", json=body)
    assert response.status_code == 200
    assert "json" in response.headers["content-type"]
    user = User.objects.get(email=email)
    data = response.json()["data"]
    assert (data["id"], user.name, user.email_verified) == (str(user.pk), "Rest", True)
    assert Application.objects.get(user=user).client_id == data["clientId"]
    assert SecurityEvent.objects.filter(kind="USER_CREATED", target=email).count() == 1
    again = boss.post("/api/v1/users", json=body)
    assert again.status_code == 409
    assert email in again.json()["message"]


def test_rest_without_credentials_answers_the_id_alone(api: Api, make: Make) -> None:
    email = f"{unique('rest')}@example.com"
    body = {"email": email, "name": "R", "password": PASSWORD, "emailVerified": 0, "generateCredentials": 0}
    data = api.as_(make.user(superuser=True)).post("/api/v1/users", json=body).json()["data"]
    user = User.objects.get(email=email)
    assert data == {"id": str(user.pk)}
    assert not user.email_verified


@pytest.mark.parametrize(
    "body",
    [{}, {"email": "x"}, {"email": "bad", "password": PASSWORD}, {"email": "a@example.com", "password": "short"}],
)
def test_rest_refuses_bad_bodies(api: Api, make: Make, body: dict[str, str]) -> None:
    before = User.objects.count()
    boss = make.user(superuser=True)
    response = api.as_(boss).post("/api/v1/users", json=body)
    assert response.status_code == 400
    assert response.json()["message"]
    assert User.objects.count() == before + 1


def test_rest_is_for_superusers(api: Api, make: Make) -> None:
    email = f"{unique('rest')}@example.com"
    body = {"email": email, "name": "R", "password": PASSWORD}
    caller = api.as_(make.user())
    answers = [caller.get("/api/v1/users"), caller.post("/api/v1/users", json=body)]
    answers.append(caller.post("/api/v1/users/oauth", json={"emails": [email]}))
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert api.post("/api/v1/users", json=body).status_code == 401
    assert not User.objects.filter(email=email).exists()


def test_rest_lists_users_by_page(api: Api, make: Make) -> None:
    boss = api.as_(make.user(superuser=True))
    total = User.objects.count()
    page = boss.get("/api/v1/users", params={"skip": str(total - 1), "take": "5"}).json()["data"]
    last = User.objects.order_by("pk").last()
    assert page == [{"id": str(last.pk), "email": last.email, "name": last.name}]
    assert boss.get("/api/v1/users", params={"take": "0"}).status_code == 400


def test_rest_regenerates_credentials(api: Api, make: Make) -> None:
    boss, user = api.as_(make.user(superuser=True)), make.user()
    first = boss.post("/api/v1/users/oauth", json={"emails": [user.email]}).json()["data"]
    second = boss.post("/api/v1/users/oauth", json={"emails": [user.email]}).json()["data"]
    assert [entry["email"] for entry in first + second] == [user.email, user.email]
    assert first[0]["clientId"] != second[0]["clientId"]
    assert list(Application.objects.filter(user=user).values_list("client_id", flat=True)) == [second[0]["clientId"]]
    missing = boss.post("/api/v1/users/oauth", json={"emails": [user.email, "ghost@example.com"]})
    assert missing.status_code == 400
    assert "ghost@example.com" in missing.json()["message"]
    assert Application.objects.get(user=user).client_id == second[0]["clientId"]
