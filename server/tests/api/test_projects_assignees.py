"""replaceProjectAssignees: who labels what from now on, and handing work to somebody else."""

from __future__ import annotations

import pytest

from gloss.documents import status
from gloss.documents.models import Cabinet, DocumentCopy
from gloss.teams.models import Role
from tests.creating import made, open_cabinet

FILES = {"a.txt": "One", "b.txt": "Two"}


class World:
    def __init__(self, api, make) -> None:
        self.admin = make.user()
        self.team = make.team(self.admin)
        roles = {"ann": Role.LABELER, "ben": Role.LABELER, "sue": Role.SUPERVISOR, "rev": Role.REVIEWER}
        self.members = {name: make.member(self.team, make.user(name=name), role) for name, role in roles.items()}
        self.apis = {name: api.as_(member.user) for name, member in self.members.items()}
        self.api = self.apis["admin"] = api.as_(self.admin)
        self.project = made(self.api, FILES, teamId=self.team.pk, documentAssignments=[self.named("ann")])
        root = DocumentCopy.objects.filter(cabinet__project=self.project, cabinet__role="ROOT")
        self.documents = [str(uid) for uid in root.order_by("document__position").values_list("uid", flat=True)]

    def named(self, name, role="LABELER"):
        return {"teamMemberId": str(self.members[name].pk), "role": role}

    def entry(self, name, role="LABELER", documents=(0, 1), source=None):
        transfer = {"transferTeamMemberId": str(self.members[source].pk)} if source else {}
        return {**self.named(name, role), "documentIds": [self.documents[n] for n in documents], **transfer}

    def replace(self, *entries, caller="admin"):
        selection = "status assignees { role documentIds teamMember { user { name } } }"
        given = {"projectId": self.project.uid, "assignees": list(entries)}
        return self.apis[caller].mutate("replaceProjectAssignees", selection, input=given)

    def rows(self):
        rows = self.project.assignments.order_by("id")
        return [(row.member.user.name, row.role, row.document_count) for row in rows]


@pytest.fixture
def world(api, make):
    return World(api, make)


def test_the_list_replaces(world):
    reply = world.replace(world.entry("ben", documents=(1,)), world.entry("rev", "REVIEWER", ()))
    assert reply.data == {
        "status": "CREATED",
        "assignees": [
            {"role": "LABELER", "documentIds": [world.documents[1]], "teamMember": {"user": {"name": "ben"}}},
            {"role": "REVIEWER", "documentIds": [], "teamMember": {"user": {"name": "rev"}}},
        ],
    }
    listed = world.api.query(
        "getTeamProjectAssignees",
        "role documentIds teamMember { user { name } }",
        input={"projectId": world.project.uid},
    )
    assert listed.data == reply.data["assignees"]


def test_work_taken_away_is_kept_but_hidden(world):
    ann = world.apis["ann"]
    first = open_cabinet(ann, world.project)["documents"]
    world.replace(world.entry("ann", documents=(0,)))
    assert [document["id"] for document in open_cabinet(ann, world.project)["documents"]] == [first[0]["id"]]
    assert ann.query("getTextDocument", "id", fileId=first[1]["id"]).codes == ["NOT_FOUND"]
    world.replace(world.entry("ann"))
    assert [document["id"] for document in open_cabinet(ann, world.project)["documents"]] == [
        document["id"] for document in first
    ]


def test_more_documents_reopen_the_work(world):
    world.replace(world.entry("ann", documents=(0,)))
    ann = world.apis["ann"]
    open_cabinet(ann, world.project)
    ann.mutate("toggleCabinetStatus", "status", projectId=world.project.uid, role="LABELER")
    assert world.replace(world.entry("ann", documents=(0,))).data["status"] == "REVIEW_READY"
    assert world.replace(world.entry("ann")).data["status"] == "IN_PROGRESS"
    assert open_cabinet(ann, world.project)["status"] == "IN_PROGRESS"


def test_taking_the_last_open_labeler_away_makes_it_ready(world):
    world.replace(world.entry("ann"), world.entry("ben"))
    open_cabinet(world.apis["ann"], world.project)
    world.apis["ann"].mutate("toggleCabinetStatus", "status", projectId=world.project.uid, role="LABELER")
    status.labeling_started(DocumentCopy.objects.filter(cabinet__owner=world.members["ann"].user).first(), world.admin)
    assert world.replace(world.entry("ann")).data["status"] == "REVIEW_READY"


def test_handing_work_on(world):
    cabinet = open_cabinet(world.apis["ann"], world.project)
    reply = world.replace(world.entry("ben", source="ann"))
    assert reply.errors == []
    assert open_cabinet(world.apis["ben"], world.project)["id"] == cabinet["id"]
    gone = world.apis["ann"].query("getCabinet", "id", projectId=world.project.uid, role="LABELER")
    assert gone.codes == ["NOT_FOUND"]
    assert Cabinet.objects.get(pk=cabinet["id"]).owner == world.members["ben"].user


def test_who_worked_before_cannot_take_over(world):
    world.replace(world.entry("ann"), world.entry("ben"))
    open_cabinet(world.apis["ann"], world.project)
    open_cabinet(world.apis["ben"], world.project)
    world.replace(world.entry("ann"))
    reply = world.replace(world.entry("ben", source="ann"))
    assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], "transferTeamMemberId")
    assert world.rows() == [("ann", "LABELER", 2)]


def test_who_was_assigned_before_cannot_take_over_even_if_they_never_came(world):
    world.replace(world.entry("ann"), world.entry("ben"))
    world.replace(world.entry("ann"))
    reply = world.replace(world.entry("ben", source="ann"))
    assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], "transferTeamMemberId")
    assert world.rows() == [("ann", "LABELER", 2)]


def test_labelers_see_their_own_assignment_only(world):
    world.replace(world.entry("ann"), world.entry("ben"), world.entry("rev", "REVIEWER", ()))
    selection = "role teamMember { user { name } }"
    mine = [{"role": "LABELER", "teamMember": {"user": {"name": "ann"}}}]
    given = {"projectId": world.project.uid}
    assert world.apis["ann"].query("getTeamProjectAssignees", selection, input=given).data == mine
    found = world.apis["ann"].query("getProject", f"assignees {{ {selection} }}", input=given)
    assert found.data == {"assignees": mine}
    assert len(world.apis["rev"].query("getTeamProjectAssignees", selection, input=given).data) == 3


def test_wrong_requests_change_nothing(world):
    foreign = {**world.entry("ann"), "documentIds": ["00000000-0000-4000-8000-000000000000"]}
    for entries, field in (
        ([world.entry("ben"), world.entry("ben")], "assignees"),
        ([foreign], "documentIds"),
        ([{**world.entry("ann"), "teamMemberId": "999999999"}], "teamMemberId"),
        ([world.entry("ben", source="ann"), world.entry("ann")], "transferTeamMemberId"),
        ([world.entry("ben", source="rev")], "transferTeamMemberId"),
    ):
        reply = world.replace(*entries)
        assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], field)
        assert world.rows() == [("ann", "LABELER", 2)]


@pytest.mark.parametrize(
    ("caller", "codes"),
    [("sue", ["FORBIDDEN"]), ("rev", ["FORBIDDEN"]), ("ann", ["FORBIDDEN"]), ("ben", ["NOT_FOUND"])],
)
def test_only_admins_assign(world, caller, codes):
    assert world.replace(world.entry("ben"), caller=caller).codes == codes
    assert world.rows() == [("ann", "LABELER", 2)]


def test_a_personal_project_has_nobody_else(world):
    project = made(world.api, FILES)
    reply = world.api.mutate("replaceProjectAssignees", "id", input={"projectId": project.uid, "assignees": []})
    assert reply.codes == ["PERSONAL_PROJECT"]
