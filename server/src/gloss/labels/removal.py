"""Removing labels in numbers: clearing a copy, and following changes of label sets."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Q, QuerySet

from gloss.accounts.models import User
from gloss.core import clock
from gloss.documents import access, status
from gloss.documents.models import CabinetRole, DocumentCopy
from gloss.documents.shapes import CHUNK_LINES
from gloss.events import service as events
from gloss.labels import bulk, counters, hooks, queries, service
from gloss.labels.edits import EditReader, Refusals
from gloss.labels.models import Label, LabelKind
from gloss.labels.outcome import LabelOutcome
from gloss.labels.work import LabelWork
from gloss.labelsets.removal import ItemRemoval
from gloss.projects.models import Project

BATCH = 1000


def delete_items(copy: DocumentCopy, items: Collection[str], actor: User) -> LabelOutcome:
    """Delete the labels of a copy that carry one of the items; one act, arrows included."""
    access.check_open(copy)
    with transaction.atomic():
        queries.lock(copy)
        work = LabelWork(copy, EditReader(copy), actor, clock.now(), undo=False)
        work.remove(list(queries.of_copy(copy).filter(item__in=items)))
        return service.finish(work, None, "LABELS_DELETED", Refusals())


def clear(copy: DocumentCopy, actor: User) -> list[int]:
    """Delete every label of a copy for good; return the chunks that had some.

    Written in short transactions, so that others never wait long. In the review copy the
    labelers' labels come back undecided.
    """
    access.check_open(copy)
    lines = Label.objects.filter(copy=copy).values_list("start_line", flat=True).distinct()
    chunks = sorted({line // CHUNK_LINES for line in lines})
    if not chunks:
        return []
    removed = 0
    for kind in (LabelKind.ARROW, LabelKind.SPAN):
        removed += _delete_all(copy, kind)
    with transaction.atomic():
        now = clock.now()
        counters.recount([copy.pk], last_labeled_line=None, last_saved_at=now)
        copy.refresh_from_db()
        status.labeling_started(copy, actor)
        hooks.cleared(copy)
        events.record_act(uuid.uuid4().hex, "LABELS_CLEARED", actor, copy, before={"labels": removed})
    return chunks


def _delete_all(copy: DocumentCopy, kind: str) -> int:
    removed = 0
    rows = Label.objects.filter(copy=copy, kind=kind).order_by("pk")
    is_review = copy.cabinet.role == CabinetRole.REVIEWER
    while part := list(rows.values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            doomed = Label.objects.filter(pk__in=part)
            if is_review:
                doomed.delete()
            else:
                bulk.delete_rows(doomed)
        removed += len(part)
    return removed


def count_items(project: Project, layer: int, items: Sequence[str] | None = None) -> int:
    """Count the labels in all copies that would go with these items (None: with the whole set)."""
    return _of_items(project, layer, items).count()


def remove_items(project: Project, layer: int, items: Sequence[str] | None = None) -> int:
    """Remove the labels of these items (None: of the whole set) from all copies; return how many.

    Arrows of removed spans go too.
    """
    removed = 0
    rows = _of_items(project, layer, items).order_by("pk")
    while part := dict(rows.values_list("pk", "copy_id")[:BATCH]):
        with transaction.atomic():
            arrows = Label.objects.filter(Q(origin__in=part) | Q(destination__in=part)).values_list("pk", flat=True)
            doomed = {*part, *arrows}
            Label.objects.filter(pk__in=doomed).delete()
            removed += len(doomed)
            counters.recount(set(part.values()), last_saved_at=clock.now())
    return removed


def _of_items(project: Project, layer: int, items: Sequence[str] | None) -> QuerySet[Label]:
    rows = Label.objects.filter(copy__cabinet__project=project, layer=layer)
    return rows if items is None else rows.filter(item__in=items)


def follow_label_set(change: ItemRemoval) -> None:
    """Listener of ``labelsets.removal``: the labels of items that are gone go too."""
    remove_items(change.project, change.layer, None if change.item_ids is None else sorted(change.item_ids))
