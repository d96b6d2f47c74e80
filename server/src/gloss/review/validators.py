"""What keeps a review from completion; for ``documents.validation``."""

from __future__ import annotations

from collections.abc import Iterator

from gloss.documents.models import CabinetRole, DocumentCopy
from gloss.documents.validation import Problem
from gloss.review import service


def unresolved_conflicts(copies: list[DocumentCopy]) -> Iterator[Problem]:
    """Open conflicts of review copies, which are brought up to date first."""
    for copy in copies:
        if copy.cabinet.role != CabinetRole.REVIEWER:
            return
        if service.basis(copy).size <= service.INLINE_SIZE:
            service.recompute_document(copy)
        if copy.conflict_count:
            yield Problem("UNRESOLVED_CONFLICTS", copy)
