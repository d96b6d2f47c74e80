"""Client credentials: the token in both forms, its life, and the end of an old pair (spec api section 2)."""

from __future__ import annotations

import base64
import re
from datetime import timedelta

from oauth2_provider.models import AccessToken, Application

from gloss.accounts import chores
from gloss.core.clock import now
from tests.client import Api
from tests.factories import Make

TOKEN = "/api/oauth/token"
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


def credentials(api: Api, user) -> tuple[str, str]:
    data = api.as_(user).mutate("upsertOauthClient", "id secret").data
    return data["id"], data["secret"]


def by_body(api: Api, id: str, secret: str, grant: str = "client_credentials"):
    return api.post(TOKEN, data={"client_id": id, "client_secret": secret, "grant_type": grant})


def by_basic(api: Api, id: str, secret: str):
    pair = base64.b64encode(f"{id}:{secret}".encode()).decode()
    headers = {"authorization": f"Basic {pair}", "content-type": "application/x-www-form-urlencoded;charset=UTF-8"}
    return api.post(TOKEN, content="grant_type=client_credentials", headers=headers)


def test_credentials_look_as_in_public_samples(api: Api, make: Make) -> None:
    user = make.user()
    id, secret = credentials(api, user)
    assert re.fullmatch(UUID, id)
    assert re.fullmatch(UUID, secret)
    stored = Application.objects.get(client_id=id)
    assert stored.user == user
    assert secret not in stored.client_secret
    assert stored.client_secret.startswith("gloss_secret$")


def test_token_by_body_and_by_basic(api: Api, make: Make) -> None:
    user = make.user()
    id, secret = credentials(api, user)
    for response in (by_body(api, id, secret), by_basic(api, id, secret)):
        assert response.status_code == 200, response.text
        body = response.json()
        assert body["expires_in"] == 3600
        assert body["token_type"].lower() == "bearer"
        assert re.fullmatch(r"[0-9a-f]{40}", body["access_token"])
        assert Api(body["access_token"]).query("me", "id").data == {"id": str(user.pk)}


def test_errors_are_those_of_the_standard(api: Api, make: Make) -> None:
    id, secret = credentials(api, make.user())
    wrong, unknown = by_body(api, id, "wrong"), by_basic(api, "nobody", secret)
    grant = by_body(api, id, secret, grant="magic")
    assert [(r.status_code, r.json()["error"]) for r in (wrong, unknown, grant)] == [
        (401, "invalid_client"),
        (401, "invalid_client"),
        (400, "unsupported_grant_type"),
    ]


def test_a_new_pair_ends_the_old_one_and_its_tokens(api: Api, make: Make) -> None:
    user = make.user()
    old = credentials(api, user)
    token = by_body(api, *old).json()["access_token"]
    assert Api(token).query("me", "id").data == {"id": str(user.pk)}
    new = credentials(api, user)
    assert by_body(api, *old).status_code == 401
    refused = Api(token).query("getAllTeams", "id")
    assert refused.messages == ["Unauthorized"]
    assert refused.errors[0]["extensions"]["type"] == "AuthenticationError"
    assert by_body(api, *new).status_code == 200


def test_what_has_run_out_is_cleared_away(api: Api, make: Make) -> None:
    pair = credentials(api, make.user())
    old, fresh = (by_body(api, *pair).json()["access_token"] for _ in range(2))
    AccessToken.objects.filter(token=old).update(expires=now() - timedelta(seconds=1))
    chores.tidy()
    assert list(AccessToken.objects.filter(token__in=[old, fresh]).values_list("token", flat=True)) == [fresh]


def test_an_expired_token_is_unauthorized(api: Api, make: Make) -> None:
    token = by_body(api, *credentials(api, make.user())).json()["access_token"]
    AccessToken.objects.filter(token=token).update(expires=now() - timedelta(seconds=1))
    reply = Api(token).query("getAllTeams", "id")
    assert (reply.messages, reply.codes) == (["Unauthorized"], ["UNAUTHENTICATED"])
    assert reply.errors[0]["extensions"]["type"] == "AuthenticationError"


def test_a_closed_account_has_no_token(api: Api, make: Make) -> None:
    user = make.user()
    caller = api.as_(user)
    assert caller.query("me", "id").data == {"id": str(user.pk)}
    user.is_active = False
    user.save()
    assert caller.query("me", "id").messages == ["Unauthorized"]


def test_credentials_need_a_sign_in(api: Api) -> None:
    assert api.mutate("upsertOauthClient", "id secret").codes == ["UNAUTHENTICATED"]
