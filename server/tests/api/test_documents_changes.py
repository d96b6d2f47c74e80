"""Names, cursors, settings, working time, and deleting documents."""

from __future__ import annotations

import pytest

from gloss.documents.models import Cabinet, Document, DocumentCopy, Line
from gloss.teams.models import Role
from tests.creating import made, open_cabinet

FILES = {"a.txt": "One\nTwo\nThree\n", "b.txt": "Four\n"}


class World:
    def __init__(self, api, make) -> None:
        admin = make.user()
        team = make.team(admin)
        self.members = {
            name: make.member(team, role=role) for name, role in (("ann", Role.LABELER), ("rev", Role.REVIEWER))
        }
        self.apis = {name: api.as_(member.user) for name, member in self.members.items()}
        self.apis["admin"] = api.as_(admin)
        self.project = made(
            self.apis["admin"],
            FILES,
            teamId=team.pk,
            documentAssignments=[{"teamMemberId": str(self.members["ann"].pk), "role": "LABELER"}],
        )
        self.cabinet = open_cabinet(self.apis["ann"], self.project)
        self.uid = self.cabinet["documents"][0]["id"]
        self.review = open_cabinet(self.apis["rev"], self.project, "REVIEWER")

    def update(self, caller, selection="id", uid=None, **changed):
        return self.apis[caller].mutate("updateTextDocument", selection, input={"id": uid or self.uid, **changed})

    def copy(self) -> DocumentCopy:
        return DocumentCopy.objects.get(uid=self.uid)


@pytest.fixture
def world(api, make):
    return World(api, make)


def test_cursor(world):
    selection = "currentSentenceCursor workspaceState { sentenceStart }"
    reply = world.update("ann", selection, currentSentenceCursor=2)
    assert reply.data == {"currentSentenceCursor": 2, "workspaceState": {"sentenceStart": 0}}
    for line in (-1, 3):
        refused = world.update("ann", currentSentenceCursor=line)
        assert (refused.codes, refused.messages) == (["BAD_USER_INPUT"], ["The document's lines are 0 to 2."])
    assert world.copy().cursor_line == 2
    assert world.update("rev", currentSentenceCursor=1).codes == ["FORBIDDEN"]


def test_touched_lines_start_the_work(world):
    reply = world.update("ann", "status", touchedSentences=[0])
    assert reply.data == {"status": "IN_PROGRESS"}
    world.project.refresh_from_db()
    assert world.project.status == "IN_PROGRESS"


def test_the_name_is_changed_by_managers_only(world):
    assert world.update("ann", name="X").codes == ["FORBIDDEN"]
    review = world.review["documents"][0]["id"]
    assert world.update("rev", name="X", uid=review).codes == ["FORBIDDEN"]
    assert world.update("admin", "name fileName", name=" Better ", uid=review).data == {
        "name": "Better",
        "fileName": "a.txt",
    }
    assert world.update("admin", name=" ", uid=review).codes == ["BAD_USER_INPUT"]


def test_last_opened_document(world):
    call = {"cabinetId": world.cabinet["id"], "documentId": world.uid}
    reply = world.apis["ann"].mutate("updateLastOpenedDocument", "id lastOpenedDocumentId", **call)
    assert reply.data == {"id": world.cabinet["id"], "lastOpenedDocumentId": world.uid}
    foreign = {"cabinetId": world.review["id"], "documentId": world.uid}
    assert world.apis["ann"].mutate("updateLastOpenedDocument", "id", **foreign).codes == ["NOT_FOUND"]
    mixed = {"cabinetId": world.cabinet["id"], "documentId": world.review["documents"][0]["id"]}
    assert world.apis["rev"].mutate("updateLastOpenedDocument", "id", **mixed).codes == ["BAD_USER_INPUT"]


def test_working_time(world):
    for millis in (15_000, 120_000):
        given = {"documentId": world.uid, "durationMillis": millis}
        assert world.apis["ann"].mutate("addActiveDuration", input=given).data is True
    for millis in (120_001, -1):
        given = {"documentId": world.uid, "durationMillis": millis}
        assert world.apis["ann"].mutate("addActiveDuration", input=given).codes == ["BAD_USER_INPUT"]
    assert world.copy().active_millis == 135_000
    found = world.apis["rev"].query(
        "getProject", "performance { totalTimeSpent numberOfLines }", input={"projectId": world.project.uid}
    )
    assert found.data == {"performance": {"totalTimeSpent": 135_000, "numberOfLines": 4}}
    done = {"documentId": world.uid, "startedAt": "2026-01-01T00:00:00Z"}
    assert world.apis["ann"].mutate("triggerTaskCompleted", input=done).data is True


def test_task_settings(world):
    given = {"projectId": world.project.uid, "allowArcDrawing": True, "textLabelMaxTokenLength": 1, "lang": "en"}
    selection = "id allowArcDrawing textLabelMaxTokenLength allowMultiLabels"
    reply = world.apis["rev"].mutate("updateTextDocumentSettings", selection, input=given)
    expected = {
        "id": world.project.uid,
        "allowArcDrawing": True,
        "textLabelMaxTokenLength": 1,
        "allowMultiLabels": True,
    }
    assert reply.data == expected
    assert world.apis["ann"].query("getTextDocumentSettings", selection, projectId=world.project.uid).data == expected
    refused = world.apis["rev"].mutate(
        "updateTextDocumentSettings", "id", input={**given, "textLabelMaxTokenLength": 0}
    )
    assert refused.errors[0]["extensions"]["field"] == "textLabelMaxTokenLength"
    assert world.apis["ann"].mutate("updateTextDocumentSettings", "id", input=given).codes == ["FORBIDDEN"]


def test_deleting_documents(world):
    ann = world.apis["ann"]
    ann.mutate("toggleDocumentStatus", "id", documentId=world.uid)
    for name in ("ann", "rev"):
        assert world.apis[name].mutate("deleteTextDocument", "id", textDocumentId=world.uid).codes == ["FORBIDDEN"]
    document = Document.objects.get(project=world.project, file_name="a.txt")
    reply = world.apis["admin"].mutate("deleteTextDocument", "id", textDocumentId=world.uid)
    assert reply.data == {"id": world.uid}
    assert Line.objects.filter(document_id=document.pk).count() == 0
    assert DocumentCopy.objects.filter(document_id=document.pk).count() == 0
    world.project.refresh_from_db()
    assert (world.project.document_count, world.project.line_count) == (1, 1)
    assert world.project.assignments.get().document_count == 1
    assert Cabinet.objects.get(pk=world.cabinet["id"]).completed_count == 0
    assert [d["fileName"] for d in open_cabinet(ann, world.project)["documents"]] == ["b.txt"]
    last = open_cabinet(ann, world.project)["documents"][0]["id"]
    assert world.apis["admin"].mutate("deleteTextDocument", "id", textDocumentId=last).codes == ["LAST_DOCUMENT"]


def test_strangers_delete_nothing(api, make, world):
    stranger = api.as_(make.user())
    assert stranger.mutate("deleteTextDocument", "id", textDocumentId=world.uid).codes == ["NOT_FOUND"]
    assert world.project.documents.count() == 2


def test_a_labeler_sees_the_review_once_it_is_complete(world):
    ann, review = world.apis["ann"], world.review["documents"][0]["id"]
    assert ann.query("getTextDocument", "id", fileId=review).codes == ["NOT_FOUND"]
    call = {"projectId": world.project.uid, "role": "REVIEWER", "skipValidation": True}
    world.apis["rev"].mutate("toggleCabinetStatus", "id", **call)
    assert ann.query("getTextDocument", "id", fileId=review).data == {"id": review}
    assert ann.mutate("updateTextDocument", "id", input={"id": review, "currentSentenceCursor": 1}).codes == [
        "FORBIDDEN"
    ]


def test_progress_of_labelers(world):
    world.apis["ann"].mutate("toggleDocumentStatus", "id", documentId=world.uid)
    selection = """progress { totalDocuments completedDocuments totalLabelers completedLabelers }
      labelingStatus { isStarted isCompleted labeler { user { email } }
        statistic { numberOfDocuments numberOfTouchedDocuments documentIds totalLabelsApplied } }
      reviewingStatus { isCompleted statistic { numberOfDocuments numberOfLabeledDocuments } }"""
    found = world.apis["rev"].query("getProject", selection, input={"projectId": world.project.uid}).data
    ids = found["labelingStatus"][0]["statistic"].pop("documentIds")
    assert len(ids) == 2
    assert found == {
        "progress": {"totalDocuments": 2, "completedDocuments": 1, "totalLabelers": 1, "completedLabelers": 0},
        "labelingStatus": [
            {
                "isStarted": True,
                "isCompleted": False,
                "labeler": {"user": {"email": world.members["ann"].user.email}},
                "statistic": {"numberOfDocuments": 2, "numberOfTouchedDocuments": 1, "totalLabelsApplied": 0},
            }
        ],
        "reviewingStatus": {
            "isCompleted": False,
            "statistic": {"numberOfDocuments": 2, "numberOfLabeledDocuments": 0},
        },
    }
