"""Label sets of projects: made, extended, replaced, deleted, and what labelers may do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gloss.labelsets import removal
from gloss.labelsets.models import LabelSet
from gloss.projects.models import AssignmentRole, Project
from gloss.teams.models import Role
from tests.client import Api
from tests.factories import Make
from tests.rows import assign, project_row

SET = "id index name signature arrowLabelRequired leafOnly lastUsedBy { projectId name } tagItems { ITEM }"
ITEM = "id tagName color desc type parentId arrowRules { originIds destinationIds }"
SELECTION = SET.replace("ITEM", ITEM)


@pytest.fixture
def removals() -> Iterator[list[removal.ItemRemoval]]:
    """What the labels domain would be told to remove."""
    seen: list[removal.ItemRemoval] = []
    before = list(removal.REMOVERS)
    removal.REMOVERS.append(seen.append)
    yield seen
    removal.REMOVERS[:] = before


@pytest.fixture
def project(make: Make) -> Project:
    team = make.team()
    return project_row(team.owner, team)


def create(api: Api, project: Project | None, *names: str, **more: object):
    items = [{"id": str(at), "tagName": name} for at, name in enumerate(names, 1)]
    arguments = {"projectId": project.uid} if project else {}
    return api.mutate("createLabelSet", SELECTION, input={"name": "Set", "tagItems": items, **more}, **arguments)


def test_created_in_a_project(api: Api, project: Project) -> None:
    items = [
        {"id": "1", "tagName": "Vessel", "color": "red", "desc": "floats", "type": "SPAN"},
        {"id": "1.1", "tagName": "Tug", "parentId": "1"},
        {
            "id": "2",
            "tagName": "tows",
            "type": "ARROW",
            "arrowRules": [{"originIds": ["1.1"], "destinationIds": ["1"]}],
        },
    ]
    given = {"name": "Harbour", "index": 2, "arrowLabelRequired": True, "leafOnly": True, "tagItems": items}
    data = api.as_(project.owner).mutate("createLabelSet", SELECTION, input=given, projectId=project.uid).data
    stored = LabelSet.objects.get(project=project)
    blank = {"desc": None, "parentId": None, "arrowRules": None, "type": "ALL"}
    assert data == {
        "id": str(stored.pk),
        "index": 2,
        "name": "Harbour",
        "signature": stored.signature,
        "arrowLabelRequired": True,
        "leafOnly": True,
        "lastUsedBy": {"projectId": project.uid, "name": project.name},
        "tagItems": [
            {**blank, "id": "1", "tagName": "Vessel", "color": "#ff0000", "desc": "floats", "type": "SPAN"},
            {**blank, "id": "1.1", "tagName": "Tug", "color": "#df3920", "parentId": "1"},
            {
                **blank,
                "id": "2",
                "tagName": "tows",
                "color": "#ff8000",
                "type": "ARROW",
                "arrowRules": [{"originIds": ["1.1"], "destinationIds": ["1"]}],
            },
        ],
    }
    assert len(data["signature"]) == 64


def test_created_without_a_project_waits_for_its_maker(api: Api, make: Make) -> None:
    user = make.user()
    data = create(api.as_(user), None, "A", index=1).data
    assert (data["index"], data["lastUsedBy"]) == (1, None)
    stranger = api.as_(make.user())
    added = stranger.mutate(
        "appendLabelSetTagItems", "id", input={"labelSetId": data["id"], "tagItems": [{"tagName": "B"}]}
    )
    assert added.codes == ["NOT_FOUND"]
    assert stranger.mutate("deleteLabelSet", id=data["id"]).codes == ["NOT_FOUND"]
    assert len(LabelSet.objects.get(pk=data["id"]).items) == 1
    assert api.as_(user).mutate("deleteLabelSet", id=data["id"]).data == [data["id"]]


def test_ten_sets_at_free_indexes(api: Api, project: Project) -> None:
    caller = api.as_(project.owner)
    assert create(caller, project, "A", index=1).data["index"] == 1
    assert create(caller, project, "A", index=1).codes == ["BAD_USER_INPUT"]
    assert [create(caller, project, "A").data["index"] for _ in range(9)] == [0, *range(2, 10)]
    assert create(caller, project, "A").codes == ["BAD_USER_INPUT"]
    assert create(caller, project, "A", index=10).codes == ["BAD_USER_INPUT"]
    assert create(caller, project, "A", index=-1).codes == ["BAD_USER_INPUT"]
    assert LabelSet.objects.filter(project=project).count() == 10


def test_not_in_a_project_without_spans(api: Api, make: Make) -> None:
    team = make.team()
    rows = project_row(team.owner, team, ["ROW_BASED"])
    assert create(api.as_(team.owner), rows, "A").codes == ["BAD_USER_INPUT"]
    assert not LabelSet.objects.filter(project=rows).exists()


@pytest.mark.parametrize(
    ("items", "field"),
    [
        ([{"id": "1", "tagName": "A"}, {"id": "2", "tagName": "a"}], "tagItems[1].tagName"),
        ([{"id": "1", "tagName": "A"}, {"id": "1", "tagName": "B"}], "tagItems[1].id"),
        ([{"id": "1", "tagName": "A", "parentId": "9"}], "tagItems[0].parentId"),
        ([{"id": "1", "tagName": "A", "color": "nocolour"}], "tagItems[0].color"),
    ],
)
def test_bad_items_are_named(api: Api, project: Project, items: list[dict], field: str) -> None:
    reply = api.as_(project.owner).mutate("createLabelSet", "id", input={"tagItems": items}, projectId=project.uid)
    assert reply.codes == ["BAD_USER_INPUT"]
    assert reply.errors[0]["extensions"]["field"] == field
    assert not LabelSet.objects.filter(project=project).exists()


def test_appending_gives_ids_and_checks_the_signature(api: Api, project: Project) -> None:
    caller = api.as_(project.owner)
    made = create(caller, project, "A", "B").data
    added = caller.mutate(
        "appendLabelSetTagItems",
        "id tagName parentId",
        input={
            "labelSetId": made["id"],
            "labelSetSignature": made["signature"],
            "arrowLabelRequired": True,
            "tagItems": [{"tagName": "C"}, {"tagName": "D", "id": "d", "parentId": "1"}],
        },
    )
    assert added.data == [
        {"id": "3", "tagName": "C", "parentId": None},
        {"id": "d", "tagName": "D", "parentId": "1"},
    ]
    row = LabelSet.objects.get(pk=made["id"])
    assert [item["id"] for item in row.items] == ["1", "2", "3", "d"]
    assert row.arrow_label_required
    stale = {"labelSetId": made["id"], "labelSetSignature": made["signature"], "tagItems": [{"tagName": "E"}]}
    assert caller.mutate("appendLabelSetTagItems", "id", input=stale).codes == ["CONFLICT"]
    twice = {"labelSetId": made["id"], "tagItems": [{"tagName": "E"}, {"tagName": "a"}]}
    assert caller.mutate("appendLabelSetTagItems", "id", input=twice).codes == ["BAD_USER_INPUT"]
    row.refresh_from_db()
    assert len(row.items) == 4


def test_updating_keeps_labels_of_ids_that_stay(
    api: Api, project: Project, removals: list[removal.ItemRemoval]
) -> None:
    caller = api.as_(project.owner)
    made = create(caller, project, "A", "B", "C").data
    given = {
        "projectId": project.uid,
        "id": made["id"],
        "name": "Renamed",
        "labelSetSignature": made["signature"],
        "tagItems": [{"id": "2", "tagName": "Better"}, {"id": "9", "tagName": "New"}],
    }
    data = caller.mutate("updateProjectLabelSet", SELECTION, input=given).data
    assert (data["name"], [item["tagName"] for item in data["tagItems"]]) == ("Renamed", ["Better", "New"])
    assert removals == [removal.ItemRemoval(project, 0, frozenset({"1", "3"}), project.owner)]
    assert caller.mutate("updateProjectLabelSet", "id", input=given).codes == ["CONFLICT"]
    only_name = {"projectId": project.uid, "id": made["id"], "name": "Third"}
    data = caller.mutate("updateProjectLabelSet", "name tagItems { id }", input=only_name).data
    assert data == {"name": "Third", "tagItems": [{"id": "2"}, {"id": "9"}]}
    assert len(removals) == 1


def test_a_set_of_another_project_is_not_found(api: Api, make: Make, project: Project) -> None:
    caller = api.as_(project.owner)
    other = project_row(project.owner, project.team)
    made = create(caller, other, "A").data
    reply = caller.mutate(
        "updateProjectLabelSet", "id", input={"projectId": project.uid, "id": made["id"], "name": "X"}
    )
    assert reply.codes == ["NOT_FOUND"]
    assert LabelSet.objects.get(pk=made["id"]).name == "Set"


def test_deleting_removes_its_labels_and_keeps_other_indexes(
    api: Api, project: Project, removals: list[removal.ItemRemoval]
) -> None:
    caller = api.as_(project.owner)
    first, second = create(caller, project, "A").data, create(caller, project, "B").data
    assert caller.mutate("deleteLabelSet", id=first["id"]).data == [first["id"]]
    assert removals == [removal.ItemRemoval(project, 0, None, project.owner)]
    assert list(LabelSet.objects.filter(project=project).values_list("pk", "index")) == [(int(second["id"]), 1)]


def test_a_failing_removal_keeps_the_set(api: Api, project: Project) -> None:
    def fail(item_removal: removal.ItemRemoval) -> None:
        raise RuntimeError("labels could not be removed")

    made = create(api.as_(project.owner), project, "A").data
    removal.REMOVERS.append(fail)
    try:
        assert api.as_(project.owner).mutate("deleteLabelSet", id=made["id"]).codes == ["INTERNAL_SERVER_ERROR"]
    finally:
        removal.REMOVERS.remove(fail)
    assert LabelSet.objects.filter(pk=made["id"]).exists()


WHO = [
    ("ADMIN", None, True, True),
    ("SUPERVISOR", None, True, True),
    ("REVIEWER", None, True, True),
    ("LABELER", AssignmentRole.REVIEWER, False, True),
    ("LABELER", AssignmentRole.LABELER, True, True),
    ("LABELER", AssignmentRole.LABELER, False, False),
    ("LABELER", None, True, None),
    (None, None, True, None),
]


@pytest.mark.parametrize(("role", "assigned", "setting", "allowed"), WHO)
def test_who_may_edit(
    api: Api, make: Make, role: str | None, assigned: str | None, setting: bool, allowed: bool | None
) -> None:
    """``allowed`` None: the caller cannot even see the project."""
    team = make.team()
    project = project_row(team.owner, team, enableEditLabelSet=setting)
    made = create(api.as_(team.owner), project, "A").data
    user = make.user()
    if role:
        member = make.member(team, user, Role(role))
        if assigned:
            assign(project, member, assigned)
    caller = api.as_(user)
    append = {"labelSetId": made["id"], "tagItems": [{"tagName": "B"}]}
    update = {"projectId": project.uid, "id": made["id"], "name": "Renamed"}
    replies = [
        create(caller, project, "B"),
        caller.mutate("appendLabelSetTagItems", "id", input=append),
        caller.mutate("updateProjectLabelSet", "id", input=update),
        caller.mutate("deleteLabelSet", id=made["id"]),
    ]
    code = {True: [], False: ["FORBIDDEN"], None: ["NOT_FOUND"]}[allowed]
    assert [reply.codes for reply in replies] == [code] * 4
    left = list(LabelSet.objects.filter(project=project).values_list("name", flat=True))
    assert left == ["Set"]
    assert LabelSet.objects.filter(pk=made["id"]).exists() is not bool(allowed)


def test_sets_of_a_team_once_per_signature(api: Api, make: Make) -> None:
    team = make.team()
    first, second = project_row(team.owner, team), project_row(team.owner, team)
    caller = api.as_(team.owner)
    create(caller, first, "A", name="Older")
    latest = create(caller, second, "a", name="Newer").data
    other = create(caller, first, "B", name="Other").data
    fields = "id name lastUsedBy { projectId }"
    expected = [
        {"id": latest["id"], "name": "Newer", "lastUsedBy": {"projectId": second.uid}},
        {"id": other["id"], "name": "Other", "lastUsedBy": {"projectId": first.uid}},
    ]
    assert caller.query("getLabelSetsByTeamId", fields, teamId=str(team.pk)).data == expected
    labeler = make.member(team)
    assign(second, labeler)
    seen = api.as_(labeler.user).query("getLabelSetsByTeamId", fields, teamId=str(team.pk)).data
    assert seen == expected[:1]
    assert api.as_(make.user()).query("getLabelSetsByTeamId", "id", teamId=str(team.pk)).codes == ["NOT_FOUND"]
