"""Teams themselves: made, listed, changed, seen by members only."""

from __future__ import annotations

import json

import pytest

from gloss.accounts.models import SecurityEvent
from gloss.teams.models import Role, Team, TeamLogo, TeamMember
from tests.client import Api
from tests.factories import Make, unique

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 50
CREATE = "mutation ($input: CreateTeamInput!) { createTeam(input: $input) { id name logoURL owner { id } } }"
UPDATE = "mutation ($input: UpdateTeamInput!) { updateTeam(input: $input) { id name logoURL } }"
DETAIL = """id logoURL membersScalar name isExpired expiredAt setting { allowedAdminExportMethods
    allowedLabelerExportMethods allowedOCRProviders allowedASRProviders allowedReviewerExportMethods
    commentNotificationType customAPICreationLimit defaultCustomTextExtractionAPIId defaultExternalObjectStorageId
    enableActions enableAssistedLabeling enableDemo enableDataProgramming enableLabelingFunctionMultipleLabel
    enableDatasaurAssistRowBased enableDatasaurPredictiveRowBased enableWipeData enableExportTeamOverview
    allowedExtraAutoLabelProviders enableLLMProject }
    owner { id username name email package profilePicture allowedActions displayName teamPackage emailVerified
    totpAuthEnabled companyName }"""


def send_file(api: Api, query: str, input: dict, content: bytes):
    operations = {"query": query, "variables": {"input": {**input, "logo": None}}}
    data = {"operations": json.dumps(operations), "map": json.dumps({"0": ["variables.input.logo"]})}
    return api.post("/graphql", data=data, files={"0": ("logo.png", content, "image/png")}).json()


def test_the_founder_is_owner_and_admin(api: Api, make: Make) -> None:
    user = make.user()
    reply = api.as_(user).mutate(
        "createTeam", "id name logoURL owner { id } members { role { id name } user { id } }", input={"name": " Docks "}
    )
    id = reply.data.pop("id")
    assert reply.data == {
        "name": "Docks",
        "logoURL": None,
        "owner": {"id": str(user.pk)},
        "members": [{"role": {"id": "1", "name": "ADMIN"}, "user": {"id": str(user.pk)}}],
    }
    assert SecurityEvent.objects.get(team_id=int(id)).kind == "TEAM_CREATED"


def test_a_new_team_finds_three_label_sets_in_its_library(api: Api, make: Make) -> None:
    caller = api.as_(make.user())
    id = caller.mutate("createTeam", "id", input={"name": "Library"}).data["id"]
    reply = caller.query(
        "getLabelSetTemplates", "totalCount nodes { name type count }", input={"filter": {"teamId": id}}
    )
    assert reply.data == {
        "totalCount": 3,
        "nodes": [
            {"name": "Default NER", "type": "TOKEN", "count": 7},
            {"name": "INACL", "type": "TOKEN", "count": 26},
            {"name": "Stanford", "type": "TOKEN", "count": 36},
        ],
    }


@pytest.mark.parametrize("name", ["", "   ", "x" * 256])
def test_a_team_needs_a_name(api: Api, make: Make, name: str) -> None:
    user = make.user()
    assert api.as_(user).mutate("createTeam", "id", input={"name": name}).codes == ["BAD_USER_INPUT"]
    assert not Team.objects.filter(owner=user).exists()


def test_logo_is_checked_by_content_and_size(api: Api, make: Make) -> None:
    user = make.user()
    caller = api.as_(user)
    made = send_file(caller, CREATE, {"name": unique("Logo ")}, PNG)["data"]["createTeam"]
    logo = TeamLogo.objects.get(team_id=made["id"])
    assert made["logoURL"] == f"http://testserver/api/teams/{made['id']}/logo/{logo.version}"
    assert (bytes(logo.content), logo.content_type) == (PNG, "image/png")
    for content in (b"<svg onload=alert(1)>", PNG + b"\0" * 500 * 1024):
        refused = send_file(caller, UPDATE, {"id": made["id"], "name": "Renamed"}, content)
        assert refused["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
        assert refused["errors"][0]["extensions"]["field"] == "logo"
    assert Team.objects.get(pk=made["id"]).name == made["name"]
    assert bytes(TeamLogo.objects.get(team_id=made["id"]).content) == PNG
    other = send_file(caller, UPDATE, {"id": made["id"]}, b"\xff\xd8\xff jpeg")["data"]["updateTeam"]
    assert other["name"] == made["name"]
    assert other["logoURL"] != made["logoURL"]


def test_the_logo_is_for_members(api: Api, make: Make) -> None:
    user = make.user()
    made = send_file(api.as_(user), CREATE, {"name": unique("Logo ")}, PNG)["data"]["createTeam"]
    path = made["logoURL"].removeprefix("http://testserver")
    shown = api.as_(user).get(path)
    assert (shown.status_code, shown.content, shown.headers["content-type"]) == (200, PNG, "image/png")
    assert shown.headers["x-content-type-options"] == "nosniff"
    plain = make.team(user)
    refused = [api.as_(make.user()).get(path), api.get(path), api.as_(user).get(f"/api/teams/{plain.pk}/logo/1")]
    assert [response.status_code for response in refused] == [404, 401, 404]


def test_all_teams_are_those_of_the_caller(api: Api, make: Make) -> None:
    user = make.user()
    first, second, foreign = make.team(name="b team"), make.team(user, name="A team"), make.team()
    make.member(first, user)
    left = make.member(foreign, user)
    left.is_deleted = True
    left.save()
    reply = api.as_(user).query("getAllTeams", "id name members { role { name } user { id } }")
    assert reply.data == [
        {
            "id": str(second.pk),
            "name": "A team",
            "members": [{"role": {"name": "ADMIN"}, "user": {"id": str(user.pk)}}],
        },
        {
            "id": str(first.pk),
            "name": "b team",
            "members": [
                {"role": {"name": "ADMIN"}, "user": {"id": str(first.owner_id)}},
                {"role": None, "user": {"id": str(user.pk)}},
            ],
        },
    ]


def test_detail_as_the_public_script_asks_for_it(api: Api, make: Make) -> None:
    team = make.team()
    data = api.as_(team.owner).query("getTeamDetail", DETAIL, input={"id": str(team.pk)}).data
    member = TeamMember.objects.get(team=team)
    (shown,) = data["membersScalar"]
    assert (shown["id"], shown["invitationEmail"], shown["role"]) == (
        str(member.pk),
        team.owner.email,
        {"id": "1", "name": "ADMIN"},
    )
    assert data["setting"]["allowedReviewerExportMethods"][0] == "DOWNLOAD_REQUEST"
    assert data["setting"]["allowedLabelerExportMethods"] == data["setting"]["allowedReviewerExportMethods"]
    assert data["setting"]["enableWipeData"] is False
    assert (data["isExpired"], data["expiredAt"], data["owner"]["id"]) == (False, None, str(team.owner.pk))


def test_strangers_are_refused_alike_for_foreign_and_missing_teams(api: Api, make: Make) -> None:
    team, stranger = make.team(), api.as_(make.user())
    replies = [stranger.query("getTeamDetail", "id", input={"id": id}) for id in (str(team.pk), "999999999", "x")]
    assert [reply.codes for reply in replies] == [["FORBIDDEN"]] * 3
    assert len({reply.messages[0] for reply in replies}) == 1
    for name, arguments in (
        ("getTeamMembers", {"teamId": str(team.pk)}),
        ("getTeamMembersPaginated", {"input": {"filter": {"teamId": str(team.pk)}}}),
        ("getCurrentUserTeamMember", {"input": {"teamId": str(team.pk)}}),
    ):
        selection = "nodes { id }" if name == "getTeamMembersPaginated" else "id"
        assert stranger.query(name, selection, **arguments).codes == ["NOT_FOUND"]


SETTINGS = {
    "allowedLabelerExportMethods": ["EMAIL"],
    "allowedReviewerExportMethods": ["FILE_STORAGE", "EMAIL"],
    "enableWipeData": True,
    "commentNotificationType": "OFF",
    "allowSelfAssignment": True,
}


def test_settings_change_what_is_given(api: Api, make: Make) -> None:
    team = make.team()
    caller = api.as_(team.owner)
    fields = " ".join([*SETTINGS, "enableAssistedLabeling"])
    first = caller.mutate("updateTeamSetting", f"setting {{ {fields} }}", input={"teamId": str(team.pk), **SETTINGS})
    assert first.data == {"setting": {**SETTINGS, "enableAssistedLabeling": True}}
    second = caller.mutate(
        "updateTeamSetting", f"setting {{ {fields} }}", input={"teamId": str(team.pk), "enableAssistedLabeling": False}
    )
    assert second.data == {"setting": {**SETTINGS, "enableAssistedLabeling": False}}


def test_default_storage_must_be_the_teams(api: Api, make: Make) -> None:
    team = make.team()
    reply = api.as_(team.owner).mutate(
        "updateTeamSetting", "id", input={"teamId": str(team.pk), "defaultExternalObjectStorageId": "999999"}
    )
    assert reply.codes == ["BAD_USER_INPUT"]
    team.refresh_from_db()
    assert team.settings == {}


def test_roles_that_can_be_given(api: Api, make: Make) -> None:
    assert api.as_(make.user()).query("getTeamRoles", "id name").data == [
        {"id": "1", "name": "ADMIN"},
        {"id": "2", "name": "REVIEWER"},
        {"id": "3", "name": "SUPERVISOR"},
        {"id": "4", "name": "LABELER"},
    ]


def test_own_membership(api: Api, make: Make) -> None:
    team = make.team()
    member = make.member(team, role=Role.REVIEWER)
    reply = api.as_(member.user).query("getCurrentUserTeamMember", "id role { name }", input={"teamId": str(team.pk)})
    assert reply.data == {"id": str(member.pk), "role": {"name": "REVIEWER"}}
