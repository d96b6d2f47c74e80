"""What keeps a review from completion; for ``documents.validation``."""

from __future__ import annotations

from collections.abc import Iterator

from gloss.documents.models import CabinetRole, DocumentCopy
from gloss.documents.validation import Problem
from gloss.review import sampling, service


def unresolved_conflicts(copies: list[DocumentCopy]) -> Iterator[Problem]:
    """Open conflicts of review copies, which are brought up to date first."""
    for copy in copies:
        if copy.cabinet.role != CabinetRole.REVIEWER:
            return
        if service.basis(copy).size <= service.INLINE_SIZE:
            service.recompute_document(copy)
        if copy.conflict_count and sampling.rate_of(copy.cabinet.project) is None:
            yield Problem("UNRESOLVED_CONFLICTS", copy)


def sampled_too_little(copies: list[DocumentCopy]) -> Iterator[Problem]:
    """Review copies in which fewer items were looked at than the sampling rate asks for.

    Where documents are sampled, too, as many are named as are missing, and completing a
    single one is always fine: others may be the sample.
    """
    if not copies or copies[0].cabinet.role != CabinetRole.REVIEWER:
        return
    project = copies[0].cabinet.project
    rate = sampling.rate_of(project)
    if rate is None:
        return
    found = sampling.of_copies(project, copies, rate)
    short = [part.copy for part in found.parts if not part.has_items]
    if found.documents is not None:
        if len(copies) < project.document_count:
            return
        missing = max(found.documents.due - found.documents.done, 0)
        short = [part.copy for part in found.parts if not (part.is_answered and part.has_items)][:missing]
    for copy in short:
        yield Problem("SAMPLED_TOO_LITTLE", copy)
