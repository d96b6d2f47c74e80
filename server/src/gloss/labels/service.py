"""The writers of labels."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction

from gloss.accounts.models import User
from gloss.core import clock
from gloss.core.errors import Conflict
from gloss.documents import access, status
from gloss.documents import service as documents
from gloss.documents.models import DocumentCopy
from gloss.events import live
from gloss.events import service as events
from gloss.labels import bulk, decisions, queries, scalars
from gloss.labels.edits import EditReader, Refusals
from gloss.labels.models import Label, LabelKind
from gloss.labels.outcome import LabelOutcome
from gloss.labels.work import LabelWork

MOST_LINES_TOLD = 200
"""Beyond, a page fetches all it shows."""


def apply(
    copy: DocumentCopy,
    labels: Sequence[Mapping[str, Any]],
    actor: User,
    act_id: str | None = None,
    *,
    undo: bool = False,
    signature: str | None = None,
    kind: str = "LABELS",
) -> LabelOutcome:
    """Add and remove labels (the wire's TextLabelInput), all in one act.

    What a rule forbids is not carried out and listed in ``rejected``. A label that is there
    already is left as it is; in the review copy labeling it accepts it. With ``undo``
    decisions on such labels are taken back. An ``act_id`` that was carried out before
    changes nothing and gives the same outcome again, also when the copy is complete by now.

    Raises:
        Conflict: ``signature`` is not the copy's (nothing is saved), or the copy is complete.
    """
    if events.replay(act_id, copy) is not None:
        return stored(str(act_id), copy)
    access.check_open(copy)
    check_signature(copy, signature)
    reader, refusals = EditReader(copy), Refusals()
    edits = reader.read(labels, refusals)
    try:
        with transaction.atomic():
            queries.lock(copy)
            work = LabelWork(copy, reader, actor, clock.now(), undo=undo)
            work.run(edits, refusals)
            return finish(work, act_id, kind, refusals)
    except events.AlreadyDone:
        return stored(str(act_id), copy)


def check_signature(copy: DocumentCopy, signature: str | None) -> None:
    """Raise Conflict if ``signature`` is given and no longer the copy's."""
    if signature and signature != documents.signature(copy):
        raise Conflict("The text of this document has changed since you opened it. Load it again.", field="signature")


def finish(work: LabelWork, act_id: str | None, kind: str, refusals: Refusals) -> LabelOutcome:
    """Keep counters, status and the log of acts, inside the transaction that did the work."""
    copy, actor = work.copy, work.actor
    refused = [{"label": scalars.rejected_input(label, copy.uid), "reason": reason} for label, reason in refusals.items]
    outcome = LabelOutcome(work.before, work.after, refused)
    if work.has_changed:
        fields: dict[str, Any] = {"last_saved_at": work.now}
        if work.last_line is not None or copy.label_count + work.change.label == 0:
            fields["last_labeled_line"] = work.last_line
        decisions.count(copy, work.change, **fields)
        status.labeling_started(copy, actor)
        _tell(copy, act_id, outcome.lines)
    if act_id or work.has_changed:
        events.record_act(
            act_id or uuid.uuid4().hex,
            kind,
            actor,
            copy,
            line=outcome.lines[0] if outcome.lines else None,
            before=work.before,
            after=work.after,
            reply={"rejected": refused},
        )
    return outcome


def _tell(copy: DocumentCopy, act_id: str | None, lines: list[int]) -> None:
    """Tell open pages which lines to fetch anew; those that made the act know it by its id."""
    event: dict[str, Any] = {"type": "DOCUMENT_SAVED", "documentId": str(copy.uid), "actId": act_id}
    if len(lines) <= MOST_LINES_TOLD:
        event["lines"] = lines
    live.publish(f"project:{copy.cabinet.project.uid}", event)


def stored(act_id: str, copy: DocumentCopy) -> LabelOutcome:
    """The outcome of an act that was recorded before."""
    act = queries.stored_act(act_id, copy)
    return LabelOutcome(act["before"] or [], act["after"] or [], (act["reply"] or {}).get("rejected", []))


def iter_labels(copy: DocumentCopy, kind: str | None = None, *, rejected: bool = False) -> Iterator[Label]:
    """Stream a copy's labels in text order, characters in code points; arrows with their ends loaded."""
    rows = queries.of_copy(copy) if kind != LabelKind.SPAN else Label.objects.filter(copy=copy)
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows if rejected else rows.filter(queries.SHOWN)
    return rows.order_by(*queries.IN_TEXT_ORDER).iterator(chunk_size=2000)


def copy_prelabels(from_copy: DocumentCopy, to_copy: DocumentCopy) -> None:
    """Give a fresh copy the pre-labels of another copy of its document."""
    bulk.copy_prelabels([(from_copy.pk, to_copy.pk)])
