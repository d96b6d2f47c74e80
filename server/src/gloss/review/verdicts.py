"""The reviewers' verdicts on the labels of the labelers' own copies.

They are written when a review is completed, not decision by decision: labelers see the
result then, and until then nothing they work in changes under them.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery

from gloss.accounts.models import User
from gloss.core.batches import parts
from gloss.documents.models import Cabinet, CabinetRole, DocumentCopy
from gloss.jobs import service as jobs
from gloss.labels import counters
from gloss.labels.models import Label, LabelStatus, Phase
from gloss.projects.models import Project

BATCH = 2000


def on_cabinet_completed(cabinet: Cabinet, actor: User) -> None:
    """Hook: the review is complete, so the labelers' labels get their verdicts in the background."""
    if cabinet.role != CabinetRole.REVIEWER:
        return
    project = cabinet.project
    jobs.enqueue(
        "review.recompute",
        owner=actor,
        team=project.team,
        project_uid=project.uid,
        payload={"project": project.uid, "verdicts": True},
        queue="ConsensusQueue",
    )


def write_back(project: Project) -> None:
    """Mark every label of the labelers as accepted, rejected or (left open) labeled; repeating changes nothing.

    A label is accepted when consensus or a reviewer accepted it.
    """
    labelers = Q(cabinet__project=project, cabinet__role=CabinetRole.LABELER)
    copies = DocumentCopy.objects.filter(labelers).order_by("pk").values_list("pk", "document_id")
    reviews = dict(
        DocumentCopy.objects.filter(cabinet__project=project, cabinet__role=CabinetRole.REVIEWER).values_list(
            "document_id", "pk"
        )
    )
    for copy_id, document_id in copies.iterator(BATCH):
        if document_id in reviews:
            _write_back(copy_id, reviews[document_id])


def _write_back(copy_id: int, review_id: int) -> None:
    judged = Label.objects.filter(copy=review_id)
    accepted = judged.filter(Q(status=LabelStatus.ACCEPTED) | Q(status=LabelStatus.LABELED, labeled_by=Phase.AUTO))
    rejected = judged.filter(status=LabelStatus.REJECTED)
    rows = Label.objects.filter(copy=copy_id).order_by("pk")
    for part in parts(list(rows.values_list("pk", flat=True)), BATCH):
        with transaction.atomic():
            labels = Label.objects.filter(pk__in=part)
            labels.update(status=LabelStatus.LABELED, accepted_by_user=None, rejected_by_user=None)
            _mark(labels, accepted, LabelStatus.ACCEPTED, "accepted_by_user")
            _mark(labels, rejected, LabelStatus.REJECTED, "rejected_by_user")
    numbers = counters.of_copies([copy_id])[copy_id]
    judged_counts = {name: numbers[name] for name in ("accepted_count", "rejected_count")}
    DocumentCopy.objects.filter(pk=copy_id).update(**judged_counts)


def _mark(labels: QuerySet[Label], verdicts: QuerySet[Label], status: str, who: str) -> None:
    person = verdicts.filter(hash64=OuterRef("hash64")).values(who)[:1]
    labels.filter(hash64__in=verdicts.values("hash64")).update(status=status, **{who: Subquery(person)})
