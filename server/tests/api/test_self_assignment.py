"""assignMyself and unassignMyself: labelers who take documents and give them back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gloss.core.clock import now
from gloss.documents import releasing
from gloss.documents.models import Document, DocumentAssignment, DocumentCopy, ReleasedDocument
from gloss.events.models import TimelineEvent
from gloss.teams.models import Role
from tests.creating import made, open_cabinet

FILES = {f"{name}.txt": f"Text {name}" for name in "abcd"}
TAKEN = "requestedCount assignedCount documentIds project { id selfAssignment { availableCount } }"
OWN = "selfAssignment { isAllowed availableCount ownUntouchedCount ownTouchedCount } incompleteAssignmentCount"


class World:
    """A project of four documents with a reviewer only, two labelers wanted for each."""

    def __init__(self, api, make, consensus: int = 2, allowed: bool = True) -> None:
        self.admin = make.user(name="Ada")
        self.team = make.team(self.admin)
        roles = {"ann": Role.LABELER, "ben": Role.LABELER, "cy": Role.LABELER, "rev": Role.REVIEWER}
        self.members = {name: make.member(self.team, make.user(name=name), role) for name, role in roles.items()}
        self.apis = {name: api.as_(member.user) for name, member in self.members.items()}
        self.apis["admin"] = api.as_(self.admin)
        self.apis["stranger"] = api.as_(make.user())
        self.project = made(
            self.apis["admin"],
            FILES,
            teamId=self.team.pk,
            documentAssignments=[{"teamMemberId": str(self.members["rev"].pk), "role": "REVIEWER"}],
            projectSettings={"conflictResolution": {"mode": "PEER_REVIEW", "consensus": consensus}},
        )
        self.allow(allowed)

    def allow(self, allowed: bool) -> None:
        reply = self.apis["admin"].mutate(
            "updateTeamSetting", "id", input={"teamId": self.team.pk, "allowSelfAssignment": allowed}
        )
        assert reply.errors == []

    def take(self, name: str, count: int):
        given = {"projectId": self.project.uid, "numberOfDocuments": count}
        return self.apis[name].mutate("assignMyself", TAKEN, input=given)

    def give_back(self, name: str, **choice):
        given = {"projectId": self.project.uid, **choice}
        return self.apis[name].mutate("unassignMyself", "projectId unassignedCount", input=given)

    def mine(self, name: str) -> list[str]:
        slots = DocumentAssignment.objects.filter(assignment__project=self.project)
        own = slots.filter(assignment__member=self.members[name]).order_by("document__position")
        return [file_name[0] for file_name in own.values_list("document__file_name", flat=True)]

    def own(self, name: str):
        found = self.apis[name].query("getProject", OWN, input={"projectId": self.project.uid})
        assert found.errors == []
        return found.data

    def listed(self, name: str) -> list[dict]:
        given = {"filter": {"teamId": self.team.pk, "isAssignable": True}, "page": {"skip": 0, "take": 10}}
        selection = "totalCount nodes { id name selfAssignment { availableCount } assignees { role } }"
        return self.apis[name].query("getProjects", selection, input=given).data["nodes"]

    def counts(self) -> list[int]:
        return list(self.project.documents.order_by("position").values_list("labeler_count", flat=True))


@pytest.fixture
def world(api, make):
    return World(api, make)


def test_taking_goes_to_the_most_short_first_and_never_over_the_consensus(world):
    assert world.counts() == [0, 0, 0, 0]
    reply = world.take("ann", 3)
    assert {key: reply.data[key] for key in ("requestedCount", "assignedCount")} == {
        "requestedCount": 3,
        "assignedCount": 3,
    }
    assert world.mine("ann") == ["a", "b", "c"]
    world.take("ben", 2)
    assert world.mine("ben") == ["a", "d"]
    world.take("cy", 4)
    assert world.mine("cy") == ["b", "c", "d"]
    assert world.counts() == [2, 2, 2, 2]
    assert world.take("ann", 1).codes == ["NOTHING_LEFT"]
    assert world.mine("ann") == ["a", "b", "c"]
    assert world.listed("ann") == []


def test_asking_for_more_than_is_left_gives_what_is_left(world):
    reply = world.take("ann", 9)
    assert (reply.data["requestedCount"], reply.data["assignedCount"]) == (9, 4)
    assert reply.data["project"]["selfAssignment"] == {"availableCount": 0}
    assert open_cabinet(world.apis["ann"], world.project)["status"] == "IN_PROGRESS"


def test_the_unassigned_list(world):
    free = {"id": world.project.uid, "name": "Recipes", "selfAssignment": {"availableCount": 4}, "assignees": []}
    assert world.listed("ann") == [free]
    world.take("ann", 1)
    assert world.listed("ann")[0]["selfAssignment"] == {"availableCount": 3}
    assert world.listed("ben")[0]["selfAssignment"] == {"availableCount": 4}
    world.allow(False)
    assert world.listed("ben") == []


def test_taking_is_off_unless_the_workspace_allows_it(api, make):
    world = World(api, make, allowed=False)
    assert world.take("ann", 1).codes == ["NOT_FOUND"]
    assert world.take("rev", 1).codes == ["FORBIDDEN"]
    world.allow(True)
    assert world.take("stranger", 1).codes == ["NOT_FOUND"]
    assert world.counts() == [0, 0, 0, 0]
    personal = made(world.apis["ann"], {"x.txt": "Mine"})
    given = {"projectId": personal.uid, "numberOfDocuments": 1}
    assert world.apis["ann"].mutate("assignMyself", "assignedCount", input=given).codes == ["NOT_FOUND"]


@pytest.mark.parametrize("count", [0, -1, 1001])
def test_a_number_that_cannot_be(world, count):
    reply = world.take("ann", count)
    assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], "numberOfDocuments")
    assert world.counts() == [0, 0, 0, 0]


def test_a_reviewer_who_takes_labels_too_and_only_reviews_again_without(world):
    world.take("rev", 1)
    row = world.project.assignments.get(member=world.members["rev"])
    assert (row.role, row.document_count) == ("LABELER_AND_REVIEWER", 1)
    assert world.give_back("rev").data["unassignedCount"] == 1
    row.refresh_from_db()
    assert (row.role, row.document_count) == ("REVIEWER", 0)


def test_documents_of_members_who_leave_can_be_taken(world):
    world.take("ann", 4)
    world.take("ben", 4)
    assert world.take("cy", 1).codes == ["NOTHING_LEFT"]
    world.apis["admin"].mutate("removeTeamMember", "id", input={"teamMemberId": str(world.members["ben"].pk)})
    assert world.counts() == [1, 1, 1, 1]
    assert world.take("cy", 1).data["assignedCount"] == 1
    assert world.counts() == [2, 1, 1, 1]


def test_incomplete_assignment_is_told_to_those_who_assign(world):
    assert world.own("admin")["incompleteAssignmentCount"] == 4
    assert world.own("rev")["incompleteAssignmentCount"] is None
    world.take("ann", 2)
    world.take("ben", 4)
    assert world.own("admin")["incompleteAssignmentCount"] == 2


def _begin(world, name: str, document_id: str) -> None:
    touched = {"id": document_id, "touchedSentences": [0]}
    assert world.apis[name].mutate("updateTextDocument", "id", input=touched).errors == []


def _with_one_of_each(world):
    """Ann has a complete document, a begun one and two untouched ones."""
    world.take("ann", 4)
    documents = open_cabinet(world.apis["ann"], world.project)["documents"]
    world.apis["ann"].mutate("toggleDocumentStatus", "id", documentId=documents[0]["id"])
    _begin(world, "ann", documents[1]["id"])
    return documents


def test_giving_back_what_is_untouched(world):
    _with_one_of_each(world)
    expected = {"isAllowed": True, "availableCount": 0, "ownUntouchedCount": 2, "ownTouchedCount": 1}
    assert world.own("ann")["selfAssignment"] == expected
    assert world.give_back("ann", untouchedOnly=True).data["unassignedCount"] == 2
    assert world.mine("ann") == ["a", "b"]
    assert world.counts() == [1, 1, 0, 0]


def test_work_given_back_is_hidden_and_comes_back(world):
    documents = _with_one_of_each(world)
    assert world.give_back("ann").data["unassignedCount"] == 3
    assert world.mine("ann") == ["a"]
    ann = world.apis["ann"]
    assert ann.query("getTextDocument", "id", fileId=documents[1]["id"]).codes == ["NOT_FOUND"]
    world.take("ann", 1)
    again = open_cabinet(ann, world.project)["documents"]
    assert [(row["id"], row["status"]) for row in again] == [
        (documents[0]["id"], "COMPLETE"),
        (documents[1]["id"], "IN_PROGRESS"),
    ]


def test_complete_documents_that_come_back_count_again(world):
    documents = _with_one_of_each(world)
    cabinet = DocumentCopy.objects.get(uid=documents[0]["id"]).cabinet
    root = {row.document.file_name: str(row.uid) for row in world.project.cabinets.get(role="ROOT").copies.all()}

    def assign(*names):
        entry = {"teamMemberId": str(world.members["ann"].pk), "documentIds": [root[name] for name in names]}
        sent = {"projectId": world.project.uid, "assignees": [entry]}
        assert world.apis["admin"].mutate("replaceProjectAssignees", "id", input=sent).errors == []
        cabinet.refresh_from_db()
        return cabinet.completed_count

    assert assign("b.txt") == 0
    assert assign("a.txt", "b.txt") == 1
    reply = world.apis["ann"].mutate("toggleDocumentStatus", "status", documentId=documents[0]["id"])
    assert reply.data == {"status": "IN_PROGRESS"}


def test_hidden_work_goes_after_thirty_days(world):
    documents = _with_one_of_each(world)
    world.give_back("ann")
    releasing.purge()
    assert DocumentCopy.objects.filter(uid=documents[1]["id"]).exists()
    rows = ReleasedDocument.objects.filter(document__project=world.project)
    rows.update(released_at=now() - timedelta(days=31))
    releasing.purge()
    assert not DocumentCopy.objects.filter(uid=documents[1]["id"]).exists()
    assert DocumentCopy.objects.filter(uid=documents[0]["id"]).exists()
    assert rows.filter(purged_at__isnull=False).count() == 3


def test_nothing_to_give_back(world):
    world.take("ann", 1)
    open_cabinet(world.apis["ann"], world.project)
    world.apis["ann"].mutate("toggleCabinetStatus", "id", projectId=world.project.uid, role="LABELER")
    assert world.give_back("ann").codes == ["NOTHING_LEFT"]
    assert world.mine("ann") == ["a"]


def test_without_documents_the_project_is_gone_from_the_list(world):
    world.take("ann", 1)
    world.give_back("ann")
    found = world.apis["ann"].query("getProject", "id", input={"projectId": world.project.uid})
    assert found.codes == ["NOT_FOUND"]
    assert [row["id"] for row in world.listed("ann")] == [world.project.uid]
    assert world.counts() == [0, 0, 0, 0]


@pytest.mark.parametrize("how", ["complete", "archived"])
def test_a_closed_project_gives_and_takes_nothing(world, how):
    world.take("ann", 2)
    if how == "complete":
        done = {"projectId": world.project.uid, "role": "REVIEWER", "skipValidation": True}
        open_cabinet(world.apis["rev"], world.project, "REVIEWER")
        assert world.apis["rev"].mutate("toggleCabinetStatus", "status", **done).data == {"status": "COMPLETE"}
    else:
        world.apis["admin"].mutate("toggleArchiveProjects", "id", projectIds=[world.project.uid])
    assert world.take("ann", 1).codes == ["READ_ONLY"]
    assert world.give_back("ann").codes == ["READ_ONLY"]
    assert world.counts() == [1, 1, 0, 0]
    assert world.listed("ann") == []


def test_taking_reopens_own_work_and_is_in_the_timeline(world):
    world.take("ann", 1)
    ann = world.apis["ann"]
    open_cabinet(ann, world.project)
    ann.mutate("toggleCabinetStatus", "status", projectId=world.project.uid, role="LABELER")
    world.project.refresh_from_db()
    assert world.project.status == "REVIEW_READY"
    world.take("ann", 2)
    world.project.refresh_from_db()
    assert world.project.status == "IN_PROGRESS"
    assert open_cabinet(ann, world.project)["status"] == "IN_PROGRESS"
    events = TimelineEvent.objects.filter(project_uid=world.project.uid, event="DOCUMENTS_TAKEN").order_by("id")
    assert list(events.values_list("user__name", "details")) == [("ann", {"count": 1}), ("ann", {"count": 2})]


def test_manual_review_wants_one_labeler(api, make):
    world = World(api, make)
    changed = {"projectId": world.project.uid, "conflictResolution": {"mode": "MANUAL"}}
    world.apis["admin"].mutate("updateProjectSettings", "id", input=changed)
    world.take("ann", 4)
    assert world.listed("ben") == []
    assert world.take("ben", 1).codes == ["NOTHING_LEFT"]
    assert Document.objects.filter(project=world.project, labeler_count=1).count() == 4
