"""Names of labelers: hidden from reviewers where the project wants it, known to those who assign."""

from __future__ import annotations

import pytest

from tests.labeling import labeling_world

PERSON = "{ id name displayName email }"
MEMBER = "{ invitationEmail user { id name displayName email } }"
FIELDS = (
    f"labelerCabinets {{ owner {PERSON} }} assignees {{ role teamMember {MEMBER} }} "
    f"labelingStatus {{ labeler {MEMBER} }}"
)


@pytest.fixture
def world(make):
    world = labeling_world(make, labelers=2, settings={"hideLabelerNamesDuringReview": True})
    world.project.assignments.filter(role="LABELER").update(document_count=1)
    return world


def known(user, hidden=""):
    name = hidden or user.name
    return {"id": str(user.pk), "name": name, "displayName": name, "email": "" if hidden else user.email}


def member(user, hidden=""):
    return {"invitationEmail": "" if hidden else user.email, "user": known(user, hidden)}


def shown(api, world, viewer):
    return api.as_(viewer).query("getProject", FIELDS, input={"projectId": world.project.uid}).data


def test_reviewers_see_numbers(api, world):
    first, second = world.labelers
    found = shown(api, world, world.reviewer)
    assert [one["owner"] for one in found["labelerCabinets"]] == [known(first, "Labeler 1"), known(second, "Labeler 2")]
    assert [one["labeler"] for one in found["labelingStatus"]] == [
        member(first, "Labeler 1"),
        member(second, "Labeler 2"),
    ]
    assert [one["teamMember"] for one in found["assignees"]] == [
        member(world.reviewer),
        member(first, "Labeler 1"),
        member(second, "Labeler 2"),
    ]
    everybody = api.as_(world.reviewer).query(
        "getTeamProjectAssignees", f"teamMember {MEMBER}", input={"projectId": world.project.uid}
    )
    assert [one["teamMember"] for one in everybody.data] == [one["teamMember"] for one in found["assignees"]]
    cabinets = api.as_(world.reviewer).query("getProjectCabinets", f"owner {PERSON}", projectId=world.project.uid).data
    assert [one["owner"] for one in cabinets if one["owner"]] == [
        known(first, "Labeler 1"),
        known(second, "Labeler 2"),
    ]


def test_admins_see_names_where_they_assign(api, world):
    found = shown(api, world, world.admin)
    assert [one["owner"] for one in found["labelerCabinets"]] == [known(one) for one in world.labelers]
    assert [one["labeler"] for one in found["labelingStatus"]] == [member(one) for one in world.labelers]


def test_labelers_know_themselves(api, world):
    _, second = world.labelers
    found = shown(api, world, second)
    assert [one["owner"] for one in found["labelerCabinets"]] == [known(second)]
    assert [one["teamMember"] for one in found["assignees"]] == [member(second)]


def test_names_are_shown_without_the_setting(api, make):
    world = labeling_world(make, labelers=1)
    found = shown(api, world, world.reviewer)
    assert [one["owner"] for one in found["labelerCabinets"]] == [known(world.labelers[0])]
