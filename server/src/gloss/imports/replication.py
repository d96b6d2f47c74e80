"""A person's cabinet on first opening: their documents, with the pre-labels of the root copies."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from gloss.accounts.models import User
from gloss.answers import bulk as answer_bulk
from gloss.documents import bulk, queries
from gloss.documents import service as documents
from gloss.documents.models import Cabinet, CabinetRole, Document, DocumentCopy
from gloss.jobs import service as jobs
from gloss.jobs.models import Job, JobStatus
from gloss.jobs.runner import JobRun
from gloss.labels import bulk as label_bulk
from gloss.projects.models import Project

KIND = "cabinet.replicate"
QUEUE = "CabinetReplicationJobQueue"
BATCH_DOCUMENTS = 200
BATCH_LINES = 5000


def start(user: User, project: Project, role: str) -> Job:
    """Return the job that makes the user's cabinet; one that is complete already is delivered at once."""
    running = Job.objects.filter(
        kind=KIND, owner=user, project_uid=project.uid, status__in=(JobStatus.QUEUED, JobStatus.IN_PROGRESS)
    )
    for job in running.order_by("created_at"):
        if job.payload["role"] == role:
            return job
    missing = missing_documents(user, project, role)
    owner = user if role == CabinetRole.LABELER else None
    job_id = jobs.hashed_id(QUEUE, project.uid, role, owner and owner.pk, *(str(row.uid) for row in missing))
    cabinet = queries.cabinet_of(project, role, owner)
    if cabinet is not None and not missing:
        return jobs.finished(KIND, owner=user, job_id=job_id, team=project.team, result_id=str(cabinet.pk))
    with transaction.atomic():
        return jobs.enqueue(
            KIND,
            owner=user,
            payload={"projectId": project.uid, "role": role},
            queue=QUEUE,
            team=project.team,
            project_uid=project.uid,
            job_id=job_id,
        )


def missing_documents(user: User, project: Project, role: str) -> list[Document]:
    """The documents a cabinet should hold but does not."""
    owner = user if role == CabinetRole.LABELER else None
    wanted = queries.assigned_documents(project, user) if owner else project.documents.order_by("position", "id")
    cabinet = queries.cabinet_of(project, role, owner)
    present = set(cabinet.copies.values_list("document_id", flat=True)) if cabinet else set()
    return [document for document in wanted if document.pk not in present]


def replicate(run: JobRun, project: Project) -> Cabinet:
    """Make or complete the cabinet of the job's owner, in short transactions.

    The checkpoint names the copies whose contents may be half there: the next attempt
    fills those first, which adds only what is missing.
    """
    user, role = run.job.owner, run.payload["role"]
    missing = missing_documents(user, project, role)
    cabinet = documents.replicate_empty(user, project, role)
    shows = role == CabinetRole.LABELER and project.purpose != "LABELER_TEST"
    filler = _Filler(run, project, cabinet)
    if shows:
        filler.fill((run.checkpoint or {}).get("documents", []))
    for start_at in range(0, len(missing), BATCH_DOCUMENTS):
        batch = missing[start_at : start_at + BATCH_DOCUMENTS]
        ids = [document.pk for document in batch]
        with transaction.atomic():
            run.report(95 * start_at / len(missing), {"documents": ids})
            bulk.insert_copies(cabinet, batch)
        if shows:
            filler.fill(ids)
    return cabinet


class _Filler:
    """Copies pre-labels from root copies into the copies of one cabinet."""

    def __init__(self, run: JobRun, project: Project, cabinet: Cabinet) -> None:
        self._run, self._cabinet = run, cabinet
        self._roots = DocumentCopy.objects.filter(cabinet__project=project, cabinet__role=CabinetRole.ROOT)

    def fill(self, document_ids: list[int]) -> None:
        filled = Q(label_count__gt=0) | Q(answered_count__gt=0)
        sources = self._roots.filter(filled, document_id__in=document_ids).select_related("document")
        own = self._cabinet.copies.filter(document_id__in=document_ids)
        targets = dict(own.values_list("document_id", "pk"))
        batch: list[tuple[int, int]] = []
        rows = 0
        for source in sources:
            target = targets[source.document_id]
            if source.answered_count > BATCH_LINES:
                self._fill_answers(source, target)
            batch.append((source.pk, target))
            rows += source.label_count + min(source.answered_count, BATCH_LINES)
            if rows >= BATCH_LINES:
                self._fill_batch(batch)
                batch, rows = [], 0
        self._fill_batch(batch)

    def _fill_batch(self, pairs: list[tuple[int, int]]) -> None:
        with transaction.atomic():
            label_bulk.copy_prelabels(pairs)
            answer_bulk.copy_prelabels(pairs)
        self._run.report(self._run.job.progress)

    def _fill_answers(self, source: DocumentCopy, target: int) -> None:
        """Copy many answers line by line, so that nobody waits; what ``_fill_batch`` finds then is done."""
        for start_at in range(0, source.document.line_count, BATCH_LINES):
            with transaction.atomic():
                answer_bulk.copy_row_range(source.pk, target, start_at, start_at + BATCH_LINES)
