"""resetLabelingWork: one labeler's labels, arrows and answers of a document go; text edits and other copies stay."""

from __future__ import annotations

import pytest

from gloss.answers.models import RowAnswer
from gloss.documents.models import Cabinet, DocumentCopy
from gloss.events.models import TimelineEvent
from gloss.labels.models import Label
from tests.client import run_jobs
from tests.labeling import arrow, labeling_world, span

JUN = span("person", 0, 0, chars=(0, 2))
PENANG = span("city", 0, 3, chars=(0, 5))
LIVES = arrow("livesIn", JUN, PENANG)
QUESTION = [{"label": "Topic", "type": "TEXT", "name": "topic"}]


def save(api, world, person, labels):
    sent = {"documentId": world.uid(person), "signature": world.signature(person), "action": "LABEL", "labels": labels}
    assert api.as_(person).mutate("updateLabels", "rejectedLabels { reason }", input=sent).errors == []


def reset(api, world, caller, owner):
    return api.as_(caller).mutate("resetLabelingWork", "id status", documentId=world.uid(owner))


@pytest.fixture
def world(api, make):
    world = labeling_world(make, labelers=2)
    for person in world.labelers:
        save(api, world, person, [JUN, PENANG])
        save(api, world, person, [LIVES])
    return world


def test_everything_of_one_copy_goes(api, world):
    ann, ben = world.labelers
    job = reset(api, world, ann, ann)
    assert job.data["status"] == "QUEUED"
    assert reset(api, world, ann, ann).data["id"] == job.data["id"]
    run_jobs()
    done = api.as_(ann).query("getJob", "status resultId errors { id }", jobId=job.data["id"])
    assert done.data == {"status": "DELIVERED", "resultId": world.uid(ann), "errors": []}
    copy = world.copy(ann)
    assert (Label.objects.filter(copy=copy).count(), copy.label_count, copy.status) == (0, 0, "NOT_STARTED")
    assert Label.objects.filter(copy=world.copy(ben)).count() == 3
    event = TimelineEvent.objects.get(project_uid=world.project.uid, event="LABELING_RESET")
    assert (event.user, event.target_user, event.details) == (ann, None, {"fileName": "doc0.txt"})
    save(api, world, ann, [JUN])
    assert world.copy(ann).label_count == 1


def test_answers_go_too_and_the_review_follows(api, make):
    settings = {"conflictResolution": {"mode": "PEER_REVIEW", "consensus": 1}}
    world = labeling_world(make, rows=[["a"], ["b"]], labelers=1, row_questions=QUESTION, settings=settings)
    (ann,) = world.labelers
    for line in (0, 1):
        reply = api.as_(ann).mutate(
            "updateRowAnswers", "updatedAnswers { line }", documentId=world.uid(ann), line=line, answers={"Q0": "tea"}
        )
        assert reply.errors == []
    given = {"documentId": world.uid(None)}
    assert len(api.as_(world.reviewer).query("getRowAnswersPaginated", "nodes { line }", **given).data["nodes"]) == 2
    reset(api, world, ann, ann)
    run_jobs()
    assert RowAnswer.objects.filter(copy=world.copy(ann)).count() == 0
    assert api.as_(world.reviewer).query("getRowAnswersPaginated", "nodes { line }", **given).data["nodes"] == []


def test_admins_may_others_may_not(api, world):
    ann, ben = world.labelers
    assert reset(api, world, ben, ann).codes == ["NOT_FOUND"]
    assert reset(api, world, world.reviewer, ann).codes == ["FORBIDDEN"]
    assert reset(api, world, world.reviewer, None).codes == ["BAD_USER_INPUT"]
    run_jobs()
    assert Label.objects.filter(copy=world.copy(ann)).count() == 3
    assert reset(api, world, world.admin, ann).errors == []
    run_jobs()
    assert Label.objects.filter(copy=world.copy(ann)).count() == 0
    event = TimelineEvent.objects.get(project_uid=world.project.uid, event="LABELING_RESET")
    assert (event.user, event.target_user) == (world.admin, ann)


@pytest.mark.parametrize("level", ["document", "cabinet", "archive"])
def test_what_is_closed_stays(api, world, level):
    ann = world.labelers[0]
    if level == "document":
        DocumentCopy.objects.filter(pk=world.copy(ann).pk).update(status="COMPLETE")
    elif level == "cabinet":
        Cabinet.objects.filter(pk=world.cabinets[ann.pk].pk).update(status="COMPLETE")
    else:
        world.project.is_archived = True
        world.project.save()
    assert reset(api, world, ann, ann).codes == ["READ_ONLY"]
    run_jobs()
    assert Label.objects.filter(copy=world.copy(ann)).count() == 3


def test_what_is_completed_while_the_job_waits_stays(api, world):
    ann = world.labelers[0]
    job = reset(api, world, ann, ann).data["id"]
    api.as_(ann).mutate("toggleDocumentStatus", "id", documentId=world.uid(ann))
    run_jobs()
    found = api.as_(ann).query("getJob", "status errors { id }", jobId=job)
    assert found.data == {"status": "FAILED", "errors": [{"id": "READ_ONLY"}]}
    assert Label.objects.filter(copy=world.copy(ann)).count() == 3
