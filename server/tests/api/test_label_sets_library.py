"""The library of label sets: copies in both directions, unique names, managers only."""

from __future__ import annotations

import pytest

from gloss.labelsets import removal
from gloss.labelsets.models import LabelSet, LabelSetTemplate
from gloss.teams.models import Role, Team
from tests.client import Api
from tests.factories import Make
from tests.rows import project_row

OPTION = "id label color description parentId type arrowRules { originIds destinationIds }"
ENTRY = f"id name type count leafOnly owner {{ id }} items {{ id name type arrowLabelRequired options {{ {OPTION} }} }}"


def tokens(*labels: str) -> list[dict]:
    options = [{"id": str(at), "label": label} for at, label in enumerate(labels, 1)]
    return [{"type": "TOKEN", "name": "Labels", "config": {"options": options}}]


def add(api: Api, team: Team | None, name: str, questions: list[dict] | None = None, **more: object):
    given = {"name": name, "teamId": str(team.pk) if team else None, "questions": questions or tokens("A"), **more}
    return api.mutate("createLabelSetTemplate", ENTRY, input=given)


def test_a_token_entry(api: Api, make: Make) -> None:
    team = make.team()
    options = [
        {"id": "1", "label": "Ship", "color": "navy", "description": "floats", "type": "SPAN"},
        {"id": "2", "label": "Tug", "parentId": "1"},
    ]
    questions = [{"type": "TOKEN", "name": "Labels", "config": {"options": options}}]
    data = add(api.as_(team.owner), team, " Fleet ", questions, leafOnly=True, arrowLabelRequired=True).data
    id = data["id"]
    assert data == {
        "id": id,
        "name": "Fleet",
        "type": "TOKEN",
        "count": 2,
        "leafOnly": True,
        "owner": {"id": str(team.owner_id)},
        "items": [
            {
                "id": f"{id}.0",
                "name": "Labels",
                "type": "TOKEN",
                "arrowLabelRequired": True,
                "options": [
                    {
                        "id": "1",
                        "label": "Ship",
                        "color": "#000080",
                        "description": "floats",
                        "parentId": None,
                        "type": "SPAN",
                        "arrowRules": None,
                    },
                    {
                        "id": "2",
                        "label": "Tug",
                        "color": "#df3920",
                        "description": None,
                        "parentId": "1",
                        "type": "ALL",
                        "arrowRules": None,
                    },
                ],
            }
        ],
    }
    assert api.as_(make.member(team).user).query("getLabelSetTemplate", ENTRY, id=id).data == data
    assert api.as_(make.user()).query("getLabelSetTemplate", "id", id=id).codes == ["NOT_FOUND"]


def test_a_question_entry_is_flat_with_parent_indexes(api: Api, make: Make) -> None:
    questions = [
        {"type": "TEXT", "label": "Title?", "required": True, "config": {"multiline": True, "maxLength": 9}},
        {
            "type": "NESTED",
            "label": "Cargo",
            "config": {
                "multiple": True,
                "questions": [
                    {"type": "DROPDOWN", "label": "Kind", "config": {"options": [{"id": "1", "label": "Coal"}]}},
                    {"type": "CHECKBOX", "label": "Wet", "config": {"hint": "dripping"}},
                ],
            },
        },
    ]
    caller = api.as_(make.user())
    data = add(caller, None, "Manifest", questions).data
    assert (data["type"], data["count"]) == ("QUESTION", 2)
    fields = "index parentIndex type name required multiline maxLength multipleChoice hint options { id label }"
    shown = caller.query("getLabelSetTemplate", f"items {{ {fields} }}", id=data["id"]).data["items"]
    assert [(item["index"], item["parentIndex"], item["type"], item["name"]) for item in shown] == [
        ("0", None, "TEXT", "Title?"),
        ("1", None, "NESTED", "Cargo"),
        ("1.0", "1", "DROPDOWN", "Kind"),
        ("1.1", "1", "CHECKBOX", "Wet"),
    ]
    assert (shown[0]["required"], shown[0]["multiline"], shown[0]["maxLength"]) == (True, True, 9)
    assert (shown[1]["multipleChoice"], shown[3]["hint"]) == (True, "dripping")
    assert shown[2]["options"] == [{"id": "1", "label": "Coal"}]


@pytest.mark.parametrize(
    ("questions", "field"),
    [
        ([{"type": "TOKEN"}, {"type": "TEXT", "label": "x"}], "questions"),
        (tokens("A", "a"), "questions[0].config.options[1].tagName"),
        ([{"type": "TEXT"}], "questions[0].label"),
        ([{"type": "TEXT", "label": "x", "config": {"pattern": "("}}], "questions[0].config.pattern"),
    ],
)
def test_bad_entries(api: Api, make: Make, questions: list[dict], field: str) -> None:
    team = make.team()
    reply = add(api.as_(team.owner), team, "Bad", questions)
    assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], field)
    assert not LabelSetTemplate.objects.filter(team=team).exists()


def test_names_are_unique_whatever_their_case(api: Api, make: Make) -> None:
    team, other = make.team(), make.team()
    caller = api.as_(team.owner)
    first, second = add(caller, team, "Fleet").data, add(caller, team, "Cargo").data
    assert add(caller, team, "fleet").codes == ["BAD_USER_INPUT"]
    assert add(caller, team, "").codes == ["BAD_USER_INPUT"]
    renamed = caller.mutate("updateLabelSetTemplate", "id", input={"id": second["id"], "name": "FLEET"})
    assert renamed.codes == ["BAD_USER_INPUT"]
    assert sorted(LabelSetTemplate.objects.filter(team=team).values_list("name", flat=True)) == ["Cargo", "Fleet"]
    assert add(api.as_(other.owner), other, "Fleet").errors == []
    assert add(caller, None, "Fleet").errors == []
    assert add(caller, None, "fleet").codes == ["BAD_USER_INPUT"]
    assert first["name"] == "Fleet"


def test_listed_filtered_paged(api: Api, make: Make) -> None:
    team = make.team()
    caller, other = api.as_(team.owner), make.member(team, role=Role.REVIEWER).user
    for name in ("delta", "Alpha", "charlie"):
        add(caller, team, name)
    add(api.as_(other), team, "bravo", [{"type": "TEXT", "label": "Why?"}])

    def names(filters: dict | None = None, **more: object) -> list[str]:
        reply = caller.query(
            "getLabelSetTemplates",
            "nodes { name }",
            input={"filter": {"teamId": str(team.pk), **(filters or {})}, **more},
        )
        return [node["name"] for node in reply.data["nodes"]]

    assert names() == ["Alpha", "bravo", "charlie", "delta"]
    assert names({"keyword": "AL"}) == ["Alpha"]
    assert names({"types": ["QUESTION"]}) == ["bravo"]
    assert names({"ownerIds": [other.pk]}) == ["bravo"]
    assert names({"ownerIds": [], "types": []}) == ["Alpha", "bravo", "charlie", "delta"]
    assert names(sort=[{"field": "createdAt", "order": "DESC"}]) == ["bravo", "charlie", "Alpha", "delta"]
    assert names(page={"skip": 1, "take": 2}) == ["bravo", "charlie"]
    assert api.as_(make.user()).query(
        "getLabelSetTemplates", "totalCount", input={"filter": {"teamId": str(team.pk)}}
    ).codes == ["NOT_FOUND"]


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
    caller = api.as_(make.member(team, role=role).user if role else make.user())
    code = ["FORBIDDEN" if role else "NOT_FOUND"]
    assert add(caller, team, "New").codes == ([] if adds else code)
    updated = caller.mutate("updateLabelSetTemplate", "id", input={"id": row["id"], "questions": tokens("B", "C")})
    deleted = caller.mutate("deleteLabelSetTemplates", ids=[row["id"]])
    assert [updated.codes, deleted.codes] == ([[], []] if manages else [code, code])
    names = set(LabelSetTemplate.objects.filter(team=team).values_list("name", flat=True))
    assert names == ({"New"} if adds else set()) | (set() if manages else {"Old"})
    if not manages:
        assert len(LabelSetTemplate.objects.get(pk=row["id"]).items[0]["options"]) == 1


def test_deleting_several_is_all_or_nothing(api: Api, make: Make) -> None:
    team, foreign = make.team(), make.team()
    caller = api.as_(team.owner)
    ids = [add(caller, team, name).data["id"] for name in ("A", "B")]
    other = add(api.as_(foreign.owner), foreign, "C").data["id"]
    assert caller.mutate("deleteLabelSetTemplates", ids=[ids[0], other]).codes == ["NOT_FOUND"]
    assert LabelSetTemplate.objects.filter(pk__in=[*ids, other]).count() == 3
    assert caller.mutate("deleteLabelSetTemplates", ids=ids).data is True
    assert LabelSetTemplate.objects.filter(pk__in=ids).count() == 0


def test_a_project_takes_a_copy(api: Api, make: Make) -> None:
    team = make.team()
    project = project_row(team.owner, team)
    caller = api.as_(team.owner)
    entry = add(caller, team, "Fleet", tokens("Ship", "Tug"), leafOnly=True).data
    given = {"projectId": project.uid, "index": 1, "labelSetTemplateId": entry["id"]}
    fields = "id index name leafOnly tagItems { id tagName }"
    seen: list[removal.ItemRemoval] = []
    removal.REMOVERS.append(seen.append)
    try:
        data = caller.mutate("updateProjectLabelSetByLabelSetTemplate", fields, input=given).data
        assert data == {
            "id": data["id"],
            "index": 1,
            "name": "Fleet",
            "leafOnly": True,
            "tagItems": [{"id": "1", "tagName": "Ship"}, {"id": "2", "tagName": "Tug"}],
        }
        assert seen == []
        caller.mutate("updateLabelSetTemplate", "id", input={"id": entry["id"], "questions": tokens("Buoy")})
        assert [item["tagName"] for item in LabelSet.objects.get(pk=data["id"]).items] == ["Ship", "Tug"]
        again = caller.mutate("updateProjectLabelSetByLabelSetTemplate", fields, input=given).data
        assert (again["id"], again["tagItems"]) == (data["id"], [{"id": "1", "tagName": "Buoy"}])
        assert seen == [removal.ItemRemoval(project, 1, None, team.owner)], "a new set in place takes all labels away"
    finally:
        removal.REMOVERS.remove(seen.append)


def test_questions_are_no_label_set(api: Api, make: Make) -> None:
    team = make.team()
    project = project_row(team.owner, team)
    entry = add(api.as_(team.owner), team, "Form", [{"type": "TEXT", "label": "Why?"}]).data
    for index, id in ((0, entry["id"]), (5, entry["id"]), (0, "999999")):
        reply = api.as_(team.owner).mutate(
            "updateProjectLabelSetByLabelSetTemplate",
            "id",
            input={"projectId": project.uid, "index": index, "labelSetTemplateId": id},
        )
        assert reply.codes == (["NOT_FOUND"] if id == "999999" else ["BAD_USER_INPUT"])
    assert not LabelSet.objects.filter(project=project).exists()
