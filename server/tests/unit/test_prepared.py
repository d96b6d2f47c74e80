"""Prepared queries and inserts give what the ORM gives."""

from __future__ import annotations

import uuid

import pytest
from django.db.utils import IntegrityError

from gloss.core import clock
from gloss.db.prepared import Prepared, PreparedInsert, add_and_set
from gloss.projects.models import Project
from gloss.tags.models import Tag
from gloss.teams.models import TeamMember
from tests.factories import Make, unique


def test_rows_equal_the_ones_of_the_queryset(make: Make) -> None:
    owner = make.user()
    team = make.team(owner)
    prepared: Prepared[TeamMember] = Prepared(
        lambda team, user: TeamMember.objects.select_related("team", "user").filter(team_id=team, user_id=user),
        team=int,
        user=int,
    )
    for _ in range(2):
        row = prepared.first(team=team.pk, user=owner.pk)
        plain = TeamMember.objects.get(team=team, user=owner)
        assert row is not None
        assert {name: value for name, value in vars(row).items() if name != "_state"} == {
            name: value for name, value in vars(plain).items() if name != "_state"
        }
        assert (row.team.name, row.user.email) == (team.name, owner.email)
    assert prepared.first(team=team.pk, user=0) is None
    assert prepared.all(team=0, user=owner.pk) == []


def test_text_and_uuid_parameters(make: Make) -> None:
    team = make.team()
    name = unique("tag")
    tag = Tag.objects.create(team=team, name=name)
    by_name: Prepared[tuple[int, str]] = Prepared(
        lambda name: Tag.objects.filter(name=name).values_list("pk", "name"), name=str
    )
    assert by_name.all(name=name) == [(tag.pk, name)]
    assert by_name.all(name=f"{name}' OR 1=1 --") == []


def test_a_parameter_that_is_not_used_is_a_mistake(make: Make) -> None:
    wrong: Prepared[Tag] = Prepared(lambda name, other: Tag.objects.filter(name=name), name=str, other=uuid.UUID)
    with pytest.raises(TypeError, match="does not use all of"):
        wrong.first(name="a", other=uuid.uuid4())


def test_insert_writes_all_rows_or_none(make: Make) -> None:
    team, now = make.team(), clock.now()
    names = [unique("tag") for _ in range(3)]
    rows = [Tag(team=team, name=name, created_at=now) for name in names]
    insert = PreparedInsert(Tag)
    insert.insert(rows)
    assert [Tag.objects.get(pk=row.pk).name for row in rows] == names
    twice = [Tag(team=team, name=name, created_at=now) for name in (unique("new"), names[0])]
    with pytest.raises(IntegrityError):
        insert.insert(twice)
    assert not Tag.objects.filter(name=twice[0].name).exists()


def test_add_and_set_moves_counters_in_the_row_and_in_memory(make: Make) -> None:
    project = Project.objects.create(owner=make.user(), name="p", updated_at=clock.now(), document_count=2)
    add_and_set(project, {"document_count": 3, "line_count": 7}, {"name": "renamed"})
    fresh = Project.objects.get(pk=project.pk)
    for row in (project, fresh):
        assert (row.document_count, row.line_count, row.name) == (5, 7, "renamed")
