"""The activity page: who did what when, by page, and who may look."""

from __future__ import annotations

import pytest

from gloss.events import service
from gloss.teams.models import Role
from tests.client import run_jobs
from tests.creating import made

SELECTION = """nodes { event user { id } targetProject { id name isDeleted } targetUser { id } }
               totalCount pageInfo { nextCursor prevCursor }"""


@pytest.fixture
def team(make):
    return make.team()


def read(api, team, **changed):
    wanted = {"teamId": str(team.pk), **changed.pop("filter", {})}
    return api.query("getTeamTimelineEvents", SELECTION, input={"filter": wanted, **changed})


def test_events_name_person_and_project(api, team):
    admin = api.as_(team.owner)
    project = made(admin, {"a.txt": "x"}, teamId=team.pk)
    admin.mutate("updateProject", "id", input={"projectId": project.uid, "name": "Stews"})
    admin.mutate("deleteProject", "id", input={"projectId": project.uid})
    run_jobs()
    user = {"id": str(team.owner.pk)}
    assert read(admin, team).data == {
        "nodes": [
            {
                "event": event,
                "user": user,
                "targetProject": {"id": project.uid, "name": name, "isDeleted": True},
                "targetUser": None,
            }
            for event, name in (
                ("PROJECT_DELETED", "Stews"),
                ("PROJECT_UPDATED", "Stews"),
                ("PROJECT_CREATED", "Recipes"),
            )
        ],
        "totalCount": 3,
        "pageInfo": {"nextCursor": None, "prevCursor": None},
    }
    old = admin.query("getTeamTimelineEvent", "event", teamId=str(team.pk))
    assert [item["event"] for item in old.data] == ["PROJECT_DELETED", "PROJECT_UPDATED", "PROJECT_CREATED"]


def test_pages_do_not_shift_when_events_arrive(api, team):
    admin = api.as_(team.owner)
    for number in range(5):
        service.timeline(team, team.owner, f"E{number}")
    first = read(admin, team, page={"take": 2}).data
    service.timeline(team, team.owner, "E5")
    second = read(admin, team, cursor=first["pageInfo"]["nextCursor"]).data
    third = read(admin, team, cursor=second["pageInfo"]["nextCursor"]).data
    seen = [[node["event"] for node in page["nodes"]] for page in (first, second, third)]
    assert seen == [["E4", "E3"], ["E2", "E1"], ["E0"]]
    assert third["pageInfo"]["nextCursor"] is None
    ascending = read(admin, team, sort=[{"field": "created", "order": "ASC"}], page={"take": 1}).data
    assert [node["event"] for node in ascending["nodes"]] == ["E0"]


def test_filters(api, make, team):
    other = make.user()
    service.timeline(team, team.owner, "MINE")
    service.timeline(team, other, "THEIRS")
    admin = api.as_(team.owner)
    found = read(admin, team, filter={"userId": str(other.pk)}).data
    assert [node["event"] for node in found["nodes"]] == ["THEIRS"]
    assert read(admin, team, filter={"projectId": "nothing"}).data["totalCount"] == 0
    assert read(admin, team, filter={"endDate": "2020-01-01"}).data["totalCount"] == 0
    assert read(admin, team, filter={"startDate": "2020-01-01", "endDate": "2999-01-01"}).data["totalCount"] == 2
    wrong = read(admin, team, filter={"startDate": "soon"})
    assert (wrong.codes, wrong.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], "startDate")


@pytest.mark.parametrize(
    ("role", "codes"),
    [(Role.SUPERVISOR, []), (Role.REVIEWER, ["FORBIDDEN"]), (Role.LABELER, ["FORBIDDEN"]), (None, ["NOT_FOUND"])],
)
def test_who_may_look(api, make, team, role, codes):
    caller = make.member(team, role=role).user if role else make.user()
    assert read(api.as_(caller), team).codes == codes
