"""Queries over documents, cabinets and copies."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from gloss.accounts.models import User
from gloss.core.ids import parse_int, parse_uuid
from gloss.db.prepared import Prepared
from gloss.documents.models import (
    Cabinet,
    CabinetRole,
    CabinetStatus,
    Document,
    DocumentAssignment,
    DocumentCopy,
    EditedLine,
)
from gloss.projects.models import Project
from gloss.projects.queries import LABELING_ROLES

_COPY: Prepared[DocumentCopy] = Prepared(
    lambda uid: DocumentCopy.objects.select_related(
        "cabinet__project__team", "cabinet__project__owner", "document"
    ).filter(uid=uid, cabinet__project__is_ready=True),
    uid=uuid.UUID,
)
_SLOT: Prepared[tuple[int]] = Prepared(
    lambda user, document: DocumentAssignment.objects.filter(
        document_id=document, assignment__member__user_id=user, assignment__role__in=LABELING_ROLES
    ).values_list("pk"),
    user=int,
    document=int,
)


def find_copy(uid: object) -> DocumentCopy | None:
    parsed = parse_uuid(uid)
    if parsed is None:
        return None
    return _COPY.first(uid=parsed)


def find_cabinet(cabinet_id: object) -> Cabinet | None:
    parsed = parse_int(cabinet_id)
    if parsed is None:
        return None
    related = ("project__team", "project__owner", "owner")
    return Cabinet.objects.select_related(*related).filter(pk=parsed, project__is_ready=True).first()


def cabinet_of(project: Project, role: str, owner: User | None) -> Cabinet | None:
    """Return a labeler's cabinet, or (``owner`` null) the shared one of that role."""
    return project.cabinets.select_related("owner").filter(role=role, owner=owner).first()


def is_assigned(user_id: int, document_id: int) -> bool:
    return _SLOT.first(user=user_id, document=document_id) is not None


def assigned_documents(project: Project, user: User) -> QuerySet[Document]:
    """The documents ``user`` labels, in order: all of a personal project, else those assigned."""
    documents = project.documents.order_by("position", "id")
    if project.team_id is None:
        return documents
    slots = DocumentAssignment.objects.filter(
        document_id=OuterRef("pk"), assignment__member__user=user, assignment__role__in=LABELING_ROLES
    )
    return documents.filter(Exists(slots))


def visible_copies(cabinets: Iterable[Cabinet]) -> QuerySet[DocumentCopy]:
    """Copies in document order, without a labeler's copies of documents no longer assigned to them."""
    slots = DocumentAssignment.objects.filter(
        document_id=OuterRef("document_id"),
        assignment__member__user_id=OuterRef("cabinet__owner_id"),
        assignment__role__in=LABELING_ROLES,
    )
    shown = ~Q(cabinet__role=CabinetRole.LABELER) | Q(cabinet__project__team__isnull=True) | Exists(slots)
    copies = DocumentCopy.objects.filter(shown, cabinet__in=[cabinet.pk for cabinet in cabinets])
    return copies.select_related("document", "cabinet").order_by("cabinet_id", "document__position", "document_id")


def labeler_ids(project: Project) -> set[int]:
    """Users who have at least one document to label."""
    slots = DocumentAssignment.objects.filter(
        assignment__project=project,
        assignment__role__in=LABELING_ROLES,
        assignment__member__is_deleted=False,
        assignment__member__user__isnull=False,
    )
    return set(slots.values_list("assignment__member__user_id", flat=True).distinct())


def completed_labeler_ids(project: Project) -> set[int]:
    completed = project.cabinets.filter(role=CabinetRole.LABELER, status=CabinetStatus.COMPLETE)
    return set(completed.values_list("owner_id", flat=True))


def totals(cabinet: Cabinet) -> dict[str, int]:
    """Lines and tokens of the documents a cabinet shows."""
    found = visible_copies([cabinet]).aggregate(lines=Sum("document__line_count"), tokens=Sum("document__token_count"))
    return {"numberOfLines": found["lines"] or 0, "numberOfTokens": found["tokens"] or 0}


def edited_lines(copy: DocumentCopy, statuses: Iterable[str]) -> list[int]:
    """The lines of a copy that differ from the document's and have one of the statuses."""
    if not copy.text_revision:
        return []
    rows = EditedLine.objects.filter(copy=copy, status__in=list(statuses)).order_by("line")
    return list(rows.values_list("line", flat=True))


def labeler_counts(copy: DocumentCopy) -> list[tuple[int, int, int]]:
    """Owner, accepted and rejected labels: of the copy itself, or in the review of every labeler's copy."""
    copies = DocumentCopy.objects.filter(document_id=copy.document_id, cabinet__role=CabinetRole.LABELER)
    if copy.cabinet.role == CabinetRole.LABELER:
        copies = copies.filter(pk=copy.pk)
    return list(copies.order_by("cabinet_id").values_list("cabinet__owner_id", "accepted_count", "rejected_count"))


def touched_lines(copy: DocumentCopy) -> list[int]:
    """Lines that carry a label or an answer, in order."""
    labeled = copy.labels.values_list("start_line", flat=True).distinct()
    return sorted({*labeled, *copy.row_answers.values_list("line", flat=True)})
