"""Attempts at a job: one at a time counts, a dead one is replaced, a slow one that was replaced changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from gloss.core import clock
from gloss.jobs import registry, runner, service
from gloss.jobs.models import Job, JobStatus
from gloss.jobs.runner import JobResult, JobRun
from tests.factories import Make, unique

KIND = "test.job"


@pytest.fixture
def job(make: Make) -> Job:
    return service.enqueue(KIND, owner=make.user(), payload={}, queue="TestQueue")


def handle(monkeypatch: pytest.MonkeyPatch, function: object) -> None:
    monkeypatch.setattr(registry, "handler", lambda kind: function)


def silence(job: Job) -> None:
    """Make the running attempt look dead."""
    long_ago = clock.now() - timedelta(seconds=settings.JOB_STALE_SECONDS + 1)
    Job.objects.filter(pk=job.pk).update(heartbeat_at=long_ago, updated_at=long_ago)


def test_a_job_is_run_once(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[int] = []

    def once(run: JobRun) -> JobResult:
        runs.append(run.attempt)
        return JobResult(result_id="done")

    handle(monkeypatch, once)
    runner.run(job.id)
    runner.run(job.id)
    job.refresh_from_db()
    assert (job.status, job.progress, job.result_id, runs) == (JobStatus.DELIVERED, 100, "done", [1])


def test_an_attempt_that_was_replaced_changes_nothing(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker was only slow: its successor has finished when it comes back."""

    def second(run: JobRun) -> JobResult:
        return JobResult(result_id=f"attempt {run.attempt}")

    def first(run: JobRun) -> JobResult:
        silence(job)
        runner.reap()
        handle(monkeypatch, second)
        runner.run(job.id)
        with pytest.raises(runner.JobTakenOver):
            run.report(50)
        raise RuntimeError("its rows are gone")

    handle(monkeypatch, first)
    runner.run(job.id)
    job.refresh_from_db()
    assert (job.status, job.result_id, job.errors, job.attempt) == (JobStatus.DELIVERED, "attempt 2", [], 2)


def test_after_three_dead_attempts_the_job_fails(job: Job) -> None:
    for attempt in (1, 2, 3):
        claimed = runner.claim(job.id)
        assert claimed
        assert claimed.attempt == attempt
        silence(job)
        runner.reap()
    job.refresh_from_db()
    assert job.status == JobStatus.FAILED
    assert [error["id"] for error in job.errors] == ["WORKER_LOST"]


def test_a_cancelled_job_stops_at_its_next_report(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    def work(run: JobRun) -> JobResult:
        run.report(10)
        service.cancel(run.job)
        run.report(20)
        raise AssertionError("it went on")

    handle(monkeypatch, work)
    runner.run(job.id)
    job.refresh_from_db()
    assert (job.status, job.progress) == (JobStatus.FAILED, 20)
    assert [error["id"] for error in job.errors] == ["CANCELLED"]


def test_the_same_work_is_queued_once(make: Make) -> None:
    owner, key = make.user(), unique("work")
    first = service.enqueue(KIND, owner=owner, payload={}, dedupe_key=key)
    assert service.enqueue(KIND, owner=owner, payload={"other": 1}, dedupe_key=key).pk == first.pk
    assert Job.objects.filter(dedupe_key=key).count() == 1
