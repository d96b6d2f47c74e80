"""Emptying a labeler's copy of a document: labels, arrows and answers go for good, edited text stays."""

from __future__ import annotations

from django.db import transaction

from gloss.accounts.models import User
from gloss.answers import bulk
from gloss.core.errors import BadInput, Forbidden
from gloss.documents import access, queries
from gloss.documents.models import CabinetRole, CopyStatus, DocumentCopy
from gloss.events import live
from gloss.jobs import service as jobs
from gloss.jobs.models import Job, JobStatus
from gloss.jobs.runner import JobResult, JobRun
from gloss.labels import removal
from gloss.projects import access as projects
from gloss.projects import activity

KIND = "labels.reset"


def copy_for_reset(user: User, copy_uid: object) -> DocumentCopy:
    """Return a labeler's copy that ``user`` may empty: their own, or anybody's for admins and supervisors.

    Raises:
        NotFound: no such copy for this user.
        Forbidden: somebody else's copy.
        BadInput: the review's copy.
        Conflict: code READ_ONLY; the project, cabinet or document is complete, or the project archived.
    """
    copy = access.copy_for_reader(user, copy_uid)
    if copy.cabinet.role != CabinetRole.LABELER:
        raise BadInput("Only a labeler's copy of a document can be reset.", field="documentId")
    is_own = copy.cabinet.owner_id == user.pk
    if not is_own and not projects.rights(user, copy.cabinet.project).can_manage:
        raise Forbidden("This is somebody else's copy: you can look at it, but not reset it.")
    access.check_open(copy)
    return copy


def start(copy: DocumentCopy, user: User) -> Job:
    """Start emptying the copy; while that goes on, asking again gives the same job."""
    project = copy.cabinet.project
    waiting = Job.objects.filter(
        kind=KIND, project_uid=project.uid, status__in=(JobStatus.QUEUED, JobStatus.IN_PROGRESS)
    )
    for job in waiting.order_by("created_at"):
        if job.payload["copy"] == str(copy.uid):
            return job
    with transaction.atomic():
        return jobs.enqueue(
            KIND,
            owner=user,
            payload={"copy": str(copy.uid)},
            queue="ResetLabelingWorkQueue",
            team=project.team,
            project_uid=project.uid,
        )


def run(run: JobRun) -> JobResult:
    """Handler of ``labels.reset``. Doing it again, after a crash or on purpose, empties what is left."""
    copy, user = queries.find_copy(run.payload["copy"]), run.job.owner
    if copy is None:
        return JobResult()
    access.check_open(copy)
    removal.clear(copy, user)
    run.report(60)
    bulk.clear(copy)
    with transaction.atomic():
        copy.refresh_from_db()
        copy.cursor_line, copy.last_labeled_line = 0, None
        if not copy.text_revision:
            copy.status = CopyStatus.NOT_STARTED
        copy.save(update_fields=["cursor_line", "last_labeled_line", "status"])
        project, file_name = copy.cabinet.project, copy.document.file_name
        owner = copy.cabinet.owner if copy.cabinet.owner_id != user.pk else None
        activity.note("LABELING_RESET", user, project, target_user=owner, fileName=file_name)
        event = {"type": "DOCUMENT_SAVED", "documentId": str(copy.uid), "text": False, "actId": None}
        live.publish(f"project:{project.uid}", event)
        for person in {user.pk, copy.cabinet.owner_id} - {None}:
            told = {"type": "LABELING_RESET", "documentId": str(copy.uid), "projectId": project.uid}
            live.publish(f"user:{person}", {**told, "fileName": file_name})
    return JobResult(result_id=str(copy.uid))
