"""Whether a project's index is there, and the job that makes it on the first search."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Max

from gloss.accounts.models import User
from gloss.core import clock
from gloss.documents.models import Document
from gloss.jobs import service as jobs
from gloss.jobs.models import Job, JobStatus
from gloss.projects.models import Project
from gloss.search import index as indexes
from gloss.search.index import Index

KIND = "search.index"
SCAN_LINES = 20_000
"""Projects of up to so many lines are read line by line: that takes less than a tenth of a second."""
RETRY_AFTER = timedelta(minutes=10)
_ready: dict[int, tuple[int, int]] = {}
"""Projects known to be indexed in full: number of documents and the highest primary key at that time."""


@dataclass(frozen=True)
class State:
    is_ready: bool
    progress: int
    job_id: str | None = None


def ready_index(project: Project) -> Index | None:
    """Open the index if it is complete; None where lines must be read (or the project is small)."""
    if project.line_count <= SCAN_LINES:
        return None
    index = indexes.of_project(project)
    if _is_complete(project, index):
        return index
    index.close()
    return None


def _is_complete(project: Project, index: Index) -> bool:
    found = Document.objects.filter(project=project).aggregate(number=Count("pk"), last=Max("pk"))
    stamp = (found["number"], found["last"] or 0)
    done = index.next_lines() if _ready.get(project.pk) != stamp or not index.supports((("abc",),)) else None
    if done is None:
        return True
    rows = Document.objects.filter(project=project).values_list("pk", "line_count")
    if any(done.get(pk, 0) < count for pk, count in rows.iterator(chunk_size=2000)):
        _ready.pop(project.pk, None)
        return False
    _ready[project.pk] = stamp
    return True


def state(project: Project, user: User, *, start: bool) -> State:
    """What the index is up to; with ``start`` the job that makes it is queued if there is none."""
    if project.line_count <= SCAN_LINES:
        return State(True, 100)
    with closing(indexes.of_project(project)) as index:
        if _is_complete(project, index):
            return State(True, 100)
    job = _job(project)
    if job is None and start:
        job = _start(project, user)
    return State(False, job.progress if job else 0, job.id if job else None)


def _job(project: Project) -> Job | None:
    """The job under way, or one that failed a short while ago."""
    rows = Job.objects.filter(kind=KIND, project_uid=project.uid)
    running = rows.filter(status__in=[JobStatus.QUEUED, JobStatus.IN_PROGRESS]).first()
    return running or rows.filter(status=JobStatus.FAILED, updated_at__gt=clock.now() - RETRY_AFTER).first()


def _start(project: Project, user: User) -> Job:
    payload: dict[str, Any] = {"projectId": project.uid}
    with transaction.atomic():
        return jobs.enqueue(KIND, owner=user, payload=payload, project_uid=project.uid, team=project.team)
