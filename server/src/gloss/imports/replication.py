"""A person's cabinet on first opening: their documents, with the pre-labels of the root copies."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from gloss.accounts.models import User
from gloss.answers.models import DocumentAnswer, RowAnswer
from gloss.core.clock import now
from gloss.documents import bulk, queries
from gloss.documents import service as documents
from gloss.documents.models import Cabinet, CabinetRole, Document, DocumentCopy
from gloss.jobs import service as jobs
from gloss.jobs.models import Job
from gloss.labels import bulk as label_bulk
from gloss.labels.models import Phase
from gloss.projects.models import Project

QUEUE = "CabinetReplicationJobQueue"
BATCH_DOCUMENTS = 200
BATCH_ROWS = 2000


def start(user: User, project: Project, role: str) -> Job:
    """Return the job that makes the user's cabinet; one that is complete already is delivered at once."""
    missing = missing_documents(user, project, role)
    digest = [project.uid, role, user.pk if role == CabinetRole.LABELER else 0, *(str(row.uid) for row in missing)]
    job_id = jobs.hashed_id(QUEUE, *digest)
    cabinet = queries.cabinet_of(project, role, user if role == CabinetRole.LABELER else None)
    if cabinet is not None and not missing:
        return jobs.finished(
            "cabinet.replicate", owner=user, job_id=job_id, team=project.team, result_id=str(cabinet.pk)
        )
    with transaction.atomic():
        return jobs.enqueue(
            "cabinet.replicate",
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


def replicate(user: User, project: Project, role: str) -> Cabinet:
    """Make or complete the cabinet, batch by batch; after a crash the next call goes on."""
    missing = missing_documents(user, project, role)
    cabinet = documents.replicate_empty(user, project, role)
    roots = dict(
        DocumentCopy.objects.filter(cabinet__project=project, cabinet__role=CabinetRole.ROOT).values_list(
            "document_id", "pk"
        )
    )
    shows = role == CabinetRole.LABELER and project.purpose != "LABELER_TEST"
    for start_at in range(0, len(missing), BATCH_DOCUMENTS):
        batch = missing[start_at : start_at + BATCH_DOCUMENTS]
        with transaction.atomic():
            bulk.insert_copies(cabinet, batch)
            if shows:
                ids = [document.pk for document in batch]
                made = cabinet.copies.filter(document_id__in=ids).values_list("document_id", "pk")
                _copy_contents([(roots[document_id], pk) for document_id, pk in made])
    return cabinet


def _copy_contents(pairs: list[tuple[int, int]]) -> None:
    label_bulk.copy_prelabels(pairs)
    targets = dict(pairs)
    moment = now()
    rows = RowAnswer.objects.filter(copy_id__in=targets).values_list("copy_id", "line", "values")
    batch: list[RowAnswer] = []
    counts: dict[int, int] = {}
    for source, line, values in rows.iterator(chunk_size=BATCH_ROWS):
        target = targets[source]
        counts[target] = counts.get(target, 0) + 1
        batch.append(RowAnswer(copy_id=target, line=line, **_prelabeled(values, moment)))
        if len(batch) >= BATCH_ROWS:
            RowAnswer.objects.bulk_create(batch)
            batch = []
    RowAnswer.objects.bulk_create(batch)
    whole = DocumentAnswer.objects.filter(copy_id__in=targets).values_list("copy_id", "values")
    found = [DocumentAnswer(copy_id=targets[source], **_prelabeled(values, moment)) for source, values in whole]
    DocumentAnswer.objects.bulk_create(found)
    for answer in found:
        counts[answer.copy_id] = counts.get(answer.copy_id, 0) + 1
    for target, count in counts.items():
        DocumentCopy.objects.filter(pk=target).update(answered_count=F("answered_count") + count)


def _prelabeled(values: object, moment: object) -> dict[str, object]:
    return {"values": values, "labeled_by": Phase.PRELABELED, "created_at": moment, "updated_at": moment}
