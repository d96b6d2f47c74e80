"""Ask for the agreement of a project to be computed."""

from __future__ import annotations

from gloss.accounts.models import User
from gloss.jobs import service as jobs
from gloss.jobs.models import Job, JobStatus
from gloss.projects.activity import Activity
from gloss.projects.models import Project, ProjectStatus

KIND = "agreement.compute"
QUEUE = "AgreementTableQueue"
DUE = frozenset({ProjectStatus.REVIEW_READY.value, ProjectStatus.COMPLETE.value})


def start(project: Project, user: User) -> Job:
    """Queue the computation; one that waits already serves this caller too."""
    waiting = Job.objects.filter(kind=KIND, project_uid=project.uid, status=JobStatus.QUEUED).first()
    if waiting is not None:
        return waiting
    return jobs.enqueue(
        KIND, owner=user, team=project.team, project_uid=project.uid, payload={"project": project.uid}, queue=QUEUE
    )


def running(project: Project) -> Job | None:
    """The job that computes the project's agreement, None when none waits or runs."""
    states = [JobStatus.QUEUED, JobStatus.IN_PROGRESS]
    return Job.objects.filter(kind=KIND, project_uid=project.uid, status__in=states).first()


def on_activity(happened: Activity) -> None:
    """Listener of ``projects.activity``: labeling or review is done, so there is something to compare."""
    if happened.event == "PROJECT_STATUS_CHANGED" and happened.details.get("after") in DUE:
        start(happened.project, happened.actor or happened.project.owner)
