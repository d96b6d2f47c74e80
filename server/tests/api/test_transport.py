"""POST /graphql accepts every form that public clients send (spec api sections 3, 4 and 26)."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken

from tests.client import Api
from tests.factories import Make

QUERY = "query Teams { result: getAllTeams { id name __typename } }"
JOBS = "query Jobs($ids: [String!]!) { result: getJobs(jobIds: $ids) { id } }"


@pytest.fixture
def signed(api: Api, make: Make) -> Api:
    user = make.user()
    make.team(user, "Harbour")
    return api.as_(user)


def forms(variables: object) -> dict[str, dict[str, object]]:
    """The same request in every encoding."""
    text = json.dumps(variables)
    return {
        "json": {"json": {"query": JOBS, "variables": variables, "operationName": "Jobs"}},
        "json with text variables": {"json": {"query": JOBS, "variables": text}},
        "urlencoded": {"data": {"query": JOBS, "variables": text, "operationName": "Anything", "operations": "{}"}},
        "multipart from 0": {
            "files": {
                "operations": (None, json.dumps({"query": JOBS, "variables": variables})),
                "map": (None, "{}"),
                "0": ("a.txt", b"unused"),
            }
        },
    }


@pytest.mark.parametrize("form", list(forms({})))
def test_every_encoding_gives_the_same_answer(signed: Api, form: str) -> None:
    response = signed.post("/graphql?operationName=Other", **forms({"ids": ["ExportQueue:none"]})[form])
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.json() == {"data": {"result": []}, "extensions": {}}


@pytest.mark.parametrize("first_key", ["0", "1"])
def test_multipart_files_land_in_their_places(signed: Api, first_key: str) -> None:
    operations = {
        "query": "mutation Make($input: CreateTeamInput!) { result: createTeam(input: $input) { name logoURL } }",
        "variables": {"input": {"name": "With logo", "logo": None}},
    }
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
    )
    response = signed.post(
        "/graphql",
        files={
            "operations": (None, json.dumps(operations)),
            "map": (None, json.dumps({first_key: ["variables.input.logo"]})),
            first_key: ("logo.png", pixel, "image/png"),
        },
    )
    result = response.json()["data"]["result"]
    assert result["name"] == "With logo"
    assert result["logoURL"]


def test_operation_name_may_differ_from_the_only_operation(signed: Api) -> None:
    response = signed.post("/graphql", json={"query": QUERY, "operationName": "SomethingElse"})
    assert [team["name"] for team in response.json()["data"]["result"]] == ["Harbour"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{", "The request body is not valid JSON"),
        ("[]", "Send one request as a JSON object"),
        ('{"query": ""}', "The request has no query"),
        ('{"query": "{ me { id } }", "variables": "{"}', "variables is not valid JSON"),
        ('{"query": "{ me { id } }", "variables": [1]}', "variables must be an object"),
    ],
)
def test_malformed_requests_are_400_with_errors(signed: Api, body: str, message: str) -> None:
    response = signed.post("/graphql", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/json"
    error = response.json()["errors"][0]
    assert error["message"].startswith(message)
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("query", ["{ nope }", "{ me {", "query($a: Int!) { getJob(jobId: $a) { id } }"])
def test_invalid_graphql_is_400(signed: Api, query: str) -> None:
    response = signed.post("/graphql", json={"query": query})
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["type"] == "UserInputError"


def test_a_map_to_nowhere_is_refused(signed: Api) -> None:
    response = signed.post(
        "/graphql",
        files={
            "operations": (None, json.dumps({"query": QUERY, "variables": {}})),
            "map": (None, '{"1": ["variables.input.logo"]}'),
            "1": ("a", b"x"),
        },
    )
    assert response.status_code == 400
    assert "variables.input.logo" in response.json()["errors"][0]["message"]


def test_expired_and_unknown_tokens_look_the_way_robosaur_expects(signed: Api) -> None:
    AccessToken.objects.filter(token=signed.token).update(expires=timezone.now() - timedelta(seconds=1))
    for caller in (signed, Api("0" * 40)):
        response = caller.post("/graphql", json={"query": QUERY})
        assert response.status_code == 200
        error = response.json()["errors"][0]
        assert error["message"] == "Unauthorized"
        assert error["extensions"]["type"] == "AuthenticationError"
        assert error["extensions"]["code"] == "UNAUTHENTICATED"


def test_request_id_is_echoed(signed: Api) -> None:
    response = signed.post("/graphql", json={"query": QUERY}, headers={"x-request-id": "abc-1"})
    assert response.headers["x-request-id"] == "abc-1"


def test_get_serves_no_graphql(signed: Api) -> None:
    assert signed.get("/graphql").status_code == 405


def test_health_needs_no_sign_in(api: Api) -> None:
    body = api.get("/api/health").json()
    assert body["status"] == "ok"
    assert tuple(map(int, body["version"].split("."))) > (5, 37, 0)


def test_cookie_requests_need_the_csrf_header(api: Api, make: Make) -> None:
    user = make.user(password="a long enough secret")
    signed_in = api.graphql(
        "mutation($i: LoginInput!) { login(loginInput: $i) { user { id } } }",
        {"i": {"email": user.email, "password": "a long enough secret"}},
    )
    cookies = dict(part.split(";")[0].split("=", 1) for part in signed_in.headers.get_list("set-cookie"))
    assert set(cookies) == {"gloss_session", "gloss_csrf"}
    header = "; ".join(f"{name}={value}" for name, value in cookies.items())
    without = api.post("/graphql", json={"query": "{ me { id } }"}, headers={"cookie": header})
    assert without.json()["errors"][0]["extensions"]["code"] == "CSRF"
    with_it = api.post(
        "/graphql", json={"query": "{ me { id } }"}, headers={"cookie": header, "x-csrf-token": cookies["gloss_csrf"]}
    )
    assert with_it.json()["data"]["me"]["id"] == str(user.id)
    # A page names the account it works for: its unsent work is not taken from whoever signed in meanwhile.
    headers = {"cookie": header, "x-csrf-token": cookies["gloss_csrf"]}
    for named, answer in ((str(user.id), {"me": {"id": str(user.id)}}), (str(user.id + 1), None)):
        reply = api.post("/graphql", json={"query": "{ me { id } }"}, headers={**headers, "x-gloss-user": named})
        assert reply.json().get("data") == answer


def test_sign_in_from_another_site_is_refused(api: Api) -> None:
    response = api.post(
        "/graphql",
        json={"query": 'mutation { login(loginInput: {email: "a@b.c", password: "x"}) { redirect } }'},
        headers={"sec-fetch-site": "cross-site"},
    )
    assert response.json()["errors"][0]["extensions"]["code"] == "CSRF"
