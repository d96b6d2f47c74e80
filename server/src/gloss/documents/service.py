"""Writing cabinets and documents. The text is read by ``documents.lines`` (re-exported here)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from gloss.accounts.models import User
from gloss.documents import bulk, queries
from gloss.documents.lines import LineView, iter_lines, lines, lines_at, signature
from gloss.documents.models import Cabinet, CabinetRole, Document
from gloss.projects.models import Project

__all__ = [
    "LineView",
    "iter_lines",
    "lines",
    "lines_at",
    "make_shared_cabinets",
    "replicate",
    "replicate_empty",
    "signature",
]


def replicate_empty(user: User, project: Project, role: str) -> Cabinet:
    """Return the user's cabinet of that role, made if need be and not yet filled."""
    owner = user if role == CabinetRole.LABELER else None
    cabinet = queries.cabinet_of(project, role, owner)
    if cabinet is None:
        try:
            with transaction.atomic():
                cabinet = Cabinet.objects.create(project=project, role=role, owner=owner)
        except IntegrityError:  # somebody was faster
            cabinet = queries.cabinet_of(project, role, owner)
            assert cabinet is not None
    return cabinet


def replicate(user: User, project: Project, role: str) -> Cabinet:
    """Make the user's cabinet, or bring it up to date with the documents assigned to them.

    Doing it again changes nothing. ``imports.replication`` does the same with pre-labels.
    """
    cabinet = replicate_empty(user, project, role)
    is_labeler = role == CabinetRole.LABELER
    wanted = queries.assigned_documents(project, user) if is_labeler else project.documents.order_by("position", "id")
    fill(cabinet, wanted)
    return cabinet


def fill(cabinet: Cabinet, documents: Iterable[Document]) -> int:
    """Add the copies that are missing; return how many."""
    present = set(cabinet.copies.values_list("document_id", flat=True))
    missing = [document for document in documents if document.pk not in present]
    for start in range(0, len(missing), 2000):
        with transaction.atomic():
            bulk.insert_copies(cabinet, missing[start : start + 2000])
    return len(missing)


def make_shared_cabinets(project: Project) -> tuple[Cabinet, Cabinet]:
    """Make the root and the review cabinet of a new project."""
    root = Cabinet.objects.create(project=project, role=CabinetRole.ROOT)
    return root, Cabinet.objects.create(project=project, role=CabinetRole.REVIEWER)
