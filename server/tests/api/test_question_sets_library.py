"""The library of question sets, and its older part that keeps JSON text."""

from __future__ import annotations

import pytest

from gloss.questionsets.models import QuestionSet, QuestionSetTemplate
from gloss.teams.models import Role, Team
from tests.client import Api
from tests.factories import Make

TEXT = {"type": "TEXT", "label": "Title?", "required": True, "config": {"multiline": True, "maxLength": 9}}
WHEN = {"type": "DATE", "label": "When?", "config": {"format": "YYYY-MM-DD", "defaultValue": "NOW"}}
GROUP = {
    "type": "NESTED",
    "label": "Cargo",
    "config": {
        "multiple": True,
        "questions": [{"type": "DROPDOWN", "label": "Kind", "config": {"options": [{"id": "1", "label": "Coal"}]}}],
    },
}
ITEM = "id parentId questionSetId index label type required multipleAnswer multiline maxLength format defaultValue"
OPTIONS = "options { id label parentId }"
SET = f"id name creator {{ id }} items {{ {ITEM} {OPTIONS} nestedQuestions {{ {ITEM} {OPTIONS} }} }}"


def add(api: Api, team: Team | None, name: str, *items: dict):
    given = {"name": name, "teamId": str(team.pk) if team else None, "items": list(items) or [TEXT]}
    return api.mutate("createQuestionSet", SET, input=given)


def test_an_entry_and_its_items(api: Api, make: Make) -> None:
    team = make.team()
    data = add(api.as_(team.owner), team, " Manifest ", TEXT, WHEN, GROUP).data
    id = data["id"]
    blank = {
        "parentId": None,
        "questionSetId": id,
        "required": False,
        "multipleAnswer": False,
        "multiline": None,
        "maxLength": None,
        "format": None,
        "defaultValue": None,
        "options": None,
    }
    kind = {
        **blank,
        "id": f"{id}.4",
        "parentId": f"{id}.3",
        "index": 0,
        "label": "Kind",
        "type": "DROPDOWN",
        "options": [{"id": "1", "label": "Coal", "parentId": None}],
    }
    roots = {**blank, "nestedQuestions": None}
    assert (data["name"], data["creator"]) == ("Manifest", {"id": str(team.owner_id)})
    assert data["items"] == [
        {
            **roots,
            "id": f"{id}.1",
            "index": 0,
            "label": "Title?",
            "type": "TEXT",
            "required": True,
            "multiline": True,
            "maxLength": 9,
        },
        {
            **roots,
            "id": f"{id}.2",
            "index": 1,
            "label": "When?",
            "type": "DATE",
            "format": "YYYY-MM-DD",
            "defaultValue": "NOW",
        },
        {
            **roots,
            "id": f"{id}.3",
            "index": 2,
            "label": "Cargo",
            "type": "NESTED",
            "multipleAnswer": True,
            "nestedQuestions": [kind],
        },
    ]
    assert api.as_(make.member(team).user).query("getQuestionSet", SET, id=id).data == data
    assert api.as_(make.user()).query("getQuestionSet", "id", id=id).codes == ["NOT_FOUND"]


def test_changed_and_deleted(api: Api, make: Make) -> None:
    caller = api.as_(make.user())
    first, second = add(caller, None, "First").data, add(caller, None, "Second").data
    renamed = caller.mutate(
        "updateQuestionSet", "name items { label }", input={"id": first["id"], "name": "Third"}
    ).data
    assert renamed == {"name": "Third", "items": [{"label": "Title?"}]}
    changed = caller.mutate(
        "updateQuestionSet", "name items { label }", input={"id": first["id"], "items": [WHEN]}
    ).data
    assert changed == {"name": "Third", "items": [{"label": "When?"}]}
    assert caller.mutate("updateQuestionSet", "id", input={"id": first["id"], "name": "SECOND"}).codes == [
        "BAD_USER_INPUT"
    ]
    stranger = api.as_(make.user())
    assert stranger.mutate("deleteQuestionSet", id=first["id"]).codes == ["NOT_FOUND"]
    assert stranger.mutate("deleteQuestionSets", ids=[first["id"]]).codes == ["NOT_FOUND"]
    assert QuestionSet.objects.filter(pk__in=[first["id"], second["id"]]).count() == 2
    assert caller.mutate("deleteQuestionSet", id=first["id"]).data is True
    assert caller.mutate("deleteQuestionSets", ids=[second["id"]]).data is True
    assert caller.query("getPaginatedQuestionSets", "totalCount", input={}).data == {"totalCount": 0}


@pytest.mark.parametrize(
    ("name", "items", "field"),
    [
        ("", [TEXT], "name"),
        ("Taken", [TEXT], "name"),
        ("Empty", [], "items"),
        ("Bad", [TEXT, {"type": "DROPDOWN", "label": "x", "config": {}}], "items[1].config.options"),
    ],
)
def test_bad_entries(api: Api, make: Make, name: str, items: list[dict], field: str) -> None:
    team = make.team()
    caller = api.as_(team.owner)
    add(caller, team, "taken")
    reply = caller.mutate("createQuestionSet", "id", input={"name": name, "teamId": str(team.pk), "items": items})
    assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], field)
    assert list(QuestionSet.objects.filter(team=team).values_list("name", flat=True)) == ["taken"]


def test_listed_filtered_paged(api: Api, make: Make) -> None:
    team = make.team()
    caller, other = api.as_(team.owner), make.member(team, role=Role.REVIEWER).user
    for name in ("delta", "Alpha", "charlie"):
        add(caller, team, name)
    add(api.as_(other), team, "bravo")

    def listed(filters: dict | None = None, **more: object) -> dict:
        return caller.query(
            "getPaginatedQuestionSets",
            "totalCount pageInfo { nextCursor } nodes { name }",
            input={"filter": {"teamId": str(team.pk), **(filters or {})}, **more},
        ).data

    def names(data: dict) -> list[str]:
        return [node["name"] for node in data["nodes"]]

    assert names(listed()) == ["Alpha", "bravo", "charlie", "delta"]
    assert names(listed({"keyword": "L"})) == ["Alpha", "charlie", "delta"]
    assert names(listed({"creatorIds": [str(other.pk)]})) == ["bravo"]
    assert names(listed(sort=[{"field": "name", "order": "DESC"}])) == ["delta", "charlie", "bravo", "Alpha"]
    first = listed(page={"skip": 0, "take": 3})
    assert (first["totalCount"], names(first)) == (4, ["Alpha", "bravo", "charlie"])
    last = listed(cursor=first["pageInfo"]["nextCursor"])
    assert (names(last), last["pageInfo"]["nextCursor"]) == (["delta"], None)


@pytest.mark.parametrize(
    ("role", "adds", "manages"),
    [
        (Role.SUPERVISOR, True, True),
        (Role.REVIEWER, True, False),
        (Role.LABELER, False, False),
        (None, False, False),
    ],
)
def test_who_may_change_the_library(api: Api, make: Make, role: Role | None, adds: bool, manages: bool) -> None:
    team = make.team()
    row = add(api.as_(team.owner), team, "Old").data
    old = QuestionSetTemplate.objects.create(team=team, name="Older", template="[]")
    caller, id = api.as_(make.member(team, role=role).user if role else make.user()), str(team.pk)
    code = ["FORBIDDEN" if role else "NOT_FOUND"]
    assert add(caller, team, "New").codes == ([] if adds else code)
    given = {"name": "Changed", "template": "{}"}
    replies = [
        caller.mutate("updateQuestionSet", "id", input={"id": row["id"], "name": "Renamed"}),
        caller.mutate("createQuestionSetTemplate", "id", teamId=id, input={"name": "Newer", "template": "[]"}),
        caller.mutate("updateQuestionSetTemplate", "id", teamId=id, id=str(old.pk), input=given),
    ]
    assert [reply.codes for reply in replies] == [[] if manages else code] * 3
    names = set(QuestionSet.objects.filter(team=team).values_list("name", flat=True))
    assert names == ({"New"} if adds else set()) | ({"Renamed"} if manages else {"Old"})
    texts = set(QuestionSetTemplate.objects.filter(team=team).values_list("name", flat=True))
    assert texts == ({"Changed", "Newer"} if manages else {"Older"})
    deletions = [
        caller.mutate("deleteQuestionSets", ids=[row["id"]]),
        caller.mutate("removeQuestionSetTemplate", teamId=id, id=str(old.pk)),
    ]
    assert [reply.codes for reply in deletions] == [[] if manages else code] * 2
    assert QuestionSet.objects.filter(pk=row["id"]).exists() is not manages
    assert QuestionSetTemplate.objects.filter(pk=old.pk).exists() is not manages


def test_the_older_library(api: Api, make: Make) -> None:
    team, foreign = make.team(), make.team()
    caller, id = api.as_(team.owner), str(team.pk)
    fields = "id teamId name template"
    given = {"name": "Form", "template": '[{"label": "Why?"}]'}
    made = caller.mutate("createQuestionSetTemplate", fields, teamId=id, input=given).data
    assert made == {"id": made["id"], "teamId": id, **given}
    assert caller.query("getQuestionSetTemplates", fields, teamId=id).data == [made]
    assert caller.query("getQuestionSetTemplate", fields, teamId=id, id=made["id"]).data == made
    bad = caller.mutate("createQuestionSetTemplate", "id", teamId=id, input={"name": "Bad", "template": "{"})
    assert (bad.codes, bad.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], "template")
    elsewhere = api.as_(foreign.owner).query("getQuestionSetTemplate", "id", teamId=str(foreign.pk), id=made["id"])
    assert elsewhere.codes == ["NOT_FOUND"]
    assert caller.mutate("removeQuestionSetTemplate", teamId=id, id=made["id"]).data is True
    assert caller.query("getQuestionSetTemplates", "id", teamId=id).data == []
