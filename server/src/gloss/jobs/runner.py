"""Run one job: claim it, keep its heartbeat, store what came of it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import obstore.exceptions
from django.conf import settings
from django.db import close_old_connections, connection
from django.db.models import F, Q, QuerySet

from gloss.core import clock
from gloss.core.errors import GlossError
from gloss.jobs import notifications, queue, registry
from gloss.jobs.models import Job, JobStatus

log = logging.getLogger(__name__)
MAX_ATTEMPTS = 3
BACKOFF_SECONDS = 5


class JobFailed(Exception):
    """The job cannot succeed, however often it runs. ``errors`` are wire JobErrors."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__(errors[0]["stack"] if errors else "failed")
        self.errors = errors


class JobCancelled(Exception):
    """Somebody asked the job to stop."""


class JobTakenOver(Exception):
    """This attempt was thought dead, and another one runs the job now: leave it alone."""


@dataclass(slots=True)
class JobResult:
    """What a job leaves behind. ``rescheduled`` tells that it put itself back into the queue.

    ``errors`` are wire JobErrors about parts that were left out of a job that succeeded.
    """

    result_id: str = ""
    result: Any = None
    additional_data: Any = None
    rescheduled: bool = False
    errors: list[dict[str, Any]] = field(default_factory=list)


class JobRun:
    """One attempt at a job, as its handler sees it."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.payload: dict[str, Any] = job.payload
        self.checkpoint: Any = job.checkpoint
        self.attempt: int = job.attempt

    def report(self, percent: float, checkpoint: Any = None) -> None:
        """Store progress (0 to 99) and, if given, where to resume after a crash.

        Raises:
            JobCancelled: the job was asked to stop.
            JobTakenOver: another attempt runs the job by now.
        """
        fields: dict[str, Any] = {"progress": min(int(percent), 99), "heartbeat_at": clock.now()}
        if checkpoint is not None:
            fields["checkpoint"] = self.checkpoint = checkpoint
        if not _mine(self.job).update(**fields):
            raise JobTakenOver
        if Job.objects.filter(id=self.job.id, cancel_requested=True).exists():
            raise JobCancelled


def run(job_id: str) -> None:
    """Run the job unless somebody else does, it is finished, or it is not yet due."""
    close_old_connections()
    try:
        job = claim(job_id)
        if job:
            _carry_out(job)
    finally:
        close_old_connections()


def claim(job_id: str) -> Job | None:
    """Take a waiting job; two workers that try at once get it once."""
    now = clock.now()
    due = Q(run_after=None) | Q(run_after__lte=now + timedelta(seconds=1))
    taken = Job.objects.filter(due, id=job_id, status=JobStatus.QUEUED).update(
        status=JobStatus.IN_PROGRESS, attempt=F("attempt") + 1, heartbeat_at=now, updated_at=now
    )
    return Job.objects.select_related("owner", "team").get(id=job_id) if taken else None


def _carry_out(job: Job) -> None:
    try:
        with _heartbeat(job):
            result = registry.handler(job.kind)(JobRun(job))
    except JobFailed as failure:
        _fail(job, failure.errors)
    except JobTakenOver:
        log.warning("job %s, attempt %s: another attempt has taken over", job.id, job.attempt)
    except JobCancelled:
        _finish(job, JobStatus.FAILED, errors=[_error("CANCELLED", "Cancelled.")])
    except GlossError as error:
        _fail(job, [_error(error.code, error.message, error.details)])
    except Exception as error:
        log.exception("job %s (%s), attempt %s", job.id, job.kind, job.attempt)
        _retry_or_fail(job, error)
    else:
        result = result or JobResult()
        if not result.rescheduled:
            _finish(
                job,
                JobStatus.DELIVERED,
                progress=100,
                result_id=result.result_id,
                result=result.result,
                additional_data=result.additional_data,
                errors=result.errors,
            )


def _retry_or_fail(job: Job, error: Exception) -> None:
    if job.attempt >= MAX_ATTEMPTS:
        _fail(job, [_last_error(job, error)])
        return
    delay = BACKOFF_SECONDS * 2 ** (job.attempt - 1)
    waiting = _mine(job).update(
        status=JobStatus.QUEUED, run_after=clock.now() + timedelta(seconds=delay), updated_at=clock.now()
    )
    if waiting:
        queue.send(job.id, delay)


def _fail(job: Job, errors: list[dict[str, Any]]) -> None:
    if _finish(job, JobStatus.FAILED, errors=errors):
        notifications.on_failed(job, errors)


def _last_error(job: Job, error: Exception) -> dict[str, Any]:
    """What its owner may know: the text of the exception, which may name paths and tables, is in the log alone."""
    if isinstance(error, obstore.exceptions.BaseError):
        reason = "The file storage did not answer. Try again in a while, or ask an administrator to check the storage."
        return _error("STORAGE_UNAVAILABLE", reason)
    return _error("INTERNAL_ERROR", f"Something went wrong on our side. The server's log tells more about {job.id}.")


def _mine(job: Job) -> QuerySet[Job]:
    """The job's row as long as this attempt is the one that runs it."""
    return Job.objects.filter(id=job.id, attempt=job.attempt, status=JobStatus.IN_PROGRESS)


def _finish(job: Job, status: JobStatus, **fields: Any) -> bool:
    """Store how this attempt ended; False if another attempt runs the job by now."""
    now = clock.now()
    return bool(_mine(job).update(status=status, heartbeat_at=now, updated_at=now, **fields))


def _error(id: str, stack: str, args: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"id": id, "stack": stack, "args": args or {}}


@contextmanager
def _heartbeat(job: Job) -> Iterator[None]:
    """Say every so often that the job is alive, from a thread with its own connection."""
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(settings.JOB_STALE_SECONDS / 4):
            try:
                _mine(job).update(heartbeat_at=clock.now())
            except Exception:
                log.warning("heartbeat of %s failed", job.id, exc_info=True)
        connection.close()

    thread = threading.Thread(target=beat, daemon=True, name=f"heartbeat {job.id}")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def reap() -> int:
    """Start again what a dead worker left behind or a lost message never started; return how many."""
    now = clock.now()
    stale = now - timedelta(seconds=settings.JOB_STALE_SECONDS)
    lost = Job.objects.filter(status=JobStatus.IN_PROGRESS, heartbeat_at__lt=stale)
    exhausted = list(lost.filter(attempt__gte=MAX_ATTEMPTS).values_list("id", flat=True))
    for job in Job.objects.filter(id__in=exhausted):
        _finish(job, JobStatus.FAILED, errors=[_error("WORKER_LOST", f"The worker stopped {MAX_ATTEMPTS} times.")])
    revived = list(lost.filter(attempt__lt=MAX_ATTEMPTS).values_list("id", flat=True))
    Job.objects.filter(id__in=revived, status=JobStatus.IN_PROGRESS, heartbeat_at__lt=stale).update(
        status=JobStatus.QUEUED, updated_at=now
    )
    due = Q(run_after=None) | Q(run_after__lte=now)
    forgotten = Job.objects.filter(due, status=JobStatus.QUEUED, updated_at__lt=stale).values_list("id", flat=True)
    waiting = {*revived, *forgotten}
    for job_id in waiting:
        queue.send(job_id)
    return len(waiting) + len(exhausted)
