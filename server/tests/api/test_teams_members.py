"""Members: listed, searched, removed, given another role."""

from __future__ import annotations

import pytest

from gloss.accounts.models import SecurityEvent
from gloss.teams.models import Role, Team, TeamMember
from tests.client import Api
from tests.factories import Make

ROLE_ID = {"ADMIN": "1", "REVIEWER": "2", "SUPERVISOR": "3", "LABELER": "4"}


@pytest.fixture
def team(make: Make) -> Team:
    """A team with one person of each role."""
    team = make.team(make.user(name="Zoe"))
    make.member(team, make.user(name="berta"), Role.SUPERVISOR)
    make.member(team, make.user(name="Carl"), Role.REVIEWER)
    make.member(team, make.user(name="Anna"), Role.LABELER)
    return team


def one(team: Team, role: str) -> TeamMember:
    return TeamMember.objects.select_related("user").get(team=team, role=role)


def page(api: Api, team: Team, **input: object):
    filters = {"teamId": str(team.pk), **input.pop("filter", {})}
    reply = api.query(
        "getTeamMembersPaginated",
        "totalCount pageInfo { prevCursor nextCursor } nodes { id user { name } role { name } }",
        input={"filter": filters, **input},
    )
    assert reply.errors == []
    return reply.data


def names(data: dict) -> list[str]:
    return [node["user"]["name"] for node in data["nodes"]]


def test_pages_go_on_with_the_cursor_alone(api: Api, team: Team) -> None:
    caller = api.as_(team.owner)
    first = page(caller, team, page={"skip": 0, "take": 3})
    assert (first["totalCount"], names(first), first["pageInfo"]["prevCursor"]) == (4, ["Zoe", "berta", "Carl"], None)
    second = page(caller, team, cursor=first["pageInfo"]["nextCursor"])
    assert (names(second), second["pageInfo"]["nextCursor"]) == (["Anna"], None)


@pytest.mark.parametrize(
    ("field", "order", "expected"),
    [
        ("name", "ASC", ["Anna", "berta", "Carl", "Zoe"]),
        ("name", "DESC", ["Zoe", "Carl", "berta", "Anna"]),
        ("role", "ASC", ["Zoe", "berta", "Carl", "Anna"]),
        ("role", "DESC", ["Anna", "Carl", "berta", "Zoe"]),
        ("id", "DESC", ["Anna", "Carl", "berta", "Zoe"]),
    ],
)
def test_sorting(api: Api, team: Team, field: str, order: str, expected: list[str]) -> None:
    assert names(page(api.as_(team.owner), team, sort=[{"field": field, "order": order}])) == expected


def test_unknown_sort_field(api: Api, team: Team) -> None:
    reply = api.as_(team.owner).query(
        "getTeamMembersPaginated",
        "totalCount",
        input={"filter": {"teamId": str(team.pk)}, "sort": [{"field": "shoe", "order": "ASC"}]},
    )
    assert reply.codes == ["BAD_USER_INPUT"]
    assert "name, role, id" in reply.messages[0]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"keyword": "BERT"}, ["berta"]),
        ({"keyword": ""}, ["Zoe", "berta", "Carl", "Anna"]),
        ({"roleId": []}, ["Zoe", "berta", "Carl", "Anna"]),
        ({"roleId": ["2", "4"]}, ["Carl", "Anna"]),
        ({"roleId": ["1"], "keyword": "an"}, []),
    ],
)
def test_filters(api: Api, team: Team, filters: dict, expected: list[str]) -> None:
    assert names(page(api.as_(one(team, "LABELER").user), team, filter=filters)) == expected


def test_labelers_have_no_role_on_the_wire(api: Api, team: Team) -> None:
    labeler = one(team, "LABELER")
    reply = api.as_(labeler.user).query(
        "getTeamMemberDetail", "id role { id } isDeleted user { id }", memberId=str(labeler.pk), teamId=str(team.pk)
    )
    assert reply.data == {"id": str(labeler.pk), "role": None, "isDeleted": False, "user": {"id": str(labeler.user_id)}}


def test_member_of_another_team_is_not_found(api: Api, make: Make, team: Team) -> None:
    foreign = make.team(team.owner)
    other = make.member(foreign)
    for caller, team_id in ((team.owner, team.pk), (one(team, "LABELER").user, foreign.pk)):
        reply = api.as_(caller).query("getTeamMemberDetail", "id", memberId=str(other.pk), teamId=str(team_id))
        assert reply.codes == ["NOT_FOUND"]


REMOVALS = [
    ("ADMIN", "SUPERVISOR", True),
    ("ADMIN", "LABELER", True),
    ("SUPERVISOR", "LABELER", True),
    ("SUPERVISOR", "REVIEWER", True),
    ("SUPERVISOR", "ADMIN", False),
    ("REVIEWER", "LABELER", False),
    ("LABELER", "REVIEWER", False),
    ("LABELER", "LABELER", False),
]


@pytest.mark.parametrize(("caller", "target", "allowed"), REMOVALS)
def test_who_may_remove_whom(api: Api, team: Team, caller: str, target: str, allowed: bool) -> None:
    victim = one(team, target)
    reply = api.as_(one(team, caller).user).mutate(
        "removeTeamMember", "id isDeleted", input={"teamMemberId": str(victim.pk)}
    )
    if allowed:
        assert reply.data == {"id": str(victim.pk), "isDeleted": True}
    else:
        assert reply.codes == ["FORBIDDEN"]
    victim.refresh_from_db()
    assert victim.is_deleted is allowed


def test_removal_ends_access_at_once_and_keeps_the_row(api: Api, team: Team) -> None:
    labeler = one(team, "LABELER")
    caller = api.as_(labeler.user)
    assert caller.query("getTeamDetail", "id", input={"id": str(team.pk)}).data == {"id": str(team.pk)}
    api.as_(team.owner).mutate("removeTeamMember", "id", input={"teamMemberId": str(labeler.pk)})
    assert caller.query("getTeamDetail", "id", input={"id": str(team.pk)}).codes == ["FORBIDDEN"]
    assert caller.query("getAllTeams", "id").data == []
    shown = api.as_(team.owner).query("getTeamMembers", "id", teamId=str(team.pk)).data
    assert str(labeler.pk) not in [member["id"] for member in shown]
    detail = api.as_(team.owner).query(
        "getTeamMemberDetail", "isDeleted user { id }", memberId=str(labeler.pk), teamId=str(team.pk)
    )
    assert detail.data == {"isDeleted": True, "user": {"id": str(labeler.user_id)}}


def test_the_last_admin_stays(api: Api, make: Make, team: Team) -> None:
    admin = one(team, "ADMIN")
    caller = api.as_(team.owner)
    removed = caller.mutate("removeTeamMember", "id", input={"teamMemberId": str(admin.pk)})
    demoted = caller.mutate("updateTeamMemberTeamRole", "id", input={"teamMemberId": str(admin.pk), "teamRoleId": "2"})
    assert (removed.codes, demoted.codes) == (["BAD_USER_INPUT"], ["BAD_USER_INPUT"])
    admin.refresh_from_db()
    assert (admin.is_deleted, admin.role) == (False, "ADMIN")
    make.member(team, role=Role.ADMIN)
    assert caller.mutate("removeTeamMember", "id", input={"teamMemberId": str(admin.pk)}).errors == []


ROLE_CHANGES = [
    ("ADMIN", "LABELER", "ADMIN", True),
    ("ADMIN", "SUPERVISOR", "LABELER", True),
    ("SUPERVISOR", "LABELER", "REVIEWER", True),
    ("SUPERVISOR", "REVIEWER", "LABELER", True),
    ("SUPERVISOR", "LABELER", "SUPERVISOR", False),
    ("SUPERVISOR", "LABELER", "ADMIN", False),
    ("SUPERVISOR", "ADMIN", "LABELER", False),
    ("SUPERVISOR", "SUPERVISOR", "LABELER", False),
    ("REVIEWER", "LABELER", "REVIEWER", False),
    ("LABELER", "LABELER", "ADMIN", False),
]


@pytest.mark.parametrize(("caller", "target", "role", "allowed"), ROLE_CHANGES)
def test_who_may_give_which_role(api: Api, team: Team, caller: str, target: str, role: str, allowed: bool) -> None:
    member = one(team, target)
    reply = api.as_(one(team, caller).user).mutate(
        "updateTeamMemberTeamRole",
        "id role { name }",
        input={"teamMemberId": str(member.pk), "teamRoleId": ROLE_ID[role]},
    )
    if allowed:
        assert reply.data == {"id": str(member.pk), "role": None if role == "LABELER" else {"name": role}}
    else:
        assert reply.codes == ["FORBIDDEN"]
    member.refresh_from_db()
    assert member.role == (role if allowed else target)
    events = SecurityEvent.objects.filter(team_id=team.pk, kind="MEMBER_ROLE_CHANGED").count()
    assert events == (1 if allowed else 0)


def test_a_null_role_means_labeler(api: Api, team: Team) -> None:
    reviewer = one(team, "REVIEWER")
    reply = api.as_(team.owner).mutate(
        "updateTeamMemberTeamRole", "role { id }", input={"teamMemberId": str(reviewer.pk), "teamRoleId": None}
    )
    assert reply.data == {"role": None}
    unknown = api.as_(team.owner).mutate(
        "updateTeamMemberTeamRole", "id", input={"teamMemberId": str(reviewer.pk), "teamRoleId": "9"}
    )
    assert unknown.codes == ["BAD_USER_INPUT"]


def test_strangers_find_no_members(api: Api, make: Make, team: Team) -> None:
    stranger, target = api.as_(make.user()), one(team, "LABELER")
    removed = stranger.mutate("removeTeamMember", "id", input={"teamMemberId": str(target.pk)})
    changed = stranger.mutate("updateTeamMemberTeamRole", "id", input={"teamMemberId": str(target.pk)})
    assert (removed.codes, changed.codes) == (["NOT_FOUND"], ["NOT_FOUND"])
    target.refresh_from_db()
    assert (target.is_deleted, target.role) == (False, "LABELER")
