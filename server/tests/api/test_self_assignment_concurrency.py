"""Fifty people who take documents at once: no slot is given twice, and all are given."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from gloss.documents import slots, taking
from gloss.documents.models import DocumentAssignment
from gloss.projects.models import Project
from gloss.teams.models import TeamMember
from tests.creating import made

PEOPLE, DOCUMENTS, CONSENSUS = 50, 20, 3
TAKE = "assignedCount documentIds"


@pytest.fixture
def world(api, make):
    admin = make.user()
    team = make.team(admin)
    team.settings = {"allow_self_assignment": True}
    team.save()
    members = [make.member(team) for _ in range(PEOPLE)]
    project = made(
        api.as_(admin),
        {f"{number:02}.txt": "Text" for number in range(DOCUMENTS)},
        teamId=team.pk,
        documentAssignments=[{"email": admin.email, "role": "REVIEWER"}],
        projectSettings={"conflictResolution": {"mode": "PEER_REVIEW", "consensus": CONSENSUS}},
    )
    return project, members


def _slots(project: Project) -> list[tuple[int, int, int | None]]:
    rows = DocumentAssignment.objects.filter(assignment__project=project)
    return list(rows.values_list("document_id", "assignment__member_id", "slot"))


def test_no_slot_is_given_twice(api, world):
    project, members = world

    def take(member: TeamMember) -> int:
        given = {"projectId": project.uid, "numberOfDocuments": 2}
        reply = api.as_(member.user).mutate("assignMyself", TAKE, input=given)
        connection.close()
        assert reply.codes in ([], ["NOTHING_LEFT"])
        return reply.data["assignedCount"] if reply.data else 0

    with ThreadPoolExecutor(PEOPLE) as pool:
        counts = list(pool.map(take, members))
    given = _slots(project)
    assert sum(counts) == len(given) == DOCUMENTS * CONSENSUS
    assert set(Counter(document for document, _, _ in given).values()) == {CONSENSUS}
    assert len({(document, member) for document, member, _ in given}) == len(given)
    assert {number for _, _, number in given} == set(range(CONSENSUS))
    assert set(project.documents.values_list("labeler_count", flat=True)) == {CONSENSUS}


def test_the_database_refuses_a_slot_that_is_taken(world):
    project, (first, second, *_) = world
    taking.take(project, first, 1)
    ((document, _, number),) = _slots(project)
    assert number == 0
    taking.take(project, second, DOCUMENTS)
    row = DocumentAssignment.objects.exclude(document=document).filter(assignment__member=second).first()
    assert row is not None
    row.document_id = document
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_taking_goes_on_when_somebody_was_faster(world, monkeypatch):
    project, (first, second, *_) = world
    taking.take(project, first, 1)
    real, stale = slots.free_number, [True]

    def numbers(document_ids):
        found = real(document_ids)
        if stale:
            stale.clear()
            return dict.fromkeys(found, 0)
        return found

    monkeypatch.setattr(slots, "free_number", numbers)
    assert len(taking.take(project, second, DOCUMENTS)) == DOCUMENTS
    assert stale == []
    assert sorted(number for _, member, number in _slots(project) if member == second.pk) == [0] * 19 + [1]
