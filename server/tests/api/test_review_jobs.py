"""The review's background work: cut short, repeated, frozen with the completed review."""

from __future__ import annotations

import pytest

from gloss.jobs.models import Job, JobStatus
from gloss.labels.models import Label
from gloss.review import answer_consensus, label_consensus, service
from gloss.review.models import Contribution, ReviewState
from tests.client import run_jobs
from tests.labeling import arrow, labeling_world, span

JUN = span("person", 0, 0, chars=(0, 2))
PENANG = span("city", 0, 3, chars=(0, 5))
LIVES = arrow("livesIn", JUN, PENANG)


@pytest.fixture
def world(api, make):
    """A project too big to be computed while somebody waits, with two labelers who agree."""
    made = labeling_world(make, labelers=2, settings={"conflictResolution": {"mode": "PEER_REVIEW", "consensus": 2}})
    for person in made.labelers:
        save(api, made, person, [JUN, PENANG, LIVES])
    return made


def save(api, world, person, labels):
    sent = {"documentId": world.uid(person), "signature": world.signature(person), "action": "LABEL", "labels": labels}
    assert api.as_(person).mutate("updateLabels", "labels", input=sent).errors == []


def phases(world):
    rows = Label.objects.filter(copy=world.copy(None)).order_by("kind", "start_token")
    return list(rows.values_list("item", "labeled_by"))


AGREED = [("livesIn", "AUTO"), ("person", "AUTO"), ("city", "AUTO")]


def test_a_job_cut_short_goes_on(api, world, monkeypatch):
    def stop(*_):
        raise OSError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(label_consensus, "_store_contributions", stop)
        with pytest.raises(OSError, match="killed"):
            service.recompute_document(world.copy(None))
    assert phases(world) == AGREED
    assert not ReviewState.objects.filter(copy=world.copy(None)).exists()
    with monkeypatch.context() as patched:
        patched.setattr(answer_consensus, "recompute", stop)
        with pytest.raises(OSError, match="killed"):
            service.recompute_document(world.copy(None))
    assert service.recompute_document(world.copy(None)) is True
    assert phases(world) == AGREED
    assert Contribution.objects.filter(label__copy=world.copy(None)).count() == 6
    assert world.copy(None).accepted_count == 3


def test_the_job_runs_twice_without_harm(world):
    for _ in range(2):
        service.enqueue_project(world.project, world.admin)
        run_jobs()
    jobs = Job.objects.filter(project_uid=world.project.uid).order_by("created_at")
    assert [(job.status, job.result) for job in jobs] == [(JobStatus.DELIVERED, 1), (JobStatus.DELIVERED, 0)]
    assert phases(world) == AGREED


def test_opening_a_big_review_starts_one_job(api, world, monkeypatch):
    monkeypatch.setattr(service, "INLINE_DOCUMENTS", 0)
    monkeypatch.setattr(service, "DEBOUNCE_SECONDS", 10**9)
    world.project.document_count = 1
    world.project.save()
    caller = api.as_(world.reviewer)
    for _ in range(3):
        caller.query("getCabinet", "id", projectId=world.project.uid, role="REVIEWER")
    assert Job.objects.filter(project_uid=world.project.uid).count() == 1
    run_jobs()
    listed = caller.query("getProjectConflictList", "upToDate", projectId=world.project.uid)
    assert listed.data == {"upToDate": True}
    assert phases(world) == AGREED


def test_new_rules_reach_a_big_review(api, world, monkeypatch):
    monkeypatch.setattr(service, "INLINE_DOCUMENTS", 0)
    world.project.document_count = 1
    world.project.save()
    service.recompute_document(world.copy(None))
    changed = api.as_(world.admin).mutate(
        "updateProjectSettings",
        "id",
        input={"projectId": world.project.uid, "conflictResolution": {"mode": "MANUAL"}},
    )
    assert changed.errors == []
    run_jobs()
    assert {phase for _, phase in phases(world)} == {"CONFLICT"}


def test_a_completed_review_stays_as_it_is(api, world):
    done = api.as_(world.reviewer).mutate(
        "toggleCabinetStatus", "status", projectId=world.project.uid, role="REVIEWER", skipValidation=True
    )
    assert done.data == {"status": "COMPLETE"}
    run_jobs()
    assert phases(world) == AGREED
    world.project.settings = {"conflictResolution": {"mode": "MANUAL", "consensus": 1}}
    world.project.save()
    api.as_(world.reviewer).query("getLabelsByRange", "labels", documentId=world.uid(None), startLine=0, endLine=0)
    assert phases(world) == AGREED
