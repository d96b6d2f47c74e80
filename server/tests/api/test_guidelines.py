"""Guidelines of teams and people."""

from __future__ import annotations

import pytest

from gloss.guidelines.models import Guideline
from gloss.teams.models import Role
from tests.client import Api
from tests.factories import Make
from tests.rows import project_row


def test_written_read_changed_deleted(api: Api, make: Make) -> None:
    team = make.team()
    caller, reader = api.as_(team.owner), api.as_(make.member(team).user)
    made = caller.mutate(
        "createGuideline", "id name content", name=" Ships ", content="# Ships\n", teamId=str(team.pk)
    ).data
    assert (made["name"], made["content"]) == ("Ships", "# Ships\n")
    assert reader.query("getGuidelines", "id name content", teamId=str(team.pk)).data == [made]
    changed = caller.mutate("updateGuideline", "id name content", id=made["id"], content="new").data
    assert changed == {**made, "content": "new"}
    project = project_row(team.owner, team)
    project.guideline_id = int(made["id"])
    project.save()
    assert caller.mutate("deleteGuideline", id=made["id"]).data is True
    project.refresh_from_db()
    assert project.guideline is None
    assert caller.mutate("deleteGuideline", id=made["id"]).codes == ["NOT_FOUND"]


def test_listed_by_name(api: Api, make: Make) -> None:
    team = make.team()
    for name in ("beta", "Alpha", "gamma"):
        Guideline.objects.create(team=team, owner=team.owner, name=name, content="")
    data = api.as_(team.owner).query("getGuidelines", "name", teamId=str(team.pk)).data
    assert [row["name"] for row in data] == ["Alpha", "beta", "gamma"]


def test_personal_guidelines(api: Api, make: Make) -> None:
    first, second = api.as_(make.user()), api.as_(make.user())
    made = first.mutate("createGuideline", "id", name="Mine", content="text").data
    assert first.query("getGuidelines", "id").data == [made]
    assert second.query("getGuidelines", "id").data == []
    assert second.mutate("updateGuideline", "id", id=made["id"], name="Yours").codes == ["NOT_FOUND"]
    assert second.mutate("deleteGuideline", id=made["id"]).codes == ["NOT_FOUND"]
    assert Guideline.objects.get(pk=made["id"]).name == "Mine"


@pytest.mark.parametrize(("name", "content"), [("", "x"), ("x" * 256, "x"), ("x", "y" * 1_000_001)])
def test_bad_texts(api: Api, make: Make, name: str, content: str) -> None:
    user = make.user()
    assert api.as_(user).mutate("createGuideline", "id", name=name, content=content).codes == ["BAD_USER_INPUT"]
    assert not Guideline.objects.filter(owner=user).exists()


@pytest.mark.parametrize(
    ("role", "allowed"), [(Role.SUPERVISOR, True), (Role.REVIEWER, False), (Role.LABELER, False), (None, False)]
)
def test_who_may_write(api: Api, make: Make, role: Role | None, allowed: bool) -> None:
    team = make.team()
    row = Guideline.objects.create(team=team, owner=team.owner, name="Old", content="old")
    caller = api.as_(make.member(team, role=role).user if role else make.user())
    replies = [
        caller.mutate("createGuideline", "id", name="New", content="", teamId=str(team.pk)),
        caller.mutate("updateGuideline", "id", id=str(row.pk), name="Renamed"),
    ]
    code = "FORBIDDEN" if role else "NOT_FOUND"
    assert [reply.codes for reply in replies] == ([[]] * 2 if allowed else [[code]] * 2)
    names = set(Guideline.objects.filter(team=team).values_list("name", flat=True))
    assert names == ({"New", "Renamed"} if allowed else {"Old"})
    assert caller.mutate("deleteGuideline", id=str(row.pk)).codes == ([] if allowed else [code])
    assert Guideline.objects.filter(pk=row.pk).exists() is not allowed
    if role is None:
        assert caller.query("getGuidelines", "id", teamId=str(team.pk)).codes == ["NOT_FOUND"]
