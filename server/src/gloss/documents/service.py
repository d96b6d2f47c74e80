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
    "signature",
]


def replicate(user: User, project: Project, role: str) -> Cabinet:
    """Make the user's cabinet, or bring it up to date with the documents assigned to them.

    Doing it again changes nothing. Labels and answers are copied by ``imports.replication``.
    """
    owner = user if role == CabinetRole.LABELER else None
    cabinet = queries.cabinet_of(project, role, owner)
    if cabinet is None:
        try:
            with transaction.atomic():
                cabinet = Cabinet.objects.create(project=project, role=role, owner=owner)
        except IntegrityError:  # somebody was faster
            cabinet = queries.cabinet_of(project, role, owner)
            assert cabinet is not None
    documents = queries.assigned_documents(project, user) if owner else project.documents.order_by("position", "id")
    fill(cabinet, documents)
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
