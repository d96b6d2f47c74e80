"""What happens to a label row: made, accepted, rejected, put back; and the counters that follow.

A rejected row keeps the phase it would have without the rejection (AUTO, CONFLICT or
PRELABELED), so that taking the rejection back needs no memory.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from gloss.accounts.models import User
from gloss.db.prepared import add_and_set
from gloss.documents.models import DocumentCopy
from gloss.labels.models import Label, LabelStatus, Phase

DERIVED = frozenset({Phase.AUTO, Phase.CONFLICT, Phase.PRELABELED})
"""Phases of review labels that come from the labelers and may be computed again."""

CHANGING = ("labeled_by", "status", "accepted_by_user", "rejected_by_user", "updated_at")


class Tally(NamedTuple):
    """How much labels add to the counters of their copy."""

    label: int = 0
    conflict: int = 0
    accepted: int = 0
    rejected: int = 0


def tally(labels: Iterable[Label]) -> Tally:
    """Count the labels for the counters of a copy: rejected ones count apart."""
    shown = conflict = accepted = rejected = 0
    for label in labels:
        if label.status == LabelStatus.REJECTED:
            rejected += 1
            continue
        shown += 1
        conflict += label.labeled_by == Phase.CONFLICT
        accepted += label.status == LabelStatus.ACCEPTED or label.labeled_by == Phase.AUTO
    return Tally(shown, conflict, accepted, rejected)


def count(copy: DocumentCopy, change: Tally, **fields: object) -> None:
    """Move the copy's counters by ``change`` and set other ``fields``, in the row and in memory."""
    counters = {f"{name}_count": delta for name, delta in change._asdict().items() if delta}
    add_and_set(copy, counters, fields)


def is_own(label: Label) -> bool:
    """Whether a label of the review copy was made there and no labeler stands behind it."""
    return label.status == LabelStatus.LABELED and label.labeled_by not in DERIVED


def is_open(label: Label) -> bool:
    """Whether nobody has decided on a label of the review copy."""
    return label.status == LabelStatus.LABELED and label.labeled_by in DERIVED


def accept(label: Label, actor: User, now: datetime) -> None:
    """Accept a labeler's label in the reviewer's name."""
    label.labeled_by, label.status = Phase.REVIEWER, LabelStatus.ACCEPTED
    label.accepted_by_user, label.rejected_by_user, label.updated_at = actor, None, now


def reject(label: Label, actor: User, now: datetime) -> None:
    """Reject a label that labelers stand behind."""
    if label.labeled_by not in DERIVED:
        label.labeled_by = Phase.CONFLICT
    label.status = LabelStatus.REJECTED
    label.accepted_by_user, label.rejected_by_user, label.updated_at = None, actor, now


def restore(label: Label, phase: str | None, now: datetime) -> None:
    """Take a decision back; an accepted label returns to ``phase`` or, without one, to CONFLICT."""
    if label.labeled_by not in DERIVED:
        label.labeled_by = phase if phase in DERIVED else Phase.CONFLICT
    label.status = LabelStatus.LABELED
    label.accepted_by_user, label.rejected_by_user, label.updated_at = None, None, now


def save(labels: Iterable[Label]) -> None:
    """Store what the functions above changed."""
    Label.objects.bulk_update(list(labels), CHANGING, batch_size=200)
