"""Tags of the product, of teams and of people."""

from __future__ import annotations

import pytest

from gloss.tags.models import Tag
from gloss.teams.models import Role
from tests.client import Api
from tests.factories import Make
from tests.rows import project_row

GLOBAL = ["ABSA", "ASR", "BOUNDING_BOX", "COREF", "CUSTOM", "DEP", "DOC", "NER", "OCR", "POS"]


def test_team_tags_with_and_without_global_ones(api: Api, make: Make) -> None:
    team = make.team()
    caller = api.as_(team.owner)
    made = caller.mutate(
        "createTag", "id name globalTag", input={"teamId": str(team.pk), "name": " Night  shift "}
    ).data
    assert (made["name"], made["globalTag"]) == ("Night shift", False)
    labeler = api.as_(make.member(team).user)
    own = labeler.query("getTags", "id name globalTag", input={"teamId": str(team.pk)}).data
    assert own == [made]
    everything = labeler.query(
        "getTags", "name globalTag", input={"teamId": str(team.pk), "filter": {"includeGlobalTag": True}}
    ).data
    assert [tag["name"] for tag in everything if tag["globalTag"]] == GLOBAL
    assert [tag["name"] for tag in everything if not tag["globalTag"]] == ["Night shift"]
    assert api.as_(make.user()).query("getTags", "id", input={"teamId": str(team.pk)}).codes == ["NOT_FOUND"]


def test_personal_tags_are_the_callers(api: Api, make: Make) -> None:
    first, second = api.as_(make.user()), api.as_(make.user())
    made = first.mutate("createPersonalTag", "id name", input={"name": "Mine"}).data
    assert first.query("getPersonalTags", "id name").data == [made]
    assert first.query("getTags", "id name", input={"teamId": None}).data == [made]
    assert second.query("getPersonalTags", "id").data == []
    with_global = first.query("getPersonalTags", "name", input={"filter": {"includeGlobalTag": True}}).data
    assert sorted(tag["name"] for tag in with_global) == sorted([*GLOBAL, "Mine"])
    stolen = second.mutate("removePersonalTags", "tagId", input={"tagIds": [made["id"]]})
    assert stolen.data == []
    renamed = second.mutate("updateTag", "id", input={"tagId": made["id"], "name": "Yours"})
    assert renamed.codes == ["NOT_FOUND"]
    assert first.query("getPersonalTags", "id name").data == [made]
    assert first.mutate("removePersonalTags", "tagId", input={"tagIds": [made["id"]]}).data == [{"tagId": made["id"]}]
    assert first.query("getPersonalTags", "id").data == []


@pytest.mark.parametrize("name", ["", "  ", "x" * 256, "first", "FIRST", "ner"])
def test_names_are_unique_whatever_their_case(api: Api, make: Make, name: str) -> None:
    team = make.team()
    caller = api.as_(team.owner)
    caller.mutate("createTag", "id", input={"teamId": str(team.pk), "name": "First"})
    second = caller.mutate("createTag", "id", input={"teamId": str(team.pk), "name": "Second"}).data
    assert caller.mutate("createTag", "id", input={"teamId": str(team.pk), "name": name}).codes == ["BAD_USER_INPUT"]
    renamed = caller.mutate("updateTag", "id", input={"teamId": str(team.pk), "tagId": second["id"], "name": name})
    assert renamed.codes == ["BAD_USER_INPUT"]
    assert list(Tag.objects.filter(team=team).order_by("pk").values_list("name", flat=True)) == ["First", "Second"]


def test_a_tag_may_change_its_own_case(api: Api, make: Make) -> None:
    team = make.team()
    caller = api.as_(team.owner)
    tag = caller.mutate("createTag", "id", input={"teamId": str(team.pk), "name": "first"}).data
    reply = caller.mutate("updateTag", "id name", input={"tagId": tag["id"], "name": "First"})
    assert reply.data == {"id": tag["id"], "name": "First"}


def test_create_missing_returns_all_in_order(api: Api, make: Make) -> None:
    team = make.team()
    caller = api.as_(team.owner)
    first = caller.mutate("createTag", "id name globalTag", input={"teamId": str(team.pk), "name": "Alpha"}).data
    reply = caller.mutate(
        "createTagsIfNotExist",
        "id name globalTag",
        input={"teamId": str(team.pk), "names": ["beta", "ALPHA", "Ner", "Beta", "alpha"]},
    )
    ner = Tag.objects.get(name="NER", team=None, owner=None)
    beta = Tag.objects.get(team=team, name="beta")
    assert reply.data == [
        {"id": str(beta.pk), "name": "beta", "globalTag": False},
        first,
        {"id": str(ner.pk), "name": "NER", "globalTag": True},
    ]


def test_global_tags_stay(api: Api, make: Make) -> None:
    team = make.team()
    caller = api.as_(team.owner)
    own = caller.mutate("createTag", "id", input={"teamId": str(team.pk), "name": "Own"}).data["id"]
    ner = str(Tag.objects.get(name="NER", team=None, owner=None).pk)
    assert caller.mutate("updateTag", "id", input={"tagId": ner, "name": "X"}).codes == ["BAD_USER_INPUT"]
    removed = caller.mutate("removeTags", "tagId", input={"teamId": str(team.pk), "tagIds": [own, ner]})
    assert removed.codes == ["BAD_USER_INPUT"]
    assert Tag.objects.filter(pk__in=[own, ner]).count() == 2


def test_removing_takes_tags_off_projects(api: Api, make: Make) -> None:
    team, other = make.team(), make.team()
    caller = api.as_(team.owner)
    ids = [
        caller.mutate("createTag", "id", input={"teamId": str(team.pk), "name": name}).data["id"] for name in ("A", "B")
    ]
    foreign = Tag.objects.create(team=other, name="A")
    project = project_row(team.owner, team)
    project.tags.set(ids)
    reply = caller.mutate(
        "removeTags", "tagId", input={"teamId": str(team.pk), "tagIds": [ids[0], str(foreign.pk), "x"]}
    )
    assert reply.data == [{"tagId": ids[0]}]
    assert [str(tag.pk) for tag in project.tags.all()] == [ids[1]]
    assert Tag.objects.filter(pk=foreign.pk).exists()


@pytest.mark.parametrize(
    ("role", "allowed"), [(Role.SUPERVISOR, True), (Role.REVIEWER, False), (Role.LABELER, False), (None, False)]
)
def test_who_may_change_tags(api: Api, make: Make, role: Role | None, allowed: bool) -> None:
    team = make.team()
    tag = Tag.objects.create(team=team, name="Old")
    user = make.member(team, role=role).user if role else make.user()
    caller, id = api.as_(user), str(team.pk)
    replies = [
        caller.mutate("createTag", "id", input={"teamId": id, "name": "New"}),
        caller.mutate("createTagsIfNotExist", "id", input={"teamId": id, "names": ["Newer"]}),
        caller.mutate("updateTag", "id", input={"teamId": id, "tagId": str(tag.pk), "name": "Renamed"}),
    ]
    refusal = [["FORBIDDEN" if role else "NOT_FOUND"]] * 3
    assert [reply.codes for reply in replies] == ([[]] * 3 if allowed else refusal)
    names = set(Tag.objects.filter(team=team).values_list("name", flat=True))
    assert names == ({"New", "Newer", "Renamed"} if allowed else {"Old"})
    removed = caller.mutate("removeTags", "tagId", input={"teamId": id, "tagIds": [str(tag.pk)]})
    assert removed.data == ([{"tagId": str(tag.pk)}] if allowed else None)
    assert Tag.objects.filter(pk=tag.pk).exists() is not allowed
