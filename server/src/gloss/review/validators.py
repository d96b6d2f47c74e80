"""What keeps a document from completion besides answers; for ``documents.validation``."""

from __future__ import annotations

from collections.abc import Iterator

from gloss.documents.models import CabinetRole, DocumentCopy
from gloss.documents.validation import Problem
from gloss.labels import queries, rules
from gloss.labelsets.models import LabelSet
from gloss.projects.settings import ProjectSettings
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


def unused_items(copies: list[DocumentCopy]) -> Iterator[Problem]:
    """Label items that nothing in a document uses, where the project wants that confirmed."""
    if not copies or not ProjectSettings.load(copies[0].cabinet.project).should_confirm_unused_label_set_items:
        return
    sets = list(LabelSet.objects.filter(project=copies[0].cabinet.project).order_by("index"))
    for copy in copies:
        used = queries.used_items(copy)
        names = tuple(item.name for row in sets for item in rules.unused_items(row, used))
        if names:
            yield Problem("UNUSED_LABELS", copy, items=names)
