"""Who is compared in a project, and which copies of its documents are finished enough to count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gloss.documents.models import CabinetRole, CabinetStatus, CopyStatus, DocumentAssignment, DocumentCopy
from gloss.projects.models import Project, ProjectStatus
from gloss.projects.queries import LABELING_ROLES

BATCH_SIZE = 150_000
BATCH_DOCUMENTS = 300


@dataclass(frozen=True, slots=True)
class DocumentWork:
    """The copies of one document that count, by place in ``Raters.people``."""

    document_id: int
    copies: dict[int, int]
    size: int


@dataclass(frozen=True, slots=True)
class Raters:
    """``people`` are user ids in ascending order; the reviewer, if any document is reviewed, is None and last."""

    people: tuple[int | None, ...]
    documents: tuple[DocumentWork, ...]

    def batches(self) -> Iterator[list[DocumentWork]]:
        """Split the documents so that what a batch holds fits into memory."""
        batch: list[DocumentWork] = []
        size = 0
        for work in self.documents:
            if batch and (size + work.size > BATCH_SIZE or len(batch) == BATCH_DOCUMENTS):
                yield batch
                batch, size = [], 0
            batch.append(work)
            size += work.size
        if batch:
            yield batch


def of_project(project: Project) -> Raters:
    """Return everybody with finished documents.

    A labeler's copy counts once its document or cabinet is complete and while they are
    assigned to it; the review's likewise. In a complete project every copy counts.
    """
    slots = _slots(project)
    copies = DocumentCopy.objects.filter(
        cabinet__project=project, cabinet__role__in=[CabinetRole.LABELER, CabinetRole.REVIEWER]
    ).order_by("document__position", "document_id")
    rows = copies.values_list(
        "pk", "document_id", "cabinet__role", "cabinet__owner_id", "status", "cabinet__status",
        "label_count", "answered_count",
    )  # fmt: skip
    is_complete = project.status == ProjectStatus.COMPLETE
    found: dict[int, dict[int | None, int]] = {}
    sizes: dict[int, int] = {}
    for copy, document, role, owner, status, cabinet, labels, answers in rows.iterator(5000):
        if not (is_complete or status == CopyStatus.COMPLETE or cabinet == CabinetStatus.COMPLETE):
            continue
        person = None if role == CabinetRole.REVIEWER else owner
        if person is None or slots is None or (document, person) in slots:
            found.setdefault(document, {})[person] = copy
            sizes[document] = sizes.get(document, 0) + labels + answers
    everybody = {person for copies_ in found.values() for person in copies_}
    people: list[int | None] = sorted(person for person in everybody if person is not None)
    people += [None] if None in everybody else []
    at = {person: index for index, person in enumerate(people)}
    documents = (
        DocumentWork(document, {at[person]: copy for person, copy in copies_.items()}, sizes[document])
        for document, copies_ in found.items()
    )
    return Raters(tuple(people), tuple(documents))


def _slots(project: Project) -> set[tuple[int, int]] | None:
    """Who is assigned to which document; None in a personal project, where the owner does all."""
    if project.team_id is None:
        return None
    rows = DocumentAssignment.objects.filter(
        assignment__project=project,
        assignment__role__in=LABELING_ROLES,
        assignment__member__is_deleted=False,
        assignment__member__user__isnull=False,
    )
    return set(rows.values_list("document_id", "assignment__member__user_id"))
