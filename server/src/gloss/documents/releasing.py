"""Documents taken from a labeler: their work is hidden, comes back if they get the document again, and goes at last."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from gloss.accounts.models import User
from gloss.core.batches import parts
from gloss.core.clock import now
from gloss.documents.models import Cabinet, CabinetRole, CopyStatus, DocumentCopy, ReleasedDocument
from gloss.projects import deletion
from gloss.projects.models import Project

KEPT = timedelta(days=30)
"""How long hidden work stays."""
BATCH = 500


def release(document_ids: Iterable[int], user_id: int | None) -> None:
    """Note that ``user_id`` labels these documents no more, inside the caller's transaction."""
    if user_id is None:
        return
    moment = now()
    rows = [ReleasedDocument(document_id=pk, user_id=user_id, released_at=moment) for pk in sorted(document_ids)]
    ReleasedDocument.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["document", "user"],
        update_fields=["released_at"],
    )


def restore(project: Project, document_ids: Iterable[int], user_id: int | None) -> None:
    """Forget that they were released: the user has them again, with the work of before if it is still there."""
    if user_id is None:
        return
    found = 0
    for part in parts(sorted(document_ids), BATCH):
        found += ReleasedDocument.objects.filter(document__in=part, user=user_id).delete()[0]
    if found:
        recount_cabinets(project, [user_id])


def worked_before(project: Project, user: User) -> bool:
    """Whether the user labels or labeled in the project, and so cannot take over somebody else's work."""
    if project.cabinets.filter(role=CabinetRole.LABELER, owner=user).exists():
        return True
    return ReleasedDocument.objects.filter(document__project=project, user=user).exists()


def recount_cabinets(project: Project, user_ids: Collection[int]) -> None:
    """Count the complete documents of these labelers anew, hidden ones left out."""
    hidden = ReleasedDocument.objects.filter(document=OuterRef("document"), user=OuterRef("cabinet__owner"))
    done = DocumentCopy.objects.filter(~Exists(hidden), cabinet=OuterRef("pk"), status=CopyStatus.COMPLETE)
    count = done.order_by().values("cabinet").annotate(count=Count("pk")).values("count")
    cabinets = Cabinet.objects.filter(project=project, role=CabinetRole.LABELER, owner__in=user_ids)
    cabinets.update(completed_count=Coalesce(Subquery(count), 0))


def purge() -> None:
    """Periodic: delete the copies that have been hidden long enough. What is assigned again by then stays."""
    due = ReleasedDocument.objects.filter(purged_at__isnull=True, released_at__lt=now() - KEPT).order_by("pk")
    for part in parts(list(due.values_list("pk", "document_id", "user_id")), BATCH):
        for _, document_id, user_id in part:
            copies = DocumentCopy.objects.filter(
                document=document_id, cabinet__role=CabinetRole.LABELER, cabinet__owner=user_id
            )
            deletion.purge_rows(copies)
        ReleasedDocument.objects.filter(pk__in=[pk for pk, _, _ in part]).update(purged_at=now())
