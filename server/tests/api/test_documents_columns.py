"""Changing columns of a table project."""

from __future__ import annotations

import pytest

from tests.creating import creation, made, open_cabinet

SELECTION = "id name displayed labelerRestricted width"


class World:
    def __init__(self, api, make) -> None:
        admin = make.user()
        team = make.team(admin)
        member = make.member(team)
        self.boss, self.labeler = api.as_(admin), api.as_(member.user)
        self.project = made(
            self.boss,
            {"a.csv": "Text,Secret\nx,1\n"},
            teamId=team.pk,
            kinds=["ROW_BASED"],
            creationSettings=creation(firstRowAsHeader=True),
            documentAssignments=[{"teamMemberId": str(member.pk), "role": "LABELER"}],
        )
        self.own = open_cabinet(self.labeler, self.project)
        self.review = open_cabinet(self.boss, self.project, "REVIEWER")

    def metas(self, api, cabinet):
        return api.query("getDocumentMetasByCabinetId", SELECTION, cabinetId=cabinet["id"]).data


@pytest.fixture
def world(api, make):
    return World(api, make)


def test_columns_change_for_everybody(world):
    changes = [{"id": 0, "name": "Review", "width": "120"}, {"id": 1, "displayed": False}]
    given = {"projectId": world.project.uid, "documentMeta": changes}
    expected = [
        {"id": 0, "name": "Review", "displayed": True, "labelerRestricted": False, "width": "120"},
        {"id": 1, "name": "Secret", "displayed": False, "labelerRestricted": False, "width": None},
    ]
    assert world.boss.mutate("updateDocumentMetas", SELECTION, input=given).data == expected
    assert world.metas(world.labeler, world.own) == expected
    older = world.boss.mutate(
        "updateDocumentMeta", SELECTION, projectId=world.project.uid, input=[{"id": 0, "name": "Text"}]
    )
    assert older.data[0]["name"] == "Text"


def test_a_column_hidden_from_labelers(world):
    reply = world.boss.mutate(
        "updateDocumentMetaLabelerRestricted",
        SELECTION,
        projectId=world.project.uid,
        metaId=1,
        labelerRestricted=True,
    )
    assert reply.data == {"id": 1, "name": "Secret", "displayed": True, "labelerRestricted": True, "width": None}
    assert [meta["name"] for meta in world.metas(world.labeler, world.own)] == ["Text"]
    assert [meta["name"] for meta in world.metas(world.boss, world.review)] == ["Text", "Secret"]


def test_a_column_shown_or_hidden_in_one_cabinet(world):
    call = {"cabinetId": world.own["id"], "metaId": 1, "displayed": False}
    assert world.labeler.mutate("updateDocumentMetaDisplayed", "id displayed", **call).data == {
        "id": 1,
        "displayed": False,
    }
    assert [meta["displayed"] for meta in world.metas(world.labeler, world.own)] == [True, False]
    assert [meta["displayed"] for meta in world.metas(world.boss, world.review)] == [True, True]
    given = {"projectId": world.project.uid, "documentMeta": [{"id": 0, "displayed": False}]}
    reply = world.boss.mutate("updateReviewDocumentMetas", "displayed", input=given)
    assert reply.data == [{"displayed": False}, {"displayed": True}]
    foreign = world.boss.mutate("updateDocumentMetaDisplayed", "id", **call)
    assert foreign.codes == ["FORBIDDEN"]


@pytest.mark.parametrize(
    ("change", "field"),
    [({"id": 7}, "id"), ({"id": 0, "delete": True}, "delete"), ({"id": 0, "name": " "}, "name")],
)
def test_wrong_changes(world, change, field):
    before = world.metas(world.boss, world.review)
    reply = world.boss.mutate("updateDocumentMeta", "id", projectId=world.project.uid, input=[change])
    assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], field)
    assert world.metas(world.boss, world.review) == before


def test_labelers_do_not_change_columns(world):
    changes = [{"id": 0, "name": "X"}]
    call = {"projectId": world.project.uid, "input": changes}
    assert world.labeler.mutate("updateDocumentMeta", "id", **call).codes == ["FORBIDDEN"]
    restricted = world.labeler.mutate(
        "updateDocumentMetaLabelerRestricted", "id", projectId=world.project.uid, metaId=0, labelerRestricted=True
    )
    assert restricted.codes == ["FORBIDDEN"]
    given = {"projectId": world.project.uid, "documentMeta": changes}
    assert world.labeler.mutate("updateReviewDocumentMetas", "id", input=given).codes == ["FORBIDDEN"]
    unknown = world.labeler.mutate(
        "updateDocumentMetaDisplayed", "id", cabinetId=world.own["id"], metaId=9, displayed=True
    )
    assert (unknown.codes, unknown.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], "metaId")
