"""Start, follow and stop work in the background."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from gloss.accounts.models import User
from gloss.core import clock, ids
from gloss.jobs import queue as messages
from gloss.jobs.models import Job, JobStatus
from gloss.teams.models import Team

FINISHED = (JobStatus.DELIVERED, JobStatus.FAILED)


def enqueue(
    kind: str,
    *,
    owner: User,
    payload: dict[str, Any],
    queue: str = "JobQueue",
    team: Team | None = None,
    project_uid: str = "",
    dedupe_key: str | None = None,
    job_id: str | None = None,
    run_after: datetime | None = None,
) -> Job:
    """Store a job and, once the surrounding transaction commits, tell the queue.

    ``dedupe_key`` names the work: as long as a job with the same key exists, that one is
    returned and nothing is started. ``run_after`` holds the job back until then.
    """
    if dedupe_key:
        existing = Job.objects.filter(dedupe_key=dedupe_key).first()
        if existing:
            return existing
    job = Job(
        id=job_id or ids.job_id(queue),
        kind=kind,
        owner=owner,
        team=team,
        payload=payload,
        project_uid=project_uid,
        dedupe_key=dedupe_key,
        run_after=run_after,
    )
    try:
        with transaction.atomic():
            job.save(force_insert=True)
    except IntegrityError:
        return Job.objects.get(dedupe_key=dedupe_key) if dedupe_key else Job.objects.get(id=job.id)
    delay = (run_after - clock.now()).total_seconds() if run_after else 0
    transaction.on_commit(lambda: messages.send(job.id, delay))
    return job


def finished(kind: str, *, owner: User, job_id: str, team: Team | None = None, result_id: str = "") -> Job:
    """Return a job that has nothing left to do, for callers that must answer with one."""
    job, _ = Job.objects.get_or_create(
        id=job_id,
        defaults={
            "kind": kind,
            "owner": owner,
            "team": team,
            "status": JobStatus.DELIVERED,
            "progress": 100,
            "result_id": result_id,
        },
    )
    return job


def reschedule(job: Job, run_after: datetime, checkpoint: Any) -> None:
    """Put a running job back into the queue for later; its handler must return at once after this."""
    job.status, job.run_after, job.checkpoint = JobStatus.QUEUED, run_after, checkpoint
    job.attempt = 0
    job.save(update_fields=["status", "run_after", "checkpoint", "attempt", "updated_at"])
    messages.send(job.id, max((run_after - clock.now()).total_seconds(), 0))


def cancel(job: Job) -> None:
    """Ask a job to stop at its next report; one that has not started fails at once."""
    Job.objects.filter(id=job.id, status=JobStatus.QUEUED).update(
        status=JobStatus.FAILED, errors=[{"id": "CANCELLED", "stack": "Cancelled before it started.", "args": {}}]
    )
    Job.objects.filter(id=job.id).update(cancel_requested=True)


def hashed_id(queue: str, *parts: object) -> str:
    """``<queue>:<sha256>`` of what the job is about, so that asking twice names the same job."""
    return f"{queue}:{hashlib.sha256(repr(parts).encode()).hexdigest()}"


def shape(job: Job) -> dict[str, Any]:
    """The wire's Job."""
    return {
        "id": job.id,
        "kind": job.kind,
        "status": job.status,
        "progress": job.progress,
        "errors": job.errors,
        "resultId": job.result_id or None,
        "result": job.result,
        "additionalData": job.additional_data,
        "createdAt": clock.iso(job.created_at),
        "updatedAt": clock.iso(job.updated_at),
    }
