"""Starting the jobs that make projects and add documents."""

from __future__ import annotations

import time
from datetime import timedelta

from django.db import transaction

from gloss.accounts.models import User
from gloss.core.clock import now
from gloss.core.errors import BadInput, Conflict
from gloss.imports.plan import Plan
from gloss.jobs import runner
from gloss.jobs import service as jobs
from gloss.jobs.models import Job, JobStatus
from gloss.projects.models import Project
from gloss.teams.models import Team

IDEMPOTENT_FOR = timedelta(hours=24)
MAX_CREATION_ID = 128
WAIT_SECONDS = 600.0
POLL_SECONDS = 0.05


def earlier_job(user: User, creation_id: str | None) -> Job | None:
    """Return the job this user started with the same creation id within a day.

    An older one gives its key free, so that the id can be used again.
    """
    if not creation_id:
        return None
    if len(creation_id) > MAX_CREATION_ID:
        raise BadInput(f"projectCreationId has at most {MAX_CREATION_ID} characters.", field="projectCreationId")
    job = Job.objects.filter(dedupe_key=_key(user, creation_id)).first()
    if job is None or job.created_at > now() - IDEMPOTENT_FOR:
        return job
    Job.objects.filter(pk=job.pk).update(dedupe_key=None)
    return None


def create_project(user: User, plan: Plan, creation_id: str | None) -> Job:
    """Queue the making of a project."""
    team = Team.objects.get(pk=plan.team_id) if plan.team_id else None
    with transaction.atomic():
        return jobs.enqueue(
            "project.create",
            owner=user,
            payload={"plan": plan.dump()},
            queue="ProjectCreationQueue",
            team=team,
            dedupe_key=_key(user, creation_id) if creation_id else None,
        )


def add_documents(user: User, project: Project, plan: Plan) -> Job:
    """Queue the adding of documents."""
    if project.is_archived:
        raise Conflict("This project is archived. Restore it to change anything.", code="READ_ONLY")
    with transaction.atomic():
        return jobs.enqueue(
            "project.add_documents",
            owner=user,
            payload={"plan": plan.dump()},
            queue="DocumentAdditionQueue",
            team=project.team,
            project_uid=project.uid,
        )


def wait(job: Job) -> Project:
    """Carry the job out here, or wait for the worker that took it; return the project.

    Raises:
        BadInput: a file cannot be used; the first error's parameters are passed on.
    """
    runner.run(job.pk)
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        job.refresh_from_db()
        if job.status == JobStatus.DELIVERED:
            return Project.objects.select_related("team__owner", "owner", "guideline").get(uid=job.result_id)
        if job.status == JobStatus.FAILED:
            error = job.errors[0] if job.errors else {"id": "INTERNAL_ERROR", "stack": "It failed.", "args": {}}
            raise BadInput(error["stack"], code=error["id"], **(error["args"] or {}))
        if time.monotonic() > deadline:
            raise Conflict("The project is still being made. Look for it in the list of projects.", jobId=job.pk)
        time.sleep(POLL_SECONDS)


def _key(user: User, creation_id: str) -> str:
    return f"project.create:{user.pk}:{creation_id}"
