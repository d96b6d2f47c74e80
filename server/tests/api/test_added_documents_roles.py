"""Documents for a running project: who may get them in which role, and what opens again."""

from __future__ import annotations

import pytest

from gloss.documents.models import Document
from gloss.teams.models import Role
from tests.client import run_jobs
from tests.creating import made, open_cabinet

ROLES = ("LABELER", "REVIEWER", "LABELER_AND_REVIEWER")
ALLOWED = {
    None: set(ROLES),
    "LABELER": {"LABELER", "LABELER_AND_REVIEWER"},
    "REVIEWER": {"REVIEWER", "LABELER_AND_REVIEWER"},
    "LABELER_AND_REVIEWER": {"LABELER_AND_REVIEWER"},
}


class World:
    def __init__(self, api, make, before) -> None:
        self.admin = make.user()
        self.team = make.team(self.admin)
        self.ann, self.ben = (make.member(self.team, make.user(), Role.LABELER) for _ in range(2))
        self.api, self.apis = api.as_(self.admin), {"ann": api.as_(self.ann.user)}
        assigned = [{"teamMemberId": str(self.ben.pk), "role": "LABELER"}]
        if before:
            assigned.append({"teamMemberId": str(self.ann.pk), "role": before})
        self.project = made(self.api, {"a.txt": "One"}, teamId=self.team.pk, documentAssignments=assigned)

    def add(self, role):
        documents = [{"document": {"name": "b.txt", "objectKey": self.api.upload("b.txt", "Two")}, "extras": []}]
        wanted = [{"teamMemberId": str(self.ann.pk), "role": role}]
        given = {"projectId": self.project.uid, "documents": documents, "documentAssignments": wanted}
        reply = self.api.mutate("addDocumentsToProject", "job { id }", input=given)
        run_jobs()
        return reply

    def role(self):
        row = self.project.assignments.filter(member=self.ann).first()
        return row and (row.role, row.document_count)


@pytest.mark.parametrize("before", [None, *ROLES])
@pytest.mark.parametrize("wanted", ROLES)
def test_allowed_roles(api, make, before, wanted):
    world = World(api, make, before)
    had = world.role()
    reply = world.add(wanted)
    if wanted in ALLOWED[before]:
        assert reply.errors == []
        labels = 1 if wanted != "REVIEWER" else 0
        assert world.role() == (wanted, labels + (had[1] if had else 0))
        assert Document.objects.filter(project=world.project).count() == 2
    else:
        assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (
            ["BAD_USER_INPUT"],
            "documentAssignments[0].role",
        )
        assert (world.role(), Document.objects.filter(project=world.project).count()) == (had, 1)


def test_new_documents_open_what_was_complete(api, make):
    world = World(api, make, "LABELER")
    ann = world.apis["ann"]
    open_cabinet(ann, world.project)
    ann.mutate("toggleCabinetStatus", "status", projectId=world.project.uid, role="LABELER")
    open_cabinet(world.api, world.project, "REVIEWER")
    done = {"projectId": world.project.uid, "role": "REVIEWER", "skipValidation": True}
    assert world.api.mutate("toggleCabinetStatus", "status", **done).data == {"status": "COMPLETE"}
    assert world.add("LABELER").errors == []
    world.project.refresh_from_db()
    assert world.project.status == "IN_PROGRESS"
    statuses = dict(world.project.cabinets.exclude(role="ROOT").values_list("role", "status"))
    assert statuses == {"LABELER": "IN_PROGRESS", "REVIEWER": "IN_PROGRESS"}
