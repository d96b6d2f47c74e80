"""Completing and reopening documents and cabinets, and what it does to the project and its people."""

from __future__ import annotations

import pytest

from gloss.documents import status, validation
from gloss.documents.models import Cabinet, DocumentCopy
from gloss.events.models import TimelineEvent
from gloss.teams.models import Role
from tests.client import run_jobs
from tests.creating import made, open_cabinet
from tests.mail import mails_to

FILES = {"a.txt": "One", "b.txt": "Two"}


class World:
    """A team project with two labelers and a reviewer, everybody's cabinet open."""

    def __init__(self, api, make, **changed) -> None:
        self.admin = make.user()
        team = make.team(self.admin)
        self.members = {
            name: make.member(team, make.user(name=name), role)
            for name, role in (("ann", Role.LABELER), ("ben", Role.LABELER), ("rev", Role.REVIEWER))
        }
        self.apis = {name: api.as_(member.user) for name, member in self.members.items()}
        self.apis["admin"] = api.as_(self.admin)
        self.project = made(
            self.apis["admin"],
            FILES,
            teamId=team.pk,
            documentAssignments=[
                {"teamMemberId": str(self.members[name].pk), "role": "LABELER"} for name in ("ann", "ben")
            ],
            **changed,
        )
        self.cabinets = {name: open_cabinet(self.apis[name], self.project) for name in ("ann", "ben")}
        self.cabinets["rev"] = open_cabinet(self.apis["rev"], self.project, "REVIEWER")

    def copy(self, name: str, index: int = 0) -> DocumentCopy:
        uid = self.cabinets[name]["documents"][index]["id"]
        return DocumentCopy.objects.select_related("cabinet__project", "document").get(uid=uid)

    def toggle(self, name: str, role: str | None = None, skip: bool = False):
        role = role or ("REVIEWER" if name in ("rev", "admin") else "LABELER")
        return self.apis[name].mutate(
            "toggleCabinetStatus", "status completedAt", projectId=self.project.uid, role=role, skipValidation=skip
        )

    def status(self) -> str:
        self.project.refresh_from_db()
        return self.project.status

    def start(self, name: str) -> None:
        status.labeling_started(self.copy(name), self.members[name].user)


@pytest.fixture
def world(api, make):
    return World(api, make)


def test_the_whole_way(world, data_dir):
    assert world.status() == "CREATED"
    world.start("ann")
    assert world.status() == "IN_PROGRESS"
    assert world.toggle("ann").data["status"] == "COMPLETE"
    assert world.status() == "IN_PROGRESS"
    assert world.toggle("ben").data["status"] == "COMPLETE"
    assert world.status() == "REVIEW_READY"
    world.start("rev")
    assert world.status() == "IN_REVIEW"
    assert world.toggle("rev").data["status"] == "COMPLETE"
    assert world.status() == "COMPLETE"
    assert world.project.completed_at is not None
    for name in ("ann", "ben"):
        assert len([text for text in mails_to(data_dir, world.members[name].user.email) if "review" in text]) == 1

    found = world.apis["ann"].query(
        "getProject",
        """status selfLabelingStatus completedDate
           progress { totalDocuments completedDocuments totalLabelers completedLabelers }""",
        input={"projectId": world.project.uid},
    )
    assert (found.data["status"], found.data["selfLabelingStatus"]) == ("COMPLETE", "COMPLETE")
    assert found.data["progress"] == {
        "totalDocuments": 4,
        "completedDocuments": 4,
        "totalLabelers": 2,
        "completedLabelers": 2,
    }
    events = (
        TimelineEvent.objects.filter(project_uid=world.project.uid).order_by("id").values_list("event", "user__name")
    )
    assert list(events) == [
        ("PROJECT_CREATED", world.admin.name),
        ("LABELING_COMPLETED", "ann"),
        ("LABELING_COMPLETED", "ben"),
        ("PROJECT_REVIEWED", "rev"),
    ]


def test_completing_a_cabinet_completes_its_documents(world):
    world.toggle("ann")
    reply = world.apis["ann"].query(
        "getCabinet", "status documents { status isCompleted }", projectId=world.project.uid, role="LABELER"
    )
    assert reply.data == {"status": "COMPLETE", "documents": [{"status": "COMPLETE", "isCompleted": True}] * 2}


def test_a_labeler_reopens_until_the_review_is_complete(world):
    world.toggle("ann")
    world.toggle("ben")
    assert world.toggle("ann").data == {"status": "IN_PROGRESS", "completedAt": None}
    assert world.status() == "IN_PROGRESS"
    world.toggle("ann")
    world.toggle("rev")
    assert world.toggle("ann").codes == ["READ_ONLY"]
    assert world.status() == "COMPLETE"
    assert world.toggle("rev").data["status"] == "IN_PROGRESS"
    assert world.status() == "IN_REVIEW"


def test_a_reviewer_may_complete_early_and_reopening_goes_back(world):
    world.start("ann")
    world.toggle("admin")
    assert world.status() == "COMPLETE"
    world.toggle("admin")
    assert world.status() == "IN_PROGRESS"


def test_documents_one_by_one(world):
    uid = world.cabinets["ann"]["documents"][0]["id"]
    selection = "id status isCompleted"
    reply = world.apis["ann"].mutate("toggleDocumentStatus", selection, documentId=uid)
    assert reply.data == {"id": uid, "status": "COMPLETE", "isCompleted": True}
    assert world.status() == "IN_PROGRESS"
    assert Cabinet.objects.get(pk=world.cabinets["ann"]["id"]).completed_count == 1
    written = world.apis["ann"].mutate("updateTextDocument", selection, input={"id": uid, "touchedSentences": [0]})
    assert written.codes == ["READ_ONLY"]
    reply = world.apis["ann"].mutate("updateTextDocument", selection, input={"id": uid, "isCompleted": False})
    assert reply.data["status"] == "IN_PROGRESS"
    assert Cabinet.objects.get(pk=world.cabinets["ann"]["id"]).completed_count == 0


@pytest.mark.parametrize(("name", "codes"), [("ben", ["NOT_FOUND"]), ("rev", ["FORBIDDEN"]), ("admin", ["FORBIDDEN"])])
def test_others_cannot_complete_my_documents(world, name, codes):
    uid = world.cabinets["ann"]["documents"][0]["id"]
    assert world.apis[name].mutate("toggleDocumentStatus", "id", documentId=uid).codes == codes
    assert world.copy("ann").status == "NOT_STARTED"


def test_a_complete_cabinet_keeps_its_documents_closed(world):
    world.toggle("ann")
    uid = world.cabinets["ann"]["documents"][0]["id"]
    reply = world.apis["ann"].mutate("toggleDocumentStatus", "id", documentId=uid)
    assert (reply.codes, reply.messages) == (
        ["READ_ONLY"],
        ["You marked your work as complete. Reopen it to change anything."],
    )
    assert world.copy("ann").status == "COMPLETE"


def test_an_archived_project_is_read_only(world):
    world.apis["admin"].mutate("toggleArchiveProjects", "id", projectIds=[world.project.uid])
    assert world.toggle("ann").codes == ["READ_ONLY"]
    assert world.cabinets["ann"]["status"] == "IN_PROGRESS"


def test_validators_decide_and_can_be_skipped(world, monkeypatch):
    def refuse(copies):
        return [
            validation.Problem("INVALID_ANSWERS", copy, lines=(0, 3))
            for copy in copies
            if copy.document.file_name == "b.txt"
        ]

    monkeypatch.setattr(validation, "VALIDATORS", [refuse])
    ann = world.apis["ann"]
    reply = ann.query("validateCabinet", projectId=world.project.uid, role="LABELER")
    assert (reply.codes, reply.messages) == (
        ["INVALID_ANSWERS"],
        ["Some required answers are missing or invalid: b.txt."],
    )
    assert reply.errors[0]["extensions"]["problems"] == [
        {
            "code": "INVALID_ANSWERS",
            "documentId": world.cabinets["ann"]["documents"][1]["id"],
            "fileName": "b.txt",
            "lines": [0, 3],
            "items": [],
        }
    ]
    assert world.toggle("ann").codes == ["INVALID_ANSWERS"]
    assert ann.mutate(
        "toggleDocumentStatus", "status", documentId=world.cabinets["ann"]["documents"][0]["id"]
    ).data == {"status": "COMPLETE"}
    assert world.toggle("ann", skip=True).data["status"] == "COMPLETE"


def test_leads_hear_when_enough_labelers_are_done(api, make, data_dir):
    wanted = {"labelerProjectCompletionNotification": {"enabled": True, "threshold": 2}}
    world = World(api, make, projectSettings=wanted)
    world.toggle("ann")
    assert [text for text in mails_to(data_dir, world.admin.email) if "marked" in text] == []
    world.toggle("ben")
    assert [text.strip() for text in mails_to(data_dir, world.admin.email) if "last one" in text] == [
        "2 labeler(s) of Recipes have marked their work as complete. The last one was ben."
    ]


def test_a_personal_project_is_completed_in_one_step(api, make):
    caller = api.as_(make.user())
    project = made(caller, FILES)
    open_cabinet(caller, project)
    toggled = {"projectId": project.uid, "role": "LABELER"}
    assert caller.mutate("toggleCabinetStatus", "status", **toggled).data == {"status": "COMPLETE"}
    selection = "status reviewCabinet { status documents { status } } reviewingStatus { isCompleted }"
    found = caller.query("getProject", selection, input={"projectId": project.uid}).data
    assert found == {
        "status": "COMPLETE",
        "reviewCabinet": {"status": "COMPLETE", "documents": [{"status": "COMPLETE"}] * 2},
        "reviewingStatus": {"isCompleted": True},
    }
    assert caller.mutate("toggleCabinetStatus", "status", **toggled).data == {"status": "IN_PROGRESS"}
    found = caller.query("getProject", "status reviewCabinet { status }", input={"projectId": project.uid}).data
    assert found == {"status": "IN_PROGRESS", "reviewCabinet": {"status": "IN_PROGRESS"}}
    run_jobs()
