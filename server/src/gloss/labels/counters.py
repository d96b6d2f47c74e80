"""The label counters of copies, counted anew after bulk changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q

from gloss.core.batches import parts
from gloss.documents.models import DocumentCopy
from gloss.labels.models import Label, LabelStatus, Phase

_REJECTED = Q(status=LabelStatus.REJECTED)
_NUMBERS = {
    "label_count": Count("id", filter=~_REJECTED),
    "accepted_count": Count("id", filter=~_REJECTED & (Q(status=LabelStatus.ACCEPTED) | Q(labeled_by=Phase.AUTO))),
    "rejected_count": Count("id", filter=_REJECTED),
    "open_count": Count("id", filter=~_REJECTED & Q(labeled_by=Phase.CONFLICT)),
}


def of_copies(copy_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """Return label_count, accepted_count, rejected_count and open_count (conflicts) of each copy."""
    found: dict[int, dict[str, int]] = {}
    for part in parts(copy_ids, 500):
        rows = Label.objects.filter(copy__in=part).order_by().values("copy").annotate(**_NUMBERS)
        counted = {row.pop("copy"): row for row in rows}
        found |= {copy_id: counted.get(copy_id, dict.fromkeys(_NUMBERS, 0)) for copy_id in part}
    return found


def recount(copy_ids: Iterable[int], **fields: Any) -> None:
    """Set the label counters from the rows, and other ``fields``; conflicts are the review's to count."""
    for copy_id, numbers in of_copies(copy_ids).items():
        numbers.pop("open_count")
        DocumentCopy.objects.filter(pk=copy_id).update(**numbers, **fields)
